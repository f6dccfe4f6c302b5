import { ownQuizzes } from "../campaigns/quiz/member.ts";
import type { Queries } from "../database/database.ts";
import { sentTo } from "../delivery/transcript.ts";
import { type Address, type ChannelName, plainText, type Said } from "../kit/message.ts";
import { type Instant, sayTime } from "../kit/time.ts";
import { ownFormWords } from "../participation/own.ts";
import { consentHistory } from "../people/consent.ts";
import { listRequests } from "../people/data-requests.ts";
import { addressesOf, namesOf } from "../people/members.ts";
import { rosterOf } from "../people/roster.ts";
import { ownWords } from "../proposals/own.ts";
import { askedBy } from "../questions/asked.ts";
import { listCases } from "../questions/cases.ts";
import { copyParts, dataTexts, sayPurpose } from "./data-texts.ts";
import { saidBy } from "./history.ts";

/** One part of the copy: what it is for, and every line of it. */
export type CopyPart = { readonly purpose: string; readonly lines: readonly string[] };

/** More messages than this of one chat are not copied; nobody writes so many. */
const mostMessages = 20_000;
const withFiles: ReadonlySet<ChannelName> = new Set(["telegram", "web-chat"]);

/** Whether a channel can bring a web page as a file; Zalo takes only papers (PDF, Word). */
export function sendsFiles(channel: ChannelName): boolean {
  return withFiles.has(channel);
}

/** Everything stored about a member, word for word, by what it is for. */
export async function copyOf(queries: Queries, memberId: string): Promise<CopyPart[]> {
  const addresses = await addressesOf(queries, memberId);
  const chats = await Promise.all(addresses.map((address) => chatLines(queries, address)));
  const requests = await listRequests(queries, { memberId, all: true });
  const consents = await consentHistory(queries, memberId);
  return [
    { purpose: copyParts.person, lines: await personLines(queries, memberId, addresses) },
    {
      purpose: copyParts.consents,
      lines: consents.map(
        ({ purpose, isGiven, at, channel, textVersion }) =>
          `${sayTime(at)} · ${isGiven ? "Đồng ý" : "Không đồng ý"} ${sayPurpose(purpose)} · ${channel} · ${textVersion}`,
      ),
    },
    { purpose: copyParts.chat, lines: [...chats.flat(), ...(await questionLines(queries, memberId))] },
    { purpose: copyParts.proposals, lines: await ownWords(queries, memberId) },
    { purpose: copyParts.participation, lines: await ownFormWords(queries, memberId) },
    { purpose: copyParts.news, lines: await ownQuizzes(queries, memberId) },
    {
      purpose: copyParts.requests,
      lines: requests.map(({ number, kind, receivedAt, status }) =>
        [number, kind, sayTime(receivedAt), status].join(" · "),
      ),
    },
  ];
}

async function personLines(queries: Queries, memberId: string, addresses: readonly Address[]) {
  const entry = await rosterOf(queries, memberId);
  return [
    ...(await namesOf(queries, memberId)),
    ...addresses.map(({ channel, externalId }) => `${channel}: ${externalId}`),
    ...(entry
      ? [
          entry.code,
          entry.fullName,
          entry.unitName,
          entry.position,
          entry.phone,
          entry.joinedOn,
          ...entry.tags,
        ]
      : []),
  ].filter((line) => line !== null);
}

async function chatLines(queries: Queries, address: Address): Promise<string[]> {
  const said = await saidBy(queries, address, mostMessages);
  const sent = await sentTo(queries, address, { limit: mostMessages });
  const lines = [
    ...said.map(({ at, said: words }) => ({ at, text: `Bạn: ${sayWords(words)}` })),
    ...sent.map(({ at, content }) => ({ at, text: `Bot: ${plainText(content)}` })),
  ];
  return lines.toSorted(byTime).map(({ at, text }) => `${sayTime(at)} · ${text}`);
}

function byTime(one: { at: Instant }, other: { at: Instant }): number {
  return one.at < other.at ? -1 : 1;
}

function sayWords(said: Said): string {
  if (said.kind !== "text") return `[${said.kind === "other" ? said.what : said.kind}]`;
  return [said.text, ...said.files.map(({ kind, name }) => `[${kind}${name ? ` ${name}` : ""}]`)].join(" ");
}

async function questionLines(queries: Queries, memberId: string): Promise<string[]> {
  const cases = await listCases(queries, { memberId });
  const asked = await askedBy(queries, memberId);
  return [
    ...asked.map(({ question, at }) => `${sayTime(at)} · Câu hỏi: ${question}`),
    ...cases.map(
      ({ number, question, answer, openedAt }) =>
        `${sayTime(openedAt)} · Phiếu ${number}: ${question}${answer === null ? "" : ` → ${answer}`}`,
    ),
  ];
}

/** The copy as one web page that needs nothing else; whatever a member wrote stands in it as text. */
export function copyPage(parts: readonly CopyPart[], now: Instant): string {
  const sections = parts.map(
    ({ purpose, lines }) =>
      `<h2>${asHtml(purpose)}</h2><ul>${lines.map((line) => `<li>${asHtml(line)}</li>`).join("")}</ul>`,
  );
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${dataTexts.copyTitle}</title><style>body{font:16px/1.5 sans-serif;max-width:45rem;margin:auto;padding:1rem}li{white-space:pre-wrap;overflow-wrap:anywhere}</style><h1>${dataTexts.copyTitle}</h1><p>${sayTime(now)}</p>${sections.join("")}</html>`;
}

function asHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
