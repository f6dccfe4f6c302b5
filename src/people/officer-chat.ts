import { randomInt } from "node:crypto";
import type { Queries } from "../database/database.ts";
import { sha256 } from "../kit/id.ts";
import type { Address, ChannelName } from "../kit/message.ts";
import { addMs, type Instant } from "../kit/time.ts";
import { findOfficer, type Officer } from "./officers.ts";

/** No letters and digits that are mistaken for each other; 31 to the 8th codes. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/** It is typed into the chat at once. */
const codeMs = 15 * 60_000;

/**
 * A one-time code by which an officer ties the chat they type it into; codes they had before no longer work. Only
 * its hash is stored.
 */
export async function makeOfficerCode(
  tx: Queries,
  officerId: string,
  now: Instant,
): Promise<{ code: string; expiresAt: Instant }> {
  const signs = Array.from({ length: 8 }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
  const expiresAt = addMs(now, codeMs);
  await tx.deleteFrom("officer_chat_code").where("officer_id", "=", officerId).execute();
  const row = { code_hash: hashOf(signs), officer_id: officerId, made_at: now, expires_at: expiresAt };
  await tx.insertInto("officer_chat_code").values(row).execute();
  return { code: `CB-${signs.slice(0, 4)}-${signs.slice(4)}`, expiresAt };
}

/** The signs of such a code when it is the whole of what somebody typed. */
export function readOfficerCode(text: string): string | undefined {
  const form = new RegExp(
    `^\\s*(?:/start\\s+)?CB[\\s_-]*([${alphabet}]{4})[\\s_-]*([${alphabet}]{4})[\\s.]*$`,
    "iu",
  );
  const [, one, other] = form.exec(text) ?? [];
  return one && other ? `${one}${other}`.toUpperCase() : undefined;
}

/** Uses a code up and ties the chat to its officer; undefined: used, too old, made up, or the officer locked out. */
export async function linkOfficerChat(
  tx: Queries,
  signs: string,
  { address, now }: { address: Address; now: Instant },
): Promise<Officer | undefined> {
  const spent = await tx
    .updateTable("officer_chat_code")
    .set({ used_at: now })
    .where("code_hash", "=", hashOf(signs))
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .returning("officer_id")
    .executeTakeFirst();
  const officer = spent && (await findOfficer(tx, spent.officer_id));
  if (!officer || officer.status === "disabled") return undefined;
  const place = { channel: address.channel, external_id: address.externalId };
  const tie = { officer_id: officer.id, linked_at: now };
  await tx
    .insertInto("officer_chat")
    .values({ ...place, ...tie })
    .onConflict((conflict) => conflict.columns(["channel", "external_id"]).doUpdateSet(tie))
    .execute();
  return officer;
}

/** The officer who decides from a chat; undefined when it is tied to nobody, or to somebody locked out. */
export async function officerAt(queries: Queries, address: Address): Promise<Officer | undefined> {
  const row = await queries
    .selectFrom("officer_chat")
    .select("officer_id")
    .where("channel", "=", address.channel)
    .where("external_id", "=", address.externalId)
    .executeTakeFirst();
  const officer = row && (await findOfficer(queries, row.officer_id));
  return officer?.status === "active" ? officer : undefined;
}

/** The chats of an officer with the member behind each, the latest tied first. */
export async function chatsOf(
  queries: Queries,
  officerId: string,
): Promise<{ memberId: string; address: Address }[]> {
  const rows = await queries
    .selectFrom("officer_chat")
    .innerJoin("address", (join) =>
      join
        .onRef("address.channel", "=", "officer_chat.channel")
        .onRef("address.external_id", "=", "officer_chat.external_id"),
    )
    .select(["address.member_id", "address.channel", "address.external_id"])
    .where("officer_id", "=", officerId)
    .where("address.is_reachable", "=", 1)
    .orderBy("linked_at", "desc")
    .execute();
  return rows.map((row) => ({
    memberId: row.member_id,
    address: { channel: row.channel as ChannelName, externalId: row.external_id },
  }));
}

/** Unties every chat of an officer; returns how many there were. */
export async function unlinkOfficerChats(tx: Queries, officerId: string): Promise<number> {
  await tx.deleteFrom("officer_chat_code").where("officer_id", "=", officerId).execute();
  const gone = await tx
    .deleteFrom("officer_chat")
    .where("officer_id", "=", officerId)
    .returning("channel")
    .execute();
  return gone.length;
}

function hashOf(signs: string): string {
  return sha256(`officer-chat:${signs}`);
}
