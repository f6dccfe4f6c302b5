import { answerInvite, showInvite } from "../../proposals/coauthors/answer.ts";
import { inviteAgain } from "../../proposals/coauthors/invite.ts";
import type { Response, Turn } from "./turn.ts";

/** A co-author's code: shows what they are asked to confirm, and waits for the yes or no. */
export async function showInvitation(turn: Turn, code: string): Promise<Response> {
  const { tx, person, now, state } = turn;
  const { isAsked, content } = await showInvite(tx, { code, memberId: person.memberId, now });
  return { replies: [content], state: { ...state, awaiting: isAsked ? "coauthor" : state.awaiting } };
}

/** The yes or no to it, pressed or typed. */
export async function answerInvitation(
  turn: Turn,
  answer: { readonly inviteId: string | null; readonly isYes: boolean },
): Promise<Response> {
  const { tx, person, now, state } = turn;
  const content = await answerInvite(tx, { ...answer, memberId: person.memberId, now });
  return { replies: [content], state: { ...state, awaiting: null } };
}

/** "mời lại SK-2026-0001": new codes for the co-authors who have not confirmed. */
export async function inviteCoauthorsAgain(turn: Turn, number: string): Promise<Response> {
  const { tx, person, now, state, botName } = turn;
  return { replies: [await inviteAgain(tx, { number, memberId: person.memberId, botName, now })], state };
}
