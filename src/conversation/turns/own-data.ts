import { ownQuizzes } from "../../campaigns/quiz/member.ts";
import { say } from "../../kit/message.ts";
import { sayDate } from "../../kit/time.ts";
import { ownForms } from "../../participation/own.ts";
import { consentsOf } from "../../people/consent.ts";
import { closeRequest, listRequests, openRequest } from "../../people/data-requests.ts";
import { addressesOf } from "../../people/members.ts";
import { rosterOf } from "../../people/roster.ts";
import { countDrafts, listOwn } from "../../proposals/own.ts";
import { ownCases } from "../../questions/case-status.ts";
import { copyParts, dataTexts, ownDataChoices, sayPurpose } from "../data-texts.ts";
import { channelWords, linkTexts } from "../link-texts.ts";
import type { Response, Turn } from "./turn.ts";

/**
 * What is stored about the member who asks, by what it is for (Luật 91/2025/QH15 Điều 4.1: the right to see). Short:
 * every word of it is in the copy.
 */
export async function showOwnData(turn: Turn): Promise<Response> {
  const { tx, person, state, now } = turn;
  const { memberId, address: askedFrom } = person;
  const parts = await ownParts(turn);
  const { number } = await openRequest(tx, { memberId, kind: "see", askedFrom, now });
  await closeRequest(tx, { number, status: "done", by: "bot", now });
  const shown = parts.filter(({ lines }) => lines.length > 0);
  return { replies: [say(dataTexts.stored(shown), ownDataChoices)], state };
}

async function ownParts({ tx, person }: Turn) {
  const { memberId } = person;
  const consents = await consentsOf(tx, memberId);
  const addresses = await addressesOf(tx, memberId);
  const entry = await rosterOf(tx, memberId);
  const proposals = await listOwn(tx, memberId);
  const drafts = await countDrafts(tx, memberId);
  const open = await listRequests(tx, { memberId });
  const names = [
    `Tên hiển thị: ${person.name ?? "chưa có"}`,
    `Kênh trò chuyện: ${addresses.map(({ channel }) => channelWords[channel]).join(", ")}`,
    ...(entry ? [linkTexts.place(entry.unitName, entry.position)] : []),
    ...(entry?.phone ? ["Số điện thoại trong danh sách đoàn viên"] : []),
  ];
  const choices = consents.map(
    (choice) =>
      `${choice.isGiven ? "Đồng ý" : "Không đồng ý"} ${sayPurpose(choice.purpose)} (ngày ${sayDate(choice.at)})`,
  );
  const files = [...(drafts > 0 ? [`${drafts} bản nháp`] : []), ...proposals.map((line) => `Hồ sơ ${line}`)];
  return [
    { purpose: copyParts.person, lines: names },
    {
      purpose: copyParts.chat,
      lines: ["Nội dung bạn đã nhắn và câu trả lời", ...(await ownCases(tx, memberId))],
    },
    { purpose: copyParts.proposals, lines: files },
    { purpose: copyParts.participation, lines: await ownForms(tx, memberId) },
    { purpose: copyParts.news, lines: await ownQuizzes(tx, memberId) },
    { purpose: copyParts.consents, lines: choices },
    { purpose: copyParts.requests, lines: open.map(({ number }) => `Yêu cầu số ${number} đang xử lý`) },
  ];
}
