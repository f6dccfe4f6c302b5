import type { Channel } from "../../channels/channel.ts";
import type { ChannelName } from "../../kit/message.ts";
import type { Instant } from "../../kit/time.ts";
import type { Allowance, Claimed } from "./claim.ts";
import { createPace } from "./pace.ts";

/**
 * Most messages a channel may have under way, replies and bulk apart: a platform that hangs fills its own
 * slots only, and bulk never sits in a reply's slot. The bulk figure carries 1,000 a second at a round trip
 * of a quarter of a second, the fastest rate a platform sells.
 */
const mostReplies = 64;
const mostBulk = 256;

/** What each channel has under way, and so what it may still take. */
export type Slots = {
  replies(open: readonly ChannelName[]): Allowance;
  /** Bounded by the channel's pace too. */
  bulk(open: readonly ChannelName[], now: Instant): Allowance;
  take(row: Claimed, now: Instant): void;
  free(row: Claimed): void;
  readonly underWay: number;
};

export function createSlots(channels: ReadonlyMap<ChannelName, Channel>): Slots {
  const paces = new Map([...channels].map(([name, { can }]) => [name, createPace(can.bulkPerSecond)]));
  const replies = new Map<ChannelName, number>();
  const bulk = new Map<ChannelName, number>();
  let underWay = 0;

  const count = (row: Claimed, change: 1 | -1) => {
    const lane = row.isBulk ? bulk : replies;
    lane.set(row.to.channel, (lane.get(row.to.channel) ?? 0) + change);
    underWay += change;
  };
  const allow = (open: readonly ChannelName[], left: (name: ChannelName) => number): Allowance =>
    new Map(open.map((name) => [name, left(name)] as const).filter(([, many]) => many > 0));

  return {
    replies: (open) => allow(open, (name) => mostReplies - (replies.get(name) ?? 0)),
    bulk: (open, now) =>
      allow(open, (name) => {
        const paced = paces.get(name)?.available(now) ?? 0;
        return Math.min(paced, mostBulk - (bulk.get(name) ?? 0));
      }),
    take(row, now) {
      count(row, 1);
      if (row.isBulk) paces.get(row.to.channel)?.take(1, now);
    },
    free: (row) => count(row, -1),
    get underWay() {
      return underWay;
    },
  };
}
