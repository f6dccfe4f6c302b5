import { parentPort, workerData } from "node:worker_threads";
import { type Converted, convert, type Job } from "./convert.ts";

/** What the worker says: pages done now and then, the result once. */
export type Word =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "result"; readonly result: Converted };

const say = (word: Word) => parentPort?.postMessage(word);
const job: Job = workerData;
say({
  kind: "result",
  result: await convert(job, (done, total) => say({ kind: "progress", done, total })),
});
