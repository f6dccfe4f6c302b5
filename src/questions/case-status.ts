import type { Queries } from "../database/database.ts";
import { type Content, say } from "../kit/message.ts";
import { fold } from "../kit/vietnamese.ts";
import { caseTexts } from "./case-texts.ts";
import { findCase, listCases } from "./cases.ts";

/** What people put around a case's number when they ask how it stands; anything else tells something. */
const around = new Set(
  (
    "a ad ah bao bot can bo cho chua co con cua cuu da dang dau den di duoc em gio giup hoi khau la lau ma minh nao nhe " +
    "nhi oi ra roi sao so the tinh tinh tra trang thai toi tin loi va vay voi xem xin xong"
  ).split(" "),
);
const numbered = /\bphieu(?: hoi)?(?: so)? ?#? ?(\d{1,6})\b/;

/** The number of the case a whole message asks about ("phiếu số 12 tới đâu rồi"), or undefined. */
export function caseNumberIn(text: string): number | undefined {
  const words = fold(text)
    .replace(/[?!.,]+/g, " ")
    .trim();
  const number = numbered.exec(words)?.[1];
  const rest = words.replace(numbered, " ").split(/\s+/).filter(Boolean);
  return number !== undefined && rest.every((word) => around.has(word)) ? Number(number) : undefined;
}

/**
 * How a member's own case stands. A number that belongs to somebody else is answered like one that does not
 * exist.
 */
export async function caseStatus(queries: Queries, memberId: string, number: number): Promise<Content> {
  const found = await findCase(queries, number);
  if (found?.memberId !== memberId) return say(caseTexts.notYours(number));
  if (found.status === "closed") return say(caseTexts.closed(number));
  if (found.status === "answered" && found.answeredAt) {
    return say(caseTexts.answered(number, found.answeredAt, found.answer ?? ""));
  }
  return say(caseTexts.waiting(number, found.dueAt));
}

/** A member's cases in a line each, for "xem dữ liệu của tôi". */
export async function ownCases(queries: Queries, memberId: string): Promise<string[]> {
  const cases = await listCases(queries, { memberId });
  return cases
    .toSorted((one, other) => one.number - other.number)
    .map(({ number, status, openedAt }) => caseTexts.own(number, openedAt, status));
}
