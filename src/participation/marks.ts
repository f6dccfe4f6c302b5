import { createHmac, randomBytes } from "node:crypto";
import type { Queries } from "../database/database.ts";

/**
 * A mark says that somebody answered a form that is answered once, and nothing else: it is made of the member's id
 * with a secret of the form, stands beside no answer and no moment. Who holds the database and its secrets while the
 * form is open can ask of one member whether they answered, never what; afterwards nobody can.
 */

/** Leaves the member's mark; false when it was there before. */
export async function leaveMark(tx: Queries, formId: string, memberId: string): Promise<boolean> {
  const mark = await markOf(tx, formId, memberId);
  if (mark === undefined) return false;
  const left = await tx
    .insertInto("form_mark")
    .values({ form_id: formId, mark })
    .onConflict((conflict) => conflict.columns(["form_id", "mark"]).doNothing())
    .returning("mark")
    .executeTakeFirst();
  return left !== undefined;
}

export async function hasMark(queries: Queries, formId: string, memberId: string): Promise<boolean> {
  const mark = await markOf(queries, formId, memberId);
  if (mark === undefined) return false;
  const row = await queries
    .selectFrom("form_mark")
    .select("mark")
    .where("form_id", "=", formId)
    .where("mark", "=", mark)
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a mark away: somebody gave up what they had answered. */
export async function removeMark(tx: Queries, formId: string, memberId: string): Promise<void> {
  const mark = await markOf(tx, formId, memberId);
  if (mark === undefined) return;
  await tx.deleteFrom("form_mark").where("form_id", "=", formId).where("mark", "=", mark).execute();
}

/** Both are one person: what one answered, the other has answered, too. */
export async function moveMarks(tx: Queries, from: string, to: string): Promise<void> {
  const forms = await tx.selectFrom("form").select("id").where("secret", "is not", null).execute();
  for (const { id } of forms) if (await hasMark(tx, id, from)) await leaveMark(tx, id, to);
}

const shuffledAtOnce = 500;

/**
 * Deletes what could still tie answers to people once a form is closed: drafts, marks and their secret. The answers
 * are written anew in the order of their random keys, so that not even their place in the file says who came when.
 */
export async function endAnonymity(tx: Queries, formId: string): Promise<void> {
  await tx.deleteFrom("form_draft").where("form_id", "=", formId).execute();
  await tx.deleteFrom("form_mark").where("form_id", "=", formId).execute();
  await tx.updateTable("form").set({ secret: null }).where("id", "=", formId).execute();
  const answers = await tx
    .deleteFrom("form_anonymous_answer")
    .where("form_id", "=", formId)
    .returningAll()
    .execute();
  const shuffled = answers
    .map((row) => ({ ...row, id: randomKey() }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (let at = 0; at < shuffled.length; at += shuffledAtOnce) {
    const rows = shuffled.slice(at, at + shuffledAtOnce);
    await tx.insertInto("form_anonymous_answer").values(rows).execute();
  }
}

/** A key without a moment in it, unlike an id. */
export function randomKey(): string {
  return randomBytes(16).toString("hex");
}

async function markOf(queries: Queries, formId: string, memberId: string): Promise<string | undefined> {
  const row = await queries.selectFrom("form").select("secret").where("id", "=", formId).executeTakeFirst();
  return row?.secret ? createHmac("sha256", row.secret).update(memberId).digest("hex") : undefined;
}
