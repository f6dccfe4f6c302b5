import { randomBytes } from "node:crypto";
import type { Instant } from "../kit/time.ts";
import type { Database } from "./database.ts";

/**
 * A secret of this installation by its name: 32 random bytes in base64url, made at first use and the same in
 * every process afterwards.
 */
export function installationSecret(db: Database, name: string, now: Instant): Promise<string> {
  return db.transact(async (tx) => {
    const value = randomBytes(32).toString("base64url");
    await tx
      .insertInto("installation_secret")
      .values({ name, value, created_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const row = await tx
      .selectFrom("installation_secret")
      .select("value")
      .where("name", "=", name)
      .executeTakeFirstOrThrow();
    return row.value;
  });
}
