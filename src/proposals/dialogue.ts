import type { Queries } from "../database/database.ts";
import { advance, couldAnswer, opening, remind } from "../intake/advance.ts";
import type { Heard } from "../intake/form.ts";
import { choicesNow } from "../intake/show.ts";
import { isUntouched } from "../intake/state.ts";
import { Failure } from "../kit/failure.ts";
import type { ChannelName, Content } from "../kit/message.ts";
import { type Instant, sayDate } from "../kit/time.ts";
import { hasConsent, recordConsent } from "../people/consent.ts";
import { couldMean, meaningOf, wantsFullForm } from "./asking.ts";
import {
  canceledDraft,
  canDeepen,
  createDraft,
  type Draft,
  type DraftId,
  deepened,
  findDraft,
  holdDraft,
  latestDraft,
  saveDraft,
} from "./drafts.ts";
import { fileDraft, numberOfDraft } from "./filing.ts";
import { startOf } from "./record.ts";
import { remarksOn } from "./remarks.ts";
import { consentVersion, texts } from "./texts.ts";

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
 * One turn of a member's draft: saves it, and files it when the member says to send and has agreed to it
 * (asked once, by an explicit yes). All of it is in the caller's transaction.
 * Throws `Failure("missing")` when the draft is not this member's.
 */
export async function continueDraft(
  tx: Queries,
  turn: { draftId: string; memberId: string; channel: ChannelName; said: Heard; now: Instant },
): Promise<Continued> {
  const draft = await held(tx, turn);
  if (draft.status === "filed" || draft.status === "canceled") return closed(tx, draft);
  const meaning = draft.asking === null ? null : meaningOf(draft.asking, turn.said);
  if (draft.asking === "resume" && meaning) return resumeOrRenew(tx, draft, meaning === "yes", turn.now);
  if (draft.asking === "consent" && meaning) return consentOrNot(tx, draft, meaning === "yes", turn);
  if (draft.asking !== null && !isForTheForm(draft, turn.said, turn.now)) return askAgain(draft);
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
  await saveDraft(tx, opened, now);
  return { draftId: draft.id, replies: await withRemarks(tx, opened, remind(draft.form, draft.intake), now) };
}

/** What the draft waits to hear, once more: said after a question in between was answered. */
export async function remindDraft(
  queries: Queries,
  given: { draftId: string; memberId: string },
): Promise<Content[]> {
  const draft = await findDraft(queries, given.draftId, given.memberId);
  if (!draft || draft.status === "filed" || draft.status === "canceled") return [];
  return draft.asking === null ? remind(draft.form, draft.intake) : askAgain(draft).replies;
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
  const wanted = takesOffer(draft, { text: given.text, files: [], choice: null });
  const form = wanted ? 1 : couldAnswer(draft.form, draft.intake, given.text, given.now);
  return draft.asking === null ? form : Math.max(couldMean(draft.asking, given.text), form === 1 ? 1 : 0);
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
    await saveDraft(tx, opened, now);
    const replies = await withRemarks(tx, opened, remind(draft.form, draft.intake), now);
    return { draftId: draft.id, replies, outcome: "going" };
  }
  await saveDraft(tx, { ...draft, status: "paused", asking: null }, now);
  const fresh = await createDraft(tx, draft.memberId, now);
  return { draftId: fresh.id, replies: opening(fresh.form, fresh.intake), outcome: "going" };
}

async function consentOrNot(
  tx: Queries,
  draft: Draft,
  isGiven: boolean,
  turn: { channel: ChannelName; now: Instant },
): Promise<Continued> {
  const { channel, now: at } = turn;
  const { memberId } = draft;
  await recordConsent(tx, {
    memberId,
    purpose: "proposal",
    isGiven,
    textVersion: consentVersion,
    channel,
    at,
  });
  if (isGiven) return { draftId: null, replies: await fileDraft(tx, draft, at), outcome: "filed" };
  await saveDraft(tx, { ...draft, asking: null }, at);
  return { draftId: draft.id, replies: [texts.consentRefused()], outcome: "going" };
}

/** Commands of the form ("sửa 2", "huỷ") are understood while this room's own question stands. */
function isForTheForm(draft: Draft, said: Heard, now: Instant): boolean {
  if (said.choice !== null) return !/^form:(?:resume|consent):/.test(said.choice);
  return said.files.length > 0 || couldAnswer(draft.form, draft.intake, said.text, now) === 1;
}

function askAgain(draft: Draft): Continued {
  const question = draft.asking === "consent" ? texts.consent() : resumeQuestion(draft);
  return { draftId: draft.id, replies: [question], outcome: "going" };
}

async function step(tx: Queries, draft: Draft, turn: { said: Heard; now: Instant }): Promise<Continued> {
  const { now } = turn;
  if (takesOffer(draft, turn.said)) return deepen(tx, draft, now);
  const { state, replies, outcome } = advance(draft.form, draft.intake, turn.said, now);
  const next: Draft = { ...draft, status: "open", asking: null, intake: state };
  if (outcome === "confirmed") return fileOrAsk(tx, next, now);
  if (outcome !== "going") {
    await saveDraft(tx, { ...next, status: outcome }, now);
    return { draftId: null, replies: [...replies], outcome };
  }
  await saveDraft(tx, next, now);
  return { draftId: draft.id, replies: await withRemarks(tx, next, replies, now), outcome };
}

function takesOffer(draft: Draft, said: Heard): boolean {
  if (draft.intake.step.kind !== "summary" || !canDeepen(draft)) return false;
  return wantsFullForm(said, choicesNow(draft.form, draft.intake).length + 1);
}

async function deepen(tx: Queries, draft: Draft, now: Instant): Promise<Continued> {
  const full = deepened(draft);
  await saveDraft(tx, full, now);
  return { draftId: draft.id, replies: opening(full.form, full.intake), outcome: "going" };
}

async function fileOrAsk(tx: Queries, draft: Draft, now: Instant): Promise<Continued> {
  if (await hasConsent(tx, draft.memberId, "proposal")) {
    return { draftId: null, replies: await fileDraft(tx, draft, now), outcome: "filed" };
  }
  const asked: Draft = { ...draft, asking: "consent" };
  await saveDraft(tx, asked, now);
  return askAgain(asked);
}

/** A summary carries what the member should know before filing, in the same message, above its buttons. */
async function withRemarks(
  queries: Queries,
  draft: Draft,
  replies: readonly Content[],
  now: Instant,
): Promise<Content[]> {
  const last = replies.at(-1);
  if (draft.intake.step.kind !== "summary" || !last) return [...replies];
  const remarks = await remarksOn(queries, draft, now);
  const parts = [...last.parts, ...remarks.map((text) => ({ kind: "text" as const, text }))];
  const choices = canDeepen(draft) ? [...last.choices, texts.deepen] : last.choices;
  return [...replies.slice(0, -1), { parts, choices }];
}

function resumeQuestion(draft: Draft): Content {
  return texts.resume(startOf(draft.intake.answers), sayDate(draft.createdAt));
}
