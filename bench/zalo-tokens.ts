import { parseArgs } from "node:util";
import { startPostgres } from "../test/support/postgres.ts";
import { raceTokens } from "../test/support/zalo-token-race.ts";
import { createEmptyDatabase } from "./empty-database.ts";

/**
 * `node bin/run.mjs bench/zalo-tokens.ts [--rounds 100] [--processes 2]`
 *
 * Processes renew the tokens of one Official Account at the same time on PostgreSQL, round after round. Ends
 * with 1 when a pair was lost or renewed twice.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "100" },
    processes: { type: "string", default: "2" },
  },
});
const [rounds, processes] = [Number(values.rounds), Number(values.processes)];
const server = await startPostgres({ durable: true });
try {
  const databaseUrl = await createEmptyDatabase(server.url, "zalo_tokens");
  const { faults, renewals } = await raceTokens({ databaseUrl, rounds, processes });
  for (const fault of faults.slice(0, 20)) console.log(`BROKEN: ${fault}`);
  console.log(`${rounds} rounds, ${processes} processes: ${renewals} renewals, ${faults.length} lost.`);
  process.exitCode = faults.length > 0 || renewals !== rounds ? 1 : 0;
} finally {
  await server.stop();
}
