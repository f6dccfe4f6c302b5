// Coverage-guided fuzzing of one parser of outside bytes:
//   npm run fuzz -- --parser money --seconds 60
// What crashes or takes long is written to test/fuzz/corpus, which the tests read again.
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { watchCoverage } from "./coverage.ts";
import { foundBefore, keep } from "./found.ts";
import { createChance, mutate } from "./mutate.ts";
import { crashOn, findParser, type Parser, parsers, seedBytes } from "./parsers.ts";

/** Nobody who writes to the bot may hold up the others for longer. */
const slowMs = 100;
/** An input that is read for so long never ends. */
const hangMs = 10_000;
/** How long inputs are read before it is asked what they ran. */
const batchMs = 500;
/** The part of the time that may go into asking. */
const mostScouting = 0.4;
/** Of inputs that take long, a few are enough to mend why. */
const mostKept = 5;
/** Room for the input that is being read, so that one that never ends can be kept. */
const roomBytes = 1 << 20;

type Job = {
  readonly parser: string;
  readonly seconds: number;
  readonly seed: number;
  readonly room: SharedArrayBuffer;
};
type Report = {
  readonly inputs: number;
  readonly seconds: number;
  readonly kept: number;
  readonly blocks: number;
  readonly slowestMs: number;
  readonly slow: number;
  readonly crashes: readonly { readonly input: string; readonly why: string }[];
};

/** Says what is being read before it is read. */
function createNote(room: SharedArrayBuffer): (bytes: Uint8Array) => void {
  const head = new Int32Array(room, 0, 2);
  const body = new Uint8Array(room, 8);
  return (bytes) => {
    body.set(bytes.subarray(0, roomBytes - 8));
    Atomics.store(head, 1, Math.min(bytes.length, roomBytes - 8));
    Atomics.add(head, 0, 1);
  };
}

/** Reads one input after another and keeps what crashes or takes long. */
function createReader(parser: Parser, note: (bytes: Uint8Array) => void) {
  const crashes = new Map<string, string>();
  const measured = { inputs: 0, slowestMs: 0, slow: 0 };
  return {
    crashes,
    measured,
    async read(bytes: Uint8Array): Promise<void> {
      note(bytes);
      const began = performance.now();
      const why = await crashOn(parser, bytes);
      const ms = performance.now() - began;
      measured.inputs += 1;
      // A second look: the first may have waited for the machine.
      const surelyMs = ms > slowMs ? Math.min(ms, await timeOf(parser, bytes)) : ms;
      measured.slowestMs = Math.max(measured.slowestMs, surelyMs);
      if (surelyMs > slowMs) measured.slow += 1;
      if (surelyMs > slowMs && measured.slow <= mostKept) keep(parser.name, bytes);
      if (why !== undefined && !crashes.has(placeOf(why)))
        crashes.set(placeOf(why), `${keep(parser.name, bytes)}\n${why}`);
    },
  };
}

/** Reads mutated inputs until the time is over; an input that runs something new is mutated further. */
async function fuzz(parser: Parser, { seconds, seed, room }: Job): Promise<Report> {
  const pool = [...seedBytes(parser), ...foundBefore(parser.name).map(({ bytes }) => bytes)];
  const chance = createChance(seed);
  const note = createNote(room);
  const { read, crashes, measured } = createReader(parser, note);
  const scout = createScout(parser, note);
  for (const bytes of pool) await read(bytes);
  scout.remember();
  const began = performance.now();
  const end = began + seconds * 1000;
  while (performance.now() < end) {
    const batch: Uint8Array[] = [];
    for (const until = Math.min(end, performance.now() + batchMs); performance.now() < until; ) {
      const bytes = mutate(pool[chance.below(pool.length)] ?? new Uint8Array(), chance, pool);
      batch.push(bytes);
      await read(bytes);
    }
    const hasTime = scout.spentMs() < mostScouting * (performance.now() - began);
    if (hasTime) pool.push(...(await scout.search(batch)));
  }
  const ran = (performance.now() - began) / 1000;
  const found = [...crashes.values()].map((words) => {
    const [input = "", ...why] = words.split("\n");
    return { input, why: why.slice(0, 4).join("\n") };
  });
  return { ...measured, seconds: ran, kept: pool.length, blocks: scout.blocks(), crashes: found };
}

/**
 * Tells which inputs of a batch ran what none ran before. Asking what ran costs as much as thousands of inputs, so it
 * is asked of a whole batch, and only then of its halves.
 */
function createScout(parser: Parser, note: (bytes: Uint8Array) => void) {
  const coverage = watchCoverage(parser.covers);
  const seen = new Set<string>();
  let spentMs = 0;
  const unseen = () => coverage.take().filter((block) => !seen.has(block));
  const remember = (blocks: readonly string[]) => {
    for (const block of blocks) seen.add(block);
  };
  const halves = async (batch: readonly Uint8Array[]): Promise<Uint8Array[]> => {
    const middle = batch.length >> 1;
    const found: Uint8Array[] = [];
    for (const half of [batch.slice(0, middle), batch.slice(middle)]) {
      for (const bytes of half) {
        note(bytes);
        await crashOn(parser, bytes);
      }
      const fresh = unseen();
      if (fresh.length === 0) continue;
      if (half.length === 1) found.push(...half);
      else found.push(...(await halves(half)));
      remember(fresh);
    }
    return found;
  };
  return {
    remember: () => remember(coverage.take()),
    spentMs: () => spentMs,
    blocks: () => seen.size,
    async search(batch: readonly Uint8Array[]): Promise<Uint8Array[]> {
      const began = performance.now();
      const fresh = unseen();
      const found = fresh.length > 0 && batch.length > 1 ? await halves(batch) : [];
      remember(fresh);
      spentMs += performance.now() - began;
      return found;
    },
  };
}

async function timeOf(parser: Parser, bytes: Uint8Array): Promise<number> {
  const began = performance.now();
  await crashOn(parser, bytes);
  return performance.now() - began;
}

/** Crashes at the same place are one. */
function placeOf(why: string): string {
  return why.split("\n").slice(0, 2).join(" ").replace(/\d+/g, "0");
}

/** Fuzzes in a thread of its own, so that an input that never ends can be seen and kept. */
function watchOver(parser: string, seconds: number, seed: number): Promise<Report> {
  const room = new SharedArrayBuffer(roomBytes);
  const head = new Int32Array(room, 0, 2);
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { parser, seconds, seed, room } satisfies Job,
  });
  return new Promise((resolve, reject) => {
    let last = -1;
    let since = performance.now();
    const watch = setInterval(() => {
      const count = Atomics.load(head, 0);
      if (count !== last) [last, since] = [count, performance.now()];
      if (performance.now() - since < hangMs || count === 0) return;
      const bytes = Uint8Array.from(new Uint8Array(room, 8, Atomics.load(head, 1)));
      clearInterval(watch);
      void worker.terminate();
      reject(new Error(`${parser}: an input never ends, kept as test/fuzz/corpus/${keep(parser, bytes)}`));
    }, 500);
    worker.on("message", (report: Report) => {
      clearInterval(watch);
      resolve(report);
    });
    worker.on("error", (error) => {
      clearInterval(watch);
      reject(error);
    });
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { parser: { type: "string" }, seconds: { type: "string" }, seed: { type: "string" } },
  });
  const known = parsers.map(({ name }) => name);
  const chosen = values.parser === undefined || values.parser === "all" ? known : [values.parser];
  const unknown = chosen.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`--parser ${unknown} is none of: all, ${known.join(", ")}`);
  const seconds = Number(values.seconds ?? 10);
  let faults = 0;
  for (const name of chosen) {
    const report = await watchOver(name, seconds, Number(values.seed ?? Date.now() % 2 ** 31));
    const { inputs, blocks, kept, slow, slowestMs, crashes } = report;
    faults += crashes.length + slow;
    const perSecond = Math.round(inputs / report.seconds);
    process.stdout.write(
      `${name.padEnd(15)} ${String(inputs).padStart(9)} inputs  ${String(perSecond).padStart(7)}/s  ${blocks} blocks  ` +
        `${kept} inputs kept  slowest ${slowestMs.toFixed(1)} ms  ${slow} over ${slowMs} ms  ${crashes.length} crashes\n`,
    );
    for (const { input, why } of crashes) process.stdout.write(`  test/fuzz/corpus/${input}\n  ${why}\n`);
  }
  process.exitCode = faults === 0 ? 0 : 1;
}

if (!isMainThread && parentPort && "parser" in (workerData ?? {})) {
  const job = workerData as Job;
  const parser = findParser(job.parser);
  if (parser) parentPort.postMessage(await fuzz(parser, job));
} else if (isMainThread && process.argv[1]?.endsWith("fuzz.ts")) await main();
