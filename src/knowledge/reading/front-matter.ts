import { parseDocument } from "yaml";
import { z } from "zod";
import type { CalendarDate } from "../../kit/time.ts";
import type { Document } from "../library.ts";
import { texts } from "../texts.ts";
import type { Fault } from "./fault.ts";

const text = z.union([z.string(), z.number()]).transform((value) => String(value).trim());
const filled = text.pipe(z.string().min(1));
const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((value) => {
    const date = new Date(`${value}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
  });
const list = z.union([filled.transform((value) => [value]), z.array(filled)]);

/** The keys of front matter, with what to write when a value is refused. */
const fields = {
  id: [z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/), "chữ thường không dấu, số và gạch nối, ví dụ  kh-360"],
  title: [filled, "tên văn bản"],
  short: [filled.optional(), "tên gọi ngắn, ví dụ  Kế hoạch 360/KH-LĐLĐ"],
  number: [filled.optional(), "số ký hiệu, ví dụ  360/KH-LĐLĐ"],
  kind: [filled.optional(), "loại văn bản, ví dụ  Kế hoạch"],
  issuer: [filled.optional(), "cơ quan ban hành"],
  issued: [date.optional(), "ngày ban hành theo mẫu  2022-07-22"],
  authority: [z.enum(["official", "reported", "summary"]).optional(), "official, reported hoặc summary"],
  in_force_from: [date.optional(), "ngày có hiệu lực theo mẫu  2022-07-22"],
  in_force_until: [date.optional(), "ngày hết hiệu lực theo mẫu  2028-12-31"],
  replaced_by: [filled.optional(), "id hoặc số ký hiệu của văn bản thay thế"],
  implements: [list.optional(), "danh sách số ký hiệu, ví dụ  [16/NQ-BCH]"],
  sources: [list.optional(), "danh sách đường dẫn"],
  provenance: [filled.optional(), "văn bản này lấy từ đâu, chép lại thế nào"],
} as const;

const schema = z.object({
  id: fields.id[0],
  title: fields.title[0],
  short: fields.short[0],
  number: fields.number[0],
  kind: fields.kind[0],
  issuer: fields.issuer[0],
  issued: fields.issued[0],
  authority: fields.authority[0],
  in_force_from: fields.in_force_from[0],
  in_force_until: fields.in_force_until[0],
  replaced_by: fields.replaced_by[0],
  implements: fields.implements[0],
  sources: fields.sources[0],
  provenance: fields.provenance[0],
});

export type FrontMatter = {
  readonly document: Document | undefined;
  readonly body: string;
  /** Number of the first line of the body, from 1. */
  readonly bodyLine: number;
  readonly faults: readonly Fault[];
};

/** Splits a knowledge file into the description at its head and its body; a wrong head names its faults. */
export function readFrontMatter(source: string): FrontMatter {
  const found = source.match(/^\s*---[ \t]*\n([\s\S]*?)\n---[ \t]*(?:\n|$)/);
  if (!found) {
    const faults = [{ line: 1, severity: "error", ...texts.noFrontMatter } as const];
    return { document: undefined, body: source, bodyLine: 1, faults };
  }
  const head = found[1] ?? "";
  const body = source.slice(found[0].length);
  const bodyLine = found[0].split("\n").length;
  return { ...describe(head), body, bodyLine };
}

function describe(head: string): { document: Document | undefined; faults: Fault[] } {
  const yaml = parseDocument(head, { prettyErrors: true, logLevel: "error" });
  const broken = yaml.errors[0];
  if (broken) {
    const line = (broken.linePos?.[0].line ?? 1) + 1;
    return { document: undefined, faults: [{ line, severity: "error", ...texts.brokenYaml(broken.code) }] };
  }
  const value: unknown = yaml.toJS() ?? {};
  const read = schema.safeParse(value);
  const unknown = unknownKeys(value).map((key): Fault => {
    return { line: lineOf(head, key), severity: "warning", ...texts.unknownField(key) };
  });
  if (!read.success) {
    return {
      document: undefined,
      faults: [...read.error.issues.map((issue) => fieldFault(head, value, issue)), ...unknown],
    };
  }
  return { document: toDocument(read.data), faults: unknown };
}

function unknownKeys(value: unknown): string[] {
  return Object.keys(value ?? {}).filter((key) => !(key in fields));
}

function fieldFault(head: string, value: unknown, issue: z.core.$ZodIssue): Fault {
  const field = String(issue.path[0] ?? "id");
  const isGiven = typeof value === "object" && value !== null && field in value;
  const expected = Object.entries(fields).find(([name]) => name === field)?.[1][1] ?? "";
  const text = isGiven ? texts.wrongField(field, expected) : texts.missingField(field);
  return { line: lineOf(head, field), severity: "error", ...text };
}

/** Line of the file a key stands on; the opening --- is line 1. */
function lineOf(head: string, key: string): number {
  const index = head.split("\n").findIndex((line) => line.startsWith(`${key}:`));
  return index < 0 ? 1 : index + 2;
}

function toDocument(given: z.infer<typeof schema>): Document {
  return {
    id: given.id,
    number: given.number ?? null,
    title: given.title,
    name: given.short ?? shortName(given),
    kind: given.kind ?? null,
    issuer: given.issuer ?? null,
    issued: (given.issued ?? null) as CalendarDate | null,
    authority: given.authority ?? "official",
    inForceFrom: (given.in_force_from ?? null) as CalendarDate | null,
    inForceUntil: (given.in_force_until ?? null) as CalendarDate | null,
    replacedBy: given.replaced_by ?? null,
    implements: given.implements ?? [],
    sources: given.sources ?? [],
    provenance: given.provenance ?? null,
  };
}

/** A summary of a decree is not the decree: only a text that carries the number itself is called by it. */
function shortName(given: z.infer<typeof schema>): string {
  const formal = given.kind && given.number ? `${given.kind} ${given.number}` : undefined;
  const isOfficial = (given.authority ?? "official") === "official";
  if (formal && (isOfficial || given.title.startsWith(formal))) return formal;
  return given.title.split(" — ")[0] ?? given.title;
}
