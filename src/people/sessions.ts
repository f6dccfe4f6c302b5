import { randomBytes } from "node:crypto";
import type { Database, Queries } from "../database/database.ts";
import { newId, sha256 } from "../kit/id.ts";
import { addMs, type Instant, toMs } from "../kit/time.ts";
import { type Officer, readOfficer } from "./officers.ts";

/** A session ends when it was not used for this long … */
const idleMs = 60 * 60_000;
/** … and after a working day in any case. */
const longestMs = 12 * 3_600_000;
/** How often a session that is used is written down again. */
const noteEveryMs = 60_000;

/** An officer's open session, as lists show it. */
export type OfficerSession = {
  readonly id: string;
  readonly device: string;
  readonly createdAt: Instant;
  readonly seenAt: Instant;
};

/** Who calls, and in which of their sessions. */
export type Caller = { readonly officer: Officer; readonly sessionId: string };

/** Opens a session and returns its token, which only the browser keeps: the database has its hash. */
export async function openSession(
  tx: Queries,
  { officerId, device, now }: { officerId: string; device: string; now: Instant },
): Promise<string> {
  await tx
    .deleteFrom("officer_session")
    .where((eb) => eb.or([eb("idle_at", "<=", now), eb("expires_at", "<=", now)]))
    .execute();
  const token = randomBytes(32).toString("base64url");
  const row = {
    id: newId<"officerSession">(),
    token_hash: sha256(token),
    officer_id: officerId,
    device: device.slice(0, 200),
    created_at: now,
    seen_at: now,
    idle_at: addMs(now, idleMs),
    expires_at: addMs(now, longestMs),
  };
  await tx.insertInto("officer_session").values(row).execute();
  return token;
}

/** Who is behind a token, undefined when the session ended or the officer is locked out. Using it keeps it open. */
export async function readSession(db: Database, token: string, now: Instant): Promise<Caller | undefined> {
  const session = await db.read
    .selectFrom("officer_session")
    .selectAll()
    .where("token_hash", "=", sha256(token))
    .where("idle_at", ">", now)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  if (!session) return undefined;
  const row = await db.read
    .selectFrom("officer")
    .selectAll()
    .where("id", "=", session.officer_id)
    .where("status", "=", "active")
    .executeTakeFirst();
  if (!row) return undefined;
  if (toMs(now) - toMs(session.seen_at) >= noteEveryMs) {
    const seen = { seen_at: now, idle_at: addMs(now, idleMs) };
    await db.transact((tx) =>
      tx.updateTable("officer_session").set(seen).where("id", "=", session.id).execute(),
    );
  }
  return { officer: readOfficer(row), sessionId: session.id };
}

/** The open sessions of an officer, newest first. */
export async function listSessions(
  queries: Queries,
  officerId: string,
  now: Instant,
): Promise<OfficerSession[]> {
  const rows = await queries
    .selectFrom("officer_session")
    .select(["id", "device", "created_at", "seen_at"])
    .where("officer_id", "=", officerId)
    .where("idle_at", ">", now)
    .where("expires_at", ">", now)
    .orderBy("created_at", "desc")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    device: row.device,
    createdAt: row.created_at,
    seenAt: row.seen_at,
  }));
}

/** Ends one session of an officer; false when there is none (any more). */
export async function endSession(tx: Queries, officerId: string, sessionId: string): Promise<boolean> {
  const row = await tx
    .deleteFrom("officer_session")
    .where("id", "=", sessionId)
    .where("officer_id", "=", officerId)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends every session of an officer: after they were locked out, or when a device is lost. */
export async function endSessions(tx: Queries, officerId: string): Promise<void> {
  await tx.deleteFrom("officer_session").where("officer_id", "=", officerId).execute();
}
