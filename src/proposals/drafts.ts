import type { Selectable } from "kysely";
import { z } from "zod";
import type { Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import type { Form } from "../intake/form.ts";
import { nextStep, readState, type State, startState } from "../intake/state.ts";
import { Failure } from "../kit/failure.ts";
import { type Id, newId } from "../kit/id.ts";
import { addMs, type Instant } from "../kit/time.ts";
import { fullForm } from "./full-form.ts";
import { quickForm } from "./quick-form.ts";
import { isIdea } from "./rules.ts";
import { questionConsentVersion } from "./texts.ts";

export type DraftId = Id<"draft">;

/** Bản nháp — a proposal being told, kept through days, restarts and changes of channel. */
export type Draft = {
  readonly id: DraftId;
  readonly memberId: string;
  readonly form: Form;
  readonly status: "open" | "paused" | "filed" | "canceled";
  /** Whether this room itself waits to hear if the member goes on with this old draft, and asked it twice. */
  readonly asking: "resume" | "resumeAgain" | null;
  /** The version of the consent words that were shown with this draft, null while none were. */
  readonly consentShown: string | null;
  readonly intake: State;
  readonly createdAt: Instant;
};

type Stored = Pick<Draft, "asking" | "consentShown" | "intake">;

const forms: readonly Form[] = [quickForm, fullForm];
/** How long a draft that was given up can be taken back. */
export const keptCanceledMs = 7 * 24 * 60 * 60 * 1000;

const stored = z.object({
  v: z.literal(1),
  asking: z.enum(["resume", "resumeAgain", "consent"]).nullable(),
  consentShown: z.string().nullable().default(null),
  intake: z.unknown(),
});

/** Writes a new, empty draft. */
export async function createDraft(tx: Queries, memberId: string, now: Instant): Promise<Draft> {
  const draft: Draft = {
    id: newId<"draft">(),
    memberId,
    form: quickForm,
    status: "open",
    asking: null,
    consentShown: null,
    intake: startState(quickForm),
    createdAt: now,
  };
  await tx
    .insertInto("draft")
    .values({ ...columnsOf(draft, now), id: draft.id, member_id: memberId, created_at: now })
    .execute();
  return draft;
}

/**
 * The member's draft, held for the rest of the transaction: a second turn on it waits. Undefined when there is
 * no such draft of this member.
 */
export async function holdDraft(tx: Queries, draftId: string, memberId: string): Promise<Draft | undefined> {
  // An update that changes nothing takes the row's lock in both databases.
  const row = await tx
    .updateTable("draft")
    .set((eb) => ({ status: eb.ref("status") }))
    .where("id", "=", draftId)
    .where("member_id", "=", memberId)
    .returningAll()
    .executeTakeFirst();
  return row && draftOf(row);
}

/**
 * The same draft at full depth: what was answered stays answered, what was skipped is asked once more, then
 * every field of the application that is still open. An idea has no application to fill in.
 */
export function deepened(draft: Draft): Draft {
  const { answers, files, annexes, taken, unsure, guessed } = draft.intake;
  const kept = { ...startState(fullForm), answers, files, annexes, taken, unsure, guessed };
  return {
    ...draft,
    form: fullForm,
    asking: null,
    intake: { ...kept, step: nextStep(fullForm, answers, []) },
  };
}

/** Whether the draft can still grow into the full application. */
export function canDeepen(draft: Draft): boolean {
  return draft.form === quickForm && !isIdea(draft.intake.answers);
}

/** Whether it is offered to grow: only once it is known that something was done. */
export function isWorthDeepening(draft: Draft): boolean {
  return canDeepen(draft) && draft.intake.answers.stage !== undefined;
}

/** The member's draft as it is committed, for looking only. */
export async function findDraft(
  queries: Queries,
  draftId: string,
  memberId: string,
): Promise<Draft | undefined> {
  const row = await queries
    .selectFrom("draft")
    .selectAll()
    .where("id", "=", draftId)
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  return row && draftOf(row);
}

/** The unfinished draft the member touched last. */
export async function latestDraft(queries: Queries, memberId: string): Promise<Draft | undefined> {
  const row = await queries
    .selectFrom("draft")
    .selectAll()
    .where("member_id", "=", memberId)
    .where("status", "in", ["open", "paused"])
    .orderBy("updated_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && draftOf(row);
}

/** The draft the member gave up last, while it can still be taken back: seven days. */
export async function canceledDraft(
  queries: Queries,
  memberId: string,
  now: Instant,
): Promise<Draft | undefined> {
  const since = addMs(now, -keptCanceledMs);
  const row = await queries
    .selectFrom("draft")
    .selectAll()
    .where("member_id", "=", memberId)
    .where("status", "=", "canceled")
    .where("updated_at", ">=", since)
    .orderBy("updated_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && draftOf(row);
}

/** The draft with that id while it is being written, held as `holdDraft` does; undefined when it is not. */
export async function holdOpenDraft(tx: Queries, id: string, memberId: string): Promise<Draft | undefined> {
  const draft = await holdDraft(tx, id, memberId);
  return draft && (draft.status === "open" || draft.status === "paused") ? draft : undefined;
}

/** Writes a draft under its own id, whether there is a row of it or not. */
export async function putDraft(tx: Queries, draft: Draft, now: Instant): Promise<void> {
  const columns = columnsOf(draft, now);
  await tx
    .insertInto("draft")
    .values({ ...columns, id: draft.id, member_id: draft.memberId, created_at: draft.createdAt })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(columns))
    .execute();
}

/** Writes a draft over the row it was read from. */
export async function saveDraft(tx: Queries, draft: Draft, now: Instant): Promise<void> {
  await tx.updateTable("draft").set(columnsOf(draft, now)).where("id", "=", draft.id).execute();
}

/**
 * Reads the text of `draft.state`, as any released version wrote it. Throws `Failure("invalid")` when it is
 * none of them.
 */
export function readDraftState(form: Form, text: string): Stored {
  const read = stored.safeParse(JSON.parse(text));
  if (!read.success) throw new Failure("invalid", `A stored draft of "${form.id}" has an unknown shape.`);
  const { asking, consentShown, intake } = read.data;
  // The first form version asked for consent after the summary, in words of their own.
  const isAsked = asking === "consent";
  return {
    asking: isAsked ? null : asking,
    consentShown: isAsked ? questionConsentVersion : consentShown,
    intake: readState(form, intake),
  };
}

/** The form of that id, of whichever depth. Throws `Failure("invalid")` when there is none. */
export function formOf(id: string): Form {
  const form = forms.find((each) => each.id === id);
  if (!form) throw new Failure("invalid", `A stored draft belongs to the form "${id}", which is not known.`);
  return form;
}

/** The text that goes to `draft.state`. */
export function writeDraftState({ asking, consentShown, intake }: Stored): string {
  return JSON.stringify({ v: 1, asking, consentShown, intake });
}

function columnsOf(draft: Draft, now: Instant) {
  return {
    form: draft.form.id,
    form_version: draft.form.version,
    state: writeDraftState(draft),
    status: draft.status,
    updated_at: now,
  };
}

function draftOf(row: Selectable<Schema["draft"]>): Draft {
  const form = formOf(row.form);
  return {
    id: row.id as DraftId,
    memberId: row.member_id,
    form,
    status: row.status,
    createdAt: row.created_at,
    ...readDraftState(form, row.state),
  };
}
