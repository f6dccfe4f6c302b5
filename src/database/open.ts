import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { CompiledQuery } from "kysely";
import { Failure } from "../kit/failure.ts";
import { redactTokens } from "../kit/log.ts";
import type { Database } from "./database.ts";
import { migrate } from "./migrate.ts";
import { openSqlite } from "./sqlite.ts";

/** The path of the SQLite file a `file:` URL names, or undefined for any other URL. */
export function sqlitePath(url: string): string | undefined {
  return url.startsWith("file:") ? url.slice("file:".length).replace(/^\/\/(?=\/)/, "") : undefined;
}

/**
 * Opens the database that `url` names (`file:./data/caunoi.db` or `postgres://…`) and brings it to this
 * program's version. Throws `Failure("unavailable")` when it cannot be reached or written, and
 * `Failure("conflict")` when a newer program has already migrated it or a move into it is under way.
 */
export async function openDatabase(url: string, onRoleLost?: (role: string) => void): Promise<Database> {
  const database = await connect(url, onRoleLost);
  try {
    await migrate(database);
    if (database.kind === "postgres") await refuseHalfMoved(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Some rows would be missing, and what is written meanwhile would be in the way of the others. */
async function refuseHalfMoved(database: Database): Promise<void> {
  const query = CompiledQuery.raw("SELECT to_regclass('moving') AS found");
  const { rows } = await database.read.executeQuery<{ found: string | null }>(query);
  if (!rows[0]?.found) return;
  throw new Failure(
    "conflict",
    "A move into this database has not ended: run `npx caunoi move` again first.",
  );
}

async function connect(url: string, onRoleLost?: (role: string) => void): Promise<Database> {
  const path = sqlitePath(url);
  if (path !== undefined) {
    makeFolder(dirname(path));
    return openSqlite(path);
  }
  if (/^postgres(ql)?:\/\//.test(url)) {
    // The driver is memory that a small machine with a SQLite file does not need.
    const { openPostgres } = await import("./postgres.ts");
    return openPostgres(url, onRoleLost);
  }
  throw new Failure("invalid", `DATABASE_URL must start with file: or postgres://, not ${redactTokens(url)}`);
}

function makeFolder(folder: string): void {
  try {
    makeParents(folder);
  } catch (error) {
    const words = `The folder ${folder} cannot be created. Make it writable for this user, or set DATA_DIR.`;
    throw new Failure("unavailable", words, { cause: error });
  }
}

/** One step at a time: Node's own recursive mkdir never ends below /proc. */
function makeParents(folder: string): void {
  if (existsSync(folder)) return;
  makeParents(dirname(folder));
  mkdirSync(folder);
}
