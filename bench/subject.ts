import { type ChildProcess, fork, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sleep } from "../src/kit/time.ts";
import { freePort } from "../test/support/postgres.ts";
import type { Load, LoadResult } from "./platform-load.ts";
import { startProgram } from "./program.ts";

/** A program that answers a Telegram webhook, as a process of its own. */
export type Subject = {
  readonly webhook: string;
  readonly pid: number;
  stop(): Promise<void>;
};

/** The platform process: the Bot API the subjects call, and the people who write to them. */
export type Platform = {
  readonly url: string;
  load(load: Load): Promise<LoadResult>;
  stop(): void;
};

export const token = "7000000001:AAF-loopback_only_0123456789abcdefg";
export const secret = "loopback-only-secret";

export async function startPlatform(): Promise<Platform> {
  const child = fork(join(import.meta.dirname, "platform.ts"), { execArgv: [] });
  const { url } = (await answerOf(child)) as { url: string };
  return {
    url,
    async load(load) {
      child.send(load);
      const answer = (await answerOf(child)) as { result?: LoadResult; error?: string };
      if (!answer.result) throw new Error(answer.error ?? "The platform gave no result.");
      return answer.result;
    },
    stop: () => child.kill(),
  };
}

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`The platform ended with ${code}.`));
    child.once("exit", gone);
    child.once("message", (answer) => {
      child.off("exit", gone);
      resolve(answer);
    });
  });
}

/** The whole program on a SQLite file in `folder`, by webhook. */
export async function startOurs(platform: Platform, folder: string): Promise<Subject> {
  const settings = {
    LOG_LEVEL: "warn",
    TELEGRAM_API_ROOT: platform.url,
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_MODE: "webhook",
    TELEGRAM_WEBHOOK_SECRET: secret,
  };
  const program = startProgram(settings, { port: await freePort(), folder });
  await program.ready.catch((error: unknown) => {
    throw new Error(`The program did not start. ${program.complaints}`, { cause: error });
  });
  return {
    webhook: `${program.url}/webhooks/telegram`,
    pid: program.pid,
    stop: async () => void (await program.stop()),
  };
}

/** The bare grammY echo webhook. */
export async function startEcho(platform: Platform): Promise<Subject> {
  const port = String(await freePort());
  const script = join(import.meta.dirname, "echo-bot.ts");
  const child = spawn(process.execPath, [script, port, platform.url, token, secret], { stdio: "inherit" });
  const webhook = `http://127.0.0.1:${port}/`;
  for (let tries = 0; tries < 500; tries++) {
    const answer = await fetch(webhook).catch(() => undefined);
    if (answer?.ok) break;
    await sleep(20);
  }
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = () => {
    child.kill();
    return ended;
  };
  return { webhook, pid: child.pid ?? 0, stop };
}

const ticksPerSecond = 100; // USER_HZ, the unit of /proc/<pid>/stat on Linux

/** CPU seconds a process has used so far, all threads, user and kernel. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The program's name may hold spaces; the fields after its closing bracket do not.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Resident memory in megabytes (10^6 bytes): now, and at its highest. */
export function memoryOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const read = (name: string) =>
    (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) * 1024) / 1e6;
  return { now: read("VmRSS"), peak: read("VmHWM") };
}
