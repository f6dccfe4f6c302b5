import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sleep } from "../src/kit/time.ts";
import { type Figure, median, percentile } from "./figures.ts";
import type { LoadResult } from "./platform-load.ts";
import {
  cpuSeconds,
  memoryOf,
  type Platform,
  type Subject,
  secret,
  startEcho,
  startOurs,
  startPlatform,
} from "./subject.ts";

/** What people write, a number behind each: questions as they are typed, commands, small talk. */
const texts = [
  "muc thuong sang kien la bao nhieu",
  "xin chào",
  "Nghị quyết 16 đặt ra chỉ tiêu gì",
  "/menu",
  "ke hoach 360 giao viec gi cho cong doan co so",
  "/trangthai",
  "sáng kiến phải nộp trong thời hạn nào",
  "cảm ơn",
  "ai xet cong nhan sang kien",
  "/nhantin",
];

export type InboundPlan = {
  readonly repeats: number;
  readonly messages: number;
  readonly pacedSeconds: number;
};

type Cell = { readonly perSecond: number; readonly cpuMicros: number };

let number = 1;

/** Both programs in turn, each in a fresh process, over one platform; figures are medians over the repeats. */
export async function measureInbound(plan: InboundPlan): Promise<Figure[]> {
  const platform = await startPlatform();
  const folder = mkdtempSync(join(tmpdir(), "caunoi-bench-"));
  try {
    const echo: Cell[] = [];
    const ours: Cell[] = [];
    for (let repeat = 0; repeat < plan.repeats; repeat++) {
      echo.push(await measure(platform, await startEcho(platform), plan.messages));
      ours.push(await measure(platform, await startOurs(platform, folder), plan.messages));
    }
    return [...compare(echo, ours), ...(await measureTurns(platform, folder, plan))];
  } finally {
    platform.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(platform: Platform, subject: Subject, messages: number): Promise<Cell> {
  try {
    await write(platform, subject, { messages: 1000 });
    // A first contact is answered by two messages: the second must not be taken for the next answer.
    await sleep(500);
    const before = cpuSeconds(subject.pid);
    const { seconds, replies } = await write(platform, subject, { messages });
    const cpuMicros = ((cpuSeconds(subject.pid) - before) * 1e6) / messages;
    if (replies !== messages) throw new Error(`${messages} messages got ${replies} replies.`);
    return { perSecond: messages / seconds, cpuMicros };
  } finally {
    await subject.stop();
  }
}

/** Turn times at a steady 100 messages a second, then memory after ten thousand turns in one process. */
async function measureTurns(platform: Platform, folder: string, plan: InboundPlan): Promise<Figure[]> {
  const subject = await startOurs(platform, folder);
  try {
    await write(platform, subject, { messages: 1000 });
    await sleep(500);
    const paced = await write(platform, subject, { messages: plan.pacedSeconds * 100, perSecond: 100 });
    await write(platform, subject, { messages: Math.max(1, 9_000 - plan.pacedSeconds * 100) });
    const memory = memoryOf(subject.pid);
    const turn = (share: number) => percentile(paced.turnsMs, share);
    return [
      { what: "Turn at 100 messages/s, half of them within", value: turn(0.5), unit: "ms" },
      {
        what: "Turn at 100 messages/s, 99 % of them within",
        value: turn(0.99),
        unit: "ms",
        bound: { kind: "most", value: 50 },
      },
      {
        what: "Resident memory after 10,000 turns",
        value: memory.now,
        unit: "MB",
        bound: { kind: "most", value: 200 },
      },
      { what: "Resident memory, highest of that process", value: memory.peak, unit: "MB" },
    ];
  } finally {
    await subject.stop();
  }
}

async function write(
  platform: Platform,
  { webhook }: Subject,
  load: { messages: number; perSecond?: number },
): Promise<LoadResult> {
  const firstNumber = number;
  number += load.messages;
  return platform.load({ url: webhook, secret, texts, people: 40, firstNumber, ...load });
}

function compare(echo: readonly Cell[], ours: readonly Cell[]): Figure[] {
  const cpu = (cells: readonly Cell[]) => median(cells.map((cell) => cell.cpuMicros));
  const rate = (cells: readonly Cell[]) => median(cells.map((cell) => cell.perSecond));
  return [
    { what: "grammY echo: CPU per message", value: cpu(echo), unit: "µs" },
    { what: "Cầu Nối: CPU per message, stored and answered", value: cpu(ours), unit: "µs" },
    {
      what: "Throughput at equal CPU, of the echo's",
      value: cpu(echo) / cpu(ours),
      unit: "×",
      bound: { kind: "least", value: 0.5 },
    },
    { what: "grammY echo: messages a second", value: rate(echo), unit: "/s" },
    { what: "Cầu Nối: messages a second", value: rate(ours), unit: "/s" },
  ];
}
