import { readFileSync } from "node:fs";
import { sql } from "kysely";
import type { Channel } from "../src/channels/channel.ts";
import { createTelegram } from "../src/channels/telegram.ts";
import type { Database } from "../src/database/database.ts";
import { openDatabase } from "../src/database/open.ts";
import { takeSeat } from "../src/database/seats.ts";
import { createDeliverer } from "../src/delivery/deliver.ts";
import { enqueue } from "../src/delivery/enqueue.ts";
import { silentLog } from "../src/kit/log.ts";
import { say } from "../src/kit/message.ts";
import { sleep, systemClock } from "../src/kit/time.ts";
import { replyChats } from "./drain-orders.ts";
import { token } from "./subject.ts";

/** What one process of the drain bench does; its only argument, as JSON. */
export type Task =
  /** Fills the ledger of an empty database with pending rows of one run. */
  | { readonly kind: "fill"; readonly url: string; readonly rows: number }
  /** The sending loop over the real channel, until the ledger is empty or for some seconds. */
  | {
      readonly kind: "send";
      readonly url: string;
      readonly apiRoot: string;
      /** Null: no limit. */
      readonly perSecond: number | null;
      readonly seconds: number | null;
      /** Writes replies meanwhile, ten a second. */
      readonly isReplying: boolean;
    }
  /** Does nothing but write replies, as a process that answers does, and ring for those that send. */
  | { readonly kind: "reply"; readonly url: string; readonly seconds: number }
  /** The yardstick: `fetch` in a loop, nothing kept. */
  | { readonly kind: "fetch"; readonly apiRoot: string; readonly rows: number; readonly concurrency: number };

/** `written`: wall clock at which each reply was committed, by chat. Memory is resident, in megabytes. */
export type Drained = {
  readonly seconds: number;
  readonly written: Readonly<Record<string, number>>;
  readonly firstMb: number;
  readonly peakMb: number;
};

const words = "Thông báo: công đoàn chúc đoàn viên một ngày làm việc an toàn.";
const task = JSON.parse(process.argv[2] ?? "{}") as Task;
if (task.kind === "fill") await fill(task);
else console.log(JSON.stringify(await work(task)));

function work(of: Exclude<Task, { kind: "fill" }>): Promise<Drained> {
  return of.kind === "send" ? send(of) : of.kind === "reply" ? reply(of) : fetchAll(of);
}

async function fill({ url, rows }: Task & { kind: "fill" }): Promise<void> {
  const db = await openDatabase(url);
  const at = systemClock();
  const numbers = sql`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${sql.lit(rows)})`;
  const id = sql`'m' || (1000000000 + i)`;
  await db.transact(async (tx) => {
    await sql`INSERT INTO member (id, created_at) ${numbers} SELECT ${id}, ${sql.lit(at)} FROM n`.execute(tx);
    await sql`INSERT INTO consent (member_id, purpose, is_given, text_version, channel, at)
      ${numbers} SELECT ${id}, 'news', 1, '1', 'telegram', ${sql.lit(at)} FROM n`.execute(tx);
    const run = {
      run_id: "run",
      content: JSON.stringify(say(words)),
      is_open: 1,
      is_stopped: 0,
      created_at: at,
    };
    await tx.insertInto("delivery_run").values(run).execute();
    await sql`INSERT INTO delivery (member_id, channel, address_id, run_id, status, not_before, attempts, created_at)
      ${numbers} SELECT ${id}, 'telegram', '7' || (100000000 + i), 'run', 'pending', ${sql.lit(at)}, 0, ${sql.lit(at)}
      FROM n`.execute(tx);
  });
  if (db.kind === "postgres") await sql`VACUUM ANALYZE`.execute(db.read);
  await db.close();
}

async function send(of: Task & { kind: "send" }): Promise<Drained> {
  const db = await openDatabase(of.url);
  const seat = await takeSeat(db, "deliver");
  const { apiRoot } = of;
  const settings = { token, apiRoot, mode: "polling" as const, webhookSecret: null, clock: systemClock };
  const bulkPerSecond = of.perSecond ?? Number.POSITIVE_INFINITY;
  const channel = createTelegram({ ...settings, bulkPerSecond, loadBlob: async () => new Uint8Array() });
  const deliverer = createDeliverer({
    db,
    channels: new Map<"telegram", Channel>([["telegram", channel]]),
    clock: systemClock,
    log: silentLog,
    claimer: `${seat} ${process.pid}`,
    quietHours: { fromMinute: 0, toMinute: 0 },
  });
  db.hear("outbound", () => deliverer.wake());
  const memory = watchMemory();
  const stopping = new AbortController();
  const began = performance.now();
  const running = deliverer.run(stopping.signal);
  const over = of.seconds === null ? untilEmpty(db) : sleep(of.seconds * 1000);
  const written = of.isReplying ? await replyUntil(over, db, deliverer.wake) : await over.then(() => ({}));
  const seconds = (performance.now() - began) / 1000;
  stopping.abort();
  await running;
  channel.close();
  await db.close();
  return { seconds, written, ...memory.stop() };
}

async function untilEmpty(db: Database): Promise<void> {
  const look = () =>
    db.read
      .selectFrom("delivery")
      .select("seq")
      .where("run_id", "=", "run")
      .where("status", "in", ["pending", "sending"])
      .limit(1)
      .executeTakeFirst();
  while (await look()) await sleep(50);
}

async function reply({ url, seconds }: Task & { kind: "reply" }): Promise<Drained> {
  const db = await openDatabase(url);
  const written = await replyUntil(sleep(seconds * 1000), db, () => db.ring("outbound"));
  await db.close();
  return { seconds, written, firstMb: 0, peakMb: 0 };
}

async function replyUntil(over: Promise<void>, db: Database, wake: () => void) {
  const written: Record<string, number> = {};
  let isOver = false;
  void over.then(() => {
    isOver = true;
  });
  for (let n = 0; !isOver; n++) {
    const chat = `${replyChats}${1_000_000 + n}`;
    const letter = { memberId: "m1000000001", to: { channel: "telegram", externalId: chat } as const };
    const now = systemClock();
    await db.transact((tx) => enqueue(tx, [{ ...letter, content: say("Trả lời"), inboundSeq: null }], now));
    written[chat] = Date.now();
    wake();
    await sleep(100);
  }
  return written;
}

async function fetchAll(of: Task & { kind: "fetch" }): Promise<Drained> {
  const memory = watchMemory();
  const began = performance.now();
  let next = 0;
  const work = async () => {
    while (next < of.rows) {
      const body = JSON.stringify({ chat_id: String(7_100_000_000 + next++), text: words });
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${of.apiRoot}/bot${token}/sendMessage`, { method: "POST", headers, body });
      await answer.json();
    }
  };
  await Promise.all(Array.from({ length: of.concurrency }, work));
  return { seconds: (performance.now() - began) / 1000, written: {}, ...memory.stop() };
}

/** The first figure is taken after five seconds, when everything is loaded. */
function watchMemory() {
  const resident = () =>
    (Number(/VmRSS:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) * 1024) / 1e6;
  let firstMb = 0;
  let peakMb = 0;
  const began = performance.now();
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, resident());
    if (performance.now() - began < 5_000) firstMb = peakMb;
  }, 50);
  return {
    stop() {
      clearInterval(timer);
      return { firstMb, peakMb: Math.max(peakMb, resident()) };
    },
  };
}
