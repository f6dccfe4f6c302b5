import { type SqlBool, sql } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";
import { memberPlaces } from "../people/counted-rows.ts";
import type { Figure } from "./figures.ts";
import { boundsOf, monthsOf, type Period } from "./period.ts";
import type { Place, Places, Scope } from "./places.ts";

/** What is counted: one figure in one period, and the period it is compared with. */
export type Span = { readonly period: Period; readonly before: Period };

/** A number now and in the period before. */
export type Pair = { readonly now: number; readonly before: number };

/** A figure counted: in all, by month, and by the units right below the scope (null: no unit known). */
export type Counted = {
  readonly figure: Figure;
  readonly total: Pair;
  readonly months: readonly number[];
  readonly lines: ReadonlyMap<string | null, Pair>;
};

/** The rows of a figure with the unit each is known by. */
function placed(queries: Queries, { rows }: Figure) {
  return queries
    .selectFrom(rows(queries).as("r"))
    .leftJoin(memberPlaces(queries).as("m"), "m.id", "r.member_id")
    .select(["r.key", "r.at", "r.amount", "r.label", "r.unit_said"])
    .select((eb) => eb.fn.coalesce("r.unit_id", "m.unit_id").as("unit_id"));
}

/** What lies in one place, in every stretch of time: before, between the two periods, and in each month. */
type Group = {
  readonly place: Place;
  readonly before: number;
  readonly between: number;
  readonly months: readonly number[];
};

/** Counts a figure by units and months. One query, whatever the number of rows or units. */
export async function countFigure(
  queries: Queries,
  figure: Figure,
  asked: Span & { readonly places: Places; readonly scope: Scope },
): Promise<Counted> {
  const { places, scope } = asked;
  const total = { now: 0, before: 0 };
  const months = monthsOf(asked.period).map(() => 0);
  const lines = new Map<string | null, { now: number; before: number }>();
  for (const group of await groupsOf(queries, figure, asked)) {
    const code = places.unitOf(group.place);
    if (!places.isIn(code, scope)) continue;
    for (const [index, value] of group.months.entries()) months[index] = (months[index] ?? 0) + value;
    const pair = pairOf(figure, group);
    const line = places.lineOf(code, scope);
    const at = lines.get(line) ?? { now: 0, before: 0 };
    lines.set(line, at);
    for (const sum of [total, at]) {
      sum.now += pair.now;
      sum.before += pair.before;
    }
  }
  return { figure, total, months, lines };
}

/** Of what stands, all that was there before is there now, too. */
function pairOf({ kind }: Figure, { before, between, months }: Group): Pair {
  const inPeriod = months.reduce((sum, value) => sum + value, 0);
  return { before, now: kind === "stands" ? before + between + inPeriod : inPeriod };
}

/** One row a place, its months side by side: a report about thousands of units stays small in memory. */
async function groupsOf(queries: Queries, figure: Figure, { period, before }: Span): Promise<Group[]> {
  const [last, own] = [boundsOf(before), boundsOf(period)];
  const ends = [last.until, own.since, ...monthsOf(period).map(({ until }) => until)];
  const stretches = ends.map((until, index) => sql`WHEN at < ${until} THEN ${sql.lit(index)}`);
  const since = figure.kind === "stands" ? undefined : last.since;
  const inside = queries
    .selectFrom(placed(queries, figure).as("p"))
    .where("p.at", "<", own.until)
    .$if(since !== undefined, (query) => query.where("p.at", ">=", since ?? own.since))
    .select(["p.unit_id", "p.unit_said", "p.amount"])
    .select(sql<number>`CASE ${sql.join(stretches, sql` `)} END`.as("stretch"));
  const value = figure.measure === "sum" ? sql.ref("q.amount") : sql.lit(1);
  const sums = ends.map(
    (_, index) => sql`CAST(SUM(CASE WHEN q.stretch = ${sql.lit(index)} THEN ${value} ELSE 0 END) AS BIGINT)`,
  );
  const rows = await queries
    .selectFrom(inside.as("q"))
    .groupBy(["q.unit_id", "q.unit_said"])
    .select(["q.unit_id", "q.unit_said"])
    .select(sums.map((sum, index) => sql<number>`${sum}`.as(`s${index}`)))
    .execute();
  return rows.map(({ unit_id: unitId, unit_said: said, ...values }) => {
    const [earlier = 0, between = 0, ...months] = ends.map((_, index) => values[`s${index}`] ?? 0);
    return { place: { unitId, said }, before: earlier, between, months };
  });
}

/** A row as it is shown to who opens a figure. */
export type OpenedRow = {
  readonly key: string;
  readonly at: Instant;
  readonly amount: number;
  readonly label: string;
  /** The code of the unit it counts with; null: none known. */
  readonly unit: string | null;
};

export type Opened = {
  readonly rows: readonly OpenedRow[];
  /** How many there are, and what their amounts add up to. */
  readonly count: number;
  readonly sum: number;
};

/** The very rows a number counts, newest first; `limit` of them after `skip`. */
export async function openFigure(
  queries: Queries,
  figure: Figure,
  asked: {
    readonly period: Period;
    readonly places: Places;
    readonly scope: Scope;
    readonly skip: number;
    readonly limit: number;
  },
): Promise<Opened> {
  const { places, skip, limit } = asked;
  const found = await rowsIn(queries, figure, asked);
  const { n, sum } = await found
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .select(sql<number | null>`CAST(SUM(p.amount) AS BIGINT)`.as("sum"))
    .executeTakeFirstOrThrow();
  const rows = await found
    .selectAll()
    .orderBy("p.at", "desc")
    .orderBy("p.key", "desc")
    .offset(skip)
    .limit(limit)
    .execute();
  const read = rows.map(({ key, at, amount, label, unit_id: unitId, unit_said: said }) => ({
    ...{ key, at, amount, label, unit: places.unitOf({ unitId, said }) },
  }));
  return { rows: read, count: n, sum: sum ?? 0 };
}

/** The rows of a period that lie in a scope, judged by every pair of unit and written name there is. */
async function rowsIn(
  queries: Queries,
  figure: Figure,
  { period, places, scope }: { period: Period; places: Places; scope: Scope },
) {
  const { since, until } = boundsOf(period);
  const inPeriod = queries
    .selectFrom(placed(queries, figure).as("p"))
    .where("p.at", "<", until)
    .$if(figure.kind === "happened", (query) => query.where("p.at", ">=", since));
  if (scope.kind === "all") return inPeriod;
  const pairs = await inPeriod.select(["p.unit_id", "p.unit_said"]).distinct().execute();
  return inPeriod.where(
    holding(
      pairs.map(({ unit_id: unitId, unit_said: said }) => ({ unitId, said })),
      (place) => places.isIn(places.unitOf(place), scope),
    ),
  );
}

/**
 * A condition that holds for exactly those rows whose place is `kept`. Rows are told apart by what was written
 * about them first, so that the condition grows with the number of names and not of pairs.
 */
function holding(pairs: readonly Place[], kept: (place: Place) => boolean) {
  const bySaid = Map.groupBy(pairs, ({ said }) => said);
  const whole: (string | null)[] = [];
  const parts = new Map<string, (string | null)[]>();
  for (const [said, own] of bySaid) {
    const ids = own.filter(kept).map(({ unitId }) => unitId);
    if (ids.length === own.length) whole.push(said);
    else if (ids.length > 0) {
      const key = JSON.stringify(ids.toSorted());
      parts.set(key, [...(parts.get(key) ?? []), said]);
    }
  }
  const conditions = [...parts].map(
    ([ids, said]) => sql`(${isOneOf("unit_said", said)} AND ${isOneOf("unit_id", JSON.parse(ids))})`,
  );
  return sql<SqlBool>`(${sql.join([isOneOf("unit_said", whole), ...conditions], sql` OR `)})`;
}

function isOneOf(column: "unit_said" | "unit_id", values: readonly (string | null)[]) {
  const texts = values.filter((value) => value !== null);
  const name = sql.ref(`p.${column}`);
  const inList = texts.length === 0 ? sql`1 = 0` : sql`${name} IN (${sql.join(texts)})`;
  return values.includes(null) ? sql`(${name} IS NULL OR ${inList})` : sql`${inList}`;
}
