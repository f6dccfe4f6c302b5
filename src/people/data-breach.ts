import type { Queries } from "../database/database.ts";
import { addMs, type Instant } from "../kit/time.ts";
import { writeDataLog } from "./data-log.ts";

/** From finding a breach until the authority has heard of it (Luật 91/2025/QH15 Điều 23.1). */
const notifyMs = 72 * 3_600_000;

/** Vi phạm dữ liệu cá nhân — a breach as an officer wrote it down. */
export type Breach = {
  readonly number: number;
  readonly what: string;
  readonly kinds: string;
  readonly people: number | null;
  readonly foundAt: Instant;
  readonly notifyBy: Instant;
  readonly measures: string | null;
  readonly notifiedAt: Instant | null;
  readonly status: "open" | "closed";
};

export type NewBreach = Pick<Breach, "what" | "kinds" | "people" | "foundAt"> & {
  readonly by: string;
  readonly now: Instant;
};

/** Writes a breach down; the 72 hours run from when it was found. Returns its number and their end. */
export async function addBreach(
  tx: Queries,
  breach: NewBreach,
): Promise<Pick<Breach, "number" | "notifyBy">> {
  const { last } = await tx
    .selectFrom("data_breach")
    .select((eb) => eb.fn.coalesce(eb.fn.max("number"), eb.val(0)).as("last"))
    .executeTakeFirstOrThrow();
  const number = Number(last) + 1;
  const notifyBy = addMs(breach.foundAt, notifyMs);
  await tx
    .insertInto("data_breach")
    .values({
      number,
      what: breach.what,
      kinds: breach.kinds,
      people: breach.people,
      found_at: breach.foundAt,
      notify_by: notifyBy,
      measures: null,
      notified_at: null,
      status: "open",
      added_by: breach.by,
      closed_at: null,
    })
    .execute();
  await writeDataLog(tx, {
    subject: `breach:${number}`,
    kind: "added",
    by: breach.by,
    note: null,
    at: breach.now,
  });
  return { number, notifyBy };
}

/** Closes a breach with what was done; `notifiedAt` null when nobody had to be told. False: not open. */
export async function closeBreach(
  tx: Queries,
  closing: { number: number; measures: string; notifiedAt: Instant | null; by: string; now: Instant },
): Promise<boolean> {
  const { number, measures, notifiedAt, by, now } = closing;
  const row = await tx
    .updateTable("data_breach")
    .set({ status: "closed", measures, notified_at: notifiedAt, closed_at: now })
    .where("number", "=", number)
    .where("status", "=", "open")
    .returning("number")
    .executeTakeFirst();
  const note = notifiedAt === null ? "not notified" : `notified ${notifiedAt}`;
  if (row) await writeDataLog(tx, { subject: `breach:${number}`, kind: "closed", by, note, at: now });
  return row !== undefined;
}

/** Every breach, open ones first, the nearest end first. */
export async function listBreaches(queries: Queries): Promise<Breach[]> {
  const rows = await queries
    .selectFrom("data_breach")
    .selectAll()
    .orderBy("status", "desc")
    .orderBy("notify_by")
    .execute();
  return rows.map((row) => ({
    number: Number(row.number),
    what: row.what,
    kinds: row.kinds,
    people: row.people === null ? null : Number(row.people),
    foundAt: row.found_at,
    notifyBy: row.notify_by,
    measures: row.measures,
    notifiedAt: row.notified_at,
    status: row.status,
  }));
}
