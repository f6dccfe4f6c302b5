import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { sleep } from "../src/kit/time.ts";

/** The program as an operator runs it: a process of its own, known by its port and what it prints. */
export type Program = {
  readonly pid: number;
  readonly url: string;
  /** Resolves with milliseconds since the spawn when `/readyz` says yes; rejects when it ends before. */
  readonly ready: Promise<number>;
  /** Exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
  /** `kill -9`: nothing is flushed, finished or said. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | string>;
  /** What it wrote to stderr so far. */
  readonly complaints: string;
};

const root = join(import.meta.dirname, "..");
const longestStartMs = 30_000;

/**
 * Starts the program on `port` in `folder` (no developer's `.env` there), with nothing in its environment but
 * Node's own options and `settings`.
 */
export function startProgram(
  settings: Readonly<Record<string, string>>,
  { port, folder }: { port: number; folder: string },
): Program {
  const began = performance.now();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH ?? "",
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? "",
    // Lets a profile be taken: NODE_OPTIONS="--cpu-prof" npm run bench.
    NODE_OPTIONS: process.env.NODE_OPTIONS ?? "",
    HOST: "127.0.0.1",
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: folder,
    ...settings,
  };
  const launcher = join(root, "bin", "run.mjs");
  const child = spawn(process.execPath, [launcher, "src/main.ts"], { cwd: folder, env });
  let complaints = "";
  child.stdout.resume();
  child.stderr.on("data", (chunk) => {
    complaints += chunk;
  });
  const ended = new Promise<number | string>((resolve) => {
    child.on("exit", (code, signal) => resolve(code ?? signal ?? "gone"));
  });
  const ready = waitUntilReady(url, child, began);
  // Whoever does not wait for it (a drill that kills at random) must not be ended by it.
  ready.catch(() => {});
  return {
    pid: child.pid ?? 0,
    url,
    ready,
    ended,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    stop() {
      child.kill("SIGTERM");
      return ended;
    },
    get complaints() {
      return complaints;
    },
  };
}

async function waitUntilReady(url: string, child: ChildProcess, began: number): Promise<number> {
  while (performance.now() - began < longestStartMs) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error("It ended before it was ready.");
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return performance.now() - began;
    await sleep(10);
  }
  throw new Error(`It was not ready within ${longestStartMs} ms.`);
}
