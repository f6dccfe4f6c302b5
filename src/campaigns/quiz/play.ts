import type { Queries } from "../../database/database.ts";
import { type ChannelName, type Choice, type Content, type Part, say } from "../../kit/message.ts";
import { type Instant, toMs } from "../../kit/time.ts";
import type { Library } from "../../knowledge/library.ts";
import { answeredTag } from "../../people/audience-rule.ts";
import { recordConsent } from "../../people/consent.ts";
import { putTag } from "../../people/roster.ts";
import { excerpt } from "../clause-series.ts";
import { findQuiz, type Question, type Quiz } from "./quiz.ts";
import { quizNameVersion, quizTexts } from "./texts.ts";

/** What a member did: began or came back, chose an option, said whether their name may be published. */
export type QuizStep =
  | { readonly kind: "start" }
  | { readonly kind: "answer"; readonly question: number; readonly choice: number }
  | { readonly kind: "name"; readonly isYes: boolean };

/** Who plays, from where and when. */
export type Player = {
  readonly memberId: string;
  readonly channel: ChannelName;
  readonly now: Instant;
  readonly library: Library;
};

type Play = Player & { readonly tx: Queries; readonly quiz: Quiz };
type Given = { readonly question: number; readonly choice: number; readonly is_right: number };

const longestLabel = 60;
const longestQuote = 500;

/** The step behind a button: `quiz:<id>`, `quiz:<id>:3:1`, `quiz:<id>:name:yes`; undefined when it is none. */
export function readQuizAction(action: string): { quizId: string; step: QuizStep } | undefined {
  const [, quizId = "", rest] = /^quiz:([0-9a-f-]{36})(?::(.+))?$/.exec(action) ?? [];
  if (quizId === "") return undefined;
  if (rest === undefined) return { quizId, step: { kind: "start" } };
  if (rest === "name:yes" || rest === "name:no")
    return { quizId, step: { kind: "name", isYes: rest === "name:yes" } };
  const [, question, choice] = /^(\d{1,3}):(\d{1,2})$/.exec(rest) ?? [];
  if (question === undefined) return undefined;
  return { quizId, step: { kind: "answer", question: Number(question), choice: Number(choice) } };
}

/**
 * Takes a member one step further and returns what to show: the next question, an explanation, the score. Everything
 * is in the tables, so that an interruption of any kind, also a restart, goes on with the question that is open.
 * An answer counts once; outside of the time window nothing is taken.
 */
export async function playQuiz(
  tx: Queries,
  { quizId, step }: { quizId: string; step: QuizStep },
  player: Player,
): Promise<Content[]> {
  const quiz = await findQuiz(tx, quizId);
  if (!quiz) return [say(quizTexts.gone)];
  const play = { ...player, tx, quiz };
  if (step.kind === "name") return chooseName(play, step.isYes);
  if (player.now < quiz.opensAt) return [say(quizTexts.notOpen(quiz.title, quiz.opensAt))];
  if (player.now >= quiz.closesAt) return showClosed(play);
  await begin(play);
  return step.kind === "start" ? goOn(play) : answer(play, step);
}

/** “làm bài”: the quiz this member last began and that is open or may be explained now; undefined when none is. */
export async function resumeQuiz(tx: Queries, player: Player): Promise<Content[] | undefined> {
  const row = await tx
    .selectFrom("quiz_attempt")
    .select("quiz_id")
    .where("member_id", "=", player.memberId)
    .orderBy("started_at", "desc")
    .orderBy("quiz_id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && playQuiz(tx, { quizId: row.quiz_id, step: { kind: "start" } }, player);
}

async function begin({ tx, quiz, memberId, now }: Play): Promise<void> {
  await tx
    .insertInto("quiz_attempt")
    .values({ quiz_id: quiz.id, member_id: memberId, started_at: now, finished_at: null })
    .onConflict((conflict) => conflict.columns(["quiz_id", "member_id"]).doNothing())
    .execute();
}

async function answer(
  play: Play,
  { question, choice }: { question: number; choice: number },
): Promise<Content[]> {
  const { tx, quiz, memberId, now } = play;
  const asked = quiz.questions[question];
  if (!asked || asked.options[choice] === undefined) return goOn(play);
  const isRight = asked.right === choice;
  const row = { quiz_id: quiz.id, member_id: memberId, question, choice, is_right: isRight ? 1 : 0, at: now };
  const taken = await tx
    .insertInto("quiz_answer")
    .values(row)
    .onConflict((conflict) => conflict.columns(["quiz_id", "member_id", "question"]).doNothing())
    .returning("question")
    .executeTakeFirst();
  if (!taken) return [say(quizTexts.answered), ...(await goOn(play))];
  const heard =
    quiz.explains === "at-once" && asked.right !== null ? explain(play, asked, isRight) : undefined;
  return [...(heard ? [heard] : []), ...(await goOn(play))];
}

/** The first question without an answer, or the end. */
async function goOn(play: Play): Promise<Content[]> {
  const { quiz } = play;
  const given = await answersOf(play);
  const next = quiz.questions.findIndex((_, index) => !given.some(({ question }) => question === index));
  const question = quiz.questions[next];
  return question ? [ask(quiz, question, next)] : finish(play, given);
}

function ask(quiz: Quiz, { text, options }: Question, index: number): Content {
  const isLong = options.some((option) => option.length > longestLabel);
  const listed = isLong ? [options.map((option, at) => `${at + 1}) ${option}`).join("\n")] : [];
  const choices = options.map(
    (option, at): Choice => ({ label: shorten(option), action: `quiz:${quiz.id}:${index}:${at}` }),
  );
  const lines = [quizTexts.question(index + 1, quiz.questions.length, text), ...listed];
  return say([...lines, ...(index === 0 ? [quizTexts.pick] : [])].join("\n\n"), choices);
}

function shorten(option: string): string {
  return option.length > longestLabel ? `${option.slice(0, longestLabel - 1).toWellFormed()}…` : option;
}

function explain({ library }: Play, question: Question, isRight: boolean): Content {
  const verdict = isRight ? quizTexts.right : quizTexts.wrong(question.options[question.right ?? 0] ?? "");
  return { parts: [{ kind: "text", text: verdict }, ...citationOf(library, question)], choices: [] };
}

function citationOf(library: Library, { source }: Question): Part[] {
  const [document = "", id = ""] = source?.split("#") ?? [];
  const clause = library.clause(document, id);
  if (!clause) return [{ kind: "text", text: quizTexts.clauseGone }];
  // A clause of one very long sentence is quoted whole: cut anywhere else it could say something different.
  const quote = excerpt(clause.text, longestQuote) || clause.text.trim();
  return [{ kind: "quote", citation: { document, clause: id, label: clause.label, quote } }];
}

async function finish(play: Play, given: readonly Given[]): Promise<Content[]> {
  const { tx, quiz, memberId, now } = play;
  const first = await tx
    .updateTable("quiz_attempt")
    .set({ finished_at: now })
    .where("quiz_id", "=", quiz.id)
    .where("member_id", "=", memberId)
    .where("finished_at", "is", null)
    .returning("started_at")
    .executeTakeFirst();
  if (first) await putTag(tx, { memberId, tag: answeredTag(quiz.title), origin: "campaign", now });
  if (quiz.kind === "poll") return [say(quizTexts.thanks)];
  const result = await scoreOf(play, given);
  const later = quiz.explains === "after-close" ? [quizTexts.later(quiz.closesAt)] : [];
  return [say([result, ...later].join("\n")), ...(first ? [askName(quiz)] : [])];
}

async function scoreOf({ tx, quiz, memberId }: Play, given: readonly Given[]): Promise<string> {
  const right = given.filter((one) => one.is_right === 1).length;
  const attempt = await tx
    .selectFrom("quiz_attempt")
    .select(["started_at", "finished_at"])
    .where("quiz_id", "=", quiz.id)
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  if (!attempt?.finished_at) return quizTexts.unfinished(given.length, quiz.questions.length);
  const seconds = Math.round((toMs(attempt.finished_at) - toMs(attempt.started_at)) / 1000);
  return quizTexts.score(right, quiz.questions.length, seconds);
}

/** After the end: how one did, and the answers with their clauses where they may be told now. */
async function showClosed(play: Play): Promise<Content[]> {
  const { quiz, library } = play;
  const given = await answersOf(play);
  const closed = quizTexts.closed(quiz.title, quiz.closesAt);
  if (given.length === 0 || quiz.kind === "poll") return [say(closed)];
  const head = say(`${closed}\n${await scoreOf(play, given)}`);
  if (quiz.explains !== "after-close") return [head];
  const answers = quiz.questions.map((question, index): Content => {
    const text = quizTexts.answerIs(index + 1, question.options[question.right ?? 0] ?? "");
    return { parts: [{ kind: "text", text }, ...citationOf(library, question)], choices: [] };
  });
  return [head, ...inFew(answers)];
}

/** Explanations of several questions in one message: a platform allows few messages in a row. */
function inFew(contents: readonly Content[]): Content[] {
  const perMessage = 5;
  const packed: Content[] = [];
  for (let from = 0; from < contents.length; from += perMessage) {
    const parts = contents.slice(from, from + perMessage).flatMap((content) => content.parts);
    packed.push({ parts, choices: [] });
  }
  return packed;
}

function askName(quiz: Quiz): Content {
  return say(quizTexts.askName, [
    { label: quizTexts.nameYes, action: `quiz:${quiz.id}:name:yes` },
    { label: quizTexts.nameNo, action: `quiz:${quiz.id}:name:no` },
  ]);
}

/** A consent of its own for this quiz: another one is asked anew. */
async function chooseName({ tx, quiz, memberId, channel, now }: Play, isGiven: boolean): Promise<Content[]> {
  const purpose = `quiz-name:${quiz.id}` as const;
  await recordConsent(tx, { memberId, purpose, isGiven, textVersion: quizNameVersion, channel, at: now });
  return [say(isGiven ? quizTexts.named : quizTexts.notNamed)];
}

function answersOf({ tx, quiz, memberId }: Play): Promise<Given[]> {
  return tx
    .selectFrom("quiz_answer")
    .select(["question", "choice", "is_right"])
    .where("quiz_id", "=", quiz.id)
    .where("member_id", "=", memberId)
    .execute();
}
