import type { Citation } from "../kit/message.ts";
import { foldedKey, words } from "../kit/vietnamese.ts";
import type { Library } from "../knowledge/library.ts";
import type { Deadline } from "../llm/deadline.ts";
import { createMask } from "../llm/deidentify.ts";
import type { Model, Sentence } from "../llm/model.ts";
import { type Answer, answer, type Context } from "./answer.ts";
import { oneLine } from "./extract.ts";
import type { Previous } from "./follow-up.ts";
import { contentKeys, isSameQuestion, topicsOf } from "./rewriting.ts";
import { readSupport } from "./support.ts";
import { understand } from "./understand.ts";
import { clausesFor, withOpening, withSummary } from "./with-model-summary.ts";
import { texts } from "./with-model-texts.ts";

const longestClause = 1_800;
const shortQuestion = 6;

/** What a model is given beside the question. */
export type Assistance = {
  readonly model: Model;
  readonly deadline: Deadline;
  /** Names the writer is known by: they do not leave. */
  readonly known: readonly string[];
  /**
   * Told the summary while it is being written, whenever one more of its sentences is whole and all so far are
   * carried by their clauses. What is told may be dropped in the end: the answer that is resolved with counts.
   */
  readonly onDraft?: ((text: string) => void) | undefined;
};

/**
 * `answer`, with a model's help: a follow-up the program could not place is rewritten to stand alone, and what
 * the program answers is retold in plain words above its quotes.
 *
 * Whether there is an answer is decided without the model: what is `partial` or `unknown` stays so. What the
 * model writes is dropped as a whole unless every sentence of it is carried by the clauses it cites. Resolves
 * in time, with the answer of `answer` whenever anything is amiss; never rejects for the model's sake.
 */
export async function answerWithModel(
  library: Library,
  question: string,
  { context, ...assistance }: Assistance & { readonly context: Context },
): Promise<Answer> {
  const plain = answer(library, question, context);
  if (!assistance.model.can.answer || plain.kind === "smalltalk" || plain.kind === "refused") return plain;
  const mask = createMask(assistance.known);
  const stands = await standAlone(library, question, { plain, context, mask, ...assistance });
  const asked = stands?.question ?? question;
  const given = stands?.given ?? plain;
  const opening = stands && texts.understood(stands.question);
  const { onDraft } = assistance;
  const tell = onDraft && ((text: string) => onDraft(opening ? `${opening}\n${text}` : text));
  const retold = await retell(library, asked, { given, context, mask, ...assistance, onDraft: tell });
  return opening ? withOpening(retold, opening) : retold;
}

type Helped = Assistance & { readonly context: Context; readonly mask: ReturnType<typeof createMask> };

/** A follow-up that was not answered, asked again in full; `undefined` when that brings nothing better. */
async function standAlone(
  library: Library,
  question: string,
  { plain, context, mask, model, deadline }: Helped & { readonly plain: Answer },
): Promise<{ question: string; given: Answer } | undefined> {
  const { previous } = context;
  if (!previous || plain.kind === "answer" || !mayFollowUp(question)) return undefined;
  const topics = topicsOf(library, previous);
  const asking = { question: mask.mask(question), before: mask.mask(previous.question), topics };
  const outcome = await model.rewriteQuestion(asking, deadline);
  if (outcome.kind === "none") return undefined;
  const rewritten = oneLine(mask.restore(outcome.value));
  if (!isSameQuestion(question, rewritten, { previous, topics })) return undefined;
  const { previous: _, ...alone } = context;
  const given = answer(library, rewritten, alone);
  const isAnswered = given.kind === "answer" && staysOnSubject(library, rewritten, { ...given, previous });
  return isAnswered ? { question: rewritten, given } : undefined;
}

/**
 * Whether an answer is about the follow-up and what it follows: it stays in the documents of the conversation,
 * and what it cites holds every word of content, of the follow-up and of what was added to it.
 */
function staysOnSubject(
  library: Library,
  rewritten: string,
  { citations, previous }: { citations: readonly Citation[]; previous: Previous },
): boolean {
  const documents = new Set(previous.clauses.map((place) => place.split("#")[0]));
  const { texts: cited } = readSupport(library, citations);
  const names = citations.map(({ label }) => label);
  const held = new Set([...cited, ...names].flatMap(words).map(foldedKey));
  return (
    citations.every(({ document }) => documents.has(document)) &&
    [...contentKeys(rewritten)].every((key) => held.has(key))
  );
}

/** Whether a question may lean on the one before: it says so, or is too short to stand alone. */
function mayFollowUp(question: string): boolean {
  const { isElliptic, words } = understand(question);
  return isElliptic || words.length <= shortQuestion;
}

/** The same answer with a summary above its quotes, when the model writes one that holds. */
async function retell(
  library: Library,
  question: string,
  { given, context, mask, model, deadline, onDraft }: Helped & { readonly given: Answer },
): Promise<Answer> {
  const isQuoting =
    given.kind === "answer" && given.passages.every(({ isShown, citation }) => isShown && citation);
  if (!isQuoting) return given;
  const offered = clausesFor(library, given);
  const clauses = [...offered].map(([id, { label, text }]) => ({
    id,
    label,
    text: oneLine(text).slice(0, longestClause),
  }));
  const retoldBy = (sentences: readonly Sentence[]) =>
    withSummary(library, given, { sentences, offered, question, context });
  const onSentences =
    onDraft &&
    ((sentences: readonly Sentence[]) => {
      const draft = retoldBy(sentences)?.passages[0]?.opening;
      if (draft) onDraft(draft);
    });
  const outcome = await model.compose({ question: mask.mask(question), clauses, onSentences }, deadline);
  if (outcome.kind === "none" || outcome.value.length === 0) return given;
  return retoldBy(outcome.value) ?? given;
}
