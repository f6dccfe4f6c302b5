import type { Queries } from "../database/database.ts";
import { type Instant, localDate, sayTime } from "../kit/time.ts";
import { type SheetValue, writeSheets } from "../papers/sheet.ts";
import { isCurrent, loadUnits, type Unit } from "../people/units.ts";
import type { StoredForm } from "./forms.ts";
import { momentAfter, type Period, periodsSince, sayPeriod } from "./periods.ts";
import { isExpected } from "./report-chase.ts";
import { reportTexts as words } from "./report-texts.ts";
import { sheetTexts } from "./sheet-texts.ts";
import { dueHour, type ReportTerms, summable } from "./unit-report.ts";

/** What a unit and everything under it reported. Counts are of reports: a unit and a period each. */
export type Totals = {
  expected: number;
  reported: number;
  /** Due, and not there. */
  late: number;
  readonly figures: Record<string, number>;
};

export type RolledUp = {
  readonly periods: readonly Period[];
  readonly units: readonly Unit[];
  /** By the unit's id, its own and everything below it. */
  readonly totals: ReadonlyMap<string, Totals>;
  /** Everything, units without a place in the tree included. */
  readonly all: Totals;
  readonly late: readonly { readonly unit: Unit; readonly period: Period }[];
};

type Given = { readonly from: Period; readonly to: Period; readonly now: Instant };

/** Adds reports up along the tree of units, over the periods `from` to `to` that are over. */
export async function rollUp(
  queries: Queries,
  form: StoredForm,
  { from, to, now }: Given,
): Promise<RolledUp | undefined> {
  const { service } = form.definition;
  if (service.kind !== "report") return undefined;
  const periods = periodsSince(service.from, now, service.every).filter((one) => one >= from && one <= to);
  const { all: units } = await loadUnits(queries);
  const own = new Map(units.map((unit) => [unit.id, emptyTotals()]));
  const late = await countReports(queries, { form, service, periods, units, own, now });
  for (const { unit_id: unitId, field, sum } of await sums(queries, form, periods)) {
    const totals = own.get(unitId);
    if (totals) totals.figures[field] = (totals.figures[field] ?? 0) + Number(sum);
  }
  const all = emptyTotals();
  for (const totals of own.values()) add(all, totals);
  return { periods, units, totals: alongTree(units, own), all, late };
}

async function countReports(
  queries: Queries,
  given: {
    form: StoredForm;
    service: ReportTerms;
    periods: readonly Period[];
    units: readonly Unit[];
    own: ReadonlyMap<string, Totals>;
    now: Instant;
  },
): Promise<{ unit: Unit; period: Period }[]> {
  const { form, service, periods, units, own, now } = given;
  const rows = await queries
    .selectFrom("form_report")
    .select(["period", "unit_id"])
    .where("form_id", "=", form.id)
    .where("period", ">=", periods[0] ?? "")
    .where("period", "<=", periods.at(-1) ?? "")
    .execute();
  const reported = new Set(rows.map(({ period, unit_id: unitId }) => `${period} ${unitId}`));
  const today = localDate(now);
  const late: { unit: Unit; period: Period }[] = [];
  for (const period of periods) {
    const isDue = momentAfter(period, service.dueDay, dueHour) < now;
    for (const unit of units) {
      const totals = own.get(unit.id);
      const hasReported = reported.has(`${period} ${unit.id}`);
      if (!totals || !(hasReported || isExpected(unit, service, period))) continue;
      totals.expected += 1;
      if (hasReported) totals.reported += 1;
      else if (isDue && isCurrent(unit, today)) {
        totals.late += 1;
        late.push({ unit, period });
      }
    }
  }
  return late;
}

function sums(queries: Queries, form: StoredForm, periods: readonly Period[]) {
  return queries
    .selectFrom("form_figure")
    .select((eb) => ["unit_id", "field", eb.fn.sum<number>("value").as("sum")])
    .where("form_id", "=", form.id)
    .where("period", ">=", periods[0] ?? "")
    .where("period", "<=", periods.at(-1) ?? "")
    .groupBy(["unit_id", "field"])
    .execute();
}

/** Gives what each unit has to every unit above it; a circle in the tree ends where it began. */
function alongTree(units: readonly Unit[], own: ReadonlyMap<string, Totals>): Map<string, Totals> {
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const totals = new Map(units.map((unit) => [unit.id, emptyTotals()]));
  for (const unit of units) {
    const part = own.get(unit.id);
    const seen = new Set<string>();
    for (let at: Unit | undefined = unit; part && at && !seen.has(at.id); ) {
      seen.add(at.id);
      const sum = totals.get(at.id);
      if (sum) add(sum, part);
      at = at.parent === null ? undefined : byCode.get(at.parent);
    }
  }
  return totals;
}

function add(sum: Totals, part: Totals): void {
  sum.expected += part.expected;
  sum.reported += part.reported;
  sum.late += part.late;
  for (const [field, value] of Object.entries(part.figures))
    sum.figures[field] = (sum.figures[field] ?? 0) + value;
}

function emptyTotals(): Totals {
  return { expected: 0, reported: 0, late: 0, figures: {} };
}

/** The roll-up as XLSX: every unit with something in it, under its unit above, and who has not reported. */
export async function rollupXlsx(
  queries: Queries,
  form: StoredForm,
  given: Given & { root: string | null },
): Promise<Uint8Array | undefined> {
  const rolled = await rollUp(queries, form, given);
  if (!rolled) return undefined;
  const { units, totals, late } = rolled;
  const shown = inTree(units, given.root);
  const codes = new Set(shown.map(({ unit }) => unit.code));
  const fields = form.definition.fields.filter(({ id }) => summable(form.definition).includes(id));
  const [from = "", to = ""] = [rolled.periods[0], rolled.periods.at(-1)].map((one) =>
    one ? sayPeriod(one) : "",
  );
  const heading = [words.heading(form.title, from, to), sheetTexts.made(sayTime(given.now), shown.length)];
  const rows = shown.flatMap(({ unit, depth }): SheetValue[][] => {
    const sum = totals.get(unit.id);
    if (!sum || sum.expected === 0) return [];
    const counts = [sum.expected, sum.reported, sum.late];
    return [
      [
        `${"    ".repeat(depth)}${unit.name}`,
        unit.code,
        ...counts,
        ...fields.map(({ id }) => sum.figures[id] ?? null),
      ],
    ];
  });
  const { columns } = words;
  const text = (title: string, width: number) => ({ title, width, kind: "text" as const });
  const figure = (title: string) => ({ title, width: 16, kind: "number" as const });
  return writeSheets([
    {
      ...{ name: words.sheet, heading, rows },
      columns: [
        ...[text(columns.unit, 44), text(columns.code, 16)],
        ...[figure(columns.expected), figure(columns.reported), figure(columns.late)],
        ...fields.map(({ label }) => figure(label)),
      ],
    },
    {
      ...{ name: words.lateSheet, heading },
      columns: [text(columns.unit, 44), text(columns.code, 16), text(columns.period, 16)],
      rows: late
        .filter(({ unit }) => codes.has(unit.code))
        .map(({ unit, period }) => [unit.name, unit.code, sayPeriod(period)]),
    },
  ]);
}

/** Units from a root down, each after the one above it. */
function inTree(units: readonly Unit[], root: string | null): { unit: Unit; depth: number }[] {
  const codes = new Set(units.map(({ code }) => code));
  const below = Map.groupBy(units, ({ parent }) => (parent !== null && codes.has(parent) ? parent : ""));
  const found: { unit: Unit; depth: number }[] = [];
  const seen = new Set<string>();
  const walk = (unit: Unit, depth: number) => {
    if (seen.has(unit.code)) return;
    seen.add(unit.code);
    found.push({ unit, depth });
    for (const child of below.get(unit.code) ?? []) walk(child, depth + 1);
  };
  const tops = root === null ? (below.get("") ?? []) : units.filter(({ code }) => code === root);
  for (const top of tops) walk(top, 0);
  return found;
}
