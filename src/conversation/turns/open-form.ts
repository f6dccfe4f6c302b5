import type { Queries } from "../../database/database.ts";
import { eraseBetween } from "../../delivery/erase.ts";
import type { Heard } from "../../intake/form.ts";
import { type ChannelName, type Content, say } from "../../kit/message.ts";
import type { Instant } from "../../kit/time.ts";
import {
  beginForm,
  continueForm,
  couldContinueForm,
  formTouchedAt,
  offerForms,
  pauseForm,
  remindForm,
  resumeForm,
} from "../../participation/dialogue.ts";
import { attend, giveUpSeat } from "../../participation/event-seats.ts";
import { isFormDraft } from "../../participation/form-drafts.ts";
import { texts } from "../../participation/texts.ts";
import type { FormAct } from "../../participation/words.ts";
import { addressesOf } from "../../people/members.ts";
import {
  continueDraft,
  couldContinue,
  pauseDraft,
  remindDraft,
  resumeDraft,
} from "../../proposals/dialogue.ts";
import { draftTouchedAt } from "../../proposals/own.ts";
import { eraseInboundSince } from "../erase-person.ts";
import type { Response, Turn } from "./turn.ts";

/** One open form at a time: a proposal's or one of the officers' own. The id says whose it is. */
type At = { readonly draftId: string; readonly memberId: string };

/** `/bieumau`: the forms that are open to this member. */
export async function showForms({ tx, person, now, state }: Turn): Promise<Response> {
  return { replies: await offerForms(tx, { memberId: person.memberId, now }), state };
}

/** A code, said or pressed: begins its form (what was open before keeps its draft), or is about a seat at an event. */
export async function actOnForm(turn: Turn, act: FormAct): Promise<Response> {
  const { tx, person, now, state } = turn;
  const { memberId } = person;
  const { code } = act;
  if (act.kind === "attend") return { replies: [await attend(tx, { code, memberId, now })], state };
  if (act.kind === "giveUp") return { replies: [await giveUpSeat(tx, { code, memberId, now })], state };
  const { draftId, replies } = await beginForm(tx, { code, memberId, now });
  if (draftId === null) return { replies, state };
  const isOther = state.draftId !== null && state.draftId !== draftId;
  const told = isOther ? [say(texts.otherKept), ...replies] : replies;
  return { replies: told, state: { ...state, draftId, awaiting: null } };
}

export function remindOpen(queries: Queries, at: At): Promise<Content[]> {
  return isFormDraft(at.draftId) ? remindForm(queries, at) : remindDraft(queries, at);
}

export function couldContinueOpen(
  queries: Queries,
  given: At & { text: string; now: Instant },
): Promise<number> {
  return isFormDraft(given.draftId) ? couldContinueForm(queries, given) : couldContinue(queries, given);
}

export function pauseOpen(tx: Queries, given: At & { now: Instant }): Promise<Content[]> {
  return isFormDraft(given.draftId) ? pauseForm(tx, given) : pauseDraft(tx, given);
}

/** One turn of the open form, with what an anonymous answer leaves behind here taken away. */
export async function continueOpen(
  tx: Queries,
  given: At & { channel: ChannelName; said: Heard; now: Instant; botName: string | undefined },
): Promise<{ draftId: string | null; replies: readonly Content[] }> {
  if (!isFormDraft(given.draftId)) return continueDraft(tx, given);
  const turn = await continueForm(tx, given);
  if (turn.forgetSince !== undefined) await forgetSince(tx, given, turn.forgetSince);
  return turn;
}

/** Everything said and shown here from a moment on: it belongs to an answer that is nobody's. */
async function forgetSince(
  tx: Queries,
  { memberId, now }: { memberId: string; now: Instant },
  since: Instant,
): Promise<void> {
  for (const address of await addressesOf(tx, memberId)) {
    await eraseInboundSince(tx, address, { since, until: now });
    await eraseBetween(tx, address, { since, until: now });
  }
}

/** Goes on with what the member touched last, a proposal or a form. */
export async function resumeOpen(
  tx: Queries,
  who: { memberId: string; now: Instant },
): Promise<{ draftId: string | null; replies: Content[] }> {
  const form = await formTouchedAt(tx, who);
  const proposal = await draftTouchedAt(tx, who.memberId);
  const isForm = form !== undefined && (proposal === undefined || form > proposal);
  return isForm ? resumeForm(tx, who) : resumeDraft(tx, who);
}
