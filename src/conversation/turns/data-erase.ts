import { say } from "../../kit/message.ts";
import { closeRequest, dropRequests, leaveRest, openRequest } from "../../people/data-requests.ts";
import { listOwn } from "../../proposals/own.ts";
import { dataTexts, eraseChoices } from "../data-texts.ts";
import { eraseNow, hasWaitingCase } from "../erase-person.ts";
import { withdrawNews } from "./news.ts";
import type { Response, Turn } from "./turn.ts";

/** `/xoadulieu`: says what goes and what stays, and asks for the yes. */
export async function askErase(turn: Turn): Promise<Response> {
  const state = { ...turn.state, awaiting: "erase" as const };
  return { replies: [say(dataTexts.askErase, eraseChoices)], state };
}

export async function answerErase(turn: Turn, isYes: boolean): Promise<Response> {
  if (isYes) return eraseOwnData(turn);
  return { replies: [say(dataTexts.eraseKept)], state: { ...turn.state, awaiting: null } };
}

/**
 * Erases what can go at once and writes the request down with its clock. Filed proposals were handed on, so an
 * officer settles them; a waiting case goes when it is answered.
 */
export async function eraseOwnData(turn: Turn): Promise<Response> {
  const { tx, person, now } = turn;
  const { memberId, address } = person;
  const proposals = await listOwn(tx, memberId);
  const isWaiting = await hasWaitingCase(tx, memberId);
  await withdrawNews(turn);
  const { number, due } = await openRequest(tx, { memberId, kind: "erase", askedFrom: address, now });
  await dropRequests(tx, { memberId, except: number, now });
  await eraseNow(tx, { memberId, now });
  const state = { ...turn.state, draftId: null, awaiting: null, asked: null };
  if (proposals.length > 0) {
    const waiting = dataTexts.waitingProposals(proposals.length);
    return { replies: [say(dataTexts.erasedInPart(number, due, waiting))], state };
  }
  await leaveRest(tx, number);
  if (isWaiting) {
    return { replies: [say(dataTexts.erasedInPart(number, due, dataTexts.waitingCases))], state };
  }
  await closeRequest(tx, { number, status: "done", by: "bot", now });
  return { replies: [say(dataTexts.erased(number))], state };
}
