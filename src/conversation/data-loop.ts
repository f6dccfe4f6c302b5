import type { Blobs } from "../database/blobs.ts";
import type { Database } from "../database/database.ts";
import { enqueue } from "../delivery/enqueue.ts";
import { describeError } from "../kit/failure.ts";
import type { Log } from "../kit/log.ts";
import { addMs, type Clock, type Instant, sleep } from "../kit/time.ts";
import { closeRequest, type DataRequest, openOf, withRest } from "../people/data-requests.ts";
import { purgeCanceledDrafts } from "../proposals/purge.ts";
import { copyOf, copyPage, sendsFiles } from "./data-copy.ts";
import { dataTexts } from "./data-texts.ts";
import { eraseRest } from "./erase-person.ts";
import { type RetentionDays, retain } from "./retention.ts";

const restMs = 5_000;
const dayMs = 24 * 3_600_000;
/** Requests looked at in one round. */
const round = 50;

export type DataLoopParts = {
  readonly db: Database;
  readonly blobs: Blobs;
  readonly clock: Clock;
  readonly log: Log;
  readonly retention: { readonly dataDir: string; readonly days: RetentionDays };
  /** Told when a copy is written and can be sent. */
  readonly onWritten: () => void;
};

/**
 * The loop that sends copies, finishes erasures, and at the start and once a day throws away what is too old and the
 * drafts that were given up.
 */
export function createDataLoop(parts: DataLoopParts): { run(signal: AbortSignal): Promise<void> } {
  const { clock, log } = parts;
  return {
    async run(signal) {
      for (let nextDay = clock(); !signal.aborted; await sleep(restMs, signal)) {
        try {
          await tendRequests(parts);
          const now = clock();
          if (now < nextDay) continue;
          nextDay = addMs(now, dayMs);
          const drafts = await parts.db.transact((tx) => purgeCanceledDrafts(tx, now));
          const counts = await retain({ ...parts, ...parts.retention, now, isDry: false, signal });
          log.info("data.retained", { ...counts, drafts });
        } catch (error) {
          log.error("data.loop_failed", { fault: describeError(error) });
        }
      }
    },
  };
}

/** Sends the copies that were asked for and finishes erasures whose last answer has left, once. */
export async function tendRequests(
  parts: Pick<DataLoopParts, "db" | "blobs" | "clock" | "log" | "onWritten">,
): Promise<void> {
  const { db, clock, log } = parts;
  for (const request of await openOf(db.read, "copy", round)) {
    if (request.askedFrom && sendsFiles(request.askedFrom.channel)) await sendCopy(parts, request);
  }
  for (const request of await withRest(db.read, round)) {
    const isDone = await db.transact((tx) => eraseRest(tx, request, clock()));
    if (isDone) log.info("data.erased", { request: request.number });
  }
}

async function sendCopy(
  { db, blobs, clock, log, onWritten }: Parameters<typeof tendRequests>[0],
  { number, memberId, askedFrom: to }: DataRequest,
): Promise<void> {
  const now: Instant = clock();
  if (!to) return;
  const mediaType = "text/html";
  const page = copyPage(await copyOf(db.read, memberId), now);
  const blob = await blobs.put(new TextEncoder().encode(page), mediaType, now);
  const content = {
    parts: [
      { kind: "text", text: dataTexts.copy },
      { kind: "file", blob, mediaType, name: dataTexts.copyName },
    ],
    choices: [],
  } as const;
  await db.transact(async (tx) => {
    if (!(await closeRequest(tx, { number, status: "done", by: "bot", now }))) return;
    await enqueue(tx, [{ memberId, to, content, inboundSeq: null }], now);
  });
  onWritten();
  log.info("data.copied", { request: number });
}
