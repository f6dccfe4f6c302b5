import type { SelectQueryBuilder } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import type { Instant } from "../kit/time.ts";

/** Puts a tag of the program's own on everyone a query names, in one statement; who has it keeps it. */
export async function tagAll<From extends keyof Schema>(
  tx: Queries,
  members: SelectQueryBuilder<Schema, From, { member_id: string }>,
  { tag, at }: { tag: string; at: Instant },
): Promise<void> {
  const rows = members.select((eb) => [
    eb.val(tag).as("tag"),
    eb.val("campaign" as const).as("origin"),
    eb.val(at).as("at"),
  ]);
  await tx
    .insertInto("member_tag")
    .columns(["member_id", "tag", "origin", "at"])
    .expression(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
