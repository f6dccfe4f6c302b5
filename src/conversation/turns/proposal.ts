import type { FileRef } from "../../kit/message.ts";
import { say } from "../../kit/message.ts";
import { fold } from "../../kit/vietnamese.ts";
import { isAnonymousForm } from "../../participation/dialogue.ts";
import { completionAsked, reopen } from "../../proposals/completing/reopen.ts";
import { begin, lateButton } from "../../proposals/dialogue.ts";
import { receiptContent } from "../../proposals/receipt.ts";
import { status } from "../../proposals/status.ts";
import { reportTried, type TriedReport } from "../../proposals/tried-by-author.ts";
import { withdrawalAsked, withdrawOwn } from "../../proposals/withdraw.ts";
import type { Act } from "../../questions/acts.ts";
import { type Answer, contentOf } from "../../questions/answer.ts";
import { isExact } from "../../questions/cues.ts";
import { understand } from "../../questions/understand.ts";
import { menuChoices, texts } from "../texts.ts";
import { continueOpen, couldContinueOpen, pauseOpen, remindOpen, resumeOpen } from "./open-form.ts";
import { findAnswer, logAnswer, remember } from "./question.ts";
import type { Response, Turn } from "./turn.ts";

/** What reached an open form: words, files, or the action of one of its buttons. */
export type ForForm = {
  readonly text: string;
  readonly files: readonly FileRef[];
  readonly choice: string | null;
};

/** `/sangkien`: starts a proposal, or asks whether to go on with the one that lies there. */
export async function beginProposal(turn: Turn): Promise<Response> {
  const { draftId, replies } = await begin(turn.tx, { memberId: turn.person.memberId, now: turn.now });
  return { replies, state: { ...turn.state, draftId, awaiting: null } };
}

/**
 * A message while a form is open: an answer to it, or a question in between, which is answered before the
 * form asks again where it stood. The button that completes what was given back opens a form of its own.
 */
export async function answerInForm(turn: Turn, heard: ForForm): Promise<Response> {
  const { tx, state, now, person, botName } = turn;
  const completion = completionAsked(heard.choice ?? "");
  if (completion) {
    const { draftId, replies } = await reopen(tx, { ...completion, memberId: person.memberId, now });
    return { replies, state: { ...state, draftId: draftId ?? state.draftId, awaiting: null } };
  }
  const withdrawal = withdrawalAsked(heard.choice ?? "");
  if (withdrawal) {
    const reply = await withdrawOwn(tx, { ...withdrawal, memberId: person.memberId, now });
    return { replies: [reply], state };
  }
  if (state.draftId === null) return { replies: lateButton(), state };
  const draft = { draftId: state.draftId, memberId: person.memberId };
  const between = await questionInBetween(turn, draft, heard);
  if (between) {
    const replies = [contentOf(between), ...(await remindOpen(tx, draft))];
    // What is said while a nameless answer is given is kept beside no name.
    if (await isAnonymousForm(tx, draft)) return { replies, state };
    await logAnswer(turn, heard.text, between);
    return { replies, state: remember(turn, heard.text, between) };
  }
  const { channel } = person.address;
  const said = { text: heard.text, files: heard.files, choice: heard.choice, found: turn.found };
  const { draftId, replies } = await continueOpen(tx, { ...draft, channel, said, now, botName });
  return { replies, state: { ...state, draftId } };
}

/** The answer to a question that is not meant for the form, or undefined when the message belongs to it. */
async function questionInBetween(
  turn: Turn,
  draft: { draftId: string; memberId: string },
  { text, files, choice }: ForForm,
): Promise<Answer | undefined> {
  if (choice !== null || files.length > 0 || text.trim() === "") return undefined;
  const plausible = await couldContinueOpen(turn.tx, { ...draft, text, now: turn.now });
  if (plausible === 1) return undefined;
  const { act, kinds } = understand(text);
  // The form is where an idea is told.
  if (act === "idea") return undefined;
  const found = await findAnswer(turn, text);
  if (act !== undefined && company.has(act)) return found;
  // A free text may ask as part of telling; it counts as a question only when the documents answer it, or
  // when it asks outright.
  const asks = plausible <= 0.5 || kinds.size > 0;
  const isAnswered = found.kind === "answer" || found.kind === "refused" || found.kind === "smalltalk";
  if (asks && isAnswered) return found;
  return plausible === 0 || (plausible === 0.5 && asksOutright(text)) ? found : undefined;
}

/** Whole messages that are kept company with, and never the answer to a question of a form. */
const company: ReadonlySet<Act> = new Set(["greeting", "thanks", "farewell", "identity", "abuse"]);

/**
 * Whether words that may be told also ask of themselves: "đoàn phí đóng bao nhiêu" does, "không biết sửa thế nào" and
 * "làm sao cho đỡ khói" tell of a trouble.
 */
function asksOutright(text: string): boolean {
  if (text.trim().endsWith("?")) return true;
  const isOfTrouble = /\b(?:khong|ko|k|chua|chang) (?:biet|ro|hieu)\b/.test(fold(text));
  return !isOfTrouble && [...understand(text).kinds].some(isExact);
}

/**
 * `/huy`: leaves the open form; what was said stays as a draft. Without a form, or where the bot asked what an
 * officer should read, it takes back what the bot just asked.
 */
export async function leaveForm(turn: Turn): Promise<Response> {
  const { tx, state, now, person } = turn;
  if (state.draftId === null) {
    const text = state.awaiting === null ? texts.noForm : texts.left;
    return { replies: [say(text, menuChoices)], state: { ...state, awaiting: null } };
  }
  const draft = { draftId: state.draftId, memberId: person.memberId };
  if (state.awaiting === "case") {
    const replies = [say(texts.leftCase), ...(await remindOpen(tx, draft))];
    return { replies, state: { ...state, awaiting: null } };
  }
  const replies = await pauseOpen(tx, { ...draft, now });
  return { replies, state: { ...state, draftId: null, awaiting: null } };
}

/** `/tieptuc`: back to the form that was left last. */
export async function resumeForm(turn: Turn): Promise<Response> {
  const { tx, state, now, person } = turn;
  const { draftId, replies } = await resumeOpen(tx, { memberId: person.memberId, now });
  return { replies, state: { ...state, draftId, awaiting: null } };
}

/** `/trangthai`: the member's own proposals, or one of them by its number. */
export async function showStatus(turn: Turn, number: string): Promise<Response> {
  const { tx, person, state } = turn;
  const replies = await status(tx, person.memberId, { number: number || undefined, now: turn.now });
  return { replies, state };
}

/** "SK-2026-0043 đã làm thử từ 2/11": the idea becomes an application; undefined when they have no idea. */
export async function tellTried(turn: Turn, report: TriedReport): Promise<Response | undefined> {
  const { tx, person, now, state } = turn;
  const reply = await reportTried(tx, { ...report, memberId: person.memberId, now });
  return reply && { replies: [reply], state };
}

/** "biên nhận SK-2026-0042": the receipt as a Word file, made before this turn for its author alone. */
export async function sendReceipt({ receipt, person, state }: Turn, number: string): Promise<Response> {
  const blob = receipt?.number === number ? receipt.blob : undefined;
  const { channel } = person.address;
  return { replies: [receiptContent({ number, blob, channel })], state };
}
