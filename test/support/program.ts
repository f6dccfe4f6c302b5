import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findLeaks } from "./log-scan.ts";
import { freePort } from "./postgres.ts";

const project = join(import.meta.dirname, "..", "..");
const readyWithinMs = 15_000;

/** The shipped program as a child process, with settings and a data folder of its own. */
export type Program = {
  readonly url: string;
  readonly dataDir: string;
  /** Everything it wrote to stdout and stderr since the last start. */
  output(): string;
  /** Ends the process as `kill -9` does. */
  kill(): Promise<void>;
  /** Asks it to stop and resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Starts it again on the same data, and resolves when it is ready. */
  restart(): Promise<void>;
  /** Runs `caunoi …` with the same settings. */
  command(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }>;
  /** Stops it and removes its data; rejects when its output held words of people or secrets. */
  remove(): Promise<void>;
};

/** Starts `src/main.ts` and resolves when `/readyz` says so; rejects with its output when it ends before. */
export async function startProgram(settings: Record<string, string> = {}): Promise<Program> {
  const dataDir = mkdtempSync(join(tmpdir(), "caunoi-program-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    HOST: "127.0.0.1",
    PORT: String(port),
    DATA_DIR: dataDir,
    ...settings,
  };
  let child: ChildProcess | undefined;
  let output = "";
  let everything = "";

  const run = (args: readonly string[]) =>
    spawn(process.execPath, ["bin/run.mjs", ...args], {
      cwd: project,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });

  async function start(): Promise<void> {
    output = "";
    child = run(["src/main.ts"]);
    const gather = (chunk: Buffer) => {
      output += chunk.toString();
      everything += chunk.toString();
    };
    child.stdout?.on("data", gather);
    child.stderr?.on("data", gather);
    await untilReady(child, url, () => output);
  }

  const end = (signal: NodeJS.Signals) => endChild(child, signal);

  await start();
  return {
    url,
    dataDir,
    output: () => output,
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
    restart: start,
    async command(...args) {
      const command = run(["src/cli.ts", ...args]);
      const [stdout, stderr] = [gathered(command.stdout), gathered(command.stderr)];
      const [code] = (await once(command, "close")) as [number | null];
      return { code, stdout: stdout.join(""), stderr: stderr.join("") };
    },
    async remove() {
      await end("SIGKILL");
      const leaks = await findLeaks(everything, dataDir, settings);
      rmSync(dataDir, { recursive: true, force: true });
      if (leaks.length > 0)
        throw new Error(`The program wrote to its log what it must not: ${leaks.join(" | ")}`);
    },
  };
}

async function endChild(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<number | null> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
  const exited = once(child, "exit");
  child.kill(signal);
  const [code] = (await exited) as [number | null];
  return code;
}

function gathered(stream: NodeJS.ReadableStream | null): string[] {
  const chunks: string[] = [];
  stream?.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  return chunks;
}

async function untilReady(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const deadline = performance.now() + readyWithinMs;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The program ended before it was ready:\n${output()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  child.kill("SIGKILL");
  throw new Error(`The program was not ready within ${readyWithinMs} ms:\n${output()}`);
}
