import type { Selectable } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import { Failure } from "../kit/failure.ts";
import type { Instant } from "../kit/time.ts";
import { fold } from "../kit/vietnamese.ts";
import { findCase } from "./cases.ts";
import { tellAskers } from "./faq-tell.ts";

/** Giải đáp — an officer's answer that another officer let be given to everybody who asks alike. */
export type Faq = {
  readonly number: number;
  /** One way of asking a line; the first is shown. */
  readonly question: string;
  readonly answer: string;
  readonly status: "draft" | "published" | "retired";
  readonly caseNumber: number | null;
  readonly answeredBy: string;
  readonly answeredAt: Instant;
  readonly draftedBy: string;
  readonly approvedBy: string | null;
  /** Grows with every change. */
  readonly version: number;
};

/** What an officer asks of one answer; `version` is the one they have read. */
export type FaqChange = {
  readonly number: number;
  readonly by: string;
  readonly now: Instant;
  readonly version?: number;
};

export type FaqChanged =
  | { readonly kind: "changed"; readonly changed: Faq }
  | { readonly kind: "missing" }
  /** Somebody changed it after the officer read it. */
  | { readonly kind: "stale"; readonly found: Faq }
  /** It is not in a state for this: published or retired already. */
  | { readonly kind: "settled"; readonly found: Faq }
  /** Whoever answered or drafted it cannot approve it. */
  | { readonly kind: "own"; readonly found: Faq };

export type Drafted =
  | { readonly kind: "drafted"; readonly drafted: Faq }
  | { readonly kind: "missing" }
  /** The case has no answer, or its words were erased. */
  | { readonly kind: "unanswered" }
  /** The case has a draft or a published answer already. */
  | { readonly kind: "exists"; readonly found: Faq };

/**
 * Makes a draft from the answer of a case. `question` and `answer` replace the words of the case, which may
 * hold what is nobody else's business; a question may be asked in several ways, one a line.
 */
export async function draftFaq(
  tx: Queries,
  asked: {
    readonly caseNumber: number;
    readonly by: string;
    readonly now: Instant;
    readonly question?: string;
    readonly answer?: string;
  },
): Promise<Drafted> {
  const found = await findCase(tx, asked.caseNumber);
  if (!found) return { kind: "missing" };
  const { answeredAt, answeredBy } = found;
  const question = (asked.question ?? found.question.replace(/\s+/g, " ")).trim();
  const answer = (asked.answer ?? found.answer ?? "").trim();
  if (!answeredAt || !answeredBy || question === "" || answer === "") return { kind: "unanswered" };
  const row = await tx
    .insertInto("faq")
    .values({
      question,
      answer,
      status: "draft",
      case_number: found.number,
      answered_by: answeredBy,
      answered_at: answeredAt,
      drafted_by: asked.by,
      approved_by: null,
      version: 1,
      updated_at: asked.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) return existing(tx, found.number);
  await record(tx, row.seq, { kind: "drafted", by: asked.by, at: asked.now });
  return { kind: "drafted", drafted: readRow(row) };
}

/** Makes a draft of an officer's own answer, for a question that came without a case. */
export async function writeFaq(
  tx: Queries,
  asked: { readonly question: string; readonly answer: string; readonly by: string; readonly now: Instant },
): Promise<Faq> {
  const { question, answer, by, now } = asked;
  const row = await tx
    .insertInto("faq")
    .values({
      ...{ question, answer, status: "draft" as const, case_number: null, approved_by: null, version: 1 },
      ...{ answered_by: by, answered_at: now, drafted_by: by, updated_at: now },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await record(tx, row.seq, { kind: "drafted", by, at: now });
  return readRow(row);
}

/** Changes the words of a draft; whoever does is its drafter from then on, and cannot approve it. */
export function editFaq(
  tx: Queries,
  asked: FaqChange & { readonly question: string; readonly answer: string },
): Promise<FaqChanged> {
  const question = asked.question.trim();
  const answer = asked.answer.trim();
  if (question === "" || answer === "") {
    throw new Failure("invalid", "A published answer needs a question and an answer: neither may be empty.");
  }
  return change(tx, asked, {
    kind: "edited",
    set: { question, answer, drafted_by: asked.by },
    from: ["draft"],
  });
}

/**
 * Publishes a draft: from now on it goes before composed answers. Another officer than those who answered and
 * drafted it has to approve. Everybody whose own case asks the same and waits is told, once (`told`).
 */
export async function approveFaq(
  tx: Queries,
  asked: FaqChange & { readonly organization: string },
): Promise<FaqChanged & { readonly told?: number }> {
  const found = await findFaq(tx, asked.number);
  const own = found && [found.answeredBy, found.draftedBy].some((name) => fold(name) === fold(asked.by));
  if (found?.status === "draft" && own) return { kind: "own", found };
  const result = await change(tx, asked, {
    kind: "approved",
    set: { status: "published", approved_by: asked.by },
    from: ["draft"],
  });
  if (result.kind !== "changed") return result;
  return { ...result, told: await tellAskers(tx, result.changed, asked) };
}

/** Takes a draft or a published answer back; nobody is given it any more. */
export function retireFaq(tx: Queries, asked: FaqChange): Promise<FaqChanged> {
  return change(tx, asked, { kind: "retired", set: { status: "retired" }, from: ["draft", "published"] });
}

/** Every curated answer, or those in one state, oldest first. */
export async function listFaqs(queries: Queries, status?: Faq["status"]): Promise<Faq[]> {
  let query = queries.selectFrom("faq").selectAll().orderBy("seq");
  if (status) query = query.where("status", "=", status);
  return (await query.execute()).map(readRow);
}

export async function findFaq(queries: Queries, number: number): Promise<Faq | undefined> {
  const row = await queries.selectFrom("faq").selectAll().where("seq", "=", number).executeTakeFirst();
  return row && readRow(row);
}

/** Changes whenever a curated answer does: whoever remembers them looks here whether to read them again. */
export async function faqState(queries: Queries): Promise<string> {
  const { last, n } = await queries
    .selectFrom("faq_event")
    .select((eb) => [eb.fn.max("seq").as("last"), eb.fn.countAll<number>().as("n")])
    .executeTakeFirstOrThrow();
  // Two that commit in the other order than they were numbered differ in their count.
  return `${last ?? 0}:${n}`;
}

type FaqRow = Selectable<Schema["faq"]>;

async function change(
  tx: Queries,
  asked: FaqChange,
  step: { kind: string; set: Partial<FaqRow>; from: readonly Faq["status"][] },
): Promise<FaqChanged> {
  const found = await findFaq(tx, asked.number);
  if (!found) return { kind: "missing" };
  if (!step.from.includes(found.status)) return { kind: "settled", found };
  const isRead = asked.version === undefined || asked.version === found.version;
  const row =
    isRead &&
    (await tx
      .updateTable("faq")
      .set({ ...step.set, version: found.version + 1, updated_at: asked.now })
      .where("seq", "=", found.number)
      .where("version", "=", found.version)
      .returningAll()
      .executeTakeFirst());
  if (!row) return { kind: "stale", found: (await findFaq(tx, asked.number)) ?? found };
  await record(tx, row.seq, { kind: step.kind, by: asked.by, at: asked.now });
  return { kind: "changed", changed: readRow(row) };
}

async function existing(tx: Queries, caseNumber: number): Promise<Drafted> {
  const row = await tx
    .selectFrom("faq")
    .selectAll()
    .where("case_number", "=", caseNumber)
    .where("status", "!=", "retired")
    .executeTakeFirst();
  return row ? { kind: "exists", found: readRow(row) } : { kind: "missing" };
}

async function record(tx: Queries, seq: number, event: { kind: string; by: string; at: Instant }) {
  const { kind, by, at } = event;
  await tx.insertInto("faq_event").values({ faq_seq: seq, kind, by_whom: by, at }).execute();
}

function readRow(row: FaqRow): Faq {
  return {
    number: row.seq,
    question: row.question,
    answer: row.answer,
    status: row.status,
    caseNumber: row.case_number,
    answeredBy: row.answered_by,
    answeredAt: row.answered_at,
    draftedBy: row.drafted_by,
    approvedBy: row.approved_by,
    version: row.version,
  };
}
