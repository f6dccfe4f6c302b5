import type { Queries } from "../database/database.ts";
import { type Cleared, nextOf, type Stretch } from "../database/stretch.ts";
import { noWords, settled } from "./erase.ts";

/** Takes the words out of settled replies that are too old; the rows stay, so that totals remain true. */
export async function clearSent(tx: Queries, stretch: Stretch): Promise<Cleared> {
  const { before, after, limit, keep, isDry } = stretch;
  const rows = await tx
    .selectFrom("delivery")
    .select(["seq", "member_id", "content", "status", "run_id"])
    .where("seq", ">", after)
    .where("created_at", "<", before)
    .orderBy("seq")
    .limit(limit)
    .execute();
  const isSettled = (status: string) => settled.some((each) => each === status);
  const due = rows.filter(
    (row) =>
      row.run_id === null && row.content !== noWords && isSettled(row.status) && !keep.has(row.member_id),
  );
  if (!isDry && due.length > 0) {
    await tx
      .updateTable("delivery")
      .set({ content: noWords })
      .where(
        "seq",
        "in",
        due.map(({ seq }) => seq),
      )
      .execute();
  }
  return { cleared: due.length, next: nextOf(rows, limit) };
}

/** Takes the words out of what channels complained of long ago. Returns how many. */
export async function clearSigns(tx: Queries, { before, isDry }: Pick<Stretch, "before" | "isDry">) {
  const rows = await tx
    .selectFrom("channel_sign")
    .select(["channel", "kind"])
    .where("words", "is not", null)
    .where("at", "<", before)
    .execute();
  if (!isDry) await tx.updateTable("channel_sign").set({ words: null }).where("at", "<", before).execute();
  return { cleared: rows.length, next: null };
}
