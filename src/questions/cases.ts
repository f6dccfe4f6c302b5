import type { Queries } from "../database/database.ts";
import { Failure } from "../kit/failure.ts";
import { type Id, newId } from "../kit/id.ts";
import { type Content, say } from "../kit/message.ts";
import type { CalendarDate, Instant } from "../kit/time.ts";
import { texts } from "./texts.ts";
import { nextWorkingDay } from "./working-hours.ts";

/** Phiếu hỏi cán bộ — a question handed to an officer, with a number people can say and a clock. */
export type Case = {
  readonly id: Id<"case">;
  readonly number: number;
  readonly memberId: string;
  readonly question: string;
  /** The clauses that came nearest, as `document#clause`, best first. */
  readonly nearest: readonly string[];
  readonly status: "open" | "answered" | "closed";
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  readonly answer: string | null;
  readonly answeredAt: Instant | null;
};

export type NewCase = {
  readonly memberId: string;
  readonly question: string;
  readonly nearest: readonly string[];
  readonly now: Instant;
  /** Days off beyond weekends and fixed holidays. */
  readonly holidays?: ReadonlySet<CalendarDate>;
};

/**
 * Hands a question to the officers and returns its case, due one working day later. The same member asking
 * the same thing while it is still open gets the case that exists (`isNew` false).
 */
export async function openCase(tx: Queries, asked: NewCase): Promise<{ opened: Case; isNew: boolean }> {
  const existing = await findOpen(tx, asked.memberId, asked.question);
  if (existing) return { opened: existing, isNew: false };
  const row = {
    id: newId<"case">(),
    member_id: asked.memberId,
    question: asked.question,
    nearest: JSON.stringify(asked.nearest),
    status: "open" as const,
    opened_at: asked.now,
    due_at: nextWorkingDay(asked.now, asked.holidays),
    answer: null,
    answered_at: null,
  };
  return { opened: readRow({ ...row, number: await insertNumbered(tx, row) }), isNew: true };
}

/** The cases in one state (all states when left out), longest waiting first. */
export async function listCases(queries: Queries, status?: Case["status"]): Promise<Case[]> {
  let query = queries.selectFrom("officer_case").selectAll().orderBy("number");
  if (status) query = query.where("status", "=", status);
  return (await query.execute()).map(readRow);
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

export type Settled =
  | { readonly kind: "settled"; readonly settled: Case }
  | { readonly kind: "missing" }
  /** Somebody else answered or closed it first. */
  | { readonly kind: "not-open"; readonly found: Case };

/**
 * Writes an officer's answer on an open case. It does not reach the member by itself: the caller enqueues
 * `caseAnswered(settled)` in the same transaction.
 */
export async function answerCase(
  tx: Queries,
  given: { readonly number: number; readonly answer: string; readonly now: Instant },
): Promise<Settled> {
  const answer = given.answer.trim();
  if (answer === "") throw new Failure("invalid", `Case ${given.number} needs an answer that is not empty.`);
  return settle(tx, given.number, { status: "answered", answer, answered_at: given.now });
}

/** Ends an open case that needs no answer. */
export async function closeCase(tx: Queries, number: number): Promise<Settled> {
  return settle(tx, number, { status: "closed" });
}

/** What the member reads when the question was handed over: the number and the promise. */
export function caseOpened(opened: Case): Content {
  return say(texts.caseOpened(opened.number, opened.dueAt));
}

/** What the member reads when an officer answered. */
export function caseAnswered(answered: Case): Content {
  return say(texts.caseAnswered(answered.number, answered.question, answered.answer ?? ""));
}

async function settle(
  tx: Queries,
  number: number,
  change: { status: "answered" | "closed"; answer?: string; answered_at?: Instant },
): Promise<Settled> {
  // The state is part of the update, so of two officers pressing at once exactly one settles the case.
  const row = await tx
    .updateTable("officer_case")
    .set(change)
    .where("number", "=", number)
    .where("status", "=", "open")
    .returningAll()
    .executeTakeFirst();
  if (row) return { kind: "settled", settled: readRow(row) };
  const found = await findCase(tx, number);
  return found ? { kind: "not-open", found } : { kind: "missing" };
}

async function findOpen(tx: Queries, memberId: string, question: string): Promise<Case | undefined> {
  const row = await tx
    .selectFrom("officer_case")
    .selectAll()
    .where("member_id", "=", memberId)
    .where("question", "=", question)
    .where("status", "=", "open")
    .executeTakeFirst();
  return row && readRow(row);
}

type CaseRow = {
  id: string;
  number: number;
  member_id: string;
  question: string;
  nearest: string;
  status: Case["status"];
  opened_at: Instant;
  due_at: Instant;
  answer: string | null;
  answered_at: Instant | null;
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

function readRow(row: CaseRow): Case {
  return {
    id: row.id as Id<"case">,
    number: row.number,
    memberId: row.member_id,
    question: row.question,
    nearest: JSON.parse(row.nearest) as string[],
    status: row.status,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    answer: row.answer,
    answeredAt: row.answered_at,
  };
}
