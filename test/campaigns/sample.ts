import type { Setting } from "../../src/campaigns/file.ts";
import { type Plan, readCampaign } from "../../src/campaigns/file.ts";
import type { ChannelName } from "../../src/kit/message.ts";
import { type Instant, instant, toMs } from "../../src/kit/time.ts";
import { type Clause, createLibrary, type Document } from "../../src/knowledge/library.ts";

/** Sunday, 22 November 2026, 15:00 in Việt Nam. */
export const now = instant("2026-11-22T08:00:00.000Z");

const sentence = "Công đoàn các cấp chủ động tuyên truyền Nghị quyết tới đoàn viên và người lao động";

/** A clause long enough to be quoted on its own. */
export function clause(document: string, id: string, change: Partial<Clause> = {}): Clause {
  return {
    document,
    id,
    label: `Văn bản ${document}, mục ${id}`,
    kind: "point",
    number: id,
    heading: null,
    headings: [],
    text: `${sentence}, điều ${id}.`,
    parent: null,
    position: 0,
    note: null,
    ...change,
  };
}

export function document(id: string, change: Partial<Document> = {}): Document {
  return {
    id,
    number: null,
    title: id,
    name: `Văn bản ${id}`,
    kind: null,
    issuer: null,
    issued: null,
    authority: "official",
    inForceFrom: null,
    inForceUntil: null,
    replacedBy: null,
    implements: [],
    sources: [],
    provenance: null,
    ...change,
  };
}

/** One plan of three clauses and one summary of one. */
export const library = createLibrary(
  [document("kh-360"), document("lich", { authority: "summary" })],
  [
    clause("kh-360", "II.1.1"),
    clause("kh-360", "II.1.2"),
    clause("kh-360", "II.3.4"),
    clause("lich", "1.3", { label: "Lịch hằng năm, mục 1.3" }),
  ],
);

const limits = new Map<ChannelName, { textLength: number; buttons: boolean }>([
  ["telegram", { textLength: 4096, buttons: true }],
  ["zalo-oa", { textLength: 2000, buttons: true }],
  ["zalo-bot", { textLength: 2000, buttons: false }],
  ["web-chat", { textLength: 4096, buttons: true }],
]);

export const setting: Setting = { now, limits, library };

/** The text of a campaign file. A setting given as null is left out. */
export function fileOf(settings: Record<string, string | null> = {}, body = "Chào bạn."): string {
  const all = { title: "Thử", audience: "all", at: "2026-11-23 08:00", ...settings };
  const lines = Object.entries(all).flatMap(([key, value]) => (value === null ? [] : [`${key}: ${value}`]));
  return `---\n${lines.join("\n")}\n---\n${body}\n`;
}

/** A plan as the file reader gives it. */
export function planOf(settings: Record<string, string | null> = {}, body = "Chào bạn."): Plan {
  const reading = readCampaign(fileOf(settings, body), setting);
  if (reading.kind === "plan") return reading.plan;
  throw new Error(reading.faults.map((fault) => `${fault.line}: ${fault.what}`).join("\n"));
}

/** Local wall-clock time in Việt Nam as an instant: `2026-11-23 08:00`. */
export function local(text: string): Instant {
  return instant(toMs(instant(`${text.replace(" ", "T")}:00+07:00`)));
}
