import { GrammyError } from "grammy";
import type { Update } from "grammy/types";
import { Failure } from "../kit/failure.ts";
import type { Inbound } from "../kit/message.ts";
import { type Clock, sleep } from "../kit/time.ts";
import { readWait } from "./telegram-outcome.ts";
import { allowedUpdates, readUpdate } from "./telegram-read.ts";
import { toApiSignal, type Wire } from "./telegram-wire.ts";

/** How long Telegram may hold a question for updates open, in seconds; its own cap is 50. */
const longPollS = 30;
const mostUpdates = 100;
const firstRetryMs = 500;
const longestRetryMs = 30_000;

/**
 * Asks Telegram for updates until `signal` aborts and yields each batch that holds messages for us, oldest
 * first. Telegram forgets a batch when the next question carries a higher offset, and that question goes out
 * only when the consumer comes back: a batch that was not stored comes again after a crash.
 *
 * Unreachable or overloaded: asks again, at longer and longer intervals up to 30 s. Throws
 * `Failure("conflict")` when another program takes the updates, `Failure("forbidden")` when the token is
 * refused: both need the operator.
 */
export async function* pollUpdates(
  wire: Wire,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<Inbound[], void, undefined> {
  const apiSignal = toApiSignal(signal);
  // A webhook left over from before would refuse every poll. What waits there is kept and comes by polling.
  await persist(signal, () => wire.api.deleteWebhook({ drop_pending_updates: false }, apiSignal));
  let offset: number | undefined;
  while (!signal.aborted) {
    const question = { limit: mostUpdates, timeout: longPollS, allowed_updates: allowedUpdates };
    const updates = await persist(signal, () =>
      wire.api.getUpdates({ ...question, ...(offset !== undefined && { offset }) }, apiSignal),
    );
    if (!updates) return;
    // An empty answer means that everything below the offset is confirmed. Without an offset the next
    // question is right also when Telegram starts its numbers anew, as it does after a silent week.
    offset = nextOffset(updates);
    const now = clock();
    const inbound = updates.flatMap((update) => readUpdate(update, now));
    if (inbound.length > 0) yield inbound;
  }
}

function nextOffset(updates: readonly Update[]): number | undefined {
  return updates.length === 0 ? undefined : Math.max(...updates.map((update) => update.update_id)) + 1;
}

/** Repeats `work` until it succeeds; undefined when `signal` aborts first. */
async function persist<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | undefined> {
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) return undefined;
      await sleep(waitAfter(error, failures), signal);
    }
  }
  return undefined;
}

function waitAfter(error: unknown, failures: number): number {
  if (error instanceof GrammyError) {
    throwIfHopeless(error);
    if (error.error_code === 429) return readWait(error.parameters.retry_after) * 1000;
  }
  return Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(failures, 10));
}

function throwIfHopeless(error: GrammyError): void {
  if (error.error_code === 401 || error.error_code === 404) {
    throw new Failure(
      "forbidden",
      "Telegram does not know the bot token. Copy it again from @BotFather into TELEGRAM_BOT_TOKEN and restart.",
    );
  }
  if (error.error_code === 409) {
    throw new Failure(
      "conflict",
      "Another program takes this bot's updates (a second poller or a webhook). Stop it, or revoke the token at @BotFather, then restart.",
    );
  }
}
