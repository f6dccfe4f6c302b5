import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { startPostgres } from "../test/support/postgres.ts";
import { type Drill, runDrill } from "./crash-drill.ts";
import { runSoak } from "./drill-soak.ts";
import { type TroubleName, troubles } from "./drill-troubles.ts";
import { createEmptyDatabase } from "./empty-database.ts";
import { runTrouble } from "./trouble-drill.ts";

/**
 * `npm run drill -- [--kind all] [--only sqlite|postgres] [--seed N] [--kills N] [--updates N] [--recipients N] [--seconds N]`
 *
 * Kinds: `all`: SQLite and PostgreSQL, by polling and by webhook, sixteen kills each while people write and a campaign goes
 * out. `send`: nobody writes, a campaign goes to 20,000 people, and a hundred kills fall into it. `power`: each kill is a
 * power cut, on SQLite. `soak`: a day's messages in three minutes. `faults`: all of `roles`, `restart`, `pause`, `disk`,
 * `slow`, `platform`, `model` and `storm`, each also by itself; on PostgreSQL with six processes.
 *
 * Prints a table and ends with 1 when any promise was broken. A seed repeats the choices, not the machine's timing.
 */
const { values } = parseArgs({
  options: {
    kind: { type: "string", default: "all" },
    kills: { type: "string" },
    updates: { type: "string" },
    recipients: { type: "string" },
    seconds: { type: "string" },
    seed: { type: "string", default: String(randomInt(1_000_000)) },
    only: { type: "string" },
  },
});

type Databases = { readonly name: "SQLite" | "PostgreSQL"; empty(): Promise<string | undefined> };
type Server = Awaited<ReturnType<typeof startPostgres>>;
type Line = { readonly faults: readonly string[] } & Readonly<Record<string, unknown>>;

const { kind } = values;
const seed = Number(values.seed);
const given = (value: string | undefined, usual: number) => (value === undefined ? usual : Number(value));
const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
const lines: [string, Line][] = [];
const fleetRoles = ["web", "web", "converse", "converse", "deliver,schedule", "deliver,schedule"];

await main();
console.table(Object.fromEntries(lines.map(([name, line]) => [name, toCells(line)])));
process.exit(lines.some(([, { faults }]) => faults.length > 0) ? 1 : 0);

async function main(): Promise<void> {
  const needsServer = values.only !== "sqlite" && kind !== "power" && kind !== "soak";
  const server = needsServer ? await startPostgres({ durable: true }) : undefined;
  try {
    for (const databases of databasesOf(server)) await drillOn(databases, server);
  } finally {
    await server?.stop();
  }
}

function databasesOf(server: Server | undefined): Databases[] {
  let count = 0;
  const all: Databases[] = [{ name: "SQLite", empty: async () => undefined }];
  const empty = () => createEmptyDatabase(server?.url ?? "", `drill_${++count}`);
  if (server) all.push({ name: "PostgreSQL", empty });
  return all.filter(({ name }) => values.only !== "postgres" || name === "PostgreSQL");
}

async function drillOn(databases: Databases, server: Server | undefined): Promise<void> {
  const { name } = databases;
  if (kind === "soak") return note(`soak, ${name}`, () => runSoak(seconds ?? 180));
  if (kind === "all" || kind === "send" || kind === "power") return killOn(databases);
  const names = Object.keys(troubles) as TroubleName[];
  const chosen = kind === "faults" ? names : names.filter((trouble) => trouble === kind);
  if (chosen.length === 0) throw new Error(`There is no drill "${kind}".`);
  for (const trouble of chosen.filter((one) => troubles[one].on.includes(name))) {
    const databaseUrl = await databases.empty();
    const roles = databaseUrl === undefined ? ["all"] : fleetRoles;
    const size = { recipients: given(values.recipients, 600), kills: given(values.kills, 12) };
    const terms = { name: trouble, postgres: server, databaseUrl, roles, seed, seconds, ...size };
    await note(`${trouble}, ${name}`, () => runTrouble(terms));
  }
}

async function killOn({ name, empty }: Databases): Promise<void> {
  const isSend = kind === "send";
  const isPowerCut = kind === "power";
  const kills = given(values.kills, isSend ? 100 : isPowerCut ? 40 : 16);
  const recipients = given(values.recipients, isSend ? 20_000 : isPowerCut ? 6_000 : 2_000);
  const updates = given(values.updates, isSend ? 0 : isPowerCut ? 1_000 : 2_000);
  // The campaign is under way in most lives, of which half a second each is spent on sending.
  const rate = Math.min(1000, Math.ceil((recipients / kills) * (isSend || isPowerCut ? 2.5 : 1)));
  for (const mode of kind === "all" ? (["polling", "webhook"] as const) : (["polling"] as const)) {
    const drill: Drill = {
      kills,
      recipients,
      updates,
      seed,
      rate,
      mode,
      isPowerCut,
      databaseUrl: await empty(),
    };
    await note(`${kind}, ${name}, ${mode}`, () => runDrill(drill));
  }
}

async function note(name: string, run: () => Promise<Line>): Promise<void> {
  console.log(`${name}, seed ${seed} …`);
  const line = await run();
  for (const fault of line.faults.slice(0, 20)) console.log(`  BROKEN: ${fault}`);
  lines.push([name, line]);
}

function toCells({ faults, ...counts }: Line) {
  const rounded = Object.entries(counts).map(([key, value]) => [
    key,
    typeof value === "number" ? Math.round(value * 100) / 100 : value,
  ]);
  return { ...Object.fromEntries(rounded), faults: faults.length };
}
