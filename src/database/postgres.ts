import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { Failure, isFailure } from "../kit/failure.ts";
import { redactTokens } from "../kit/log.ts";
import type { Database, Queries } from "./database.ts";
import { createSession } from "./postgres-session.ts";
import type { Schema } from "./schema.ts";

/** serialization_failure and deadlock_detected: PostgreSQL asks for the transaction to be run again. */
const tryAgainCodes = new Set(["40001", "40P01"]);
const mostTries = 6;
/** Somebody else may have inserted the row at the same moment, as processes that start together do: now it is seen. */
const uniqueViolation = "23505";

/**
 * Opens a pool on a PostgreSQL server (14 or newer). Commits are durable as the server is configured
 * (`synchronous_commit` is left alone). `onRoleLost` is called when another process has
 * taken a role of this one while the server was away: the process must stop at once.
 */
export function openPostgres(url: string, onRoleLost: (role: string) => void = () => {}): Database {
  const pool = new pg.Pool({ connectionString: url, max: 10, types: { getTypeParser } });
  // Without listeners a connection that breaks, idle or between two queries of a transaction, would end the process; the
  // next query reconnects.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const read: Queries = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  const session = createSession(url, onRoleLost);

  return {
    kind: "postgres",
    read,
    canSkipLocked: true,
    async transact(work) {
      for (let tries = 1; ; tries++) {
        try {
          return await read.transaction().execute(work);
        } catch (error) {
          if (tries < mostTries && tryAgainCodes.has(codeOf(error))) continue;
          if (tries === 1 && codeOf(error) === uniqueViolation) continue;
          throw unavailableWhenAway(error);
        }
      }
    },
    takeRole: (role) => session.takeRole(role),
    ring: session.ring,
    hear: session.hear,
    async heldRoles(asked) {
      const { rows } = await pool.query<{ role: string }>(heldRolesSql, [asked]);
      return new Set(rows.map(({ role }) => role));
    },
    async close() {
      await session.close();
      await read.destroy();
    },
  };
}

/** A role is an advisory lock by one 64-bit number (`objsubid` 1), which the view shows in two halves. */
const heldRolesSql = `SELECT DISTINCT role FROM unnest($1::text[]) AS role JOIN pg_locks
  ON (classid::bigint << 32) | objid::bigint = hashtext('caunoi:' || role)::bigint
  WHERE locktype = 'advisory' AND objsubid = 1 AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** 64-bit integers as numbers: every integer column stays far below 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = ((oid: number, format?: "text" | "binary") =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)) as never;

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** Connection faults become `Failure("unavailable")`; everything else passes as it is. */
function unavailableWhenAway(error: unknown): unknown {
  if (isFailure(error)) return error;
  const code = codeOf(error);
  const isAway = /^(E[A-Z]+|57P0[1-3]|08...|53300)$/.test(code) || /terminated|timeout/i.test(String(error));
  if (!isAway) return error;
  const why = redactTokens(error instanceof Error ? error.message : code);
  return new Failure(
    "unavailable",
    `PostgreSQL does not answer (${why}). Check DATABASE_URL and the server.`,
    {
      cause: error,
    },
  );
}
