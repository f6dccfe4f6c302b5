import type { Queries } from "../database/database.ts";
import { Failure } from "../kit/failure.ts";
import type { Instant } from "../kit/time.ts";
import {
  type Case,
  type CaseEvent,
  type CaseRow,
  findCase,
  readRow,
  recordEvent,
  waitingStates,
} from "./cases.ts";
import { nextWorkingDay } from "./working-hours.ts";

/** A change an officer asks for. */
export type CaseChange = {
  readonly number: number;
  readonly by: string;
  readonly now: Instant;
  /** The version the officer has read: the change is refused when the case is another one by now. */
  readonly version?: number;
};

export type Changed =
  | { readonly kind: "changed"; readonly changed: Case }
  | { readonly kind: "missing" }
  /** Somebody changed it after the officer read it: show `found`, ask again. */
  | { readonly kind: "stale"; readonly found: Case }
  /** Answered or closed already. */
  | { readonly kind: "settled"; readonly found: Case }
  /** Another officer has it: it has to be assigned anew first. */
  | { readonly kind: "taken"; readonly found: Case };

/** Gives a case to an officer, from nobody or from another one; null puts it back on the pile. */
export function assignCase(tx: Queries, asked: CaseChange & { to: string | null }): Promise<Changed> {
  const { to } = asked;
  return change(tx, asked, {
    set: { assigned_to: to, status: to === null ? "open" : "assigned" },
    event: { kind: to === null ? "released" : "assigned", note: to },
    refuses: settledOnly,
  });
}

/** Writes a private note on a case, settled ones too. Members never see it. */
export function noteCase(tx: Queries, asked: CaseChange & { note: string }): Promise<Changed> {
  const note = filled(asked.note, `The note on case ${asked.number}`);
  return change(tx, asked, { set: {}, event: { kind: "note", note }, refuses: () => undefined });
}

/**
 * Writes an officer's answer on a waiting case that is nobody's or the officer's own. It does not reach the
 * member by itself: `answerMember` in the room `conversation` does both.
 */
export function answerCase(tx: Queries, asked: CaseChange & { answer: string }): Promise<Changed> {
  const answer = filled(asked.answer, `The answer to case ${asked.number}`);
  const { by, now } = asked;
  return change(tx, asked, {
    set: {
      status: "answered",
      assigned_to: by,
      answer,
      answered_at: now,
      answered_by: by,
      waiting_since: null,
    },
    event: { kind: "answered", note: null },
    refuses: (found) =>
      settledOnly(found) ?? (found.assignedTo !== null && found.assignedTo !== by ? "taken" : undefined),
  });
}

/** Puts a waiting case aside until `until`; null brings it back now. A word of the member brings it back as well. */
export function snoozeCase(tx: Queries, asked: CaseChange & { until: Instant | null }): Promise<Changed> {
  const { until } = asked;
  return change(tx, asked, {
    set: { snoozed_until: until },
    event: { kind: until === null ? "woken" : "snoozed", note: until },
    refuses: settledOnly,
  });
}

/** Brings a case back that was answered or closed by mistake; its answer, when it has one, has left already. */
export function reopenCase(tx: Queries, asked: CaseChange): Promise<Changed> {
  return change(tx, asked, {
    set: { status: "open", assigned_to: null, waiting_since: asked.now, due_at: nextWorkingDay(asked.now) },
    event: { kind: "reopened", note: null },
    refuses: (found) => (settledOnly(found) ? undefined : "settled"),
  });
}

/** Ends a waiting case that needs no answer. */
export function closeCase(tx: Queries, asked: CaseChange): Promise<Changed> {
  return change(tx, asked, {
    set: { status: "closed", waiting_since: null },
    event: { kind: "closed", note: null },
    refuses: settledOnly,
  });
}

/**
 * Notes that a member wrote while an officer has the conversation: the newest case that was answered comes
 * back to its officer with a new clock. Returns the case the words belong to, if there is one.
 */
export async function memberWrote(
  tx: Queries,
  { memberId, now }: { readonly memberId: string; readonly now: Instant },
): Promise<Case | undefined> {
  const row = await tx
    .selectFrom("officer_case")
    .selectAll()
    .where("member_id", "=", memberId)
    .where("status", "in", [...waitingStates, "answered"])
    .orderBy("number", "desc")
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.waiting_since !== null)
    return row.snoozed_until === null ? readRow(row) : wake(tx, readRow(row), now);
  const reopened = await write(tx, readRow(row), {
    status: row.assigned_to === null ? "open" : "assigned",
    waiting_since: now,
    snoozed_until: null,
    due_at: nextWorkingDay(now),
  });
  if (!reopened) return undefined;
  await recordEvent(tx, reopened.id, { kind: "reopened", by: null, note: null, at: now });
  return reopened;
}

async function wake(tx: Queries, found: Case, now: Instant): Promise<Case> {
  const woken = await write(tx, found, { snoozed_until: null });
  if (woken) await recordEvent(tx, found.id, { kind: "woken", by: null, note: null, at: now });
  return woken ?? found;
}

type Step = {
  readonly set: Partial<CaseRow>;
  readonly event: Pick<CaseEvent, "kind" | "note">;
  /** Why the case, as it stands, is not changed. */
  readonly refuses: (found: Case) => "settled" | "taken" | undefined;
};

const mostTries = 3;

async function change(tx: Queries, asked: CaseChange, step: Step): Promise<Changed> {
  const { number, by, now, version } = asked;
  for (let tries = 0; tries < mostTries; tries++) {
    const found = await findCase(tx, number);
    if (!found) return { kind: "missing" };
    const refusal = step.refuses(found);
    if (refusal) return { kind: refusal, found };
    if (version !== undefined && version !== found.version) return { kind: "stale", found };
    const changed = await write(tx, found, step.set);
    if (!changed) continue;
    await recordEvent(tx, changed.id, { ...step.event, by, at: now });
    return { kind: "changed", changed };
  }
  throw new Failure("unavailable", `Case ${number} changes all the time; try again.`);
}

/** The version is part of the update, so of two officers pressing at once exactly one writes. */
async function write(tx: Queries, found: Case, set: Partial<CaseRow>): Promise<Case | undefined> {
  const row = await tx
    .updateTable("officer_case")
    .set({ ...set, version: found.version + 1 })
    .where("id", "=", found.id)
    .where("version", "=", found.version)
    .returningAll()
    .executeTakeFirst();
  return row && readRow(row);
}

function settledOnly({ status }: Case): "settled" | undefined {
  return status === "answered" || status === "closed" ? "settled" : undefined;
}

function filled(text: string, what: string): string {
  const trimmed = text.trim();
  if (trimmed === "") throw new Failure("invalid", `${what} is empty: write at least a word.`);
  return trimmed;
}
