import type { Selectable } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import { Failure } from "../kit/failure.ts";
import type { Address, ChannelName } from "../kit/message.ts";
import { type CalendarDate, type Instant, localDate } from "../kit/time.ts";
import { clockOf, extendedDue, type RequestKind } from "./data-clock.ts";
import { writeDataLog } from "./data-log.ts";

/** Yêu cầu về dữ liệu — what a member asked about their data, and until when the law wants it done. */
export type DataRequest = {
  readonly number: number;
  readonly memberId: string;
  readonly kind: RequestKind;
  readonly about: string | null;
  readonly wanted: string | null;
  readonly status: "open" | "done" | "refused";
  /** Where it was asked; null once the member is erased. */
  readonly askedFrom: Address | null;
  readonly receivedAt: Instant;
  readonly due: CalendarDate;
  readonly isExtended: boolean;
  readonly closedAt: Instant | null;
  readonly closedBy: string | null;
  readonly reason: string | null;
};

export type NewRequest = {
  readonly memberId: string;
  readonly kind: RequestKind;
  readonly about?: string;
  readonly wanted?: string;
  readonly askedFrom: Address;
  readonly now: Instant;
};

/**
 * Writes a request down with its clock and its first lines in the log. It is acknowledged by the reply of the same
 * turn. The same thing asked again while it is open is the request that exists, with the newer wording.
 */
export async function openRequest(tx: Queries, asked: NewRequest): Promise<DataRequest> {
  const same = await findOpen(tx, asked);
  if (same) return restate(tx, same, asked);
  const { acknowledgeBy, due } = clockOf(asked.kind, asked.now);
  const row = await insertNumbered(tx, {
    member_id: asked.memberId,
    kind: asked.kind,
    about: asked.about ?? null,
    wanted: asked.wanted ?? null,
    status: "open",
    channel: asked.askedFrom.channel,
    address_id: asked.askedFrom.externalId,
    received_at: asked.now,
    acknowledge_by: acknowledgeBy,
    acknowledged_at: asked.now,
    due,
    is_extended: 0,
    closed_at: null,
    closed_by: null,
    reason: null,
    has_rest: 0,
  });
  const opened = readRow(row);
  for (const kind of ["received", "acknowledged"]) {
    await logRequest(tx, opened.number, { kind, by: "bot", note: asked.kind, at: asked.now });
  }
  return opened;
}

type Row = Selectable<Schema["data_request"]>;

/** Two requests of one moment take two numbers: whoever is second looks again. */
async function insertNumbered(tx: Queries, row: Omit<Row, "number">): Promise<Row> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const last = await tx
      .selectFrom("data_request")
      .select((eb) => eb.fn.max("number").as("number"))
      .executeTakeFirst();
    const inserted = await tx
      .insertInto("data_request")
      .values({ ...row, number: Number(last?.number ?? 0) + 1 })
      .onConflict((conflict) => conflict.column("number").doNothing())
      .returningAll()
      .executeTakeFirst();
    if (inserted) return inserted;
  }
  throw new Failure("unavailable", "No number for a request could be taken in 20 tries; try again.");
}

async function findOpen(tx: Queries, { memberId, kind, about }: NewRequest) {
  const row = await tx
    .selectFrom("data_request")
    .selectAll()
    .where("member_id", "=", memberId)
    .where("kind", "=", kind)
    .where("status", "=", "open")
    .where("about", about === undefined ? "is" : "=", about ?? null)
    .executeTakeFirst();
  return row && readRow(row);
}

async function restate(tx: Queries, same: DataRequest, asked: NewRequest): Promise<DataRequest> {
  const wanted = asked.wanted ?? same.wanted;
  await tx.updateTable("data_request").set({ wanted }).where("number", "=", same.number).execute();
  await logRequest(tx, same.number, { kind: "repeated", by: "bot", note: null, at: asked.now });
  return { ...same, wanted };
}

/** How a request ended. `by` is an officer's name, or `bot`. */
export type Closing = {
  readonly number: number;
  readonly status: "done" | "refused";
  readonly by: string;
  readonly reason?: string;
  readonly now: Instant;
};

/** Ends an open request; false when it was settled before. The words it asked with are not needed any more. */
export async function closeRequest(tx: Queries, closing: Closing): Promise<boolean> {
  const { number, status, by, now, reason = null } = closing;
  const row = await tx
    .updateTable("data_request")
    .set({ status, closed_at: now, closed_by: by, reason, wanted: null })
    .where("number", "=", number)
    .where("status", "=", "open")
    .returning("number")
    .executeTakeFirst();
  if (row) await logRequest(tx, number, { kind: status, by, note: reason, at: now });
  return row !== undefined;
}

/** Ends whatever else an erased member asked: there is nothing left to correct or to copy. */
export async function dropRequests(
  tx: Queries,
  { memberId, except, now }: { memberId: string; except: number; now: Instant },
): Promise<void> {
  const open = await listRequests(tx, { memberId });
  for (const { number } of open.filter((request) => request.number !== except))
    await closeRequest(tx, { number, status: "refused", by: "bot", reason: "erased", now });
}

/** Takes the one extension the law allows; false when it was taken, or the request is settled. */
export async function extendRequest(
  tx: Queries,
  { number, by, reason, now }: { number: number; by: string; reason: string; now: Instant },
): Promise<boolean> {
  const found = await findRequest(tx, number);
  if (found?.status !== "open" || found.isExtended) return false;
  const due = extendedDue(found.kind, found.receivedAt);
  await tx.updateTable("data_request").set({ due, is_extended: 1 }).where("number", "=", number).execute();
  await logRequest(tx, number, { kind: "extended", by, note: reason, at: now });
  return true;
}

export async function findRequest(queries: Queries, number: number): Promise<DataRequest | undefined> {
  const row = await queries
    .selectFrom("data_request")
    .selectAll()
    .where("number", "=", number)
    .executeTakeFirst();
  return row && readRow(row);
}

/** Open requests, nearest end first; with `all`, settled ones too; of one member when named. */
export async function listRequests(
  queries: Queries,
  { all = false, memberId }: { all?: boolean; memberId?: string } = {},
): Promise<DataRequest[]> {
  let query = queries.selectFrom("data_request").selectAll().orderBy("due").orderBy("number");
  if (!all) query = query.where("status", "=", "open");
  if (memberId !== undefined) query = query.where("member_id", "=", memberId);
  return (await query.execute()).map(readRow);
}

/** Open requests of one kind, oldest first. */
export async function openOf(queries: Queries, kind: RequestKind, limit: number): Promise<DataRequest[]> {
  const rows = await queries
    .selectFrom("data_request")
    .selectAll()
    .where("status", "=", "open")
    .where("kind", "=", kind)
    .orderBy("number")
    .limit(limit)
    .execute();
  return rows.map(readRow);
}

/** Members whose request is open: nothing of theirs is thrown away by age meanwhile. */
export async function membersWithRequests(queries: Queries): Promise<string[]> {
  const rows = await queries
    .selectFrom("data_request")
    .select("member_id")
    .distinct()
    .where("status", "=", "open")
    .execute();
  return rows.map((row) => row.member_id);
}

export function isOverdue(request: DataRequest, now: Instant): boolean {
  return request.status === "open" && request.due < localDate(now);
}

/** Notes that something of an erased member waits to be erased, too. */
export async function leaveRest(tx: Queries, number: number): Promise<void> {
  await tx.updateTable("data_request").set({ has_rest: 1 }).where("number", "=", number).execute();
}

/** Erasures of which something is left, oldest first. */
export async function withRest(queries: Queries, limit: number): Promise<DataRequest[]> {
  const rows = await queries
    .selectFrom("data_request")
    .selectAll()
    .where("has_rest", "=", 1)
    .orderBy("number")
    .limit(limit)
    .execute();
  return rows.map(readRow);
}

/** Nothing of the member is left: their chat and their wording go from all their requests, too. */
export async function clearRest(tx: Queries, request: DataRequest, now: Instant): Promise<void> {
  await tx.updateTable("data_request").set({ has_rest: 0 }).where("number", "=", request.number).execute();
  await forgetRequests(tx, request.memberId, now);
  await logRequest(tx, request.number, { kind: "nothingLeft", by: "bot", note: null, at: now });
}

async function forgetRequests(tx: Queries, memberId: string, now: Instant): Promise<void> {
  await tx
    .updateTable("data_request")
    .set({ wanted: null, address_id: null })
    .where("member_id", "=", memberId)
    .where("received_at", "<=", now)
    .where("status", "!=", "open")
    .execute();
}

/** Gives a member's requests to another one: both chats are one person. */
export async function moveRequests(tx: Queries, from: string, to: string): Promise<void> {
  await tx.updateTable("data_request").set({ member_id: to }).where("member_id", "=", from).execute();
}

function logRequest(
  tx: Queries,
  number: number,
  line: { kind: string; by: string; note: string | null; at: Instant },
): Promise<void> {
  return writeDataLog(tx, { subject: `request:${number}`, ...line });
}

function readRow(row: Row): DataRequest {
  return {
    number: Number(row.number),
    memberId: row.member_id,
    kind: row.kind,
    about: row.about,
    wanted: row.wanted,
    status: row.status,
    askedFrom:
      row.address_id === null ? null : { channel: row.channel as ChannelName, externalId: row.address_id },
    receivedAt: row.received_at,
    due: row.due,
    isExtended: row.is_extended === 1,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    reason: row.reason,
  };
}
