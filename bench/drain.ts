import { type ChildProcess, fork, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sleep } from "../src/kit/time.ts";
import { startPostgres } from "../test/support/postgres.ts";
import type { Order, Report } from "./drain-orders.ts";
import type { Drained, Task } from "./drain-worker.ts";
import { createEmptyDatabase } from "./empty-database.ts";
import { atMost, type Bound, type Figure, figure, percentile } from "./figures.ts";

const worker = join(import.meta.dirname, "drain-worker.ts");
const concurrency = 256;
/** Loading and the first second's spreading are over by then; two processes also learn of each other. */
const settlingMs = 5_000;
/** Processes that start together learn of each other before the first of them sends. */
const joiningMs = 4_500;

export type DrainTerms = {
  readonly rows: number;
  /** How long each pace is watched. */
  readonly seconds: number;
  /** Rows that wait while memory is watched; 0 leaves it out. */
  readonly many: number;
  readonly only?: string | undefined;
  /** One of the parts alone: the drain against a bare loop, the paces with replies meanwhile, memory. */
  readonly part?: DrainPart | undefined;
};
export type DrainPart = "drain" | "pace" | "memory";

/** How fast the ledger empties, how well it keeps a platform's pace, and whether its memory is bounded. */
export async function measureDrain(terms: DrainTerms): Promise<Figure[]> {
  const server = await startPostgres({ durable: true });
  const folder = mkdtempSync(join(tmpdir(), "caunoi-drain-"));
  const platform = await startPlatform();
  let count = 0;
  const open = {
    SQLite: async () => `file:${join(folder, `${++count}.db`)}`,
    PostgreSQL: () => createEmptyDatabase(server.url, `drain_${++count}`),
  };
  try {
    const figures: Figure[] = [];
    for (const name of ["SQLite", "PostgreSQL"] as const) {
      if (terms.only && terms.only !== name.toLowerCase()) continue;
      figures.push(...(await measureOn(name, open[name], { ...terms, platform })));
    }
    return figures;
  } finally {
    platform.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Terms = DrainTerms & { readonly platform: Platform };
type Open = () => Promise<string>;

async function measureOn(name: string, open: Open, terms: Terms): Promise<Figure[]> {
  const wants = (part: DrainPart) => terms.part === undefined || terms.part === part;
  const figures: Figure[] = [];
  if (wants("drain")) figures.push(...(await drain(name, await filled(open, terms.rows), terms)));
  for (const processes of wants("pace") ? (name === "SQLite" ? [1] : [1, 2, 4]) : []) {
    for (const perSecond of [28, 1000]) {
      const url = await filled(open, perSecond * (terms.seconds + 20));
      figures.push(...(await keepPace(name, url, { ...terms, perSecond, processes })));
    }
  }
  if (!wants("memory") || terms.many === 0) return figures;
  return [...figures, ...(await watchMemory(name, await filled(open, terms.many), terms))];
}

async function filled(open: Open, rows: number): Promise<string> {
  const url = await open();
  await run({ kind: "fill", url, rows });
  return url;
}

async function drain(name: string, url: string, { rows, platform }: Terms): Promise<Figure[]> {
  await platform.begin(null);
  const bare = await run({ kind: "fetch", apiRoot: platform.url, rows, concurrency });
  await platform.begin(null);
  const ours = await run({ ...sending(url, platform), perSecond: null, seconds: null });
  return [
    figure(`A bare fetch loop, ${concurrency} at once`, rows / bare.seconds, "/s"),
    figure(`Drain, ${name}`, rows / ours.seconds, "/s"),
    figure(`Drain, ${name}, of the bare loop's rate`, bare.seconds / ours.seconds, "×", atLeast(0.6)),
  ];
}

async function keepPace(
  name: string,
  url: string,
  { perSecond, seconds, processes, platform }: Terms & { perSecond: number; processes: number },
): Promise<Figure[]> {
  await platform.begin(perSecond);
  const task = { ...sending(url, platform), perSecond, seconds: seconds + (settlingMs + joiningMs) / 1000 };
  await Promise.all(Array.from({ length: processes }, () => run(task)));
  const { atMs, refused } = await platform.report();
  const from = (atMs[0] ?? 0) + settlingMs;
  const within = atMs.filter((at) => at >= from && at < from + seconds * 1000).length;
  const what = `${perSecond} a second, ${name}, ${processes} process${processes > 1 ? "es" : ""}`;
  return [
    figure(`${what}: of the allowed rate`, (within / seconds / perSecond) * 100, "%", atLeast(98)),
    figure(`${what}: answered 429`, refused, "", atMost(1)),
    ...(processes <= 2 ? await replyMeanwhile(what, url, { perSecond, processes, platform }) : []),
  ];
}

/**
 * Replies do not wait for the pace of bulk, so the platform's own limit is left away here. One process writes and sends
 * them; beside two that send, a third writes them and rings.
 */
async function replyMeanwhile(
  what: string,
  url: string,
  { perSecond, processes, platform }: { perSecond: number; processes: number; platform: Platform },
): Promise<Figure[]> {
  await platform.begin(null);
  const seconds = 10;
  const task = { ...sending(url, platform), perSecond, seconds, isReplying: processes === 1 };
  const sends = Promise.all(Array.from({ length: processes }, () => run(task)));
  // Those that send are up by then, and go on a little longer.
  if (processes > 1) await sleep(1_500);
  const other = processes > 1 ? run({ kind: "reply", url, seconds: seconds - 4 }) : undefined;
  const writer = other ? await other : (await sends)[0];
  await sends;
  const { replies } = await platform.report();
  const waits = Object.entries(writer?.written ?? {})
    .slice(5)
    .map(([chat, at]) => (replies[chat] ?? Number.POSITIVE_INFINITY) - at);
  const sorted = waits.toSorted((a, b) => a - b);
  return [figure(`${what}: a reply leaves, 99 % within`, percentile(sorted, 0.99), "ms", atMost(200))];
}

async function watchMemory(name: string, url: string, { seconds, platform }: Terms): Promise<Figure[]> {
  await platform.begin(null);
  const { firstMb, peakMb } = await run({ ...sending(url, platform), perSecond: null, seconds });
  const what = `${seconds} s of draining a long ledger, ${name}`;
  return [
    figure(`${what}: resident memory, highest`, peakMb, "MB", atMost(300)),
    figure(`${what}: above the first five seconds`, peakMb - firstMb, "MB", atMost(40)),
  ];
}

function sending(url: string, platform: Platform) {
  return { kind: "send" as const, url, apiRoot: platform.url, isReplying: false };
}

function atLeast(value: number): Bound {
  return { kind: "least", value };
}

async function run(task: Task): Promise<Drained> {
  const child = spawn(process.execPath, [worker, JSON.stringify(task)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`A process of the drain bench (${task.kind}) ended with ${code}.`);
  return JSON.parse(output || "{}") as Drained;
}

type Platform = {
  readonly url: string;
  /** From now on, with this limit over any second; every chat takes a message a second then. */
  begin(perSecond: number | null): Promise<void>;
  report(): Promise<Report>;
  stop(): void;
};

async function startPlatform(): Promise<Platform> {
  const child = fork(join(import.meta.dirname, "drain-platform.ts"), { execArgv: [] });
  const { url } = (await messageOf(child)) as { url: string };
  const ask = (order: Order) => {
    child.send(order);
    return messageOf(child);
  };
  return {
    url,
    begin: async (perSecond) =>
      void (await ask({ kind: "begin", perSecond, perChatMs: perSecond === null ? 0 : 1000 })),
    report: async () => (await ask({ kind: "report" })) as Report,
    stop: () => child.kill(),
  };
}

function messageOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => child.once("message", resolve));
}
