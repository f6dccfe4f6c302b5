import type { Queries } from "../../database/database.ts";
import { shorten } from "../../intake/show.ts";
import { whoConsents } from "../../people/consent.ts";
import { authorsOf, unitOf } from "../authors.ts";
import { firstWordsOf, readRecord, textOf } from "../record.ts";

/** A recognized initiative that may be told of in public. */
export type Example = {
  readonly number: string;
  readonly title: string;
  /** The author who agreed to be named; co-authors are not named with them. */
  readonly author: string;
  readonly hasCoauthors: boolean;
  readonly unit: string;
  /** What the author says it brought; "" when nothing was told. */
  readonly benefit: string;
};

const longestQuote = 220;

/**
 * Of these proposals the recognized ones whose author agrees to be named in public and keeps nothing of them
 * confidential; in the given order, at most `limit`.
 */
export async function listExamples(
  queries: Queries,
  numbers: readonly string[],
  limit: number,
): Promise<Example[]> {
  if (numbers.length === 0) return [];
  const rows = await queries
    .selectFrom("proposal")
    .select(["number", "member_id", "answers"])
    .where("number", "in", [...numbers])
    .where("state", "=", "recognized")
    .execute();
  const memberIds = rows.map(({ member_id: memberId }) => memberId);
  const consenting = await whoConsents(queries, memberIds, "publish-name");
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  return numbers
    .flatMap((number) => byNumber.get(number) ?? [])
    .filter(({ member_id: memberId }) => consenting.has(memberId))
    .flatMap((row) => exampleOf(row) ?? [])
    .slice(0, limit);
}

function exampleOf(row: { number: string; member_id: string; answers: string }): Example | undefined {
  const record = readRecord(row.answers);
  const authors = authorsOf(record, row.member_id);
  const own = authors.find(({ memberId }) => memberId === row.member_id);
  if (!own || textOf(record.answers, "confidential") !== "") return undefined;
  return {
    number: row.number,
    title: firstWordsOf(record.answers),
    author: own.name,
    hasCoauthors: authors.length > 1,
    unit: unitOf(record),
    benefit: shorten(textOf(record.answers, "benefit"), longestQuote),
  };
}
