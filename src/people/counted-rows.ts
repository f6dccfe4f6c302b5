import { type AliasableExpression, sql } from "kysely";
import type { Queries } from "../database/database.ts";
import type { CalendarDate, Instant } from "../kit/time.ts";

/**
 * A row that a figure of a report counts. Every room answers for its own tables with a query of such rows; a figure
 * is the count or the sum of them, so that it can always be opened.
 */
export type CountedRow = {
  /** What it is called: a proposal's number, a campaign's id. */
  readonly key: string;
  /** When it happened: what puts it into a period. */
  readonly at: Instant;
  /** What a sum adds up; 1 where only rows are counted. */
  readonly amount: number;
  /** What an officer reads beside the key; never a member's name or words. */
  readonly label: string;
  /** Whose it is, where their unit tells where the row belongs. */
  readonly member_id: string | null;
  /** The unit itself, where the row has one. */
  readonly unit_id: string | null;
  /** The unit as somebody wrote it, by name or code. */
  readonly unit_said: string | null;
};

/** A query of such rows, to be counted, summed, grouped or shown. */
export type CountedRows = AliasableExpression<CountedRow>;

/** No unit, no member: what concerns the whole federation. */
export const ofNobody = {
  member_id: sql<string | null>`CAST(NULL AS TEXT)`.as("member_id"),
  unit_id: sql<string | null>`CAST(NULL AS TEXT)`.as("unit_id"),
  unit_said: sql<string | null>`CAST(NULL AS TEXT)`.as("unit_said"),
  amount: sql<number>`1`.as("amount"),
} as const;

/** Noon of a calendar day in Việt Nam, as an instant: inside that day whatever the bounds of a period are. */
export function noonOf(day: AliasableExpression<CalendarDate>) {
  return sql<Instant>`(${day} || 'T05:00:00.000Z')`;
}

/** Where every member belongs: (id, unit_id), to be joined to rows that know a member. */
export function memberPlaces(queries: Queries) {
  return queries.selectFrom("member").select(["id", "unit_id"]);
}

/** What the room of people can count. */
export type PeopleFigure =
  | "firstContacts"
  | "subscribers"
  | "officers"
  | "roster"
  | "linked"
  | "corrections"
  | "nameConsents";

/** The rows of one figure about people. */
export function peopleRows(queries: Queries, figure: PeopleFigure): CountedRows {
  switch (figure) {
    case "firstContacts":
      return queries
        .selectFrom("member")
        .where("merged_into", "is", null)
        .select(["member.id as key", "created_at as at", "id as member_id"])
        .select([ofNobody.unit_id, ofNobody.unit_said, ofNobody.amount, label("Người liên hệ lần đầu")]);
    case "subscribers":
      return consents(queries, "news", "Đang nhận tin");
    case "nameConsents":
      return consents(queries, "publish-name", "Đồng ý nêu tên");
    case "officers":
      return queries
        .selectFrom("officer")
        .where("status", "=", "active")
        .select(["id as key", "created_at as at", "name as label", "unit as unit_said"])
        .select([ofNobody.member_id, ofNobody.unit_id, ofNobody.amount]);
    case "roster":
      return roster(queries)
        .where("state", "=", "active")
        .select(["created_at as at", label("Đang sinh hoạt")]);
    case "linked":
      return roster(queries)
        .where("linked_at", "is not", null)
        .select("linked_at as at")
        .select(label("Đã nối với trò chuyện"))
        .$narrowType<{ at: Instant }>();
    case "corrections":
      return queries
        .selectFrom("data_request")
        .where("kind", "=", "correct")
        .where("status", "=", "done")
        .where("closed_at", "is not", null)
        .select(sql<string>`CAST(number AS TEXT)`.as("key"))
        .select(["closed_at as at", "member_id", label("Thông tin đã sửa")])
        .select([ofNobody.unit_id, ofNobody.unit_said, ofNobody.amount])
        .$narrowType<{ at: Instant }>();
  }
}

function label(words: string) {
  return sql<string>`CAST(${words} AS TEXT)`.as("label");
}

function consents(queries: Queries, purpose: string, words: string): CountedRows {
  return queries
    .selectFrom("consent")
    .where("purpose", "=", purpose)
    .where("is_given", "=", 1)
    .select(["member_id as key", "at", "member_id", label(words)])
    .select([ofNobody.unit_id, ofNobody.unit_said, ofNobody.amount]);
}

/** By the code of the list, which officers know people by. */
function roster(queries: Queries) {
  return queries
    .selectFrom("roster")
    .select(["code as key", "unit_id"])
    .select([ofNobody.member_id, ofNobody.unit_said, ofNobody.amount]);
}
