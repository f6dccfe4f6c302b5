import { CompiledQuery } from "kysely";
import { Failure } from "../kit/failure.ts";
import { systemClock } from "../kit/time.ts";
import type { Database, Queries } from "./database.ts";
import type { Migration } from "./migration.ts";
import { first } from "./migrations/0001-first.ts";
import { handOver } from "./migrations/0002-hand-over.ts";
import { people } from "./migrations/0003-people.ts";
import { delivery } from "./migrations/0004-delivery.ts";
import { proposals } from "./migrations/0005-proposals.ts";
import { campaigns } from "./migrations/0006-campaigns.ts";
import { outlets } from "./migrations/0007-outlets.ts";
import { officers } from "./migrations/0008-officers.ts";
import { knowledge } from "./migrations/0009-knowledge.ts";
import { council } from "./migrations/0011-council.ts";
import { privacy } from "./migrations/0012-privacy.ts";
import { participation } from "./migrations/0013-participation.ts";
import { honours } from "./migrations/0014-honours.ts";
import { office } from "./migrations/0015-office.ts";
import { watch } from "./migrations/0017-watch.ts";
import { notices } from "./migrations/0019-notices.ts";
import { blobBytes } from "./migrations/0021-blob-bytes.ts";

const released: readonly Migration[] = [
  first,
  handOver,
  people,
  delivery,
  proposals,
  campaigns,
  outlets,
  officers,
  knowledge,
  council,
  privacy,
  participation,
  honours,
  office,
  watch,
  notices,
  blobBytes,
];

/** The version a database has after this program migrated it. */
export const latestVersion = released.at(-1)?.version ?? 0;

/**
 * Brings the database forward to this program's version, each step in one transaction, and returns the
 * version reached. Throws `Failure("conflict")`, changing nothing, when the database is newer than the
 * program. `migrations` is given by tests only.
 */
export async function migrate(database: Database, migrations = released): Promise<number> {
  const known = migrations.at(-1)?.version ?? 0;
  return database.transact(async (tx) => {
    if (database.kind === "postgres")
      await run(tx, "SELECT pg_advisory_xact_lock(hashtext('caunoi:migrate'))");
    await run(
      tx,
      "CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, name TEXT, applied_at TEXT)",
    );
    const current = await currentVersion(tx);
    if (current > known) throw newerThanProgram(current, known);
    for (const migration of migrations.filter((step) => step.version > current)) {
      for (const statement of migration.statements(database.kind)) await run(tx, statement);
      const values = [migration.version, migration.name, systemClock()];
      const marks = database.kind === "postgres" ? "$1, $2, $3" : "?, ?, ?";
      await tx.executeQuery(CompiledQuery.raw(`INSERT INTO migration VALUES (${marks})`, values));
    }
    return Math.max(current, known);
  });
}

/** The version a database is at; 0 when it is empty. */
export async function currentVersion(queries: Queries): Promise<number> {
  const query = CompiledQuery.raw("SELECT max(version) AS version FROM migration");
  const { rows } = await queries.executeQuery<{ version: number | null }>(query);
  return Number(rows[0]?.version ?? 0);
}

async function run(tx: Queries, sql: string): Promise<void> {
  await tx.executeQuery(CompiledQuery.raw(sql));
}

function newerThanProgram(current: number, known: number): Failure {
  return new Failure(
    "conflict",
    `This database is at version ${current}, but this program only knows versions up to ${known}. ` +
      "Start the newer program again, or restore a backup made before the upgrade.",
  );
}
