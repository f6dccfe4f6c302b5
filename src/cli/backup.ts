import { join } from "node:path";
import { backUp, type Stores } from "../backup/back-up.ts";
import type { Config } from "../config.ts";
import { sqlitePath } from "../database/open.ts";
import { Failure } from "../kit/failure.ts";
import type { Call, Command, ExitCode } from "./command.ts";

export const commands: readonly Command[] = [
  {
    name: "backup",
    operands: ["FILE"],
    meaning: "Write database and stored files into one new file, while the server runs.",
    details:
      "FILE is a gzipped tar file, best named with the day: backup-2026-11-22.tar.gz. It holds what people wrote:\n" +
      "keep it where only you can read it, and a copy on another machine. SQLite only; for PostgreSQL the command\n" +
      "says what to run instead.",
    run,
  },
];

async function run({ io, operands }: Call): Promise<ExitCode> {
  const [target = ""] = operands;
  const config = io.config();
  const stores = storesOf(config);
  if (!stores)
    throw new Failure("invalid", `PostgreSQL is backed up by its own tools:\n${dumpCommands(config)}`);
  const { manifest, leftOut } = await backUp(stores, target, io.clock());
  const rows = Object.values(manifest.rows).reduce((sum, count) => sum + count, 0);
  io.write(`${target}: ${rows} rows, ${manifest.blobs.length} stored files.\n`);
  for (const hash of leftOut)
    io.complain(`caunoi: stored file ${hash} is missing or damaged on this disk; it is not in the backup.\n`);
  return leftOut.length === 0 ? 0 : 1;
}

/** Where SQLite and its stored files are; undefined with PostgreSQL. */
export function storesOf({ database, dataDir }: Config): Stores | undefined {
  const databasePath = sqlitePath(database.url);
  return databasePath === undefined ? undefined : { databasePath, blobFolder: join(dataDir, "blobs") };
}

function dumpCommands({ dataDir }: Config): string {
  return (
    `  pg_dump --format=custom --file=caunoi.dump "$DATABASE_URL"\n` +
    `  tar -czf caunoi-files.tar.gz -C ${shellQuoted(dataDir)} blobs`
  );
}

/** How a PostgreSQL backup is brought back. */
export function undumpCommands({ dataDir }: Config): string {
  return (
    `  pg_restore --clean --if-exists --single-transaction --dbname="$DATABASE_URL" caunoi.dump\n` +
    `  tar -xzf caunoi-files.tar.gz -C ${shellQuoted(dataDir)}`
  );
}

function shellQuoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
