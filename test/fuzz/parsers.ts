import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readRule } from "../../src/campaigns/audience-rule.ts";
import { readCampaign } from "../../src/campaigns/file.ts";
import { readQuiz } from "../../src/campaigns/quiz/quiz-file.ts";
import { readAt, readYearly } from "../../src/campaigns/schedule.ts";
import { readCall } from "../../src/channels/telegram-read.ts";
import { createWebChat } from "../../src/channels/web-chat.ts";
import { readBotCall } from "../../src/channels/zalo-bot-read.ts";
import { readOaEvent } from "../../src/channels/zalo-oa-read.ts";
import { isRecord, parseLosslessly } from "../../src/channels/zalo-wire.ts";
import { createSessions } from "../../src/http/chat/session.ts";
import { readMoney, readNumber, readPercent } from "../../src/intake/reading/amount.ts";
import { readDate } from "../../src/intake/reading/date.ts";
import { readPeople } from "../../src/intake/reading/people.ts";
import { readPerson, readUnit } from "../../src/intake/reading/person.ts";
import { asksSecrecy, mentionsSecrets } from "../../src/intake/secrecy.ts";
import { isFailure } from "../../src/kit/failure.ts";
import { readFileKind } from "../../src/kit/file-kind.ts";
import { instant } from "../../src/kit/time.ts";
import { fold } from "../../src/kit/vietnamese.ts";
import { unpack } from "../../src/kit/zip.ts";
import { decode } from "../../src/knowledge/ingest/decode.ts";
import { detect } from "../../src/knowledge/ingest/detect.ts";
import { readDocx } from "../../src/knowledge/ingest/docx.ts";
import { readHtml } from "../../src/knowledge/ingest/html.ts";
import { readPdf } from "../../src/knowledge/ingest/pdf.ts";
import { readXlsxFile } from "../../src/knowledge/ingest/xlsx.ts";
import { createLibrary } from "../../src/knowledge/library.ts";
import { parse } from "../../src/knowledge/parse.ts";
import { deidentify } from "../../src/llm/deidentify.ts";
import { graphError } from "../../src/outlets/facebook-errors.ts";
import { readLinkCode } from "../../src/people/link-code.ts";
import { readDate as readListDate, readParts } from "../../src/people/list-cells.ts";
import { readOfficerCode } from "../../src/people/officer-chat.ts";
import { readRows } from "../../src/people/rows.ts";
import { namedDocuments } from "../../src/questions/references.ts";
import { splitQuestions, understand } from "../../src/questions/understand.ts";

/** A reader of bytes from outside. What it refuses in words (a returned refusal or a `Failure`) is no fault. */
export type Parser = {
  readonly name: string;
  /** Reads the bytes; whatever else than a `Failure` it throws is a crash. */
  readonly read: (bytes: Uint8Array) => unknown;
  /** What it is made to read, to begin from. */
  readonly seeds: readonly (string | Uint8Array)[];
  /** The files whose coverage leads: parts of paths. */
  readonly covers: readonly string[];
};

const project = join(import.meta.dirname, "..", "..");
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const now = instant("2026-11-23T03:00:00Z");
const secret = "0123456789abcdef";
const setting = { now, limits: new Map(), library: createLibrary([], []) };
const webChat = createWebChat({ clock: () => now, secret, readBlob: async () => new Uint8Array() });
const sessions = createSessions(secret, true);
const file = (...path: string[]) => readFileSync(join(project, ...path));
const words = (
  name: string,
  read: (written: string) => unknown,
  covers: string[],
  seeds: string[],
): Parser => ({
  ...{ name, covers, seeds, read: (bytes) => read(text(bytes)) },
});

export const parsers: readonly Parser[] = [
  {
    name: "telegram",
    covers: ["channels/telegram", "channels/text"],
    seeds: [
      '{"update_id":1,"message":{"message_id":1,"date":1790000000,"chat":{"id":7,"type":"private"},"from":{"id":7,"is_bot":false,"first_name":"Lan"},"text":"xin chào","photo":[{"file_id":"a","file_size":3}],"voice":{"file_id":"b"},"caption":"x"}}',
      '{"update_id":2,"callback_query":{"id":"1","from":{"id":7,"is_bot":false,"first_name":"L"},"data":"b:1:2","message":{"message_id":1,"chat":{"id":7,"type":"private"},"date":1}}}',
      '{"update_id":3,"my_chat_member":{"chat":{"id":7,"type":"private"},"date":1,"from":{"id":7},"new_chat_member":{"status":"kicked"}}}',
    ],
    read: (body) => readCall({ headers: { "x-telegram-bot-api-secret-token": secret }, body }, secret, now),
  },
  {
    name: "zalo-bot",
    covers: ["channels/zalo", "channels/text"],
    seeds: [
      '{"ok":true,"result":{"event_name":"message.text.received","message":{"message_id":"1","date":1790000000,"from":{"id":"a","display_name":"Lan"},"chat":{"id":"a","chat_type":"PRIVATE"},"text":"xin chào"}}}',
      '{"event_name":"message.image.received","message":{"message_id":"2","date":1,"from":{"id":"a"},"chat":{"id":"a","chat_type":"GROUP"},"photo":"https://f.zdn.vn/a.jpg","caption":"@bot x"}}',
    ],
    read: (body) =>
      readBotCall({ headers: { "x-bot-api-secret-token": secret }, body }, secret, {
        me: { id: "9", name: "bot" },
        now,
      }),
  },
  {
    name: "zalo-oa",
    covers: ["channels/zalo", "channels/text"],
    seeds: [
      '{"app_id":"1","sender":{"id":"9007199254740993"},"recipient":{"id":"88"},"event_name":"user_send_text","message":{"text":"xin chào","msg_id":"1"},"timestamp":"1790000000000"}',
      '{"event_name":"user_send_image","sender":{"id":"1"},"recipient":{"id":"88"},"message":{"msg_id":"2","attachments":[{"type":"image","payload":{"url":"https://f.zdn.vn/a.jpg","thumbnail":"x"}}]},"timestamp":"1790000000000"}',
      '{"event_name":"oa_send_text","sender":{"id":"88","admin_id":"5"},"recipient":{"id":"1"},"message":{"text":"x","msg_id":"3"},"timestamp":1}',
      '{"event_name":"follow","follower":{"id":"1"},"oa_id":"88","timestamp":"1790000000000"}',
    ],
    read(body) {
      const event = parseLosslessly(text(body));
      return isRecord(event) && readOaEvent(event, { oaId: "88", now, noticesOfficers: true });
    },
  },
  words(
    "facebook",
    (written) => graphError.safeParse(parseLosslessly(written)),
    ["outlets/"],
    ['{"error":{"code":190,"type":"OAuthException","fbtrace_id":"A"}}'],
  ),
  {
    name: "web-form",
    covers: ["channels/web-chat", "channels/text"],
    seeds: [
      '{"id":"a3f1c2d4-0000-4000-8000-000000000000","text":"xin chào","files":["x.y"]}',
      '{"id":"b","press":"1:2"}',
    ],
    read: (bytes) => webChat.read("session", bytes),
  },
  words(
    "cookie",
    (cookie) => sessions.find({ cookies: { caunoi_chat: cookie }, query: {} } as never),
    ["http/chat/session"],
    ["0190-aa.bb"],
  ),
  words(
    "campaign-file",
    (source) => readCampaign(source, setting),
    ["campaigns/"],
    [
      file("deploy", "campaigns", "science-day.md").toString(),
      file("deploy", "campaigns", "weekly-clause.md").toString(),
      "---\ntitle: Tin\naudience: { all: [{ unit: A }, { not: { tag: x } }] }\nchannels: [telegram]\ncron: 0 8 * * 1\n---\nXin chào **bạn**.\n",
    ],
  ),
  words(
    "quiz-file",
    (source) => readQuiz(source, setting, "q" as never),
    ["campaigns/"],
    [
      "---\ntitle: Thi\naudience: all\nchannels: [web-chat]\nat: 2026-12-01 08:00\nkind: quiz\nopens: 2026-12-01\ncloses: 2026-12-05\n---\nMời bạn thi.\n\n## Câu 1: Ngày nào?\n- [x] 18/5\n- [ ] 20/11\n> Kế hoạch 360\n",
    ],
  ),
  words(
    "audience-rule",
    readRule,
    ["audience-rule"],
    ['{"all":[{"unit":"A"},{"not":{"tag":"x"}}]}', "all", "unit: A"],
  ),
  words(
    "moments",
    (written) => [readAt(written), readYearly(written), readListDate(written)],
    ["campaigns/schedule", "people/list-cells"],
    ["2026-12-01 08:00", "05-18 08:00", "âm 12-30 20:00", "31/12/2026"],
  ),
  words(
    "money",
    (written) => [readMoney(written), readPercent(written), readNumber(written)],
    ["intake/reading/amount"],
    ["khoảng 1,5 triệu đồng mỗi tháng", "12.500.000đ/năm", "hai trăm rưỡi nghìn", "30-40%", "1 tỷ 2"],
  ),
  words(
    "date",
    (written) => [readDate(written, now, true), readDate(written, now, false)],
    ["intake/reading"],
    ["15/3/2026", "đầu tháng 3 năm ngoái", "từ 3/2025 đến nay", "quý II/2026", "thứ hai tuần trước"],
  ),
  words(
    "people",
    (written) => [readPeople(written, true, now), readPeople(written, false, now)],
    ["intake/reading"],
    [
      "Lò Thị Mai 60%, Nguyễn Văn Trường 40%",
      "1. Lò Thị Mai - tổ trưởng - 15/3/1985\n2. Vàng A Páo (đại học)",
      "chia đều: A và B",
    ],
  ),
  words(
    "names",
    (written) => [readPerson(written), readUnit(written), fold(written)],
    ["intake/reading/person", "kit/vietnamese"],
    ["Em là Lò Thị Mai, tổ sao chè, CĐCS Công ty Chè", "(Xưởng chè Tân Uyên)"],
  ),
  words(
    "codes",
    (written) => [readLinkCode(written), readOfficerCode(written)],
    ["people/link-code", "people/officer-chat"],
    ["/start CB-ABCD-EFGH", "LK 2345 6789"],
  ),
  words(
    "question",
    (written) => [understand(written), splitQuestions(written), namedDocuments(written)],
    ["questions/"],
    [
      "mục II.3.4 kế hoạch 360 nói gì? Còn điều 5 khoản 2 điểm b Nghị định 13/2012/NĐ-CP?",
      "ngay 18/5 la ngay gi",
    ],
  ),
  words(
    "secrecy",
    (written) => [asksSecrecy(written), mentionsSecrets(written)],
    ["intake/secrecy"],
    ["phần mạch điều khiển xin giữ bí mật"],
  ),
  words(
    "deidentify",
    (written) => deidentify(written, ["Lò Thị Mai"]),
    ["llm/"],
    ["Tôi là Lò Thị Mai, 0912 345 678, CCCD 012345678901, số 5 đường 30/4, mai@x.vn"],
  ),
  words(
    "knowledge-file",
    parse,
    ["knowledge/"],
    [
      file("knowledge", "ke-hoach-360.md").toString().slice(0, 6000),
      "---\nid: a\ntitle: A\n---\n# I. Mục\n1. Một\na) Điểm\n## Điều 5. Tên\n1. Khoản\n",
    ],
  ),
  {
    name: "person-list",
    covers: ["people/rows", "people/list-cells"],
    seeds: ['Mã;Họ và tên;Đơn vị\r\nM1;"Lò ""Mai""";CHE\r\n', "a,b\n1,2\n"],
    async read(bytes) {
      for await (const { cells } of readRows(bytes)) readParts(cells.join(";"));
    },
  },
  {
    name: "zip",
    covers: ["kit/zip"],
    seeds: [file("test", "fuzz", "seeds", "small.docx")],
    read: (bytes) => unpack(bytes, () => true),
  },
  {
    name: "file-kind",
    covers: ["kit/file-kind", "ingest/detect", "ingest/decode"],
    seeds: [file("test", "fuzz", "seeds", "small.docx"), "%PDF-1.7\n", "\u00ff\u00d8\u00ff", "<html>"],
    read: (bytes) => [readFileKind(bytes), detect(bytes, "a.docx"), decode(bytes)],
  },
  {
    name: "html",
    covers: ["knowledge/ingest"],
    seeds: [
      "<html><head><meta charset=utf-8></head><body><h1>A</h1><table><tr><td>1<td>2</table><p style='display:none'>x<ul><li>a&amp;b</ul>",
    ],
    read: readHtml,
  },
  {
    name: "text",
    covers: ["ingest/decode"],
    seeds: ["Kế hoạch\n1. Một\n", "\ufeffa"],
    read: (bytes) => decode(bytes),
  },
  {
    name: "docx",
    covers: ["knowledge/ingest", "kit/zip"],
    seeds: [file("test", "fuzz", "seeds", "small.docx")],
    read: readDocx,
  },
  {
    name: "xlsx",
    covers: ["knowledge/ingest", "kit/zip"],
    seeds: [file("test", "fuzz", "seeds", "small.xlsx")],
    read: readXlsxFile,
  },
  {
    name: "pdf",
    covers: ["knowledge/ingest"],
    seeds: [file("test", "fuzz", "seeds", "small.pdf")],
    read: (bytes) => readPdf(new Uint8Array(bytes), () => {}),
  },
];

export function findParser(name: string): Parser | undefined {
  return parsers.find((parser) => parser.name === name);
}

export function seedBytes({ seeds }: Parser): Uint8Array[] {
  return seeds.map((seed) =>
    typeof seed === "string" ? new TextEncoder().encode(seed) : new Uint8Array(seed),
  );
}

/** What went wrong when a parser read these bytes; undefined when it took them or refused them in words. */
export async function crashOn({ read }: Parser, bytes: Uint8Array): Promise<string | undefined> {
  try {
    const result = read(bytes);
    if (result instanceof Promise) await result;
    return undefined;
  } catch (error) {
    if (isFailure(error)) return undefined;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
