import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Config } from "../config.ts";
import type { Database } from "../database/database.ts";
import { openDatabase, sqlitePath } from "../database/open.ts";
import { Failure } from "../kit/failure.ts";
import { silentLog } from "../kit/log.ts";
import type { Clock } from "../kit/time.ts";
import type { Library } from "../knowledge/library.ts";
import { openLibrary } from "../knowledge/open-library.ts";
import type { Io } from "./command.ts";

/** The documents that come with the program. */
export const shippedKnowledge = join(import.meta.dirname, "..", "..", "knowledge");

/** Runs `work` on the database the settings name, migrated, and closes it whatever happens. */
export async function withDatabase<T>(
  io: Io,
  work: (db: Database, config: Config) => Promise<T>,
): Promise<T> {
  const config = io.config();
  const db = await openDatabase(config.database.url);
  try {
    return await work(db, config);
  } finally {
    await db.close();
  }
}

/** Runs `work` with everything published, shipped documents included. */
export async function withLibrary<T>(
  db: Database,
  clock: Clock,
  work: (library: Library) => Promise<T>,
): Promise<T> {
  const library = await openLibrary(db, { shippedFolder: shippedKnowledge, clock, log: silentLog });
  try {
    return await work(library.current());
  } finally {
    await library.close();
  }
}

/**
 * The same for a command that only reads. Where no database file is yet, a passing one stands in: a question
 * must not leave a database behind.
 */
export async function readLibrary<T>(io: Io, work: (library: Library) => Promise<T>): Promise<T> {
  const { database } = io.config();
  const path = sqlitePath(database.url);
  const isThere = path === undefined || existsSync(path);
  const folder = isThere ? undefined : await mkdtemp(join(tmpdir(), "caunoi-ask-"));
  const db = await openDatabase(folder ? `file:${join(folder, "caunoi.db")}` : database.url);
  try {
    return await withLibrary(db, io.clock, work);
  } finally {
    await db.close();
    if (folder) await rm(folder, { recursive: true });
  }
}

/** A file somebody named, as UTF-8 text; throws `Failure("invalid")` when it is not there or no text. */
export async function readText(path: string): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    const words =
      why === "ERR_ENCODING_INVALID_ENCODED_DATA"
        ? "is not UTF-8 text: save it as UTF-8"
        : `cannot be read (${why})`;
    throw new Failure("invalid", `${path} ${words}.`, { cause: error });
  }
}

/** A row's number as somebody typed it; undefined when it is none. */
export function readSeq(text: string | undefined): number | undefined {
  return text && /^[1-9][0-9]{0,14}$/.test(text) ? Number(text) : undefined;
}
