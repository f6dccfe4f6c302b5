import { z } from "zod";
import { findForm, type StoredForm } from "../participation/forms.ts";
import { periodsSince, sayPeriod } from "../participation/periods.ts";
import { type RolledUp, rollUp, rollupXlsx, type Totals } from "../participation/report-rollup.ts";
import { summable } from "../participation/unit-report.ts";
import type { Unit } from "../people/units.ts";
import type { RollupRow, RollupTable } from "./forms-shapes.ts";
import { formTexts } from "./forms-texts.ts";
import { type Call, type FileAnswer, file, look, type Route } from "./routes.ts";

const period = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2]|Q[1-4])$/);
const asked = z.object({
  from: period.optional(),
  to: period.optional(),
  unit: z.string().max(60).optional(),
});
type Asked = z.output<typeof asked>;
const mostLate = 200;

/** Reports of units added up. An officer bound to a unit sees that unit and what is under it. */
export const formRollupRoutes: readonly Route[] = [
  look({ path: "/forms/:id/rollup", right: "forms.see", query: asked, show: table }),
  file({ path: "/forms/:id/rollup-xlsx", right: "forms.see", query: asked, show: sheet }),
];

async function table(call: Call<Asked>): Promise<RollupTable | undefined> {
  const found = await find(call);
  if (!found) return undefined;
  const { form, periods, from, to } = found;
  const rolled = await rollUp(call.parts.db.read, form, { from, to, now: call.now });
  const root = rolled && rootOf(rolled.units, call);
  if (!rolled || root === undefined) return undefined;
  const inside = root === null ? rolled.units : under(rolled.units, root.code);
  const codes = new Set(inside.map(({ code }) => code));
  const late = rolled.late.filter(({ unit }) => codes.has(unit.code));
  const fields = form.definition.fields.filter(({ id }) => summable(form.definition).includes(id));
  return {
    periods: periods.map((value) => ({ value, label: sayPeriod(value) })),
    ...{ from, to },
    columns: fields.map(({ id, label }) => ({ id, label })),
    unit: root && rowOf(root, rolled),
    up: root && root.code !== call.caller.officer.unit ? (root.parent ?? "") : null,
    total: root === null ? shown(rolled.all) : shown(rolled.totals.get(root.id)),
    rows: childrenOf(rolled.units, root)
      .map((unit) => rowOf(unit, rolled))
      .filter(({ expected }) => expected > 0),
    late: late
      .slice(0, mostLate)
      .map(({ unit, period: one }) => ({ code: unit.code, name: unit.name, period: sayPeriod(one) })),
    lateMore: Math.max(0, late.length - mostLate),
  };
}

async function sheet(call: Call<Asked>): Promise<FileAnswer | undefined> {
  const found = await find(call);
  if (!found) return undefined;
  const { form, from, to } = found;
  const root = call.caller.officer.unit ?? call.given.unit ?? null;
  const bytes = await rollupXlsx(call.parts.db.read, form, { from, to, now: call.now, root });
  const mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return bytes && { name: `${form.code}-${formTexts.files.rollup}.xlsx`, mediaType, bytes };
}

async function find({
  parts: { db },
  params,
  given,
  now,
}: Call<Asked>): Promise<{ form: StoredForm; periods: string[]; from: string; to: string } | undefined> {
  const form = await findForm(db.read, params.id ?? "");
  if (form?.definition.service.kind !== "report") return undefined;
  const { from: first, every } = form.definition.service;
  const periods = periodsSince(first, now, every);
  const newest = periods.at(-1) ?? first;
  return { form, periods, from: given.from ?? newest, to: given.to ?? given.from ?? newest };
}

/** The unit looked at; null is everything, undefined nothing this officer may see. */
function rootOf(units: readonly Unit[], { caller, given }: Call<Asked>): Unit | null | undefined {
  const own = caller.officer.unit;
  const code = given.unit || own;
  if (!code) return null;
  const isOwn = own === null || under(units, own).some((unit) => unit.code === code);
  return isOwn ? units.find((unit) => unit.code === code) : undefined;
}

function under(units: readonly Unit[], code: string): Unit[] {
  const below = Map.groupBy(units, ({ parent }) => parent ?? "");
  const found = new Map<string, Unit>();
  const walk = (unit: Unit) => {
    if (found.has(unit.code)) return;
    found.set(unit.code, unit);
    for (const child of below.get(unit.code) ?? []) walk(child);
  };
  for (const top of units.filter((unit) => unit.code === code)) walk(top);
  return [...found.values()];
}

function childrenOf(units: readonly Unit[], root: Unit | null): Unit[] {
  const codes = new Set(units.map(({ code }) => code));
  return units.filter(({ parent }) =>
    root === null ? parent === null || !codes.has(parent) : parent === root.code,
  );
}

function rowOf(unit: Unit, { totals, units }: RolledUp): RollupRow {
  const hasBelow = units.some(({ parent }) => parent === unit.code);
  return { code: unit.code, name: unit.name, hasBelow, ...shown(totals.get(unit.id)) };
}

function shown(totals: Totals | undefined): Omit<RollupRow, "code" | "name" | "hasBelow"> {
  const { expected = 0, reported = 0, late = 0, figures = {} } = totals ?? {};
  return { expected, reported, late, figures };
}
