import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryOf, secret, startOurs, startPlatform } from "./subject.ts";

export type SoakVerdict = {
  readonly messages: number;
  readonly hoursOfAProvince: number;
  /** Resident memory after the first quarter and at the end, and its highest after that quarter, in megabytes. */
  readonly quarterMb: number;
  readonly lastMb: number;
  readonly highestMb: number;
  readonly faults: readonly string[];
};

const perSecond = 250;
const roundSeconds = 10;
/** What a province with 100,000 members asks in a busy hour. */
const perHour = 1_800;
/** So much may memory go up and down by itself. */
const noiseMb = 20;
/** Seven, so that people who take turns never write the same again and again, which would be taken for a machine. */
const texts = [
  "muc thuong sang kien la bao nhieu",
  "xin chào",
  "/menu",
  "ai xet cong nhan sang kien",
  "/trangthai",
  "sáng kiến phải nộp trong thời hạn nào",
  "cảm ơn",
];

/** A day's messages in minutes, at a steady rate to one process on SQLite: every one answered, and memory flat. */
export async function runSoak(seconds: number): Promise<SoakVerdict> {
  const platform = await startPlatform();
  const folder = mkdtempSync(join(tmpdir(), "caunoi-soak-"));
  const subject = await startOurs(platform, folder);
  const rounds = Math.max(8, Math.round(seconds / roundSeconds));
  const messages = perSecond * roundSeconds;
  const memory: number[] = [];
  const faults: string[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const target = { url: subject.webhook, secret, people: 400, firstNumber: round * messages + 1 };
      const { replies } = await platform.load({ ...target, texts, messages, perSecond });
      // Whoever writes for the first time is greeted by a second message.
      if (replies < messages) faults.push(`round ${round + 1}: ${messages} messages got ${replies} replies`);
      memory.push(memoryOf(subject.pid).now);
    }
  } finally {
    await subject.stop();
    platform.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const quarter = Math.ceil(memory.length / 4);
  const quarterMb = Math.max(...memory.slice(0, quarter));
  const highestMb = Math.max(...memory.slice(quarter));
  if (highestMb > quarterMb + noiseMb) faults.push(`memory grew from ${quarterMb} to ${highestMb} MB`);
  const total = rounds * messages;
  const lastMb = memory.at(-1) ?? Number.NaN;
  return { messages: total, hoursOfAProvince: total / perHour, quarterMb, lastMb, highestMb, faults };
}
