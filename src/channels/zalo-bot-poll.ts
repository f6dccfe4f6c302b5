import { Failure } from "../kit/failure.ts";
import type { Inbound } from "../kit/message.ts";
import { sleep } from "../kit/time.ts";
import { type BotReading, readBotUpdate } from "./zalo-bot-read.ts";
import type { BotWire } from "./zalo-bot-wire.ts";
import { isRecord, ZaloRefusal } from "./zalo-wire.ts";

/** How long Zalo may hold a question for an update open, in seconds. */
const longPollS = 30;
const afterLongPollMs = 10_000;
const floodWaitMs = 30_000;
const firstRetryMs = 500;
const longestRetryMs = 30_000;

export type BotPolling = {
  readonly wire: BotWire;
  reading(): BotReading;
  /** A batch that was given out and not stored; it outlives the poll that fetched it. */
  readonly kept: Inbound[];
};

/**
 * Asks Zalo for updates until `signal` aborts and yields them one by one. Zalo forgets an update when it
 * gives it out (there is no offset), so one that the consumer could not store is kept here and comes first
 * at the next poll; only the death of this very process between the two loses it. A webhook avoids that.
 *
 * Unreachable or overloaded: asks again, at longer and longer intervals up to 30 s. Throws
 * `Failure("forbidden")` when the token is refused, which needs the operator.
 */
export async function* pollBot(
  polling: BotPolling,
  signal: AbortSignal,
): AsyncGenerator<Inbound[], void, undefined> {
  const { wire, kept } = polling;
  await persist(signal, () => removeWebhook(wire, signal));
  while (!signal.aborted) {
    if (kept.length === 0) kept.push(...((await persist(signal, () => ask(polling, signal))) ?? []));
    if (kept.length === 0) continue;
    yield [...kept];
    // Only a consumer that has stored the batch comes back to here.
    kept.length = 0;
  }
}

/** A registered webhook silences polling without any error. */
async function removeWebhook(wire: BotWire, signal: AbortSignal): Promise<void> {
  const webhook = await wire.call("getWebhookInfo", {}, { signal }).catch(nothingWhenRefused);
  if (isRecord(webhook) && webhook.url) await wire.call("deleteWebhook", {}, { signal });
}

/** What Zalo answers about a webhook that never was is not documented. A wrong token shows at the next call. */
function nothingWhenRefused(error: unknown): undefined {
  if (error instanceof ZaloRefusal) return undefined;
  throw error;
}

async function ask({ wire, reading }: BotPolling, signal: AbortSignal): Promise<Inbound[]> {
  const timeoutMs = longPollS * 1000 + afterLongPollMs;
  try {
    const update = await wire.call("getUpdates", { timeout: String(longPollS) }, { signal, timeoutMs });
    return readBotUpdate(update, reading());
  } catch (error) {
    // How Zalo says that nothing came in that time.
    if (error instanceof ZaloRefusal && error.errorCode === 408) return [];
    throw error;
  }
}

/** Repeats `work` until it succeeds; undefined when `signal` aborts first. */
async function persist<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | undefined> {
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) return undefined;
      throwIfHopeless(error);
      await sleep(waitAfter(error, failures), signal);
    }
  }
  return undefined;
}

function throwIfHopeless(error: unknown): void {
  if (error instanceof ZaloRefusal && (error.errorCode === 401 || error.errorCode === 404)) {
    throw new Failure(
      "forbidden",
      "Zalo does not know the bot token. Copy it again from Zalo Bot Creator into ZALO_BOT_TOKEN and restart.",
    );
  }
}

function waitAfter(error: unknown, failures: number): number {
  if (error instanceof ZaloRefusal && error.errorCode === 429) return floodWaitMs;
  return Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(failures, 10));
}
