import { type Clock, sleep, toMs } from "../kit/time.ts";
import type { SendOutcome } from "./channel.ts";

/** A message of several pieces waits this long in the middle when Zalo asks for it, else it is doubt. */
const longestWaitInsideMs = 15_000;
const mostTriesInside = 3;

/**
 * Sends the pieces of one message one after another, for Zalo keeps no order between calls under way.
 *
 * Once the first has arrived any failure means `unknown`: sent again, the first would come twice. The
 * external id is every message id, joined by commas. Without pieces: `refused`, `badContent`.
 */
export async function sendInOrder<Piece>(
  pieces: readonly Piece[],
  sendOne: (piece: Piece) => Promise<SendOutcome>,
  terms: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<SendOutcome> {
  if (pieces.length === 0) return { kind: "refused", why: "badContent", detail: "The message is empty." };
  const sent: string[] = [];
  for (const [index, piece] of pieces.entries()) {
    const isFirst = index === 0;
    const outcome = isFirst ? await sendOne(piece) : await insist(() => sendOne(piece), terms);
    if (outcome.kind === "sent") sent.push(outcome.externalId);
    else if (isFirst) return outcome;
    else return { kind: "unknown", why: `Message ${index + 1} of ${pieces.length}: ${sayWhy(outcome)}` };
  }
  return { kind: "sent", externalId: sent.join(",") };
}

/** "Later" is certainly not delivered: waiting a little saves the message from being torn. */
async function insist(
  send: () => Promise<SendOutcome>,
  terms: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<SendOutcome> {
  for (let tries = 1; ; tries++) {
    const outcome = await send();
    if (outcome.kind !== "later" || tries === mostTriesInside || terms.signal.aborted) return outcome;
    const waitMs = toMs(outcome.at) - toMs(terms.clock());
    if (waitMs > longestWaitInsideMs) return outcome;
    await sleep(waitMs, terms.signal);
  }
}

function sayWhy(outcome: Exclude<SendOutcome, { kind: "sent" }>): string {
  return outcome.kind === "refused" ? (outcome.detail ?? outcome.why) : outcome.why;
}
