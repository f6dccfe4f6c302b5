import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { Failure, isFailure } from "../kit/failure.ts";
import { redactTokens } from "../kit/log.ts";
import type { Database, Queries } from "./database.ts";
import type { Schema } from "./schema.ts";

/** serialization_failure and deadlock_detected: PostgreSQL asks for the transaction to be run again. */
const tryAgainCodes = new Set(["40001", "40P01"]);
const mostTries = 6;

/**
 * Opens a pool on a PostgreSQL server (14 or newer). Commits are durable as the server is configured
 * (`synchronous_commit` is left alone). `onRoleLost` is called when the session that holds a role ends: the
 * process must stop at once, another one may already have taken the role.
 */
export function openPostgres(url: string, onRoleLost: (role: string) => void = () => {}): Database {
  const pool = new pg.Pool({ connectionString: url, max: 10, types: { getTypeParser } });
  // Without a listener an idle connection that breaks would end the process; the next query reconnects.
  pool.on("error", () => {});
  const read: Queries = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  const roleHolders: pg.Client[] = [];
  let isClosing = false;

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
          throw unavailableWhenAway(error);
        }
      }
    },
    async takeRole(role) {
      const client = new pg.Client({ connectionString: url, keepAlive: true });
      client.on("error", () => {});
      await client.connect();
      const { rows } = await client.query("SELECT pg_try_advisory_lock(hashtext($1)) AS taken", [
        `caunoi:${role}`,
      ]);
      if (rows[0]?.taken !== true) {
        await client.end();
        return false;
      }
      client.on("end", () => {
        if (!isClosing) onRoleLost(role);
      });
      roleHolders.push(client);
      return true;
    },
    async heldRoles(asked) {
      const { rows } = await pool.query<{ role: string }>(heldRolesSql, [asked]);
      return new Set(rows.map(({ role }) => role));
    },
    async close() {
      isClosing = true;
      await Promise.all(roleHolders.map((client) => client.end()));
      await read.destroy();
    },
  };
}

/** A role is an advisory lock by one 64-bit number (`objsubid` 1), which the view shows in two halves. */
const heldRolesSql = `SELECT role FROM unnest($1::text[]) AS role WHERE EXISTS (
  SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND (classid::bigint << 32) | objid::bigint = hashtext('caunoi:' || role)::bigint)`;

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
