import type { Channel, SendOutcome } from "../../channels/channel.ts";
import { describeError } from "../../kit/failure.ts";
import type { Instant } from "../../kit/time.ts";
import type { Claimed } from "./claim.ts";

/**
 * Asks the channel to send one row, once, and always comes back: an exception, and an answer that has not
 * come after `sendMs` or before `giveUp` aborts, are `unknown`, for the message may have arrived.
 */
export function tryOnce(
  channel: Channel,
  row: Claimed,
  terms: { at: Instant; sendMs: number; giveUp: AbortSignal },
): Promise<SendOutcome> {
  const { giveUp } = terms;
  const patience = new AbortController();
  return new Promise((resolve) => {
    // A channel that overlooks its signal must not keep the slot and the address for ever.
    patience.signal.addEventListener("abort", () => resolve({ kind: "unknown", why: "no answer in time" }));
    const end = () => patience.abort();
    const timer = setTimeout(end, terms.sendMs);
    giveUp.addEventListener("abort", end);
    if (giveUp.aborted) end();
    const settled = (outcome: SendOutcome) => {
      clearTimeout(timer);
      giveUp.removeEventListener("abort", end);
      resolve(outcome);
    };
    ask(channel, row, { at: terms.at, signal: patience.signal }).then(settled, (error: unknown) =>
      settled({ kind: "unknown", why: describeError(error) }),
    );
  });
}

async function ask(channel: Channel, row: Claimed, terms: { at: Instant; signal: AbortSignal }) {
  const { to, content, isBulk, topic } = row;
  const message = { to, content, deliverySeq: row.seq, isBulk, topic, at: terms.at };
  return await channel.send(message, terms.signal);
}
