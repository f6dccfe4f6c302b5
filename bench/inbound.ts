import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sleep } from "../src/kit/time.ts";
import { atMost, type Figure, figure, median, percentile } from "./figures.ts";
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

/**
 * What people write: questions as they are typed, commands, small talk. Eleven, so that people who take turns
 * never write the same twenty times in a row, which would be taken for a machine.
 */
const everyday = [
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
  "mấy giờ rồi",
];
/** Messages whose answer takes no search: what is left is the machinery around it, as in an echo. */
const commands = ["/menu", "/trangthai", "/nhantin"];

export type InboundPlan = {
  readonly repeats: number;
  readonly messages: number;
  readonly pacedSeconds: number;
};

type Cell = { readonly perSecond: number; readonly cpuMicros: number };
type Load = { texts: readonly string[]; messages: number; perSecond?: number };

const ratioDemanded = { kind: "least", value: 0.5 } as const;
const warmUp = 1000;
let number = 1;

/** Both programs in turn, each in a fresh process, over one platform; figures are medians over the repeats. */
export async function measureInbound(plan: InboundPlan): Promise<Figure[]> {
  const platform = await startPlatform();
  const folder = mkdtempSync(join(tmpdir(), "caunoi-bench-"));
  const cells = { echo: [] as Cell[], commands: [] as Cell[], everyday: [] as Cell[] };
  try {
    for (let repeat = 0; repeat < plan.repeats; repeat++) {
      await withSubject(platform, await startEcho(platform), async (write) => {
        cells.echo.push(await write({ texts: everyday, messages: plan.messages }));
      });
      await withSubject(platform, await startOurs(platform, folder), async (write) => {
        cells.commands.push(await write({ texts: commands, messages: plan.messages }));
        cells.everyday.push(await write({ texts: everyday, messages: plan.messages }));
      });
    }
    return [...compare(cells), ...(await measureTurns(platform, folder, plan))];
  } finally {
    platform.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Warms the subject up, measures what `work` writes to it, and stops it. */
async function withSubject(
  platform: Platform,
  subject: Subject,
  work: (write: (load: Load) => Promise<Cell>) => Promise<void>,
): Promise<void> {
  try {
    await warm(platform, subject);
    await work(async (load) => {
      const before = cpuSeconds(subject.pid);
      const { seconds } = await write(platform, subject, load);
      const cpuMicros = ((cpuSeconds(subject.pid) - before) * 1e6) / load.messages;
      return { perSecond: load.messages / seconds, cpuMicros };
    });
  } finally {
    await subject.stop();
  }
}

async function warm(platform: Platform, subject: Subject): Promise<void> {
  await platform.load({ ...target(subject, warmUp), texts: everyday, messages: warmUp });
  // A first contact is answered by two messages: the second must not be taken for the next answer.
  await sleep(500);
}

/** Turn times at a steady 100 messages a second, then memory after ten thousand turns in one process. */
async function measureTurns(platform: Platform, folder: string, plan: InboundPlan): Promise<Figure[]> {
  const subject = await startOurs(platform, folder);
  try {
    await warm(platform, subject);
    const messages = plan.pacedSeconds * 100;
    const paced = await write(platform, subject, { texts: everyday, messages, perSecond: 100 });
    const rest = Math.max(1, 10_000 - warmUp - messages);
    await write(platform, subject, { texts: everyday, messages: rest });
    const memory = memoryOf(subject.pid);
    return [
      figure("Turn at 100 messages/s, half of them within", percentile(paced.turnsMs, 0.5), "ms"),
      figure("Turn at 100 messages/s, 99 % within", percentile(paced.turnsMs, 0.99), "ms", atMost(50)),
      figure("Resident memory after 10,000 turns", memory.now, "MB", atMost(200)),
      figure("Resident memory, highest of that process", memory.peak, "MB"),
    ];
  } finally {
    await subject.stop();
  }
}

async function write(platform: Platform, subject: Subject, load: Load): Promise<LoadResult> {
  const result = await platform.load({ ...target(subject, load.messages), ...load });
  if (result.replies === load.messages) return result;
  throw new Error(`${load.messages} messages got ${result.replies} replies.`);
}

function target({ webhook }: Subject, messages: number) {
  const firstNumber = number;
  number += messages;
  return { url: webhook, secret, people: 40, firstNumber };
}

function compare(cells: Record<"echo" | "commands" | "everyday", readonly Cell[]>): Figure[] {
  const cpu = (of: readonly Cell[]) => median(of.map((cell) => cell.cpuMicros));
  const rate = (of: readonly Cell[]) => median(of.map((cell) => cell.perSecond));
  const { echo, commands, everyday } = cells;
  return [
    figure("grammY echo: CPU per message", cpu(echo), "µs"),
    figure("Commands, stored and answered: CPU per message", cpu(commands), "µs"),
    figure("Everyday mix with questions: CPU per message", cpu(everyday), "µs"),
    figure("Commands: throughput at equal CPU, of the echo's", cpu(echo) / cpu(commands), "×", ratioDemanded),
    figure(
      "Everyday mix: throughput at equal CPU, of the echo's",
      cpu(echo) / cpu(everyday),
      "×",
      ratioDemanded,
    ),
    figure("grammY echo: messages a second", rate(echo), "/s"),
    figure("Commands: messages a second", rate(commands), "/s"),
    figure("Everyday mix: messages a second", rate(everyday), "/s"),
  ];
}
