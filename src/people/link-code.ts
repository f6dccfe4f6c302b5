import { randomInt } from "node:crypto";
import type { Queries } from "../database/database.ts";
import { sha256 } from "../kit/id.ts";
import type { ChannelName } from "../kit/message.ts";
import { addMs, type Instant } from "../kit/time.ts";
import { fold } from "../kit/vietnamese.ts";
import { type RosterEntry, rosterEntry } from "./roster.ts";

/** Signs nobody mistakes for one another; 31 to the 8th are some 850 thousand million codes. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const minuteMs = 60_000;
/** A code that ties two chats is typed at once; one an officer hands out has to reach its person. */
const chatCodeMs = 10 * minuteMs;
const rosterCodeMs = 7 * 24 * 60 * minuteMs;
/** In one hour: codes one member may ask for, wrong codes one member may type. */
const mostCodes = 5;
const mostMisses = 5;
const windowMs = 60 * minuteMs;

/** A code as it is shown, `LK-7KQM-2XR9`, and until when it can be used. */
export type LinkCode = { readonly code: string; readonly expiresAt: Instant };

/**
 * A new one-time code for a member's other chat; the codes they had before no longer work. Undefined when they
 * asked for too many within the hour. Only its hash is stored.
 */
export async function makeMemberCode(
  tx: Queries,
  asked: { memberId: string; channel: ChannelName; now: Instant },
): Promise<LinkCode | undefined> {
  const recent = await tx
    .selectFrom("link_code")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("member_id", "=", asked.memberId)
    .where("made_at", ">", addMs(asked.now, -windowMs))
    .executeTakeFirstOrThrow();
  if (recent.n >= mostCodes) return undefined;
  await tx
    .updateTable("link_code")
    .set({ expires_at: asked.now })
    .where("member_id", "=", asked.memberId)
    .where("used_at", "is", null)
    .where("expires_at", ">", asked.now)
    .execute();
  const owner = { member_id: asked.memberId, roster_id: null, channel: asked.channel };
  return insertCode(tx, owner, { madeAt: asked.now, expiresAt: addMs(asked.now, chatCodeMs) });
}

/** A new one-time code by which the person of a roster entry makes it their own; good for a week. */
export async function makeRosterCode(tx: Queries, rosterId: string, now: Instant): Promise<LinkCode> {
  await tx.deleteFrom("link_code").where("roster_id", "=", rosterId).where("used_at", "is", null).execute();
  const owner = { member_id: null, roster_id: rosterId, channel: null };
  return insertCode(tx, owner, { madeAt: now, expiresAt: addMs(now, rosterCodeMs) });
}

async function insertCode(
  tx: Queries,
  owner: { member_id: string | null; roster_id: string | null; channel: string | null },
  { madeAt, expiresAt }: { madeAt: Instant; expiresAt: Instant },
): Promise<LinkCode> {
  const signs = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join("");
  const row = { ...owner, code_hash: sha256(signs), made_at: madeAt, expires_at: expiresAt };
  await tx.insertInto("link_code").values(row).execute();
  return { code: `LK-${signs.slice(0, 4)}-${signs.slice(4)}`, expiresAt };
}

/** The signs of a code in what somebody typed (`lk 7kqm 2xr9`), or undefined when it has not the form of one. */
export function readLinkCode(text: string): string | undefined {
  const [, first, second] = /^lk[\s.-]*([a-z2-9]{4})[\s.-]*([a-z2-9]{4})$/.exec(fold(text)) ?? [];
  return first && second ? `${first}${second}`.toUpperCase() : undefined;
}

/** What a typed code would do. Nothing has been changed yet but the count of wrong ones. */
export type Checked =
  | {
      readonly kind: "member";
      readonly hash: string;
      readonly memberId: string;
      readonly channel: ChannelName;
      readonly name: string | null;
    }
  | { readonly kind: "roster"; readonly hash: string; readonly entry: RosterEntry }
  /** The member's own code: it is for their other chat. */
  | { readonly kind: "own" }
  /** No such code, or used, or too old. */
  | { readonly kind: "wrong" }
  /** Too many wrong codes within the hour: not even looked at. */
  | { readonly kind: "throttled" };

/** Looks a typed code up for a member. */
export async function checkLinkCode(
  tx: Queries,
  { signs, memberId, now }: { signs: string; memberId: string; now: Instant },
): Promise<Checked> {
  const misses = await tx
    .selectFrom("link_miss")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("member_id", "=", memberId)
    .where("at", ">", addMs(now, -windowMs))
    .executeTakeFirstOrThrow();
  if (misses.n >= mostMisses) return { kind: "throttled" };
  const checked = await lookUpCode(tx, sha256(signs), { memberId, now });
  if (checked.kind === "wrong") {
    await tx.insertInto("link_miss").values({ member_id: memberId, at: now }).execute();
  }
  return checked;
}

/** What a code by its hash would do for a member now. */
export async function lookUpCode(
  tx: Queries,
  hash: string,
  { memberId, now }: { memberId: string; now: Instant },
): Promise<Checked> {
  const row = await tx
    .selectFrom("link_code")
    .selectAll()
    .where("code_hash", "=", hash)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  if (row?.member_id === memberId) return { kind: "own" };
  if (row?.roster_id) {
    const entry = await rosterEntry(tx, row.roster_id);
    const isFree = entry && (entry.memberId === null || entry.memberId === memberId);
    return isFree ? { kind: "roster", hash, entry } : { kind: "wrong" };
  }
  if (!row?.member_id) return { kind: "wrong" };
  const owner = await tx
    .selectFrom("address")
    .select("name")
    .where("member_id", "=", row.member_id)
    .where("channel", "=", row.channel ?? "")
    .executeTakeFirst();
  if (!owner) return { kind: "wrong" };
  const channel = row.channel as ChannelName;
  return { kind: "member", hash, memberId: row.member_id, channel, name: owner.name };
}

/** Uses a code up; false when somebody was faster or it is too old. */
export async function spendLinkCode(tx: Queries, hash: string, now: Instant): Promise<boolean> {
  const row = await tx
    .updateTable("link_code")
    .set({ used_at: now })
    .where("code_hash", "=", hash)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .returning("code_hash")
    .executeTakeFirst();
  return row !== undefined;
}
