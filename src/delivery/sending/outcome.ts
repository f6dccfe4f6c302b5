import type { SendOutcome } from "../../channels/channel.ts";
import type { ChannelName } from "../../kit/message.ts";
import type { Instant } from "../../kit/time.ts";
import { holds } from "../held.ts";

/** How often a reply is tried when it is unclear whether the first try arrived. */
const mostReplyTries = 2;

/** What the ledger row becomes after one try, and what the outcome says about person and channel. */
export type Settlement = {
  readonly row:
    | { readonly status: "sent"; readonly externalId: string }
    /** `isTry` when the message may have arrived: only then does the coming send repeat anything. */
    | {
        readonly status: "pending";
        readonly notBefore: Instant;
        readonly why: string;
        readonly isTry: boolean;
      }
    /** `code` is the platform's number for it, null where it gave none. */
    | { readonly status: "refused" | "held"; readonly why: string; readonly code: string | null }
    | { readonly status: "uncertain"; readonly why: string };
  readonly isUnreachable: boolean;
  readonly pauseChannelUntil: Instant | null;
  readonly stopsChannel: boolean;
  /** The platform's own words for why the channel stops. */
  readonly stopWhy?: string;
};

/**
 * Reads a send outcome into the ledger's terms.
 *
 * Doubt is treated by what a repeat would cost: a reply that may not have arrived is tried once more, for a
 * person is waiting; a bulk row becomes `uncertain` at once and waits for an officer's decision.
 */
export function settle(
  outcome: SendOutcome,
  row: { isBulk: boolean; attempts: number; to: { channel: ChannelName } },
  now: Instant,
): Settlement {
  const calm = { isUnreachable: false, pauseChannelUntil: null, stopsChannel: false };
  switch (outcome.kind) {
    case "sent":
      return { row: { status: "sent", externalId: outcome.externalId }, ...calm };
    case "later": {
      const pauseChannelUntil = outcome.pausesChannel ? outcome.at : null;
      return {
        row: { status: "pending", notBefore: outcome.at, why: outcome.why, isTry: false },
        ...calm,
        pauseChannelUntil,
      };
    }
    case "refused": {
      // A broken channel is no refusal by the person: the row waits for the operator to mend the channel.
      if (outcome.stopsChannel) {
        const row = { status: "pending" as const, notBefore: now, why: outcome.why, isTry: false };
        const stopWhy = outcome.detail ?? outcome.why;
        return { row, ...calm, stopsChannel: true, stopWhy };
      }
      const { why, code = null } = outcome;
      // Nothing is wrong with the person or the message: it is only not the time.
      if (holds(row.to.channel, why)) return { row: { status: "held", why, code }, ...calm };
      const isUnreachable = why === "blocked" || why === "neverStarted";
      return { row: { status: "refused", why, code }, ...calm, isUnreachable };
    }
    case "unknown":
      if (!row.isBulk && row.attempts < mostReplyTries) {
        return { row: { status: "pending", notBefore: now, why: outcome.why, isTry: true }, ...calm };
      }
      return { row: { status: "uncertain", why: outcome.why }, ...calm };
  }
}
