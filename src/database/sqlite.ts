import { existsSync } from "node:fs";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { Failure } from "../kit/failure.ts";
import type { Database, Queries } from "./database.ts";
import type { Schema } from "./schema.ts";

/** Transactions that share one commit, and so one wait for the disk. */
const largestGroup = 64;
/** Prepared statements kept per connection; queries with long lists make new texts. */
const statementsKept = 400;

type Job = { run: (tx: Queries) => Promise<unknown>; done: (error: unknown, value?: unknown) => void };

/**
 * Opens (and creates) a SQLite file in WAL mode with durable commits (`synchronous=FULL`).
 *
 * One connection writes, a second one reads what is committed. Transactions that arrive together run one
 * after another under savepoints and share one commit: each is all or nothing on its own, and none resolves
 * before the shared commit is on disk.
 * Throws `Failure("unavailable")` when the file cannot be opened or written.
 */
export function openSqlite(path: string): Database {
  const writer = openFile(path, false);
  const reader = openFile(path, true);
  const read = queriesOn(reader);
  const group = createGroup(writer);
  const roles: DatabaseSync[] = [];
  const queue: Job[] = [];
  let draining: Promise<void> | undefined;

  async function drain(): Promise<void> {
    // The turn of the event loop gathers what arrives together, and lets sockets breathe between groups.
    await nextTurn();
    while (queue.length > 0) {
      await runGroup(group, queue.splice(0, largestGroup));
      await nextTurn();
    }
    draining = undefined;
  }

  return {
    kind: "sqlite",
    read,
    canSkipLocked: false,
    transact<T>(work: (queries: Queries) => Promise<T>) {
      return new Promise<T>((resolve, reject) => {
        const done = (error: unknown, value?: unknown) => (error ? reject(error) : resolve(value as T));
        queue.push({ run: work, done });
        draining ??= drain();
      });
    },
    async takeRole(role) {
      const lock = lockFile(`${path}.${role}.lock`);
      if (lock) roles.push(lock);
      return lock !== undefined;
    },
    async heldRoles(asked) {
      return new Set(asked.filter((role) => isHeld(path, role)));
    },
    ring() {},
    hear() {},
    async close() {
      while (draining) await draining;
      for (const database of [...roles, reader, writer]) database.close();
    },
  };
}

function openFile(path: string, readOnly: boolean): DatabaseSync {
  try {
    const database = new DatabaseSync(path, { readOnly, timeout: 5000 });
    if (!readOnly) database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON");
    // 4 MB per connection: beyond that the system's own file cache serves as well, and is shared.
    database.exec("PRAGMA cache_size=-4000; PRAGMA temp_store=MEMORY");
    return database;
  } catch (error) {
    const why = error instanceof Error ? error.message : "unknown";
    const help = "Check that the folder exists, is writable by this user and has free space.";
    throw new Failure("unavailable", `The database file ${path} cannot be opened (${why}). ${help}`, {
      cause: error,
    });
  }
}

/** Holds an exclusive lock on a file of its own: the kernel releases it when the process ends. */
function lockFile(path: string): DatabaseSync | undefined {
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    lock.exec("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE");
    return lock;
  } catch {
    lock.close();
    return undefined;
  }
}

/**
 * Takes a role of the database at `path` without opening it; undefined when another process has it. For work
 * on the files themselves: whoever serves the database holds the role `server`.
 */
export function holdRole(path: string, role: string): { release(): void } | undefined {
  const lock = lockFile(`${path}.${role}.lock`);
  return lock && { release: () => lock.close() };
}

function isHeld(path: string, role: string): boolean {
  if (!existsSync(`${path}.${role}.lock`)) return false;
  const lock = holdRole(path, role);
  lock?.release();
  return lock === undefined;
}

/** The writing connection with what every group of transactions needs of it. */
type Group = {
  readonly writer: DatabaseSync;
  readonly tx: Queries;
  readonly save: StatementSync;
  readonly release: StatementSync;
};

function createGroup(writer: DatabaseSync): Group {
  const save = writer.prepare("SAVEPOINT work");
  const release = writer.prepare("RELEASE work");
  return { writer, tx: queriesOn(writer), save, release };
}

async function runGroup(group: Group, jobs: readonly Job[]): Promise<void> {
  const { writer } = group;
  const outcomes: { error?: unknown; value?: unknown }[] = [];
  try {
    writer.exec("BEGIN IMMEDIATE");
    for (const job of jobs) outcomes.push(await runUnderSavepoint(group, job));
    writer.exec("COMMIT");
  } catch (error) {
    if (writer.isTransaction) writer.exec("ROLLBACK");
    const failure = new Failure("unavailable", "The database could not commit; nothing was changed.", {
      cause: error,
    });
    for (const job of jobs) job.done(failure);
    return;
  }
  for (const [index, job] of jobs.entries()) job.done(outcomes[index]?.error, outcomes[index]?.value);
}

async function runUnderSavepoint({ writer, tx, save, release }: Group, job: Job) {
  save.run();
  try {
    const value = await job.run(tx);
    release.run();
    return { value };
  } catch (error) {
    // A full disk ends the whole transaction by itself; then there is no savepoint to return to.
    if (!writer.isTransaction) throw error;
    writer.exec("ROLLBACK TO work; RELEASE work");
    return { error: error ?? new Failure("internal", "A transaction rejected without a reason.") };
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function queriesOn(database: DatabaseSync): Queries {
  const connection = connectionOn(database);
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: refuseTransaction,
    commitTransaction: refuseTransaction,
    rollbackTransaction: refuseTransaction,
    releaseConnection: async () => {},
    destroy: async () => {},
  };
  const dialect: Dialect = {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
  return new Kysely<Schema>({
    config: { dialect },
    dialect,
    driver,
    executor: new DirectExecutor(connection),
  });
}

/**
 * Kysely's usual way to a connection is a lock and a dozen promises for every query, made for connections that
 * wait for a network: a third of what a message allocated. This connection answers at once and needs neither.
 */
class DirectExecutor extends DefaultQueryExecutor {
  readonly #connection: DatabaseConnection;

  constructor(connection: DatabaseConnection) {
    const provideConnection = <T>(consumer: (to: DatabaseConnection) => Promise<T>) => consumer(connection);
    super(new SqliteQueryCompiler(), new SqliteAdapter(), { provideConnection });
    this.#connection = connection;
  }

  override executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#connection.executeQuery<R>(query);
  }
}

async function refuseTransaction(): Promise<never> {
  throw new Failure("internal", "Transactions go through Database.transact only.");
}

function connectionOn(database: DatabaseSync): DatabaseConnection {
  const prepare = createStatements(database);
  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const { statement, givesRows } = prepare(query.sql);
      const values: SQLInputValue[] = [];
      for (const value of query.parameters) values.push(bindable(value));
      if (givesRows) return { rows: statement.all(...values) as R[] };
      const { changes, lastInsertRowid } = statement.run(...values);
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
    },
    // biome-ignore lint/correctness/useYield: streaming is refused, not empty
    async *streamQuery() {
      throw new Failure("internal", "Streaming queries are not offered; read in pages.");
    },
  };
}

type Prepared = { readonly statement: StatementSync; readonly givesRows: boolean };

/** Prepares each text once; the longest kept make room for new ones. */
function createStatements(database: DatabaseSync): (sql: string) => Prepared {
  const kept = new Map<string, Prepared>();
  return (sql) => {
    const known = kept.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    const prepared = { statement, givesRows: statement.columns().length > 0 };
    if (kept.size >= statementsKept) kept.delete(kept.keys().next().value ?? "");
    kept.set(sql, prepared);
    return prepared;
  };
}

/**
 * node:sqlite binds a `Date` given first as NULL without a word and throws on `undefined`; both are our own
 * mistakes and are named here.
 */
function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "bigint") {
    return value;
  }
  if (value instanceof Uint8Array) return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  throw new Failure("internal", `A ${typeof value} cannot be stored; texts, numbers, null and bytes can.`);
}

/** More pages than any database has: everything in one step. */
const allPages = 2 ** 31 - 1;

/**
 * Copies the database into a new file `target` as it is at one moment, while others read and write it. One
 * step, because SQLite starts a copy in smaller ones again at every write of another process, and would never
 * end on a busy server.
 */
export async function copySqlite(source: string, target: string): Promise<void> {
  const { backup } = await import("node:sqlite");
  const database = new DatabaseSync(source, { readOnly: true, timeout: 5000 });
  try {
    await backup(database, target, { rate: allPages });
  } finally {
    database.close();
  }
}
