import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { startPostgres } from "../test/support/postgres.ts";
import { type Drill, runDrill, type Verdict } from "./crash-drill.ts";
import { createEmptyDatabase } from "./empty-database.ts";

/**
 * `npm run drill -- [--kills 16] [--updates 2000] [--recipients 2000] [--seed N] [--only sqlite|postgres]`
 *
 * Four drills: SQLite and PostgreSQL, each by polling and by webhook, with that many kills each. Prints a
 * table and ends with 1 when any promise was broken. A seed repeats the choices, not the machine's timing.
 */
const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "16" },
    updates: { type: "string", default: "2000" },
    recipients: { type: "string", default: "2000" },
    seed: { type: "string", default: String(randomInt(1_000_000)) },
    only: { type: "string" },
  },
});

const size = {
  kills: Number(values.kills),
  updates: Number(values.updates),
  recipients: Number(values.recipients),
  seed: Number(values.seed),
  // A life lasts about a second and a half: the campaign is under way in most of them.
  rate: Math.max(1, Math.ceil(Number(values.recipients) / Number(values.kills))),
};
const modes = ["polling", "webhook"] as const;
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
