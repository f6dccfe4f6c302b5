import type { Selectable } from "kysely";
import { z } from "zod";
import type { Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import type { Form } from "../intake/form.ts";
import { nextStep, readState, type State, startState } from "../intake/state.ts";
import { newId } from "../kit/id.ts";
import { addMs, type Instant } from "../kit/time.ts";
import { asIntake, nameField } from "./as-intake.ts";
import { type FormDefinition, formDefinition } from "./definition.ts";
import type { StoredForm } from "./forms.ts";

/** Bản nháp — an answer being given, on the version of the form it was begun with. */
export type FormDraft = {
  readonly id: string;
  readonly formId: string;
  readonly version: number;
  readonly memberId: string;
  readonly status: "open" | "paused" | "filed" | "canceled";
  readonly definition: FormDefinition;
  readonly form: Form;
  readonly intake: State;
  /** The version of the consent words that were shown with this draft. */
  readonly consentShown: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

const prefix = "bm:";
/** How long a named draft that was given up can be taken back. */
const keptCanceledMs = 7 * 24 * 3_600_000;
const stored = z.object({ v: z.literal(1), consentShown: z.string().nullable(), intake: z.unknown() });

/** Whether the id a conversation holds is one of this room's drafts. */
export function isFormDraft(draftId: string): boolean {
  return draftId.startsWith(prefix);
}

/** Whether this answer carries no name: by the form, or by the member's choice. */
export function isAnonymous({ definition, intake }: Pick<FormDraft, "definition" | "intake">): boolean {
  if (definition.names !== "choice") return definition.names === "anonymous";
  const chosen = intake.answers[nameField];
  return chosen?.kind === "choice" && chosen.value === "anonymous";
}

export async function createFormDraft(
  tx: Queries,
  { id: formId, version, definition }: StoredForm,
  { memberId, now, answers = {} }: { memberId: string; now: Instant; answers?: State["answers"] },
): Promise<FormDraft> {
  const form = asIntake(definition, { id: formId, version });
  const intake = { ...startState(form), answers, step: nextStep(form, answers, []) };
  const id = `${prefix}${newId()}`;
  const draft: FormDraft = {
    ...{ id, formId, version, memberId, definition, form, intake, consentShown: null },
    ...{ status: "open", createdAt: now, updatedAt: now },
  };
  await tx
    .insertInto("form_draft")
    .values({
      ...{ id, form_id: formId, version, member_id: memberId, created_at: now },
      ...columnsOf(draft, now),
    })
    .execute();
  return draft;
}

/** The member's draft, held for the rest of the transaction: a second turn on it waits. */
export async function holdFormDraft(
  tx: Queries,
  { draftId, memberId }: { draftId: string; memberId: string },
): Promise<FormDraft | undefined> {
  await tx
    .updateTable("form_draft")
    .set((eb) => ({ status: eb.ref("status") }))
    .where("id", "=", draftId)
    .where("member_id", "=", memberId)
    .execute();
  return findFormDraft(tx, { draftId, memberId });
}

export async function findFormDraft(
  queries: Queries,
  { draftId, memberId }: { draftId: string; memberId: string },
): Promise<FormDraft | undefined> {
  const row = await rows(queries)
    .where("form_draft.id", "=", draftId)
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  return row && draftOf(row);
}

/** The unfinished draft the member touched last, of one form when named; one given up within seven days comes last. */
export async function latestFormDraft(
  queries: Queries,
  { memberId, formId, now }: { memberId: string; formId?: string; now: Instant },
): Promise<FormDraft | undefined> {
  let query = rows(queries)
    .where("member_id", "=", memberId)
    .where((eb) =>
      eb.or([
        eb("form_draft.status", "in", ["open", "paused"]),
        eb.and([
          eb("form_draft.status", "=", "canceled"),
          eb("form_draft.updated_at", ">=", addMs(now, -keptCanceledMs)),
        ]),
      ]),
    )
    .orderBy((eb) => eb.case().when("form_draft.status", "=", "canceled").then(1).else(0).end())
    .orderBy("form_draft.updated_at", "desc")
    .orderBy("form_draft.id", "desc");
  if (formId !== undefined) query = query.where("form_draft.form_id", "=", formId);
  const row = await query.limit(1).executeTakeFirst();
  return row && draftOf(row);
}

export async function saveFormDraft(tx: Queries, draft: FormDraft, now: Instant): Promise<void> {
  await tx.updateTable("form_draft").set(columnsOf(draft, now)).where("id", "=", draft.id).execute();
}

export async function deleteFormDraft(tx: Queries, draftId: string): Promise<void> {
  await tx.deleteFrom("form_draft").where("id", "=", draftId).execute();
}

/** Deletes drafts that were sent, and those given up that can no longer be taken back. Returns how many. */
export async function purgeFormDrafts(tx: Queries, now: Instant): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("form_draft")
    .where("status", "in", ["filed", "canceled"])
    .where("updated_at", "<", addMs(now, -keptCanceledMs))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

function rows(queries: Queries) {
  return queries
    .selectFrom("form_draft")
    .innerJoin("form_version as asked", (join) =>
      join
        .onRef("asked.form_id", "=", "form_draft.form_id")
        .onRef("asked.version", "=", "form_draft.version"),
    )
    .selectAll("form_draft")
    .select("asked.definition");
}

function columnsOf({ status, consentShown, intake }: FormDraft, now: Instant) {
  return { status, state: JSON.stringify({ v: 1, consentShown, intake }), updated_at: now };
}

function draftOf(row: Selectable<Schema["form_draft"]> & { definition: string }): FormDraft {
  const version = Number(row.version);
  const definition = formDefinition.parse(JSON.parse(row.definition));
  const form = asIntake(definition, { id: row.form_id, version });
  const { consentShown, intake } = stored.parse(JSON.parse(row.state));
  return {
    ...{
      id: row.id,
      formId: row.form_id,
      version,
      memberId: row.member_id,
      status: row.status,
      definition,
      form,
    },
    ...{
      intake: readState(form, intake),
      consentShown,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    },
  };
}
