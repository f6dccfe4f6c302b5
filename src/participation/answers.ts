import { z } from "zod";
import type { Queries } from "../database/database.ts";
import { type Answer, answerSchema } from "../intake/answer.ts";
import type { Field } from "../intake/form.ts";
import { sayAnswer } from "../intake/show.ts";
import type { Instant } from "../kit/time.ts";
import { type Place, placesOf } from "../people/member-places.ts";
import { asIntake, nameField } from "./as-intake.ts";
import { answerNumber, type StoredForm, versionsOf } from "./forms.ts";

const stored = z.object({
  answers: z.record(z.string(), answerSchema),
  files: z.array(z.object({ handle: z.string(), name: z.string().nullable() })).default([]),
  annexes: z.array(z.object({ field: z.string().nullable(), text: z.string() })).default([]),
});

/** One answer as officers read it. Without a name it has no number, no moment and nobody. */
export type ReadAnswer = {
  readonly id: string;
  readonly number: string | null;
  readonly version: number;
  readonly memberId: string | null;
  readonly who: Place | null;
  readonly filedAt: Instant | null;
  readonly state: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly answers: Readonly<Record<string, Answer>>;
  /** What was said to each field, in full, by its id. */
  readonly said: Readonly<Record<string, string>>;
  readonly files: readonly { readonly handle: string; readonly name: string | null }[];
  /** Texts too long for their field, word for word. */
  readonly annexes: readonly string[];
};

/** Which answers: of these members alone when a scope is given, which leaves out those without a name. */
export type AnswerPage = {
  readonly scope?: ReadonlySet<string> | undefined;
  readonly states?: readonly string[];
  readonly after?: number;
  readonly limit?: number;
};

/** A column of the table of answers: a field of the newest version, then those older versions had. */
export type AnswerColumn = { readonly id: string; readonly label: string; readonly kind: Field["kind"] };

const mostRead = 100_000;

/** Every field any version asked, the newest version's first. */
export async function columnsOf(queries: Queries, form: StoredForm): Promise<AnswerColumn[]> {
  const fields = [...(await fieldsByVersion(queries, form)).values()].toReversed().flat();
  const columns = new Map<string, AnswerColumn>();
  for (const { id, label, kind } of fields)
    if (id !== nameField && !columns.has(id)) columns.set(id, { id, label, kind });
  return [...columns.values()];
}

/** Named answers in the order of their numbers. */
export async function namedAnswers(
  queries: Queries,
  form: StoredForm,
  { scope, states, after = 0, limit = mostRead }: AnswerPage = {},
): Promise<ReadAnswer[]> {
  let query = queries
    .selectFrom("form_answer")
    .selectAll()
    .where("form_id", "=", form.id)
    .where("number", ">", after)
    .orderBy("number");
  if (states) query = query.where("state", "in", [...states]);
  const rows = await (scope ? query : query.limit(limit)).execute();
  const own = rows
    .filter((row) => !scope || (row.member_id !== null && scope.has(row.member_id)))
    .slice(0, limit);
  const people = await placesOf(queries, [...new Set(own.flatMap((row) => row.member_id ?? []))]);
  const fields = await fieldsByVersion(queries, form);
  return own.map((row) => ({
    ...read(row.answers, fields.get(Number(row.version)) ?? []),
    ...{ id: row.id, number: answerNumber(form.code, Number(row.number)), version: Number(row.version) },
    ...{ memberId: row.member_id, who: people.get(row.member_id ?? "") ?? null, filedAt: row.filed_at },
    ...{ state: row.state, detail: JSON.parse(row.detail) as Record<string, unknown> },
  }));
}

/** Answers without a name, in the order of their random keys. */
async function namelessAnswers(
  queries: Queries,
  form: StoredForm,
  { limit = mostRead }: { limit?: number } = {},
): Promise<ReadAnswer[]> {
  const rows = await queries
    .selectFrom("form_anonymous_answer")
    .selectAll()
    .where("form_id", "=", form.id)
    .orderBy("id")
    .limit(limit)
    .execute();
  const fields = await fieldsByVersion(queries, form);
  return rows.map((row) => ({
    ...read(row.answers, fields.get(Number(row.version)) ?? []),
    ...{ id: row.id, number: null, version: Number(row.version), memberId: null, who: null },
    ...{ filedAt: null, state: "filed", detail: {} },
  }));
}

/** All answers an officer may read: with a scope only named ones of its members. */
export async function allAnswers(
  queries: Queries,
  form: StoredForm,
  { scope }: { scope?: ReadonlySet<string> | undefined } = {},
): Promise<ReadAnswer[]> {
  const named = await namedAnswers(queries, form, { scope });
  return scope ? named : [...named, ...(await namelessAnswers(queries, form))];
}

/** How many answers a form has, and how many are being given. */
export async function countAnswers(
  queries: Queries,
  formId: string,
): Promise<{ named: number; nameless: number; drafts: number }> {
  const [named, nameless, drafts] = await Promise.all(
    (["form_answer", "form_anonymous_answer", "form_draft"] as const).map(async (table) => {
      let query = queries
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .where("form_id", "=", formId);
      if (table === "form_draft") query = query.where("status", "in", ["open", "paused"]);
      return Number((await query.executeTakeFirstOrThrow()).n);
    }),
  );
  return { named: named ?? 0, nameless: nameless ?? 0, drafts: drafts ?? 0 };
}

/** What one field was answered with. Figures are exact; of texts only how many there are. */
export type FieldTally = AnswerColumn & {
  readonly answered: number;
  readonly choices: readonly { readonly label: string; readonly count: number }[];
  readonly figures: { readonly sum: number; readonly least: number; readonly most: number } | null;
};

/** Counts answers field by field. Choices of every version stand beside each other by their words. */
export async function tallyAnswers(
  queries: Queries,
  form: StoredForm,
  answers: readonly ReadAnswer[],
): Promise<FieldTally[]> {
  const versions = [...(await fieldsByVersion(queries, form)).values()];
  return (await columnsOf(queries, form)).map((column) => {
    const given = answers.filter(({ said }) => said[column.id] !== undefined);
    const figures = given.flatMap(({ answers: all }) => figureOf(all[column.id]) ?? []);
    return {
      ...column,
      answered: given.length,
      choices: column.kind === "choice" ? countChoices(versions, column.id, given) : [],
      figures: figures.length > 0 ? summed(figures) : null,
    };
  });
}

function countChoices(versions: readonly Field[][], id: string, given: readonly ReadAnswer[]) {
  const labels = versions.flatMap((fields) =>
    fields.flatMap((field) => (field.id === id && field.kind === "choice" ? field.options : [])),
  );
  const counts = new Map(labels.map(({ label }) => [label, 0]));
  for (const { said } of given) counts.set(said[id] ?? "", (counts.get(said[id] ?? "") ?? 0) + 1);
  return [...counts].map(([label, count]) => ({ label, count }));
}

function summed(figures: readonly number[]) {
  let [sum, least, most] = [0, figures[0] ?? 0, figures[0] ?? 0];
  for (const figure of figures) {
    sum += figure;
    least = Math.min(least, figure);
    most = Math.max(most, figure);
  }
  return { sum, least, most };
}

/** The figure in an answer, where it is one. */
export function figureOf(answer: Answer | undefined): number | undefined {
  if (answer?.kind === "number") return answer.value;
  if (answer?.kind === "percent") return answer.percent;
  return answer?.kind === "money" ? answer.dong : undefined;
}

async function fieldsByVersion(queries: Queries, { id }: StoredForm): Promise<Map<number, Field[]>> {
  const versions = await versionsOf(queries, id);
  return new Map(
    [...versions].map(([version, definition]) => [
      version,
      [...asIntake(definition, { id, version }).fields],
    ]),
  );
}

function read(json: string, fields: readonly Field[]) {
  const { answers, files, annexes } = stored.parse(JSON.parse(json));
  const known = new Map(fields.map((field) => [field.id, field]));
  const said = Object.entries(answers).flatMap(([id, answer]) => {
    const field = known.get(id);
    return field ? [[id, sayAnswer(field, answer)] as const] : [];
  });
  return {
    ...{ answers, said: Object.fromEntries(said), files },
    annexes: annexes.map(({ text }) => text),
  };
}
