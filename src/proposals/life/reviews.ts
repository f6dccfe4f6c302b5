import type { Queries } from "../../database/database.ts";
import { newId } from "../../kit/id.ts";
import { type CalendarDate, type Instant, localDate } from "../../kit/time.ts";
import { fold } from "../../kit/vietnamese.ts";
import { authorsOf } from "../authors.ts";
import type { Review } from "../record-types.ts";
import { type Held, hold, type NotActed, noteChange } from "./act.ts";
import { familyOf } from "./family.ts";

export type NotReviewed =
  | NotActed
  /** Reviewed is what was accepted. */
  | { readonly kind: "notInReview"; readonly number: string }
  | { readonly kind: "isAuthor"; readonly name: string }
  | { readonly kind: "pastDue"; readonly due: CalendarDate }
  | { readonly kind: "noSuchReviewer"; readonly name: string };

type By = { readonly number: string; readonly reviewer: string; readonly by: string; readonly now: Instant };

/** Asks somebody to look at an accepted proposal until a day; asked again they get the new day. */
export async function assignReviewer(
  tx: Queries,
  given: By & { due: CalendarDate },
): Promise<{ kind: "assigned"; held: Held } | NotReviewed> {
  const ready = await holdInReview(tx, given.number);
  if (ready.kind !== "held") return ready;
  const { held } = ready;
  const reviewer = given.reviewer.trim();
  if (reviewer === "") return { kind: "needsReason", number: given.number };
  if (await isAuthor(tx, held.id, reviewer)) return { kind: "isAuthor", name: reviewer };
  if (given.due < localDate(given.now)) return { kind: "pastDue", due: given.due };
  const values = { due: given.due, assigned_by: given.by, assigned_at: given.now };
  const again = await tx
    .updateTable("proposal_review")
    .set(values)
    .where("proposal_id", "=", held.id)
    .where("reviewer", "=", reviewer)
    .where("done_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  if (!again) {
    const row = { id: newId<"review">(), proposal_id: held.id, reviewer, opinion: null, done_at: null };
    await tx
      .insertInto("proposal_review")
      .values({ ...row, ...values })
      .execute();
  }
  const note = `${reviewer}, ${given.due}`;
  return { kind: "assigned", held: await noteChange(tx, held, { ...given, kind: "assigned", note }) };
}

/** Keeps a reviewer's opinion; their clock stops. */
export async function giveOpinion(
  tx: Queries,
  given: By & { opinion: string },
): Promise<{ kind: "kept"; held: Held } | NotReviewed> {
  const ready = await holdInReview(tx, given.number);
  if (ready.kind !== "held") return ready;
  const opinion = given.opinion.trim();
  if (opinion === "") return { kind: "needsReason", number: given.number };
  const done = await tx
    .updateTable("proposal_review")
    .set({ opinion, done_at: given.now })
    .where("proposal_id", "=", ready.held.id)
    .where("reviewer", "=", given.reviewer.trim())
    .where("done_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  if (!done) return { kind: "noSuchReviewer", name: given.reviewer };
  const note = given.reviewer.trim();
  return { kind: "kept", held: await noteChange(tx, ready.held, { ...given, kind: "reviewed", note }) };
}

/** Everybody who was asked to look at a proposal, in the order they were asked. */
export async function reviewsOf(queries: Queries, proposalId: string): Promise<Review[]> {
  const rows = await queries
    .selectFrom("proposal_review")
    .selectAll()
    .where("proposal_id", "=", proposalId)
    .orderBy("assigned_at")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    ...{ reviewer: row.reviewer, due: row.due, assignedBy: row.assigned_by, assignedAt: row.assigned_at },
    ...{ opinion: row.opinion, doneAt: row.done_at },
  }));
}

async function holdInReview(
  tx: Queries,
  number: string,
): Promise<{ kind: "held"; held: Held } | NotReviewed> {
  const found = await hold(tx, number);
  if (found.kind !== "held") return found;
  const { state } = found.held;
  return state === "inReview" || state === "council" ? found : { kind: "notInReview", number };
}

/** Nobody reviews their own work, nor what was merged into it. */
async function isAuthor(tx: Queries, proposalId: string, name: string): Promise<boolean> {
  const family = await familyOf(tx, proposalId);
  const authors = family.flatMap(({ record, memberId }) => authorsOf(record, memberId));
  return authors.some((author) => fold(author.name) === fold(name));
}
