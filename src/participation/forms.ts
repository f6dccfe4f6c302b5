import { randomBytes } from "node:crypto";
import type { Selectable } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import { Failure } from "../kit/failure.ts";
import { type Id, newId } from "../kit/id.ts";
import type { Instant } from "../kit/time.ts";
import { type FormDefinition, formDefinition } from "./definition.ts";
import { endAnonymity } from "./marks.ts";

export type FormId = Id<"form">;

/** Biểu mẫu — with the definition of its newest version. */
export type StoredForm = {
  readonly id: FormId;
  readonly code: string;
  readonly title: string;
  readonly status: "draft" | "open" | "closed";
  readonly version: number;
  readonly opensAt: Instant | null;
  readonly closesAt: Instant | null;
  readonly definition: FormDefinition;
  readonly createdBy: string;
  readonly updatedAt: Instant;
};

export type FormChange =
  | { readonly kind: "done"; readonly form: StoredForm }
  | { readonly kind: "missing" }
  /** Somebody edited it since it was read. */
  | { readonly kind: "stale"; readonly found: StoredForm }
  | { readonly kind: "codeTaken" }
  /** An event or a roster form stays one: answers given to it are worked on as such. */
  | { readonly kind: "otherService" }
  /** Once closed, a form with anonymous answers is never opened again, nor does it change its kind of names. */
  | { readonly kind: "anonymityIsOver" }
  | { readonly kind: "namesChanged" };

type By = { readonly by: string; readonly now: Instant };

/** Stores a definition as a new form that is not open yet. */
export async function createForm(
  tx: Queries,
  definition: FormDefinition,
  { by, now }: By,
): Promise<FormChange> {
  const id = newId<"form">();
  const row = await tx
    .insertInto("form")
    .values({
      ...{ id, ...columnsOf(definition), service: definition.service.kind, status: "draft", version: 1 },
      ...{ secret: randomBytes(32).toString("hex"), last_number: 0 },
      ...{ created_by: by, created_at: now, updated_at: now },
    })
    .onConflict((conflict) => conflict.column("code").doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) return { kind: "codeTaken" };
  await insertVersion(tx, { formId: id, version: 1, definition, by, now });
  return { kind: "done", form: formOf(row, definition) };
}

/**
 * Writes a new version of a form. Answers keep the version they were given to, and who is in the middle goes on with
 * theirs. `version` is the one the officer saw.
 */
export async function editForm(
  tx: Queries,
  { id, version, definition }: { id: string; version: number; definition: FormDefinition },
  { by, now }: By,
): Promise<FormChange> {
  const found = await holdForm(tx, id);
  if (!found) return { kind: "missing" };
  if (found.version !== version) return { kind: "stale", found };
  if (found.definition.service.kind !== definition.service.kind) return { kind: "otherService" };
  if (found.definition.names !== definition.names && found.status !== "draft")
    return { kind: "namesChanged" };
  const other = await tx
    .selectFrom("form")
    .select("id")
    .where("code", "=", definition.code)
    .executeTakeFirst();
  if (other && other.id !== id) return { kind: "codeTaken" };
  const row = await tx
    .updateTable("form")
    .set({ ...columnsOf(definition), version: version + 1, updated_at: now })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await insertVersion(tx, { formId: id, version: version + 1, definition, by, now });
  return { kind: "done", form: formOf(row, definition) };
}

/** Lets members answer, from the form's own moment on. */
export async function openForm(tx: Queries, id: string, now: Instant): Promise<FormChange> {
  const found = await holdForm(tx, id);
  if (!found) return { kind: "missing" };
  const isOver = found.status === "closed" && found.definition.names !== "named";
  return isOver ? { kind: "anonymityIsOver" } : setStatus(tx, found, { status: "open", now });
}

/**
 * Takes no more answers. Where answers may be anonymous, what could still tell who answered is deleted: drafts that
 * were not sent, marks and their secret.
 */
export async function closeForm(tx: Queries, id: string, now: Instant): Promise<FormChange> {
  const found = await holdForm(tx, id);
  if (!found) return { kind: "missing" };
  if (found.definition.names !== "named") await endAnonymity(tx, id);
  return setStatus(tx, found, { status: "closed", now });
}

async function setStatus(
  tx: Queries,
  form: StoredForm,
  { status, now }: { status: StoredForm["status"]; now: Instant },
): Promise<FormChange> {
  await tx.updateTable("form").set({ status, updated_at: now }).where("id", "=", form.id).execute();
  return { kind: "done", form: { ...form, status, updatedAt: now } };
}

/** Closes every form whose time is over. Returns how many. */
export async function closeDue(tx: Queries, now: Instant): Promise<number> {
  const due = await tx
    .selectFrom("form")
    .select("id")
    .where("status", "=", "open")
    .where("closes_at", "<=", now)
    .execute();
  for (const { id } of due) await closeForm(tx, id, now);
  return due.length;
}

/** Whether members can answer now; the clock counts, not whether somebody closed it by hand. */
export function isTaking({ status, opensAt, closesAt }: StoredForm, now: Instant): boolean {
  return status === "open" && (opensAt === null || opensAt <= now) && (closesAt === null || closesAt > now);
}

/** A form by its id or its code in any case of letters. */
export async function findForm(queries: Queries, reference: string): Promise<StoredForm | undefined> {
  const row = await withDefinition(queries)
    .where((eb) => eb.or([eb("form.id", "=", reference), eb("form.code", "=", reference.toUpperCase())]))
    .executeTakeFirst();
  return row && readRow(row);
}

/** The same for a command line: throws `Failure("missing")` when there is none. */
export async function formCalled(queries: Queries, reference: string): Promise<StoredForm> {
  const found = await findForm(queries, reference);
  if (!found)
    throw new Failure("missing", `${reference}: there is no such form. \`caunoi form list\` shows all.`);
  return found;
}

/** The form, held for the rest of the transaction: whoever else changes it or takes a seat in it waits. */
export async function holdForm(tx: Queries, id: string): Promise<StoredForm | undefined> {
  await tx
    .updateTable("form")
    .set((eb) => ({ status: eb.ref("status") }))
    .where("id", "=", id)
    .execute();
  return findForm(tx, id);
}

/** Every form, the newest first; those of a status when named. */
export async function listForms(
  queries: Queries,
  { status }: { status?: StoredForm["status"] } = {},
): Promise<StoredForm[]> {
  let query = withDefinition(queries).orderBy("form.created_at", "desc").orderBy("form.id", "desc");
  if (status) query = query.where("form.status", "=", status);
  return (await query.execute()).map(readRow);
}

/** What a form asked in one of its versions, by number. */
export async function versionsOf(
  queries: Queries,
  formId: string,
): Promise<ReadonlyMap<number, FormDefinition>> {
  const rows = await queries
    .selectFrom("form_version")
    .select(["version", "definition"])
    .where("form_id", "=", formId)
    .orderBy("version")
    .execute();
  return new Map(rows.map((row) => [Number(row.version), parse(row.definition)]));
}

function withDefinition(queries: Queries) {
  return queries
    .selectFrom("form")
    .innerJoin("form_version as now", (join) =>
      join.onRef("now.form_id", "=", "form.id").onRef("now.version", "=", "form.version"),
    )
    .selectAll("form")
    .select("now.definition");
}

async function insertVersion(
  tx: Queries,
  given: { formId: string; version: number; definition: FormDefinition; by: string; now: Instant },
): Promise<void> {
  const { formId, version, definition, by, now } = given;
  await tx
    .insertInto("form_version")
    .values({ form_id: formId, version, definition: JSON.stringify(definition), by_whom: by, at: now })
    .execute();
}

function columnsOf({ code, title, opens, closes }: FormDefinition) {
  return { code, title, opens_at: opens, closes_at: closes };
}

function readRow(row: Selectable<Schema["form"]> & { definition: string }): StoredForm {
  return formOf(row, parse(row.definition));
}

function parse(definition: string): FormDefinition {
  return formDefinition.parse(JSON.parse(definition));
}

function formOf(row: Selectable<Schema["form"]>, definition: FormDefinition): StoredForm {
  return {
    id: row.id as FormId,
    code: row.code,
    title: row.title,
    status: row.status,
    version: Number(row.version),
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    definition,
    createdBy: row.created_by,
    updatedAt: row.updated_at,
  };
}

/** `BM-ANCA-0042`. */
export function answerNumber(code: string, number: number): string {
  return `${code}-${String(number).padStart(4, "0")}`;
}
