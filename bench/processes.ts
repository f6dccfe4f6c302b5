import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { startPostgres } from "../test/support/postgres.ts";
import { startFleet } from "./drill-fleet.ts";
import { createEmptyDatabase } from "./empty-database.ts";
import { type Figure, figure, holds, toTable } from "./figures.ts";
import { cpuSeconds, type Platform, secret, startPlatform, token } from "./subject.ts";

/**
 * `node bin/run.mjs bench/processes.ts [--messages 6000] [--processes 1,2,4]`
 *
 * What people write to one process, and to several on the same PostgreSQL: messages a second, what the processes and the
 * database spend on each, and what the database's connections wait for. Ends with 1 when several are slower than one.
 */
const { values } = parseArgs({
  options: {
    messages: { type: "string", default: "6000" },
    processes: { type: "string", default: "1,2,4" },
  },
});

const texts = [
  "muc thuong sang kien la bao nhieu",
  "/menu",
  "xin chào",
  "/trangthai",
  "ai xet cong nhan sang kien",
];
const people = 96;
const warmUp = 1_000;
/** What the noise of the machine may make of "no loss". */
const noLoss = { kind: "least", value: 0.95 } as const;

/** A commit that waits for another's to reach the disk waits in `WALWrite`. */
const waitsSql = `SELECT count(*) FILTER (WHERE wait_event IS NULL)::int AS working,
  count(*) FILTER (WHERE wait_event_type = 'IO' OR wait_event = 'WALWrite')::int AS disk,
  count(*) FILTER (WHERE wait_event_type = 'Lock')::int AS rows
  FROM pg_stat_activity
  WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()`;

type Server = Awaited<ReturnType<typeof startPostgres>>;
type Measured = { readonly perSecond: number; readonly figures: readonly Figure[] };

const server = await startPostgres({ durable: true });
const platform = await startPlatform();
const figures: Figure[] = [];
let alone: Measured | undefined;
let number = 1;
try {
  for (const count of values.processes.split(",").map(Number)) {
    const measured = await measure(count);
    figures.push(...measured.figures);
    if (count === 1) alone = measured;
    else if (alone) {
      const ratio = measured.perSecond / alone.perSecond;
      figures.push(figure(`${count} processes: of one's messages a second`, ratio, "×", noLoss));
    }
    console.error(toTable(figures));
  }
} finally {
  platform.stop();
  await server.stop();
}
console.log(toTable(figures));
process.exit(figures.every(holds) ? 0 : 1);

async function measure(count: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "caunoi-processes-"));
  const url = await createEmptyDatabase(server.url, `processes_${count}`);
  const settings = settingsOf(url, platform);
  const fleet = await startFleet(
    { settings, folder },
    Array.from({ length: count }, () => "all"),
  );
  try {
    const webhook = `http://127.0.0.1:${fleet.relay.port}/webhooks/telegram`;
    await write(webhook, warmUp * count);
    const before = spent(fleet.pids, server);
    const watch = await watchWaits(url);
    const messages = Number(values.messages);
    const { seconds } = await write(webhook, messages);
    const waits = await watch.stop();
    const after = spent(fleet.pids, server);
    const perSecond = messages / seconds;
    const micros = (of: "program" | "database") => ((after[of] - before[of]) * 1e6) / messages;
    const what = `${count} process${count > 1 ? "es" : ""}`;
    return {
      perSecond,
      figures: [
        figure(`${what}: messages a second`, perSecond, "/s"),
        figure(`${what}: CPU of the program for a message`, micros("program"), "µs"),
        figure(`${what}: CPU of the database for a message`, micros("database"), "µs"),
        figure(`${what}: connections that work at a moment`, waits.working, ""),
        figure(`${what}: that wait for the disk`, waits.disk, ""),
        figure(`${what}: that wait for each other's rows`, waits.rows, ""),
      ],
    };
  } finally {
    await fleet.abandon();
    rmSync(folder, { recursive: true, force: true });
  }
}

function settingsOf(databaseUrl: string, { url }: Platform): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: "warn",
    TELEGRAM_API_ROOT: url,
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_MODE: "webhook",
    TELEGRAM_WEBHOOK_SECRET: secret,
  };
}

function write(url: string, messages: number) {
  const firstNumber = number;
  number += messages;
  return platform.load({ url, secret, people, firstNumber, texts, messages });
}

function spent(pids: readonly number[], database: Server) {
  const sum = (of: readonly number[]) => of.reduce((all, pid) => all + cpuSeconds(pid), 0);
  return { program: sum(pids), database: sum(database.pids()) };
}

/** Looks twenty times a second what the connections of a database do; means of all looks. */
async function watchWaits(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const totals = { working: 0, disk: 0, rows: 0 };
  let looks = 0;
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    const { rows } = await client.query<{ working: number; disk: number; rows: number }>(waitsSql);
    for (const key of ["working", "disk", "rows"] as const) totals[key] += rows[0]?.[key] ?? 0;
    looks += 1;
  };
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, 50);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
      await client.end();
      const mean = (total: number) => total / Math.max(1, looks);
      return { working: mean(totals.working), disk: mean(totals.disk), rows: mean(totals.rows) };
    },
  };
}
