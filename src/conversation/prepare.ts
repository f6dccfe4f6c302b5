import type { Blobs } from "../database/blobs.ts";
import type { Database } from "../database/database.ts";
import type { Found } from "../intake/form.ts";
import { describeError } from "../kit/failure.ts";
import type { Log } from "../kit/log.ts";
import type { FileRef, Said } from "../kit/message.ts";
import type { Meaning } from "../knowledge/embeddings.ts";
import type { Deadline } from "../llm/deadline.ts";
import { deidentify } from "../llm/deidentify.ts";
import type { Model } from "../llm/model.ts";
import { isFormDraft } from "../participation/form-drafts.ts";
import { findPerson } from "../people/members.ts";
import { findAnswers, isConfidentialDraft } from "../proposals/extract.ts";
import { answerWithModel } from "../questions/with-model.ts";
import { countFollowers, isOpening, joinSaid, mostJoined } from "./burst.ts";
import { type DialogueState, loadDialogue } from "./dialogue.ts";
import { readFollowers } from "./inbox.ts";
import type { Prepared } from "./prepared.ts";
import { route } from "./route.ts";
import type { TurnInput } from "./take-turn.ts";

/** Who helps before a turn: a language model, and a search by meaning when one is set. */
export type Assistant = { readonly model: Model; readonly meaning: Meaning | undefined };

/** What is known before a turn begins; nothing in it is stored unless the turn does so. */
export type Ready = {
  readonly said: Said;
  /** What was heard in a voice message, to be shown to who spoke it. */
  readonly heard?: string;
  readonly prepared?: Prepared;
  /** What a model found for the open form. */
  readonly found?: readonly Found[];
};

type Parts = {
  readonly db: Database;
  readonly blobs: Blobs;
  readonly log: Log;
  readonly assistant?: Assistant;
  /** Shows the writer an answer as far as it is written. */
  readonly showDraft?: (text: string) => void;
};

/** A longer recording is no question; it stays an attachment. */
const mostSoundBytes = 10_000_000;

/**
 * Everything a turn takes from a model, before its transaction and within one deadline: a voice message becomes
 * words, a question gets its answer. An open form is told which of its questions a long message
 * answers. Without a model, or when anything fails, the turn goes on as it is. What is confidential, told to an
 * officer or answered to a form of theirs is given to no model.
 */
export async function prepareTurn(
  input: Omit<TurnInput, "heard" | "prepared">,
  parts: Parts,
  signal: AbortSignal,
): Promise<Ready> {
  const { said } = input;
  const { assistant, log } = parts;
  if (!assistant || said.kind !== "text") return { said };
  try {
    const { state, isOfficers, memberId } = await readStanding(input, parts.db);
    if (isOfficers) return { said };
    const deadline = assistant.model.deadline(signal);
    const draft = state.draftId === null ? undefined : { draftId: state.draftId, memberId };
    const isSecret =
      draft !== undefined &&
      (isFormDraft(draft.draftId) || (await isConfidentialDraft(parts.db.read, draft)));
    const words = isSecret ? undefined : await hear(said, { ...parts, model: assistant.model, deadline });
    // An open form keeps the recording beside the words; elsewhere the words are all that is wanted.
    const files = words === undefined || state.draftId ? said.files : withoutVoice(said.files);
    const read: Said = words === undefined ? said : { ...said, text: words, files };
    const found =
      draft && !isSecret
        ? await findInForm(draft, { ...input, said: read }, { ...parts, assistant, deadline, state })
        : [];
    const prepared = await prepareAnswer({ ...input, said: read }, { ...parts, assistant, deadline, state });
    return {
      said: read,
      ...(words === undefined ? {} : { heard: words }),
      ...(prepared ? { prepared } : {}),
      ...(found.length > 0 ? { found } : {}),
    };
  } catch (error) {
    log.warn("turn.not_prepared", { inbound: input.seq, fault: describeError(error) });
    return { said };
  }
}

async function readStanding({ inbound, now }: Pick<TurnInput, "inbound" | "now">, db: Database) {
  const address = { channel: inbound.channel, externalId: inbound.from.externalId };
  const person = await findPerson(db.read, address);
  const memberId = person?.memberId ?? "";
  return { ...(await loadDialogue(db.read, memberId, { address, now })), memberId };
}

/** The words of a voice message that came without any; `undefined` when nothing was heard. */
async function hear(
  said: Said & { kind: "text" },
  { blobs, model, deadline }: { blobs: Blobs; model: Model; deadline: Deadline },
): Promise<string | undefined> {
  const voice = said.files.find(({ kind }) => kind === "voice");
  const isWanted = model.can.transcribe && said.text.trim() === "" && voice?.handle.startsWith("blob:");
  if (!isWanted || !voice || (voice.sizeBytes ?? 0) > mostSoundBytes) return undefined;
  const mediaType = voice.mediaType ?? "audio/ogg";
  const bytes = await blobs.read(voice.handle.replace("blob:", ""));
  const outcome = await model.transcribe(
    { bytes, name: `voice.${endingOf(mediaType)}`, mediaType },
    deadline,
  );
  const words = outcome.kind === "said" ? outcome.value.trim() : "";
  return words === "" ? undefined : words.slice(0, 2_000);
}

/** Servers tell the form of a recording by the ending of its name. */
function endingOf(mediaType: string): string {
  const endings: Readonly<Record<string, string>> = {
    mpeg: "mp3",
    mp4: "m4a",
    "x-m4a": "m4a",
    "x-wav": "wav",
  };
  const form = mediaType.split(/[/;]/)[1]?.trim() ?? "ogg";
  return endings[form] ?? form;
}

function withoutVoice(files: readonly FileRef[]): FileRef[] {
  return files.filter(({ kind }) => kind !== "voice");
}

/** Which questions of the open form a message answers; nothing when it is not for the form. */
async function findInForm(
  draft: { draftId: string; memberId: string },
  { said, inbound, now }: Omit<TurnInput, "heard" | "prepared">,
  {
    db,
    assistant,
    deadline,
    state,
  }: Parts & { assistant: Assistant; deadline: Deadline; state: DialogueState },
): Promise<readonly Found[]> {
  const to = route(state, said, { pressed: undefined, choices: [] });
  if (to.kind !== "form" || to.choice !== null) return [];
  const known = [inbound.from.name ?? ""].filter((name) => name !== "");
  return findAnswers(db.read, { ...draft, text: to.text, now }, { model: assistant.model, deadline, known });
}

/** The answer to a message that is a question, with the help there is; `undefined` when it is none. */
async function prepareAnswer(
  input: Omit<TurnInput, "heard" | "prepared">,
  parts: Parts & { assistant: Assistant; deadline: Deadline; state: DialogueState },
): Promise<Prepared | undefined> {
  const { db, assistant, deadline, state, showDraft } = parts;
  const { model, meaning } = assistant;
  if (!model.can.answer && !meaning) return undefined;
  const question = questionIn(await withFollowers(input, db), state);
  if (question === undefined || (await input.faqs.find(db.read, question))) return undefined;
  const known = [input.inbound.from.name ?? ""].filter((name) => name !== "");
  const library =
    (await meaning?.withMeaning(input.library, deidentify(question, known).text, deadline)) ?? input.library;
  const { asked } = state;
  const previous = asked ? { previous: { question: asked.question, clauses: asked.clauses } } : {};
  const context = { now: input.now, ...previous };
  return {
    question,
    asked,
    answer: await answerWithModel(library, question, {
      ...{ model, deadline, known, context },
      onDraft: showDraft,
    }),
  };
}

/** The message as its turn will read it, with those that wait behind an opening. */
async function withFollowers(input: Omit<TurnInput, "heard" | "prepared">, db: Database): Promise<Said> {
  if (!input.joinsBursts || !isOpening(input.said)) return input.said;
  const waiting = (await readFollowers(db.read, input, mostJoined)).map(({ said }) => said);
  return joinSaid([input.said, ...waiting.slice(0, countFollowers(waiting))]);
}

function questionIn(said: Said, state: DialogueState): string | undefined {
  const to = route(state, said, { pressed: undefined, choices: [] });
  // A bare number may pick a choice, which only the turn can tell.
  const isQuestion = to.kind === "question" && /\p{L}/u.test(to.text);
  return isQuestion ? to.text : undefined;
}
