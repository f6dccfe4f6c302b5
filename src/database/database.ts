import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";

/** Typed queries over every table. Inside `transact` they are part of the transaction. */
export type Queries = Kysely<Schema>;

/**
 * The one store of the program: SQLite in a file, or PostgreSQL.
 *
 * Everything that changes goes through `transact`; `read` is for looking only (SQLite refuses a write there).
 */
export interface Database {
  readonly kind: "sqlite" | "postgres";
  /** What is committed now. Two reads may see two moments. */
  readonly read: Queries;
  /**
   * Runs `work` in one transaction: when the promise resolves all of it is durable, when it rejects none of
   * it happened. `work` must only touch the database: no network, no model, no waiting. It may be run again
   * from the start when the database asks for it (PostgreSQL serialization failure, deadlock), so it must
   * have no effects outside `tx`.
   */
  transact<T>(work: (tx: Queries) => Promise<T>): Promise<T>;
  /**
   * A clause for `SELECT` that locks the rows it returns and leaves out rows others hold
   * (`FOR UPDATE SKIP LOCKED`); SQLite has one writer and needs nothing.
   */
  readonly canSkipLocked: boolean;
  /**
   * Takes the right to do one thing for the whole database (`server`, `converse` …) until the process ends,
   * however it ends. Returns false when another process has it.
   */
  takeRole(role: string): Promise<boolean>;
  /** Which of these roles some process has, this one or another. */
  heldRoles(roles: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Tells the other processes on this database that there is work, for all of them or for the one that knows itself by
   * `whom`. A hint, which may be lost: whoever hears it looks now instead of at its next tick. Nothing happens on SQLite,
   * which has no other process.
   */
  ring(bell: Bell, whom?: number): void;
  /** Calls `heard` when another process rings; `whom` is undefined when it rang for all. */
  hear(bell: Bell, heard: (whom: number | undefined) => void): void;
  close(): Promise<void>;
}

/** `inbound`: somebody has written. `outbound`: something is to be sent. */
export type Bell = "inbound" | "outbound";
