import type { Queries } from "../database/database.ts";
import type { Address } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { forgetNames } from "./members.ts";

/**
 * What this room knows of a member goes: names, unit, tags, codes, the phone their roster entry has with their
 * consent. Choices stay as the proof, under an id that names nobody; the addresses stay until the answer has left
 * (`dropAddresses`).
 */
export async function eraseMember(tx: Queries, memberId: string): Promise<void> {
  await tx.updateTable("roster").set({ phone: null }).where("member_id", "=", memberId).execute();
  await forgetNames(tx, memberId);
  await tx.updateTable("member").set({ preferred_channel: null }).where("id", "=", memberId).execute();
  await tx.deleteFrom("link_code").where("member_id", "=", memberId).execute();
  await tx.deleteFrom("link_miss").where("member_id", "=", memberId).execute();
}

/** Deletes the addresses from which nobody wrote since `at`. Whoever writes again is a stranger. */
export async function dropAddresses(tx: Queries, memberId: string, at: Instant): Promise<Address[]> {
  const rows = await tx
    .deleteFrom("address")
    .where("member_id", "=", memberId)
    .where((eb) => eb.or([eb("last_inbound_at", "is", null), eb("last_inbound_at", "<=", at)]))
    .returning(["channel", "external_id"])
    .execute();
  return rows.map(({ channel, external_id }) => ({ channel, externalId: external_id }) as Address);
}
