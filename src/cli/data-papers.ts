import { writeFile } from "node:fs/promises";
import type { Config } from "../config.ts";
import { Failure } from "../kit/failure.ts";
import { sayDate } from "../kit/time.ts";
import type { DataFacts } from "../papers/data-papers.ts";
import { consentRegister } from "../people/consent.ts";
import { inventory } from "../people/data-inventory.ts";
import type { Holding, OnErase } from "../people/data-purposes.ts";
import { countPeople } from "../people/members.ts";
import type { Call, Command, ExitCode } from "./command.ts";
import { withDatabase } from "./stores.ts";

const controller = {
  type: "string",
  value: "NAME",
  meaning: "Who is responsible for the data; left open when left out.",
} as const;

export const commands: readonly Command[] = [
  {
    name: "data record",
    operands: ["FILE.docx"],
    options: { controller },
    meaning: "Write the record of processing of personal data, from the settings as they are.",
    run: (call) => write(call, "record"),
  },
  {
    name: "data dpia",
    operands: ["FILE.docx"],
    options: { controller },
    meaning: "Write a draft of the impact assessment; what people have to judge is left open.",
    run: (call) => write(call, "dpia"),
  },
  {
    name: "data consents",
    operands: ["FILE.csv"],
    meaning: "Write the register of consents: who, for what, in which words, when, where.",
    details: "Members stand in it by their ids.",
    run: writeConsents,
  },
];

async function write(call: Call, kind: "record" | "dpia"): Promise<ExitCode> {
  const { io, operands } = call;
  const [file = ""] = operands;
  // Word is loaded when a paper is written.
  const { writeDataRecord, writeDpia } = await import("../papers/data-papers.ts");
  const facts = await withDatabase(io, async (db, config): Promise<DataFacts> => {
    const { members } = await countPeople(db);
    return {
      ...factsOf(config),
      members,
      day: sayDate(io.clock()),
      controller: call.text("controller") ?? "[…]",
    };
  });
  await put(file, await (kind === "record" ? writeDataRecord : writeDpia)(facts));
  io.write(`${file}: read it, complete what stands between brackets, and keep it with your papers.\n`);
  return 0;
}

function factsOf(config: Config): Pick<DataFacts, "rows" | "recipients" | "database"> {
  const personal = inventory.filter(({ columns }) => Object.keys(columns).length > 0);
  return {
    rows: personal.map((holding) => ({
      ...holding,
      term: termOf(holding, config),
      erased: erasedOf(holding),
    })),
    recipients: recipientsOf(config),
    database: config.database.kind === "sqlite" ? "tệp SQLite trên máy chủ của đơn vị" : "máy chủ PostgreSQL",
  };
}

function termOf({ term }: Holding, { retention }: Config): string {
  const days = Object.entries(retention).find(([kind]) => kind === term)?.[1];
  return days === undefined ? term : `${days} ngày`;
}

function erasedOf({ columns }: Holding): string {
  const rules = [...new Set(Object.values(columns).map(sayRule))];
  return rules.join("; ");
}

function sayRule(rule: OnErase): string {
  if (typeof rule === "object") return `giữ: ${rule.kept}`;
  return rule === "deleted" ? "xoá" : "xoá chữ, giữ số lượng";
}

/** Luật 91/2025/QH15 Điều 20.1: a platform or a service abroad gets data across the border. */
function recipientsOf({ telegram, zaloBot, zaloOa, facebook, model }: Config): string[] {
  return [
    ...(telegram ? ["Telegram (nền tảng ở nước ngoài): tin nhắn qua kênh Telegram."] : []),
    ...(zaloBot || zaloOa ? ["Zalo (Việt Nam): tin nhắn qua kênh Zalo."] : []),
    ...(facebook
      ? ["Facebook (nền tảng ở nước ngoài): bài đã duyệt để công khai, không có dữ liệu đoàn viên."]
      : []),
    ...(model
      ? [
          `Mô hình ngôn ngữ tại ${model.baseUrl ?? "api.openai.com"}: câu hỏi đã che tên, số điện thoại, mã số.`,
        ]
      : []),
  ];
}

function writeConsents({ io, operands }: Call): Promise<ExitCode> {
  const [file = ""] = operands;
  return withDatabase(io, async (db) => {
    const lines = ["member,purpose,given,words,channel,at"];
    for (let after = 0; ; ) {
      const page = await consentRegister(db.read, { after, limit: 1000 });
      for (const { memberId, purpose, isGiven, textVersion, channel, at } of page)
        lines.push([memberId, purpose, isGiven ? "yes" : "no", textVersion, channel, at].map(cell).join(","));
      const last = page.at(-1);
      if (!last) break;
      after = last.seq;
    }
    await put(file, `${lines.join("\n")}\n`);
    io.write(`${file}: ${lines.length - 1} choices.\n`);
    return 0;
  });
}

function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function put(file: string, content: Uint8Array | string): Promise<void> {
  await writeFile(file, content, { flag: "wx", mode: 0o600 }).catch((error: unknown) => {
    throw new Failure("invalid", `${file} cannot be written; is it there already?`, { cause: error });
  });
}
