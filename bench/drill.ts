import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { startPostgres } from "../test/support/postgres.ts";
import { type Drill, runDrill, type Verdict } from "./crash-drill.ts";
import { createEmptyDatabase } from "./empty-database.ts";

/**
 * `npm run drill -- [--kind all|send] [--kills 16] [--updates 2000] [--recipients 2000] [--seed N] [--only sqlite|postgres]`
 *
 * `--kind send`: nobody writes, a campaign goes to 20,000 people, and a hundred kills fall into it.
 * Four drills: SQLite and PostgreSQL, each by polling and by webhook, with that many kills each. Prints a
 * table and ends with 1 when any promise was broken. A seed repeats the choices, not the machine's timing.
 */
const { values } = parseArgs({
  options: {
    kind: { type: "string", default: "all" },
    kills: { type: "string" },
    updates: { type: "string" },
    recipients: { type: "string" },
    seed: { type: "string", default: String(randomInt(1_000_000)) },
    only: { type: "string" },
  },
});

const isSend = values.kind === "send";
const kills = Number(values.kills ?? (isSend ? 100 : 16));
const recipients = Number(values.recipients ?? (isSend ? 20_000 : 2_000));
const size = {
  kills,
  recipients,
  updates: Number(values.updates ?? (isSend ? 0 : 2_000)),
  seed: Number(values.seed),
  // The campaign is under way in most lives, of which half a second each is spent on sending.
  rate: Math.min(1000, Math.ceil((recipients / kills) * (isSend ? 2.5 : 1))),
};
const modes = isSend ? (["polling"] as const) : (["polling", "webhook"] as const);
const lines: [string, Verdict][] = [];

async function drillOn(name: string, drill: Omit<Drill, "mode">, mode: Drill["mode"]): Promise<void> {
  console.log(`${name}, ${mode}, seed ${drill.seed} …`);
  const verdict = await runDrill({ ...drill, mode });
  for (const fault of verdict.faults.slice(0, 20)) console.log(`  BROKEN: ${fault}`);
  lines.push([`${name}, ${mode}`, verdict]);
}

if (values.only !== "postgres") for (const mode of modes) await drillOn("SQLite", size, mode);
if (values.only !== "sqlite") {
  const server = await startPostgres({ durable: true });
  try {
    for (const mode of modes) {
      const databaseUrl = await createEmptyDatabase(server.url, `drill_${mode}`);
      await drillOn("PostgreSQL", { ...size, databaseUrl }, mode);
    }
  } finally {
    await server.stop();
  }
}

console.table(
  Object.fromEntries(
    lines.map(([name, verdict]) => {
      const { faults, seconds, ...counts } = verdict;
      return [name, { ...counts, faults: faults.length, seconds: Math.round(seconds) }];
    }),
  ),
);
process.exit(lines.some(([, { faults }]) => faults.length > 0) ? 1 : 0);
