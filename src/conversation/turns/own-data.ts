import { eraseQuizzes, ownQuizzes } from "../../campaigns/quiz/member.ts";
import type { Queries } from "../../database/database.ts";
import { eraseSent } from "../../delivery/erase.ts";
import { type Address, say } from "../../kit/message.ts";
import { sayDate } from "../../kit/time.ts";
import { consentsOf, type Purpose } from "../../people/consent.ts";
import { addressesOf, forgetNames } from "../../people/members.ts";
import { rosterOf } from "../../people/roster.ts";
import { eraseDrafts, listOwn } from "../../proposals/own.ts";
import { eraseAsked } from "../../questions/asked.ts";
import { ownCases } from "../../questions/case-status.ts";
import { openCase } from "../../questions/cases.ts";
import { linkTexts } from "../link-texts.ts";
import { texts } from "../texts.ts";
import { withdrawNews } from "./news.ts";
import type { Response, Turn } from "./turn.ts";

const purposes: Readonly<Partial<Record<Purpose, string>>> = {
  news: "nhận tin công đoàn",
  proposal: "lưu hồ sơ sáng kiến",
  "publish-name": "công khai tên",
};

function sayPurpose(purpose: Purpose): string {
  if (purpose.startsWith("quiz-name:")) return "nêu tên khi đạt giải cuộc thi tìm hiểu";
  return purposes[purpose] ?? `nhận tin về ${purpose.slice(purpose.indexOf(":") + 1)}`;
}

/** What is stored about the member who asks, in words (Luật 91/2025/QH15 Điều 4.1: the right to see). */
export async function showOwnData(turn: Turn): Promise<Response> {
  const { tx, person, state } = turn;
  const consents = await consentsOf(tx, person.memberId);
  const proposals = await listOwn(tx, person.memberId);
  const addresses = await addressesOf(tx, person.memberId);
  const entry = await rosterOf(tx, person.memberId);
  const lines = [
    `Tên hiển thị: ${person.name ?? "chưa có"}`,
    `Kênh trò chuyện: ${addresses.map((address) => address.channel).join(", ")}`,
    "Nội dung bạn đã nhắn và câu trả lời",
    ...(entry ? [linkTexts.place(entry.unitName, entry.position)] : []),
    ...consents.map(
      (choice) =>
        `${choice.isGiven ? "Đồng ý" : "Không đồng ý"} ${sayPurpose(choice.purpose)} (ngày ${sayDate(choice.at)})`,
    ),
    ...proposals.map((line) => `Hồ sơ ${line}`),
    ...(await ownCases(tx, person.memberId)),
    ...(await ownQuizzes(tx, person.memberId)),
  ];
  return { replies: [say(texts.stored(lines))], state };
}

/**
 * Erases what can be erased at once. Filed proposals were handed on, so their erasure is asked of an officer
 * as a case; the ledger keeps its rows without words, so that totals stay true.
 */
export async function eraseOwnData(turn: Turn): Promise<Response> {
  const { tx, person, now } = turn;
  const proposals = await listOwn(tx, person.memberId);
  await withdrawNews(turn);
  await eraseDrafts(tx, person.memberId);
  await eraseAsked(tx, person.memberId);
  await eraseQuizzes(tx, person.memberId);
  for (const address of await addressesOf(tx, person.memberId)) {
    await eraseInbound(tx, address);
    await eraseSent(tx, address, now);
  }
  await forgetNames(tx, person.memberId);
  const state = { ...turn.state, draftId: null, awaiting: null, asked: null };
  if (proposals.length === 0) return { replies: [say(texts.erased)], state };
  const question = `Yêu cầu xoá dữ liệu trong hồ sơ sáng kiến: ${proposals.join("; ")}`;
  const { opened } = await openCase(tx, {
    memberId: person.memberId,
    askedFrom: person.address,
    question,
    nearest: [],
    now,
  });
  return { replies: [say(texts.erasedWithCase(opened.number))], state };
}

async function eraseInbound(tx: Queries, address: Address): Promise<void> {
  await tx
    .updateTable("inbound")
    .set({ said: JSON.stringify({ kind: "other", what: "erased" }), sender_name: null })
    .where("channel", "=", address.channel)
    .where("sender_id", "=", address.externalId)
    .where("status", "!=", "waiting")
    .execute();
}
