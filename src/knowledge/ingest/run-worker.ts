import { Worker } from "node:worker_threads";
import { Failure } from "../../kit/failure.ts";
import type { Converted, Job } from "./convert.ts";
import { texts } from "./texts.ts";
import type { Word } from "./worker.ts";

/** How long one file may take, and how much memory, before it is given up. */
export type Limits = { readonly timeMs: number; readonly heapMb: number; readonly growthMb: number };

/** A 200-page file takes a few seconds and under 200 MB; the rest is room for slow machines. */
export const usualLimits: Limits = { timeMs: 120_000, heapMb: 512, growthMb: 900 };
const lookMs = 100;

type Call = {
  readonly limits: Limits;
  readonly report: (done: number, total: number) => void;
  readonly signal?: AbortSignal | undefined;
};

/**
 * Converts a file in a thread of its own, so that a hostile or huge one can be stopped and its memory is given back.
 *
 * Past a limit it is refused. Unpacked streams lie outside of the thread's heap, so the growth of the whole process
 * is watched too. Throws when aborted, and `Failure("internal")` when our own code fails.
 */
export function convertInWorker(job: Job, { limits, report, signal }: Call): Promise<Converted> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<Converted>();
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: job,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb },
    stdout: true,
    stderr: true,
  });
  // What libraries print about broken files is no answer of ours.
  worker.stdout.resume();
  worker.stderr.resume();
  const began = process.memoryUsage.rss();
  const refuse = (why: string) => resolve({ kind: "refused", why });
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() - began > limits.growthMb * 1_000_000) refuse(texts.tooHungry);
  }, lookMs);
  const clock = setTimeout(() => refuse(texts.tooSlow(Math.round(limits.timeMs / 1000))), limits.timeMs);
  const abort = () => reject(signal?.reason);
  signal?.addEventListener("abort", abort);
  worker.on("message", (word: Word) => {
    if (word.kind === "progress") report(word.done, word.total);
    else resolve(word.result);
  });
  worker.on("error", (error: Error & { code?: string }) => {
    if (error.code === "ERR_WORKER_OUT_OF_MEMORY") refuse(texts.tooHungry);
    else reject(new Failure("internal", "The reader of documents failed.", { cause: error }));
  });
  worker.on("exit", () => reject(new Failure("internal", "The reader of documents ended without a word.")));
  return promise.finally(async () => {
    clearInterval(watch);
    clearTimeout(clock);
    signal?.removeEventListener("abort", abort);
    await worker.terminate();
  });
}
