import type { Queries } from "../database/database.ts";
import { type CalendarDate, type Instant, localDate } from "../kit/time.ts";
import { isCurrent, loadUnits, type Unit, type Units } from "../people/units.ts";
import { type Example, listExamples } from "../proposals/finding/examples.ts";
import { type Counted, countFigure, openFigure } from "./count.ts";
import { type Figure, figures, findFigure } from "./figures.ts";
import { type Period, periodBefore, readPeriod, untilToday } from "./period.ts";
import { type Places, placesOn, type Scope } from "./places.ts";
import { reportTexts as texts } from "./texts.ts";

/** What a report is asked for: a period as `readPeriod` takes it, and a unit by code or name; null: everything. */
export type Asked = { readonly period: string; readonly unit: string | null };

/** A report's frame: what it covers, before anything is counted. */
export type Frame = {
  readonly period: Period;
  /** The part of the period that has been: figures are of this. */
  readonly counted: Period;
  readonly before: Period;
  readonly places: Places;
  readonly scope: Scope;
  readonly unit: Unit | null;
};

/** Báo cáo — every figure of the plan in one period and scope, with what it is compared with. */
export type Report = Frame & {
  readonly madeAt: Instant;
  readonly figures: ReadonlyMap<string, Counted>;
  readonly examples: readonly Example[];
};

export type Framed = { readonly kind: "framed"; readonly frame: Frame } | Refused;
type Refused = { readonly kind: "refused"; readonly words: string };

/** Reads what a report is asked for. A wrong period and an unknown, ended or later unit are refused in words. */
export async function frameReport(queries: Queries, asked: Asked, now: Instant): Promise<Framed> {
  const today = localDate(now);
  const read = readPeriod(asked.period, today);
  if (read.kind === "faulty") return { kind: "refused", words: read.words };
  const { period } = read;
  const counted = untilToday(period, today);
  const units = await loadUnits(queries);
  const found = asked.unit === null ? null : unitCalled(units, asked.unit, counted.to);
  if (found?.kind === "refused") return found;
  const unit = found?.unit ?? null;
  const frame: Frame = {
    ...{ period, counted, unit, before: periodBefore(period, today), places: placesOn(units, counted.to) },
    scope: unit === null ? { kind: "all" } : { kind: "under", code: unit.code },
  };
  return { kind: "framed", frame };
}

function unitCalled(
  units: Units,
  text: string,
  day: CalendarDate,
): { readonly kind: "unit"; readonly unit: Unit } | Refused {
  const exact = units.byCode(text);
  const called = exact ? [exact] : units.called(text);
  const [first] = called;
  if (!first) {
    const near = units.find(text, day).map(({ unit }) => `${unit.code} (${unit.name})`);
    return { kind: "refused", words: texts.noUnit(text, near.slice(0, 3)) };
  }
  const current = called.filter((unit) => isCurrent(unit, day));
  const [only] = current;
  if (only && current.length === 1) return { kind: "unit", unit: only };
  if (current.length > 1)
    return {
      kind: "refused",
      words: texts.manyUnits(
        text,
        current.map(({ code }) => code),
      ),
    };
  return { kind: "refused", words: notThere(units, first, day) };
}

function notThere(units: Units, unit: Unit, day: CalendarDate): string {
  if (unit.validFrom !== null && unit.validFrom > day) return texts.notYet(unit.name, unit.validFrom, day);
  const now = units.find(unit.code, day).flatMap((one) => (one.unit.code === unit.code ? one.now : []));
  return texts.ended(
    unit.name,
    unit.validTo ?? day,
    now.map(({ code, name }) => `${name} (${code})`),
  );
}

/** Examples looked through and told at most. */
const exampleRows = 200;
const mostExamples = 3;

/** Counts a whole report. */
export async function makeReport(queries: Queries, frame: Frame, now: Instant): Promise<Report> {
  const counted = await countFigures(queries, frame);
  return { ...frame, madeAt: now, figures: counted, examples: await examplesOf(queries, frame) };
}

/**
 * The figures of a report, or those of them that are named. Figures without places are left out of one unit's
 * report: they belong to no unit.
 */
export async function countFigures(
  queries: Queries,
  frame: Frame,
  ids?: readonly string[],
): Promise<ReadonlyMap<string, Counted>> {
  const told = figures
    .filter(({ hasPlaces }) => hasPlaces || frame.unit === null)
    .filter(({ id }) => ids?.includes(id) ?? true);
  const counted = new Map<string, Counted>();
  for (const figure of told) counted.set(figure.id, await countOf(queries, figure, frame));
  return counted;
}

/** One figure of a report. */
export function countOf(queries: Queries, figure: Figure, frame: Frame): Promise<Counted> {
  const { counted: period, before: last, places, scope } = frame;
  return countFigure(queries, figure, { period, before: last, places, scope });
}

async function examplesOf(queries: Queries, frame: Frame): Promise<Example[]> {
  const figure = findFigure("recognized");
  if (!figure) return [];
  const { counted: period, places, scope } = frame;
  const { rows } = await openFigure(queries, figure, { period, places, scope, skip: 0, limit: exampleRows });
  return listExamples(
    queries,
    rows.map(({ key }) => key),
    mostExamples,
  );
}
