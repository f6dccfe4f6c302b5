import type { Queries } from "../database/database.ts";
import { Failure } from "../kit/failure.ts";
import { type Id, newId } from "../kit/id.ts";
import { type Address, type ChannelName, type Content, say } from "../kit/message.ts";
import { type CalendarDate, type Instant, toMs } from "../kit/time.ts";
import { oneLine } from "./extract.ts";
import { texts } from "./texts.ts";
import { nextWorkingDay } from "./working-hours.ts";

/** Phiếu hỏi cán bộ — a question handed to an officer, with a number people can say and a clock. */
export type Case = {
  readonly id: Id<"case">;
  readonly number: number;
  readonly memberId: string;
  /** Where it was asked, and where its answer goes; null in cases of old. */
  readonly askedFrom: Address | null;
  readonly question: string;
  /** The clauses that came nearest, as `document#clause`, best first. */
  readonly nearest: readonly string[];
  /** `open`: nobody's yet. `assigned`: an officer's. The other two are settled. */
  readonly status: "open" | "assigned" | "answered" | "closed";
  readonly assignedTo: string | null;
  readonly openedAt: Instant;
  /** One working day after the question, or after the word that opened it again. */
  readonly dueAt: Instant;
  /** Since when the member waits for a word of an officer; null while nobody waits. */
  readonly waitingSince: Instant | null;
  /** Put aside by an officer until then, or until the member writes; null, or past: in the inbox. */
  readonly snoozedUntil: Instant | null;
  readonly answer: string | null;
  readonly answeredAt: Instant | null;
  readonly answeredBy: string | null;
  /** Grows with every change. */
  readonly version: number;
};

export type NewCase = {
  readonly memberId: string;
  readonly askedFrom?: Address;
  readonly question: string;
  readonly nearest: readonly string[];
  readonly now: Instant;
  /** Days off beyond weekends and public holidays. */
  readonly holidays?: ReadonlySet<CalendarDate>;
};

/** The states in which an officer still has to do something. */
export const waitingStates = ["open", "assigned"] as const;

/**
 * Hands a question to the officers and returns its case, due one working day later. The same member asking
 * the same thing while it waits gets the case that exists (`isNew` false).
 */
export async function openCase(tx: Queries, asked: NewCase): Promise<{ opened: Case; isNew: boolean }> {
  const existing = await findWaiting(tx, asked.memberId, asked.question);
  if (existing) return { opened: existing, isNew: false };
  const row: Omit<CaseRow, "number"> = {
    id: newId<"case">(),
    member_id: asked.memberId,
    channel: asked.askedFrom?.channel ?? null,
    address_id: asked.askedFrom?.externalId ?? null,
    question: asked.question,
    nearest: JSON.stringify(asked.nearest),
    status: "open" as const,
    assigned_to: null,
    opened_at: asked.now,
    due_at: nextWorkingDay(asked.now, asked.holidays),
    waiting_since: asked.now,
    snoozed_until: null,
    answer: null,
    answered_at: null,
    answered_by: null,
    version: 1,
  };
  const opened = readRow({ ...row, number: await insertNumbered(tx, row) });
  await recordEvent(tx, opened.id, { kind: "opened", by: null, note: null, at: asked.now });
  return { opened, isNew: true };
}

/** The case of a number, or `undefined`. */
export async function findCase(queries: Queries, number: number): Promise<Case | undefined> {
  const row = await queries
    .selectFrom("officer_case")
    .selectAll()
    .where("number", "=", number)
    .executeTakeFirst();
  return row && readRow(row);
}

/** Which part of the inbox: an officer's own, those nobody took, or every one. */
export type Tab = "mine" | "unassigned" | "all";

export type CaseFilter = {
  readonly tab?: Tab;
  /** Whose `mine` is meant. */
  readonly officer?: string;
  /** All states when left out. */
  readonly states?: readonly Case["status"][];
  readonly memberId?: string;
  /** Those put aside at `now` alone, or all but them; both when left out. */
  readonly snoozed?: { readonly now: Instant; readonly are: "hidden" | "shown" };
  readonly limit?: number;
  /** The newest first instead: whose wait is over needs no order by it. */
  readonly newestFirst?: boolean;
};

/** Cases that fit, whoever waits longest first, then by number; at most 500 unless `limit` says otherwise. */
export async function listCases(queries: Queries, filter: CaseFilter = {}): Promise<Case[]> {
  const { tab = "all", officer = "", states, memberId, snoozed, limit = 500 } = filter;
  const all = queries.selectFrom("officer_case").selectAll().limit(limit);
  let query = filter.newestFirst
    ? all.orderBy("number", "desc")
    : all.orderBy("waiting_since", (order) => order.asc().nullsLast()).orderBy("number");
  if (states) query = query.where("status", "in", [...states]);
  if (memberId !== undefined) query = query.where("member_id", "=", memberId);
  if (tab === "mine") query = query.where("assigned_to", "=", officer);
  if (tab === "unassigned") query = query.where("assigned_to", "is", null);
  if (snoozed?.are === "shown") query = query.where("snoozed_until", ">", snoozed.now);
  if (snoozed?.are === "hidden")
    query = query.where((eb) =>
      eb.or([eb("snoozed_until", "is", null), eb("snoozed_until", "<=", snoozed.now)]),
    );
  return (await query.execute()).map(readRow);
}

/** How many cases wait in each tab of an officer's inbox, how many of all are late, and how many are put aside. */
export async function countCases(
  queries: Queries,
  { officer, now }: { readonly officer: string; readonly now: Instant },
): Promise<{ mine: number; unassigned: number; all: number; overdue: number; snoozed: number }> {
  const waiting = await queries
    .selectFrom("officer_case")
    .select(["assigned_to", "due_at", "waiting_since", "snoozed_until"])
    .where("status", "in", [...waitingStates])
    .execute();
  const rows = waiting.filter((row) => row.snoozed_until === null || row.snoozed_until <= now);
  return {
    mine: rows.filter((row) => row.assigned_to === officer).length,
    unassigned: rows.filter((row) => row.assigned_to === null).length,
    all: rows.length,
    overdue: rows.filter((row) => row.waiting_since !== null && row.due_at < now).length,
    snoozed: waiting.length - rows.length,
  };
}

/** How long the member has waited at `now`, in milliseconds, and whether the promise is broken. */
export function waitOf(
  { waitingSince, dueAt }: Pick<Case, "waitingSince" | "dueAt">,
  now: Instant,
): { readonly waitedMs: number; readonly isOverdue: boolean } {
  if (waitingSince === null) return { waitedMs: 0, isOverdue: false };
  return { waitedMs: Math.max(0, toMs(now) - toMs(waitingSince)), isOverdue: dueAt < now };
}

/** How long each case that was answered from `since` on had taken, in milliseconds. */
export async function answerSpans(queries: Queries, since: Instant): Promise<number[]> {
  const rows = await queries
    .selectFrom("officer_case")
    .select(["opened_at", "answered_at"])
    .where("answered_at", ">=", since)
    .execute();
  return rows.flatMap(({ opened_at, answered_at }) =>
    answered_at ? [toMs(answered_at) - toMs(opened_at)] : [],
  );
}

/** A longer question is named by its beginning. */
const longestNamed = 160;

/** What the member reads when a question was handed over: which one, its number and the promise. */
export function caseOpened({ number, question, dueAt }: Case): Content {
  const line = oneLine(question);
  const named = line.length <= longestNamed ? line : `${line.slice(0, line.lastIndexOf(" ", longestNamed))}…`;
  return say(texts.caseOpened({ number, question: named, due: dueAt }), again);
}

/** Another question is asked anew: the one before is handed over. */
const again = [{ label: texts.doors["/canbo"], action: "/canbo" }];

/** What the member reads when an officer answered. */
export function caseAnswered(answered: Pick<Case, "number" | "question" | "answer">): Content {
  return say(texts.caseAnswered(answered.number, answered.question, answered.answer ?? ""));
}

/** Something that happened to a case. `note` is for officers alone. */
export type CaseEvent = {
  readonly kind:
    | "opened"
    | "assigned"
    | "released"
    | "note"
    | "answered"
    | "closed"
    | "reopened"
    | "snoozed"
    | "woken";
  readonly by: string | null;
  readonly note: string | null;
  readonly at: Instant;
};

/** What happened to a case, oldest first. */
export async function eventsOf(queries: Queries, caseId: string): Promise<CaseEvent[]> {
  const rows = await queries
    .selectFrom("case_event")
    .select(["kind", "by_whom", "note", "at"])
    .where("case_id", "=", caseId)
    .orderBy("seq")
    .execute();
  return rows.map(({ kind, by_whom, note, at }) => ({
    kind: kind as CaseEvent["kind"],
    by: by_whom,
    note,
    at,
  }));
}

export async function recordEvent(tx: Queries, caseId: string, event: CaseEvent): Promise<void> {
  const { kind, by, note, at } = event;
  await tx.insertInto("case_event").values({ case_id: caseId, kind, by_whom: by, note, at }).execute();
}

async function findWaiting(tx: Queries, memberId: string, question: string): Promise<Case | undefined> {
  const row = await tx
    .selectFrom("officer_case")
    .selectAll()
    .where("member_id", "=", memberId)
    .where("question", "=", question)
    .where("status", "in", [...waitingStates])
    .executeTakeFirst();
  return row && readRow(row);
}

export type CaseRow = {
  id: string;
  number: number;
  member_id: string;
  channel: string | null;
  address_id: string | null;
  question: string;
  nearest: string;
  status: Case["status"];
  assigned_to: string | null;
  opened_at: Instant;
  due_at: Instant;
  waiting_since: Instant | null;
  snoozed_until: Instant | null;
  answer: string | null;
  answered_at: Instant | null;
  answered_by: string | null;
  version: number;
};

/** Two transactions may read the same last number; the unique column lets one win and the other try again. */
async function insertNumbered(tx: Queries, row: Omit<CaseRow, "number">): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const last = await tx
      .selectFrom("officer_case")
      .select((eb) => eb.fn.max("number").as("number"))
      .executeTakeFirst();
    const number = Number(last?.number ?? 0) + 1;
    const inserted = await tx
      .insertInto("officer_case")
      .values({ ...row, number })
      .onConflict((conflict) => conflict.column("number").doNothing())
      .returning("number")
      .executeTakeFirst();
    if (inserted) return number;
  }
  throw new Failure("unavailable", "No case number could be taken in 20 tries; try again.");
}

export function readRow(row: CaseRow): Case {
  const { channel, address_id } = row;
  return {
    id: row.id as Id<"case">,
    number: row.number,
    memberId: row.member_id,
    askedFrom:
      channel === null || address_id === null
        ? null
        : { channel: channel as ChannelName, externalId: address_id },
    question: row.question,
    nearest: JSON.parse(row.nearest) as string[],
    status: row.status,
    assignedTo: row.assigned_to,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    waitingSince: row.waiting_since,
    snoozedUntil: row.snoozed_until,
    answer: row.answer,
    answeredAt: row.answered_at,
    answeredBy: row.answered_by,
    version: row.version,
  };
}

/** The newest thing that happened to any case: it grows with each. */
export async function lastCaseEvent(queries: Queries): Promise<number> {
  const { seq } = await queries
    .selectFrom("case_event")
    .select((eb) => eb.fn.max("seq").as("seq"))
    .executeTakeFirstOrThrow();
  return seq ?? 0;
}
