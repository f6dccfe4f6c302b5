import type { Queries } from "../database/database.ts";
import { type WrittenMessage, writtenTo } from "../delivery/thread.ts";
import type { Address, Said } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { addressesOf } from "../people/members.ts";
import { type Floor, floorAt } from "./floor.ts";
import { saidBy } from "./history.ts";

/** One message of a conversation, from either side. */
export type ThreadLine =
  | {
      readonly from: "member";
      readonly address: Address;
      readonly id: string;
      readonly said: Said;
      readonly at: Instant;
    }
  /** From the bot or an officer; `status` tells how far it came. */
  | ({ readonly from: "union"; readonly address: Address } & WrittenMessage);

/** A member's conversations on all their channels as one, and who has the floor where. */
export type Thread = {
  readonly lines: readonly ThreadLine[];
  readonly floors: readonly (Floor & { readonly address: Address })[];
};

/** The newest `limit` messages from and to a member on all their channels, oldest first. */
export async function readThread(
  queries: Queries,
  { memberId, now, limit }: { readonly memberId: string; readonly now: Instant; readonly limit: number },
): Promise<Thread> {
  const lines: ThreadLine[] = [];
  const floors: (Floor & { address: Address })[] = [];
  for (const address of await addressesOf(queries, memberId)) {
    const said = await saidBy(queries, address, limit);
    const written = await writtenTo(queries, address, limit);
    lines.push(...said.map((one): ThreadLine => ({ from: "member", address, ...one })));
    lines.push(...written.map((one): ThreadLine => ({ from: "union", address, ...one })));
    const floor = await floorAt(queries, address, now);
    if (floor) floors.push({ ...floor, address });
  }
  // A stable sort: of one moment, what the member said comes before what answers it.
  const ordered = lines.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  return { lines: ordered.slice(-limit), floors };
}
