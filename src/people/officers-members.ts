import { type RawBuilder, sql } from "kysely";
import type { Database, Queries } from "../database/database.ts";
import type { ChannelName } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { fold } from "../kit/vietnamese.ts";

/** A member as officers list them. */
export type MemberRow = {
  readonly id: string;
  readonly name: string | null;
  readonly unit: string | null;
  readonly position: string | null;
  readonly since: Instant;
  readonly lastInboundAt: Instant | null;
  readonly channels: readonly ChannelName[];
  readonly isReachable: boolean;
  readonly getsNews: boolean;
};

/**
 * Members an officer may see, newest first: of the ids in `scope` (undefined: all), and whose name holds `text`
 * (compared without marks). `total` counts all that match, `rows` holds the page.
 */
export async function listMembers(
  queries: Queries,
  asked: { scope: ReadonlySet<string> | undefined; text: string; from: number; limit: number },
): Promise<{ total: number; rows: MemberRow[] }> {
  const words = fold(asked.text);
  const condition = words === "" ? sql<boolean>`1 = 1` : named(words, await unitsNamed(queries, words));
  const newest = memberRows(queries)
    .where(condition)
    .orderBy("member.created_at", "desc")
    .orderBy("member.id", "desc");
  const { scope, from, limit } = asked;
  if (scope) {
    // One unit's people: few enough to be picked out here.
    const own = (await newest.execute()).filter(({ id }) => scope.has(id));
    return { total: own.length, rows: await complete(queries, own.slice(from, from + limit)) };
  }
  const rows = limit === 0 ? [] : await newest.limit(limit).offset(from).execute();
  const { n } = await queries
    .selectFrom("member")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("merged_into", "is", null)
    .where(condition)
    .executeTakeFirstOrThrow();
  return { total: n, rows: await complete(queries, rows) };
}

/** Whose name holds folded words, or who belongs to one of some units. */
function named(words: string, unitIds: readonly string[]): RawBuilder<boolean> {
  const like = `%${words.replace(/[!%_]/g, "!$&")}%`;
  const byName = sql<boolean>`member.name_key LIKE ${like} ESCAPE '!'`;
  return unitIds.length === 0
    ? byName
    : sql<boolean>`(${byName} OR member.unit_id IN (${sql.join(unitIds)}))`;
}

async function unitsNamed(queries: Queries, words: string): Promise<string[]> {
  const units = await queries.selectFrom("unit").select(["id", "name"]).execute();
  return units.filter(({ name }) => fold(name).includes(words)).map(({ id }) => id);
}

const batch = 1_000;

/** Gives every member's name its key: what an earlier version of the program wrote has none. */
export async function catchUpNames(db: Database): Promise<void> {
  for (;;) {
    const rows = await db.read
      .selectFrom("member")
      .select(["id", "display_name"])
      .where("name_key", "is", null)
      .where("display_name", "is not", null)
      .limit(batch)
      .execute();
    if (rows.length === 0) return;
    await db.transact(async (tx) => {
      for (const { id, display_name } of rows)
        await tx
          .updateTable("member")
          .set({ name_key: fold(display_name ?? "") })
          .where("id", "=", id)
          .where("name_key", "is", null)
          .execute();
    });
  }
}

/** One member; undefined when there is none (any more). */
export async function findMember(queries: Queries, id: string): Promise<MemberRow | undefined> {
  const rows = await memberRows(queries).where("member.id", "=", id).execute();
  return (await complete(queries, rows))[0];
}

/** What members call themselves, by id; those without a name are left out. */
export async function namesOf(
  queries: Queries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await queries
    .selectFrom("member")
    .select(["id", "display_name"])
    .where("id", "in", [...new Set(ids)])
    .execute();
  return new Map(rows.flatMap(({ id, display_name }) => (display_name ? [[id, display_name] as const] : [])));
}

function memberRows(queries: Queries) {
  return queries
    .selectFrom("member")
    .leftJoin("unit", "unit.id", "member.unit_id")
    .select(["member.id", "member.display_name as name", "member.position", "member.created_at as since"])
    .select("unit.name as unit")
    .where("member.merged_into", "is", null);
}

type Stored = Pick<MemberRow, "id" | "name" | "unit" | "position" | "since">;

async function complete(queries: Queries, rows: readonly Stored[]): Promise<MemberRow[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const addresses = await queries
    .selectFrom("address")
    .select(["member_id", "channel", "is_reachable", "last_inbound_at"])
    .where("member_id", "in", ids)
    .execute();
  const news = await queries
    .selectFrom("consent")
    .select("member_id")
    .where("member_id", "in", ids)
    .where("purpose", "=", "news")
    .where("is_given", "=", 1)
    .execute();
  const getsNews = new Set(news.map((row) => row.member_id));
  return rows.map((row) => {
    const own = addresses.filter((address) => address.member_id === row.id);
    return {
      ...row,
      lastInboundAt:
        own
          .flatMap((address) => address.last_inbound_at ?? [])
          .sort()
          .at(-1) ?? null,
      channels: [...new Set(own.map((address) => address.channel as ChannelName))],
      isReachable: own.some((address) => address.is_reachable === 1),
      getsNews: getsNews.has(row.id),
    };
  });
}
