import type { Queries } from "../database/database.ts";
import { advance, couldAnswer, opening, remind } from "../intake/advance.ts";
import type { Heard } from "../intake/form.ts";
import { choicesNow, present } from "../intake/show.ts";
import { isUntouched, withNote } from "../intake/state.ts";
import { Failure } from "../kit/failure.ts";
import { type ChannelName, type Content, say } from "../kit/message.ts";
import { type Instant, sayDate } from "../kit/time.ts";
import { hasConsent, recordConsent } from "../people/consent.ts";
import { couldMean, refuses, resumeMeaning, wantsFullForm } from "./asking.ts";
import { refile } from "./completing/refile.ts";
import { completingTexts } from "./completing/texts.ts";
import {
  canceledDraft,
  canDeepen,
  createDraft,
  type Draft,
  type DraftId,
  deepened,
  findDraft,
  holdDraft,
  isWorthDeepening,
  latestDraft,
  saveDraft,
} from "./drafts.ts";
import { fileDraft, numberOfDraft } from "./filing.ts";
import { startOf } from "./record.ts";
import { atSummary, choicesAtSummary } from "./remarks.ts";
import { consentVersion, texts } from "./texts.ts";
import { takesUnit, withUnit } from "./unit-offer.ts";

/** A member's draft as the conversation sees it: which one is in hand, and what to say. */
export type Begun = { readonly draftId: DraftId; readonly replies: Content[] };

/**
 * What a turn came to. `draftId` is the draft that is in hand afterwards, null when none is: it can differ
 * from the one the turn was about, when the member chose to write a new proposal.
 */
export type Continued = {
  readonly draftId: DraftId | null;
  readonly replies: Content[];
  readonly outcome: "going" | "filed" | "paused" | "canceled";
};

type Said = {
  readonly channel: ChannelName;
  readonly said: Heard;
  readonly now: Instant;
  /** The bot's name on Telegram, where it is known. */
  readonly botName?: string | undefined;
};

/**
 * Starts a proposal for the member. An unfinished draft is never left behind in silence: the member is asked
 * whether to go on with it; an empty one is simply used.
 */
export async function begin(tx: Queries, given: { memberId: string; now: Instant }): Promise<Begun> {
  const { memberId, now } = given;
  const latest = await latestDraft(tx, memberId);
  if (!latest || isUntouched(latest.intake)) {
    const draft = latest ?? (await createDraft(tx, memberId, now));
    await saveDraft(tx, { ...draft, status: "open", asking: null }, now);
    return { draftId: draft.id, replies: opening(draft.form, draft.intake) };
  }
  const asked: Draft = { ...latest, status: "open", asking: "resume" };
  await saveDraft(tx, asked, now);
  return { draftId: latest.id, replies: [resumeQuestion(asked)] };
}

/**
 * One turn of a member's draft: saves it, and files it when the member says to send. As long as the member has
 * not agreed to it, the summary carries the consent words, and sending below them is the explicit yes that is
 * recorded. All of it is in the caller's transaction.
 * Throws `Failure("missing")` when the draft is not this member's.
 */
export async function continueDraft(
  tx: Queries,
  turn: Said & { draftId: string; memberId: string },
): Promise<Continued> {
  const draft = await held(tx, turn);
  if (draft.status === "filed" || draft.status === "canceled") return closed(tx, draft);
  const meaning = draft.asking === null ? null : resumeMeaning(turn.said);
  if (meaning) return resumeOrRenew(tx, draft, meaning === "yes", turn.now);
  if (draft.asking !== null && !isForTheForm(draft, turn.said, turn.now)) return askAgain(tx, draft, turn);
  return step(tx, draft, turn);
}

/** Puts a draft away: it stays, and `resumeDraft` brings it back. */
export async function pauseDraft(
  tx: Queries,
  given: { draftId: string; memberId: string; now: Instant },
): Promise<Content[]> {
  const draft = await held(tx, given);
  if (draft.status === "filed" || draft.status === "canceled") return (await closed(tx, draft)).replies;
  await saveDraft(tx, { ...draft, status: "paused", asking: null }, given.now);
  return [texts.paused()];
}

/**
 * Brings back the draft touched last, or the one given up within seven days, and asks where it stood.
 * `draftId` is null when there is none, and the reply says so.
 */
export async function resumeDraft(
  tx: Queries,
  given: { memberId: string; now: Instant },
): Promise<{ draftId: DraftId | null; replies: Content[] }> {
  const { memberId, now } = given;
  const draft = (await latestDraft(tx, memberId)) ?? (await canceledDraft(tx, memberId, now));
  if (!draft) return { draftId: null, replies: [texts.noDraft()] };
  const opened: Draft = { ...draft, status: "open", asking: null };
  return going(tx, opened, remind(draft.form, draft.intake), now);
}

/** What the draft waits to hear, once more: said after a question in between was answered. */
export async function remindDraft(
  queries: Queries,
  given: { draftId: string; memberId: string },
): Promise<Content[]> {
  const draft = await findDraft(queries, given.draftId, given.memberId);
  if (!draft || draft.status === "filed" || draft.status === "canceled") return [];
  if (draft.asking !== null) return [resumeQuestion(draft)];
  return (await atSummary(queries, draft, remind(draft.form, draft.intake), null)).replies;
}

/**
 * How plausible it is that a text is meant for the draft, from 0 to 1 (`couldAnswer` of the form machine says
 * which figure means what); 0 when the draft is closed.
 */
export async function couldContinue(
  queries: Queries,
  given: { draftId: string; memberId: string; text: string; now: Instant },
): Promise<number> {
  const draft = await findDraft(queries, given.draftId, given.memberId);
  if (!draft || draft.status === "filed" || draft.status === "canceled") return 0;
  const said = { text: given.text, files: [], choice: null };
  const form =
    takesOffer(draft, said) || declines(draft, said)
      ? 1
      : couldAnswer(draft.form, draft.intake, given.text, given.now);
  return draft.asking === null ? form : Math.max(couldMean(given.text), form === 1 ? 1 : 0);
}

/** What to say when a form's button (`form:…`) is pressed while no draft is in hand. */
export function lateButton(): Content[] {
  return [texts.closed()];
}

async function held(tx: Queries, given: { draftId: string; memberId: string }): Promise<Draft> {
  const draft = await holdDraft(tx, given.draftId, given.memberId);
  if (!draft) throw new Failure("missing", `Draft ${given.draftId} is not a draft of this member.`);
  return draft;
}

async function closed(tx: Queries, draft: Draft): Promise<Continued> {
  const number = await numberOfDraft(tx, draft.id);
  const reply = number === undefined ? texts.closed() : texts.alreadyFiled(number);
  return { draftId: null, replies: [reply], outcome: number === undefined ? "canceled" : "filed" };
}

async function resumeOrRenew(tx: Queries, draft: Draft, isOld: boolean, now: Instant): Promise<Continued> {
  if (isOld) {
    const opened: Draft = { ...draft, status: "open", asking: null };
    return going(tx, opened, remind(draft.form, draft.intake), now);
  }
  await saveDraft(tx, { ...draft, status: "paused", asking: null }, now);
  const fresh = await createDraft(tx, draft.memberId, now);
  return { draftId: fresh.id, replies: opening(fresh.form, fresh.intake), outcome: "going" };
}

/** Commands of the form ("sửa 2", "huỷ") are understood while this room's own question stands. */
function isForTheForm(draft: Draft, said: Heard, now: Instant): boolean {
  if (said.choice !== null) return !said.choice.startsWith("form:resume:");
  return said.files.length > 0 || couldAnswer(draft.form, draft.intake, said.text, now) === 1;
}

/** Asked twice in vain, the old draft is opened: it can be left or put away, a question that repeats cannot. */
async function askAgain(tx: Queries, draft: Draft, turn: Said): Promise<Continued> {
  const { now } = turn;
  if (draft.asking === "resume") {
    await saveDraft(tx, { ...draft, asking: "resumeAgain" }, now);
    return { draftId: draft.id, replies: [resumeQuestion(draft)], outcome: "going" };
  }
  const intake = withNote(draft.intake, turn.said.text);
  const opened: Draft = { ...draft, intake, status: "open", asking: null };
  return going(tx, opened, remind(draft.form, intake), now);
}

async function step(tx: Queries, draft: Draft, turn: Said): Promise<Continued> {
  const { now } = turn;
  if (takesOffer(draft, turn.said)) return deepen(tx, draft, now);
  if (declines(draft, turn.said)) return refuse(tx, draft, turn);
  const unit = await takesUnit(tx, draft, turn);
  if (unit) return going(tx, withUnit(draft, unit), told(draft, texts.unitTaken(unit.name)), now);
  const { state, replies, outcome } = advance(draft.form, draft.intake, ofForm(turn.said), now);
  const next: Draft = { ...draft, status: "open", asking: null, intake: state };
  if (outcome === "confirmed") return fileOrShow(tx, next, turn);
  if (outcome === "going") return going(tx, next, replies, now);
  const number = outcome === "canceled" ? await numberOfDraft(tx, draft.id) : undefined;
  // What was filed once is never given up: only the changes are.
  await saveDraft(tx, { ...next, status: number === undefined ? outcome : "filed" }, now);
  return {
    draftId: null,
    replies: number === undefined ? [...replies] : [completingTexts.left(number)],
    outcome,
  };
}

/** The consent button of a draft of the first form version means what the button to send means now. */
function ofForm(said: Heard): Heard {
  return said.choice === "form:consent:yes" ? { ...said, choice: "form:send" } : said;
}

function declines(draft: Draft, said: Heard): boolean {
  return draft.intake.step.kind === "summary" && said.files.length === 0 && refuses(said);
}

function takesOffer(draft: Draft, said: Heard): boolean {
  if (draft.intake.step.kind !== "summary" || !canDeepen(draft)) return false;
  const place = isWorthDeepening(draft) ? choicesNow(draft.form, draft.intake).length + 1 : null;
  return wantsFullForm(said, place);
}

/** What the form asks now, after one more sentence. */
function told(draft: Draft, words: string): Content[] {
  return [present(draft.form, draft.intake, [words])];
}

async function deepen(tx: Queries, draft: Draft, now: Instant): Promise<Continued> {
  const full = deepened(draft);
  await saveDraft(tx, full, now);
  return { draftId: draft.id, replies: opening(full.form, full.intake), outcome: "going" };
}

/** Not agreeing is a choice that is kept where the words were asking; the draft stays as it is. */
async function refuse(tx: Queries, draft: Draft, turn: Said): Promise<Continued> {
  const asksConsent = !(await hasConsent(tx, draft.memberId, "proposal"));
  if (asksConsent && draft.consentShown !== null) await recordChoice(tx, draft, false, turn);
  await saveDraft(tx, draft, turn.now);
  return {
    draftId: draft.id,
    replies: [say(texts.consentRefused, choicesAtSummary(draft, asksConsent))],
    outcome: "going",
  };
}

/** Sending at a summary that showed the consent words is the consent; a summary that did not is shown again. */
async function fileOrShow(tx: Queries, draft: Draft, turn: Said): Promise<Continued> {
  if (!(await hasConsent(tx, draft.memberId, "proposal"))) {
    if (draft.consentShown === null) {
      return going(tx, draft, remind(draft.form, draft.intake), turn.now);
    }
    await recordChoice(tx, draft, true, turn);
  }
  const number = await numberOfDraft(tx, draft.id);
  if (number === undefined)
    return { draftId: null, replies: await fileDraft(tx, draft, turn), outcome: "filed" };
  const { isOpen, replies } = await refile(tx, draft, { ...turn, number });
  return isOpen ? going(tx, draft, replies, turn.now) : { draftId: null, replies, outcome: "filed" };
}

async function recordChoice(tx: Queries, draft: Draft, isGiven: boolean, turn: Said): Promise<void> {
  await recordConsent(tx, {
    memberId: draft.memberId,
    purpose: "proposal",
    isGiven,
    textVersion: draft.consentShown ?? consentVersion,
    channel: turn.channel,
    at: turn.now,
  });
}

/** Saves the draft and says what stands, with what its summary must show beside the answers. */
async function going(
  tx: Queries,
  draft: Draft,
  replies: readonly Content[],
  now: Instant,
): Promise<Continued> {
  const shown = await atSummary(tx, draft, replies, now);
  await saveDraft(tx, { ...draft, consentShown: shown.consentShown }, now);
  return { draftId: draft.id, replies: shown.replies, outcome: "going" };
}

function resumeQuestion(draft: Draft): Content {
  return texts.resume(startOf(draft.intake.answers), sayDate(draft.createdAt));
}
