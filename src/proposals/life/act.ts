import type { Queries } from "../../database/database.ts";
import type { Instant } from "../../kit/time.ts";
import type { ProposalState } from "../record-types.ts";
import { tellAuthors } from "./tell.ts";
import { type Action, readState, transition } from "./transitions.ts";
import { writeTried } from "./tried-record.ts";

/** An officer's or author's step on one proposal. */
export type Act = {
  readonly number: string;
  /** The version whoever acts has seen; null takes the one of this moment. */
  readonly version: number | null;
  readonly action: Action;
  /** `member:<id>` or the officer's name. */
  readonly by: string;
  readonly reason: string | null;
  readonly now: Instant;
};

/** Why nothing was changed. */
export type NotActed =
  | { readonly kind: "missing"; readonly number: string }
  /** Somebody changed it in between; `version` is what it is now. */
  | { readonly kind: "stale"; readonly number: string; readonly version: number }
  | { readonly kind: "merged"; readonly number: string; readonly into: string }
  | {
      readonly kind: "notFrom";
      readonly number: string;
      readonly state: ProposalState;
      readonly allowed: readonly Action[];
    }
  | { readonly kind: "needsReason"; readonly number: string };

export type Acted = { readonly kind: "done"; readonly held: Held } | NotActed;

/** A proposal whose row is locked for the rest of the transaction. */
export type Held = {
  readonly id: string;
  readonly number: string;
  readonly state: ProposalState;
  readonly version: number;
  readonly memberId: string;
  readonly mergedInto: string | null;
};

/** What is done by itself: a decision stands on a paper (`publish`), a council is named (`referToCouncil`). */
export type PlainAction = Exclude<Action, "recognize" | "decline" | "refer">;

/**
 * Moves a proposal one step on: state, version, event and the message to its authors in the caller's
 * transaction. `file` without a day of first use (`fileTried` takes one) notes a trial.
 */
export async function act(tx: Queries, given: Act & { action: PlainAction }): Promise<Acted> {
  const found = await hold(tx, given.number, given.version);
  if (found.kind !== "held") return found;
  const isFiling = given.action === "file" && transition(found.held.state, "file", null).kind === "to";
  if (isFiling) await writeTried(tx, found.held, { stage: "trial", firstUse: null });
  return moveOn(tx, found.held, given);
}

/** The next step of a proposal that is already held. */
export async function moveOn(
  tx: Queries,
  held: Held,
  step: Pick<Act, "action" | "by" | "reason" | "now">,
): Promise<Acted> {
  const { action, by, now } = step;
  const reason = step.reason?.trim() || null;
  const { number, state: from } = held;
  const next = transition(from, action, reason);
  if (next.kind === "notFrom") return { kind: "notFrom", number, state: from, allowed: next.allowed };
  if (next.kind === "needsReason") return { kind: "needsReason", number };
  const moved = { ...held, state: next.state, version: held.version + 1 };
  await tx
    .updateTable("proposal")
    .set({ state: moved.state, version: moved.version, updated_at: now })
    .$if(action === "receive", (query) => query.set({ received_at: now }))
    // The first acceptance starts the law's clock; a return in between does not start it again.
    .$if(action === "accept", (query) =>
      query.set((eb) => ({ accepted_at: eb.fn.coalesce("accepted_at", eb.val(now)) })),
    )
    .where("id", "=", held.id)
    .execute();
  if (!isDecided(moved.state)) await dropDraftDecision(tx, held.id);
  if (from === "council" && !isDecided(moved.state)) await leaveCouncil(tx, held.id);
  await writeEvent(tx, { proposalId: held.id, kind: action, by, note: reason, from, to: moved.state, now });
  await tellAuthors(tx, { held: moved, action, by, reason, now });
  return { kind: "done", held: moved };
}

/** Changes something other than the state: the version grows, and the event says what happened. */
export async function noteChange(
  tx: Queries,
  held: Held,
  change: { kind: string; by: string; note: string | null; now: Instant },
): Promise<Held> {
  const version = held.version + 1;
  await tx
    .updateTable("proposal")
    .set({ version, updated_at: change.now })
    .where("id", "=", held.id)
    .execute();
  await writeEvent(tx, { proposalId: held.id, from: null, to: null, ...change });
  return { ...held, version };
}

/** Locks a proposal for the rest of the transaction. A merged one is not acted on: its survivor is. */
export async function hold(
  tx: Queries,
  number: string,
  version: number | null = null,
): Promise<{ kind: "held"; held: Held } | NotActed> {
  const held = await holdMerged(tx, number);
  if (!held) return { kind: "missing", number };
  if (held.mergedInto !== null) return { kind: "merged", number, into: await numberOf(tx, held.mergedInto) };
  if (version !== null && held.version !== version) return { kind: "stale", number, version: held.version };
  return { kind: "held", held };
}

/** Locks a proposal whether it was merged or not. */
export async function holdMerged(tx: Queries, number: string): Promise<Held | undefined> {
  // An update that changes nothing takes the row's lock in both databases.
  const row = await tx
    .updateTable("proposal")
    .set((eb) => ({ version: eb.ref("version") }))
    .where("number", "=", number)
    .returning(["id", "number", "state", "version", "member_id", "merged_into"])
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      number: row.number,
      state: readState(row.state),
      version: row.version,
      memberId: row.member_id,
      mergedInto: row.merged_into,
    }
  );
}

/** Ends a proposal's place before its council; what was scored there stays written. */
export async function leaveCouncil(tx: Queries, proposalId: string): Promise<void> {
  await tx
    .updateTable("council_item")
    .set({ status: "left" })
    .where("proposal_id", "=", proposalId)
    .where("status", "<>", "left")
    .execute();
}

/** What was drafted for one state is not published in another. */
async function dropDraftDecision(tx: Queries, proposalId: string): Promise<void> {
  await tx
    .deleteFrom("decision")
    .where("proposal_id", "=", proposalId)
    .where("publication_id", "is", null)
    .execute();
}

function isDecided(state: ProposalState): boolean {
  return state === "recognized" || state === "declined";
}

/** The number of a proposal that is known to be there. */
export async function numberOf(queries: Queries, id: string): Promise<string> {
  const { number } = await queries
    .selectFrom("proposal")
    .select("number")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return number;
}

async function writeEvent(
  tx: Queries,
  event: {
    proposalId: string;
    kind: string;
    by: string;
    note: string | null;
    from: ProposalState | null;
    to: ProposalState | null;
    now: Instant;
  },
): Promise<void> {
  await tx
    .insertInto("proposal_event")
    .values({
      proposal_id: event.proposalId,
      kind: event.kind,
      by_whom: event.by,
      note: event.note,
      from_state: event.from,
      to_state: event.to,
      at: event.now,
    })
    .execute();
}
