import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";
import { readRecord, startOf } from "./record.ts";
import { texts } from "./texts.ts";

/** A member's own filed proposals, oldest first: `SK-2026-0001 – máy sàng chè …, đã ghi nhận 22/11/2026`. */
export async function listOwn(queries: Queries, memberId: string): Promise<string[]> {
  const rows = await queries
    .selectFrom("proposal")
    .select(["number", "answers", "filed_at"])
    .where("member_id", "=", memberId)
    .orderBy("filed_at")
    .orderBy("number")
    .execute();
  return rows.map((row) => texts.ownLine(row.number, startOf(readRecord(row.answers).answers), row.filed_at));
}

/** Every word of a member's drafts and filed proposals, a line per answer, for the copy of their data. */
export async function ownWords(queries: Queries, memberId: string): Promise<string[]> {
  const drafts = await queries
    .selectFrom("draft")
    .select("state")
    .where("member_id", "=", memberId)
    .where("status", "!=", "filed")
    .execute();
  const filed = await queries
    .selectFrom("proposal")
    .select(["number", "answers"])
    .where("member_id", "=", memberId)
    .orderBy("number")
    .execute();
  return [
    ...drafts.flatMap(({ state }) => linesOf(texts.ownDraft, JSON.parse(state))),
    ...filed.flatMap(({ number, answers }) => linesOf(number, readRecord(answers))),
  ];
}

/** The texts of anything stored: `SK-2026-0001 · answers.title.text: …`. */
function linesOf(head: string, value: unknown, path: readonly string[] = []): string[] {
  if (typeof value === "string" || typeof value === "number")
    return [`${head} · ${path.join(".")}: ${value}`];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => linesOf(head, inner, [...path, name]));
}

/** How many drafts a member has that were not filed. */
export async function countDrafts(queries: Queries, memberId: string): Promise<number> {
  const { n } = await queries
    .selectFrom("draft")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("member_id", "=", memberId)
    .where("status", "!=", "filed")
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** When the member last touched a draft that is not finished; undefined when there is none. */
export async function draftTouchedAt(queries: Queries, memberId: string): Promise<Instant | undefined> {
  const row = await queries
    .selectFrom("draft")
    .select("updated_at")
    .where("member_id", "=", memberId)
    .where("status", "in", ["open", "paused"])
    .orderBy("updated_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.updated_at;
}
