import type { Queries } from "../database/database.ts";
import { enqueue } from "../delivery/enqueue.ts";
import { addMs, type Instant, localDate } from "../kit/time.ts";
import { membersNamedBy } from "../people/belongs.ts";
import { newestAddress } from "../people/members.ts";
import { isCurrent, loadUnits, type Unit } from "../people/units.ts";
import { isTaking, listForms, type StoredForm } from "./forms.ts";
import { lastDay, lastOver, momentAfter, type Period, sayPeriod } from "./periods.ts";
import { reportTexts } from "./report-texts.ts";
import { dueHour, type ReportTerms } from "./unit-report.ts";

const dayMs = 24 * 3_600_000;
const askHour = 8;

/** One round of asking that is due: step 0 asks, the others remind. */
export type DueRound = {
  readonly form: StoredForm;
  readonly service: ReportTerms;
  readonly period: Period;
  readonly step: number;
  readonly due: Instant;
};

/** The newest round of each open report whose moment has come: rounds that were missed are not made up for. */
export async function dueRounds(queries: Queries, now: Instant): Promise<DueRound[]> {
  const forms = await listForms(queries, { status: "open" });
  return forms.flatMap((form) => {
    const { service } = form.definition;
    if (service.kind !== "report" || !isTaking(form, now)) return [];
    const period = lastOver(now, service.every);
    if (period < service.from) return [];
    const due = momentAfter(period, service.dueDay, dueHour);
    const asked = momentAfter(period, 1, askHour);
    const morning = momentAfter(period, service.dueDay, askHour);
    const reminders = service.chaseDays
      .map((days) => addMs(morning, days * dayMs))
      .filter((at) => at > asked);
    const come = [asked, ...reminders.toSorted()].filter((at) => at <= now);
    return come.length > 0 ? [{ form, service, period, step: come.length - 1, due }] : [];
  });
}

/**
 * Writes to up to `limit` officers of units that have not reported, once a round; the note that they were asked and
 * the message commit together. Returns how many.
 */
export async function askSome(
  tx: Queries,
  round: DueRound,
  { now, limit }: { now: Instant; limit: number },
): Promise<number> {
  const { form, period, step } = round;
  const owing = await unitsOwing(tx, round, now);
  const officers = await membersNamedBy(tx, { rule: form.definition.who, now });
  const asked = await tx
    .selectFrom("form_chase")
    .select("member_id")
    .where("form_id", "=", form.id)
    .where("period", "=", period)
    .where("step", ">=", step)
    .execute();
  const done = new Set(asked.map((row) => row.member_id));
  const left = officers.flatMap(({ memberId, unitId }) => {
    const unit = owing.get(unitId);
    return unit && !done.has(memberId) ? [{ memberId, unit }] : [];
  });
  for (const { memberId, unit } of left.slice(0, limit)) await askOne(tx, round, { memberId, unit, now });
  return Math.min(left.length, limit);
}

async function askOne(
  tx: Queries,
  { form, period, step, due }: DueRound,
  { memberId, unit, now }: { memberId: string; unit: Unit; now: Instant },
): Promise<void> {
  const noted = await tx
    .insertInto("form_chase")
    .values({ form_id: form.id, period, member_id: memberId, step, at: now })
    .onConflict((conflict) => conflict.columns(["form_id", "period", "member_id", "step"]).doNothing())
    .returning("step")
    .executeTakeFirst();
  const to = noted && (await newestAddress(tx, memberId));
  if (!to) return;
  const say = now > due ? reportTexts.late : step === 0 ? reportTexts.ask : reportTexts.remind;
  const content = say({
    code: form.code,
    title: form.title,
    unit: unit.name,
    period: sayPeriod(period),
    due,
  });
  await enqueue(tx, [{ memberId, to, content, inboundSeq: null }], now);
}

/** The units that have to report a period and have not, by id; one that has ended since owes nothing any more. */
async function unitsOwing(
  queries: Queries,
  { form, service, period }: Pick<DueRound, "form" | "service" | "period">,
  now: Instant,
): Promise<Map<string, Unit>> {
  const rows = await queries
    .selectFrom("form_report")
    .select("unit_id")
    .where("form_id", "=", form.id)
    .where("period", "=", period)
    .execute();
  const reported = new Set(rows.map((row) => row.unit_id));
  const { all } = await loadUnits(queries);
  const owing = all.filter(
    (unit) => isExpected(unit, service, period) && isCurrent(unit, localDate(now)) && !reported.has(unit.id),
  );
  return new Map(owing.map((unit) => [unit.id, unit]));
}

/** Whether a unit has to report a period: it is of such a level and was there on the period's last day. */
export function isExpected(unit: Unit, { levels }: Pick<ReportTerms, "levels">, period: Period): boolean {
  return levels.includes(unit.level) && isCurrent(unit, lastDay(period));
}
