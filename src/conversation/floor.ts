import type { Queries } from "../database/database.ts";
import { prepare } from "../database/prepared.ts";
import type { Address } from "../kit/message.ts";
import { addMs, type Instant } from "../kit/time.ts";
import { addressesOf } from "../people/members.ts";

/** How long the bot stays silent after an officer's last word, when nobody hands the conversation back. */
const silentMs = 12 * 3_600_000;

/** An officer who has the floor of one conversation: the bot says nothing there of its own accord. */
export type Floor = { readonly by: string | null; readonly spokeAt: Instant; readonly until: Instant };

/**
 * Notes that an officer spoke to the person at `address` at `at`: the bot is silent there until the floor is
 * handed back or 12 hours pass. For our own sending and for channels that report what officers write outside
 * of this program (`by` is left out then). An older report changes nothing; the person need not be known.
 */
export async function officerSpoke(
  tx: Queries,
  spoken: { readonly address: Address; readonly at: Instant; readonly by?: string },
): Promise<void> {
  const { address, at, by = null } = spoken;
  const until = addMs(at, silentMs);
  await tx
    .insertInto("officer_floor")
    .values({ channel: address.channel, address_id: address.externalId, by_whom: by, spoke_at: at, until })
    .onConflict((conflict) =>
      conflict
        .columns(["channel", "address_id"])
        .doUpdateSet({ by_whom: by, spoke_at: at, until })
        .where("officer_floor.spoke_at", "<=", at),
    )
    .execute();
}

/** The officer who has the floor at an address now, or undefined: then the bot answers. */
export async function floorAt(queries: Queries, address: Address, now: Instant): Promise<Floor | undefined> {
  const [row] = await readFloor(queries, { ...address });
  return row && row.until > now ? { by: row.by_whom, spokeAt: row.spoke_at, until: row.until } : undefined;
}

/** Gives the conversations of a member back to the bot; says whether an officer had one of them. */
export async function handBack(
  tx: Queries,
  { memberId, now }: { readonly memberId: string; readonly now: Instant },
): Promise<boolean> {
  let wasHeld = false;
  for (const address of await addressesOf(tx, memberId)) {
    const gone = await tx
      .deleteFrom("officer_floor")
      .where("channel", "=", address.channel)
      .where("address_id", "=", address.externalId)
      .returning("until")
      .execute();
    wasHeld ||= gone.some(({ until }) => until > now);
  }
  return wasHeld;
}

const readFloor = prepare((queries, given: { channel: string; externalId: string }) =>
  queries
    .selectFrom("officer_floor")
    .select(["by_whom", "spoke_at", "until"])
    .where("channel", "=", given.channel)
    .where("address_id", "=", given.externalId),
);
