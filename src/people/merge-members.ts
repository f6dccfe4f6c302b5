import type { Selectable } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import type { ChannelName } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { moveRequests } from "./data-requests.ts";

/** Two chats that turn out to be one person: all of `from` becomes part of `to`. */
export type Merge = {
  readonly from: string;
  readonly to: string;
  /** Where the person confirmed it. */
  readonly channel: ChannelName;
  readonly now: Instant;
};

/**
 * Takes hold of both members' addresses for the rest of the transaction: whoever writes from one of them
 * meanwhile waits and is then met as the member it belongs to. Call it before anything is moved. False when the
 * two are tied to two entries of the roster, so that they are two people.
 */
export async function holdMembers(tx: Queries, { from, to }: Pick<Merge, "from" | "to">): Promise<boolean> {
  await tx
    .updateTable("address")
    .set((eb) => ({ is_reachable: eb.ref("is_reachable") }))
    .where("member_id", "in", [from, to])
    .execute();
  const entries = await tx.selectFrom("roster").select("id").where("member_id", "in", [from, to]).execute();
  return entries.length < 2;
}

/**
 * Moves what this room keeps of a member to another: addresses, roster entry, unit, tags, consents. A choice is
 * the person's and not the chat's: of two different choices the later one counts, and the one that lost is
 * written down with the merge. The old member's row stays and names the new one.
 */
export async function moveMember(tx: Queries, merge: Merge): Promise<void> {
  const { from, to } = merge;
  await tx.updateTable("address").set({ member_id: to }).where("member_id", "=", from).execute();
  await moveConsents(tx, merge);
  await movePlace(tx, from, to);
  await tx
    .deleteFrom("link_code")
    .where("member_id", "in", [from, to])
    .where("used_at", "is", null)
    .execute();
  await tx.updateTable("link_code").set({ member_id: to }).where("member_id", "=", from).execute();
  await moveRequests(tx, from, to);
  await tx.updateTable("link_miss").set({ member_id: to }).where("member_id", "=", from).execute();
  await tx.updateTable("member").set({ merged_into: to }).where("merged_into", "=", from).execute();
}

async function moveConsents(tx: Queries, { from, to, channel, now }: Merge): Promise<void> {
  const rows = await tx.selectFrom("consent").selectAll().where("member_id", "in", [from, to]).execute();
  const kept = new Map(rows.filter((row) => row.member_id === to).map((row) => [row.purpose, row]));
  const overruled: object[] = [];
  for (const coming of rows.filter((row) => row.member_id === from)) {
    const present = kept.get(coming.purpose);
    const wins = present === undefined || isLater(coming, present);
    const loser = wins ? present : coming;
    if (loser && loser.is_given !== (wins ? coming : present)?.is_given) {
      const { purpose, is_given, at } = loser;
      overruled.push({ purpose, is_given, at, channel: loser.channel });
    }
    if (wins) await putConsent(tx, { ...coming, member_id: to });
  }
  await tx.deleteFrom("consent").where("member_id", "=", from).execute();
  await tx.updateTable("consent_event").set({ member_id: to }).where("member_id", "=", from).execute();
  const log = { from_id: from, into_id: to, channel, overruled: JSON.stringify(overruled), at: now };
  await tx.insertInto("member_merge").values(log).execute();
}

type Consent = Selectable<Schema["consent"]>;

/** Of two choices of one moment the no counts: silence and doubt are no consent. */
function isLater(coming: Consent, present: Consent): boolean {
  return coming.at > present.at || (coming.at === present.at && coming.is_given < present.is_given);
}

async function putConsent(tx: Queries, row: Consent): Promise<void> {
  const { is_given, text_version, channel, at } = row;
  await tx
    .insertInto("consent")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["member_id", "purpose"]).doUpdateSet({ is_given, text_version, channel, at }),
    )
    .execute();
}

/** Unit, position, names and tags: what the remaining member has stays, what it lacks comes over. */
async function movePlace(tx: Queries, from: string, to: string): Promise<void> {
  const rows = await tx.selectFrom("member").selectAll().where("id", "in", [from, to]).execute();
  const [old, kept] = [rows.find((row) => row.id === from), rows.find((row) => row.id === to)];
  if (!old || !kept) return;
  const hasPlace = kept.unit_id !== null;
  const { unit_id, position, position_key, state } = hasPlace ? kept : old;
  await tx
    .updateTable("member")
    .set({
      unit_id,
      position,
      position_key,
      state,
      display_name: kept.display_name ?? old.display_name,
      name_key: kept.display_name === null ? old.name_key : kept.name_key,
      preferred_channel: kept.preferred_channel ?? old.preferred_channel,
    })
    .where("id", "=", to)
    .execute();
  const gone = {
    unit_id: null,
    position: null,
    position_key: null,
    state: null,
    display_name: null,
    name_key: null,
  };
  await tx
    .updateTable("member")
    .set({ ...gone, merged_into: to })
    .where("id", "=", from)
    .execute();
  await tx.updateTable("roster").set({ member_id: to }).where("member_id", "=", from).execute();
  const tags = await tx.selectFrom("member_tag").selectAll().where("member_id", "=", from).execute();
  for (const tag of tags) {
    await tx
      .insertInto("member_tag")
      .values({ ...tag, member_id: to })
      .onConflict((conflict) => conflict.columns(["member_id", "tag"]).doNothing())
      .execute();
  }
  await tx.deleteFrom("member_tag").where("member_id", "=", from).execute();
}
