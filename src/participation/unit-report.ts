import type { Queries } from "../database/database.ts";
import type { Answers } from "../intake/answer.ts";
import { sayFigure } from "../intake/reading/amount.ts";
import type { Content } from "../kit/message.ts";
import { type Instant, localDate } from "../kit/time.ts";
import { unitOfMember } from "../people/belongs.ts";
import { isCurrent, type Unit } from "../people/units.ts";
import { figureOf } from "./answers.ts";
import type { FormDefinition, ServiceOf } from "./definition.ts";
import type { StoredForm } from "./forms.ts";
import { before, lastOver, momentAfter, type Period, sayPeriod } from "./periods.ts";
import { reportTexts } from "./report-texts.ts";

export type ReportTerms = ServiceOf<"report">;

/** The hour by which a report is due on its last day. */
export const dueHour = 17;

/** Whose report of which period somebody's answer would be, or why it would be none. */
export async function reportFor(
  queries: Queries,
  service: ReportTerms,
  { memberId, now }: { memberId: string; now: Instant },
): Promise<{ kind: "report"; unit: Unit; period: Period } | { kind: "none"; reply: Content }> {
  const period = lastOver(now, service.every);
  if (period < service.from) return { kind: "none", reply: reportTexts.noPeriodYet(sayPeriod(service.from)) };
  const unit = await unitOfMember(queries, memberId);
  const isReporting = unit && service.levels.includes(unit.level) && isCurrent(unit, localDate(now));
  return isReporting ? { kind: "report", unit, period } : { kind: "none", reply: reportTexts.noUnit() };
}

/** What is said before the first question: the period, the unit, and until when. */
export async function reportLead(
  queries: Queries,
  service: ReportTerms,
  who: { memberId: string; now: Instant },
): Promise<string[]> {
  const found = await reportFor(queries, service, who);
  if (found.kind === "none") return [];
  const due = momentAfter(found.period, service.dueDay, dueHour);
  return [reportTexts.lead(found.unit.name, sayPeriod(found.period), due)];
}

/**
 * Makes an answer the unit's report of the period in which it was begun; one the unit filed before for that period
 * gives way to it. The form's row is held.
 */
export async function takeReport(
  tx: Queries,
  service: ReportTerms,
  given: {
    form: StoredForm;
    answer: { id: string; memberId: string; answers: Answers; begunAt: Instant };
    now: Instant;
  },
): Promise<{ detail: object; replies: Content[] }> {
  const { form, answer, now } = given;
  const found = await reportFor(tx, service, { memberId: answer.memberId, now: answer.begunAt });
  if (found.kind === "none") return { detail: {}, replies: [found.reply] };
  const { unit, period } = found;
  const key = { form_id: form.id, period, unit_id: unit.id };
  const old = await tx
    .deleteFrom("form_report")
    .where("form_id", "=", form.id)
    .where("period", "=", period)
    .where("unit_id", "=", unit.id)
    .returning("answer_id")
    .executeTakeFirst();
  if (old) await replace(tx, { ...key, answerId: old.answer_id, now });
  await tx
    .insertInto("form_report")
    .values({ ...key, answer_id: answer.id, filed_at: now })
    .execute();
  const figures = summable(form.definition).flatMap((field) => {
    const value = figureOf(answer.answers[field]);
    return value === undefined ? [] : [{ ...key, field, value }];
  });
  if (figures.length > 0) await tx.insertInto("form_figure").values(figures).execute();
  const said = reportTexts.taken(unit.name, sayPeriod(period), old !== undefined);
  return { detail: { period, unit: unit.code }, replies: [said] };
}

async function replace(
  tx: Queries,
  {
    form_id,
    period,
    unit_id,
    answerId,
    now,
  }: { form_id: string; period: Period; unit_id: string; answerId: string; now: Instant },
): Promise<void> {
  await tx
    .deleteFrom("form_figure")
    .where("form_id", "=", form_id)
    .where("period", "=", period)
    .where("unit_id", "=", unit_id)
    .execute();
  await tx
    .updateTable("form_answer")
    .set({ state: "replaced", updated_at: now })
    .where("id", "=", answerId)
    .execute();
}

/** The fields whose figures can be added up over units and periods. */
export function summable({ fields }: Pick<FormDefinition, "fields">): string[] {
  return fields.flatMap(({ id, kind }) => (kind === "number" || kind === "money" ? [id] : []));
}

/** From so large a figure on a change is worth a look, when it is more than half of what was there. */
const worthALook = 5;

/** What stands below a report's summary: figures that jumped since the period before, to be looked at once more. */
export async function reportRemarks(
  queries: Queries,
  { definition, formId }: { definition: FormDefinition & { service: ReportTerms }; formId: string },
  { memberId, begunAt, answers }: { memberId: string; begunAt: Instant; answers: Answers },
): Promise<string[]> {
  const found = await reportFor(queries, definition.service, { memberId, now: begunAt });
  if (found.kind === "none") return [];
  const rows = await queries
    .selectFrom("form_figure")
    .select(["field", "value"])
    .where("form_id", "=", formId)
    .where("period", "=", before(found.period))
    .where("unit_id", "=", found.unit.id)
    .execute();
  const was = new Map(rows.map((row) => [row.field, row.value]));
  const jumps = definition.fields.flatMap(({ id, label }) => {
    const [old, now] = [was.get(id), figureOf(answers[id])];
    if (old === undefined || now === undefined || !hasJumped(old, now)) return [];
    return [reportTexts.jump(label, sayFigure(old), sayFigure(now))];
  });
  return jumps.length > 0 ? [reportTexts.jumps(jumps)] : [];
}

function hasJumped(old: number, now: number): boolean {
  return Math.max(Math.abs(old), Math.abs(now)) >= worthALook && Math.abs(now - old) > Math.abs(old) / 2;
}
