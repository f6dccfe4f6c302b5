import type { Channel } from "../../channels/channel.ts";
import type { Part } from "../../database/seats.ts";
import type { ChannelName, Content } from "../../kit/message.ts";
import type { Allowance, Claimed } from "./claim.ts";
import { createPace, type Ticket } from "./pace.ts";

/**
 * Most messages a channel may have under way, replies and bulk apart: a platform that hangs fills its own
 * slots only, and bulk never sits in a reply's slot. The bulk figure carries 1,000 a second at a round trip
 * of a quarter of a second, the fastest rate a platform sells.
 */
const mostReplies = 64;
const mostBulk = 256;
/**
 * Rows are marked at most this long before their place is free, so that marking, which waits for the disk, costs no
 * place; it is looked for the next ones when half of it is over.
 */
const aheadMs = 80;

/** What each channel has under way, and so what it may still take. Moments are those of `performance.now()`. */
export type Slots = {
  replies(open: readonly ChannelName[]): Allowance;
  /** Bounded by this process's share of the channel's pace too; none without a share. */
  bulk(open: readonly ChannelName[], share: Part | undefined, nowMs: number): Allowance;
  /** Gives a row its place. */
  take(row: Claimed, nowMs: number): Ticket;
  /** Its channel was asked at `leftMs` and has answered at `nowMs`. */
  free(row: Claimed, ticket: Ticket, trip: { leftMs: number; nowMs: number }): void;
  /** How long until bulk may leave again on one of these channels. */
  restMs(open: readonly ChannelName[], nowMs: number): number;
  readonly underWay: number;
  readonly bulkUnderWay: number;
};

export function createSlots(channels: ReadonlyMap<ChannelName, Channel>, startMs: number): Slots {
  const paces = new Map(
    [...channels].map(([name, { can }]) => [name, createPace(can.bulkPerSecond, startMs)]),
  );
  const replies = new Map<ChannelName, number>();
  const bulk = new Map<ChannelName, number>();
  const sum = (lane: ReadonlyMap<ChannelName, number>) => [...lane.values()].reduce((all, n) => all + n, 0);

  const count = (row: Claimed, change: 1 | -1) => {
    const lane = row.isBulk ? bulk : replies;
    lane.set(row.to.channel, (lane.get(row.to.channel) ?? 0) + change);
  };
  const allow = (open: readonly ChannelName[], left: (name: ChannelName) => number): Allowance =>
    new Map(open.map((name) => [name, left(name)] as const).filter(([, many]) => many > 0));

  return {
    replies: (open) => allow(open, (name) => mostReplies - (replies.get(name) ?? 0)),
    bulk: (open, share, nowMs) =>
      allow(open, (name) => {
        const pace = paces.get(name);
        if (!pace || !share) return 0;
        pace.keep(partOf(pace.places, share), nowMs);
        return Math.min(pace.available(nowMs + aheadMs, nowMs), mostBulk - (bulk.get(name) ?? 0));
      }),
    take(row, nowMs) {
      count(row, 1);
      const pace = paces.get(row.to.channel);
      if (!pace) return { leavesMs: nowMs, places: 0 };
      if (!row.isBulk) return pace.lend(nowMs);
      return pace.take(messagesOf(channels.get(row.to.channel), row.content), nowMs);
    },
    free(row, ticket, { leftMs, nowMs }) {
      count(row, -1);
      paces.get(row.to.channel)?.giveBack(ticket, leftMs, nowMs);
    },
    restMs(open, nowMs) {
      const next = open.map((name) => paces.get(name)?.nextMs ?? Number.POSITIVE_INFINITY);
      return Math.min(...next) - aheadMs / 2 - nowMs;
    },
    get underWay() {
      return sum(replies) + sum(bulk);
    },
    get bulkUnderWay() {
      return sum(bulk);
    },
  };
}

/** Every process's part of the places; together they are all of them. */
function partOf(places: number, { index, of }: Part): number {
  if (places === Number.POSITIVE_INFINITY) return places;
  return Math.floor(places / of) + (index < places % of ? 1 : 0);
}

/** How many messages of the platform a content becomes. */
function messagesOf(channel: Channel | undefined, content: Content): number {
  return Math.max(1, channel?.countMessages?.(content) ?? 1);
}
