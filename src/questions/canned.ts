import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";

/** Câu mẫu — what officers write again and again, by the name they type after `/`. */
export type CannedReply = {
  readonly number: number;
  readonly name: string;
  /** `{tên}`, `{cán bộ}`, `{phiếu}` and `{đơn vị}` are filled in where it is put into an answer. */
  readonly text: string;
  readonly version: number;
};

export type CannedChanged =
  | { readonly kind: "changed"; readonly changed: CannedReply }
  | { readonly kind: "missing" }
  | { readonly kind: "stale"; readonly found: CannedReply }
  /** Another one has this name. */
  | { readonly kind: "exists" };

type Written = { readonly name: string; readonly text: string; readonly by: string; readonly now: Instant };

/** Every one, by name. */
export async function listCanned(queries: Queries): Promise<CannedReply[]> {
  return queries
    .selectFrom("canned_reply")
    .select(["number", "name", "text", "version"])
    .orderBy("name")
    .execute();
}

/** Adds one; `exists` when the name is taken. */
export async function addCanned(tx: Queries, { name, text, by, now }: Written): Promise<CannedChanged> {
  const row = await tx
    .insertInto("canned_reply")
    .values({ name, text, version: 1, updated_by: by, updated_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning(["number", "name", "text", "version"])
    .executeTakeFirst();
  return row ? { kind: "changed", changed: row } : { kind: "exists" };
}

/** Changes one that is still the `version` its officer has read. */
export async function changeCanned(
  tx: Queries,
  asked: Written & { readonly number: number; readonly version: number },
): Promise<CannedChanged> {
  const { number, name, text, version, by, now } = asked;
  const other = await tx
    .selectFrom("canned_reply")
    .select("number")
    .where("name", "=", name)
    .where("number", "!=", number)
    .executeTakeFirst();
  if (other) return { kind: "exists" };
  const row = await tx
    .updateTable("canned_reply")
    .set({ name, text, version: version + 1, updated_by: by, updated_at: now })
    .where("number", "=", number)
    .where("version", "=", version)
    .returning(["number", "name", "text", "version"])
    .executeTakeFirst();
  if (row) return { kind: "changed", changed: row };
  const found = (await listCanned(tx)).find((one) => one.number === number);
  return found ? { kind: "stale", found } : { kind: "missing" };
}

/** Removes one; false when it was gone. */
export async function removeCanned(tx: Queries, number: number): Promise<boolean> {
  const row = await tx
    .deleteFrom("canned_reply")
    .where("number", "=", number)
    .returning("number")
    .executeTakeFirst();
  return row !== undefined;
}
