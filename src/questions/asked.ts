import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";
import type { Answer } from "./answer.ts";
import { waitingStates } from "./cases.ts";

export type AskedQuestion = {
  readonly memberId: string;
  /** The inbound message that asked, or null when it did not come through a chat. */
  readonly inboundSeq: number | null;
  readonly question: string;
  readonly answer: Answer;
  readonly now: Instant;
};

/** Keeps what was asked and how it was answered: the questions nobody could answer feed the knowledge. */
export async function recordAsked(tx: Queries, asked: AskedQuestion): Promise<void> {
  const cited = asked.answer.citations.map(({ document, clause }) => `${document}#${clause}`);
  await tx
    .insertInto("asked")
    .values({
      member_id: asked.memberId,
      inbound_seq: asked.inboundSeq,
      question: asked.question,
      kind: asked.answer.kind,
      cited: JSON.stringify(cited),
      at: asked.now,
    })
    .execute();
}

/** The latest questions that found no answer, newest first: candidates for new phrases or new documents. */
export async function listUnanswered(
  queries: Queries,
  limit: number,
): Promise<{ memberId: string; question: string; kind: string; at: Instant }[]> {
  return queries
    .selectFrom("asked")
    .select(["member_id as memberId", "question", "kind", "at"])
    .where("kind", "in", ["unknown", "partial"])
    .where("question", "!=", "")
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();
}

/** How many questions of each kind came on each day (in UTC) from `since` on. */
export async function countAsked(
  queries: Queries,
  since: Instant,
): Promise<{ readonly day: string; readonly kind: string; readonly count: number }[]> {
  return queries
    .selectFrom("asked")
    .select((eb) => eb.fn<string>("substr", ["at", eb.lit(1), eb.lit(10)]).as("day"))
    .select("kind")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("at", ">=", since)
    .groupBy(["day", "kind"])
    .execute();
}

/** How many answers from `since` on rested on each document, the most used first. */
export async function countCited(
  queries: Queries,
  since: Instant,
): Promise<{ readonly document: string; readonly count: number }[]> {
  const rows = await queries
    .selectFrom("asked")
    .select("cited")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("at", ">=", since)
    .where("cited", "!=", "[]")
    .groupBy("cited")
    .execute();
  const counts = new Map<string, number>();
  for (const { cited, n } of rows) {
    const places = JSON.parse(cited) as string[];
    for (const document of new Set(places.map((place) => place.split("#")[0] ?? "")))
      counts.set(document, (counts.get(document) ?? 0) + n);
  }
  return [...counts].map(([document, count]) => ({ document, count })).sort((a, b) => b.count - a.count);
}

/** What a member asked, oldest first, for the copy of their data. */
export async function askedBy(
  queries: Queries,
  memberId: string,
): Promise<{ question: string; at: Instant }[]> {
  return queries
    .selectFrom("asked")
    .select(["question", "at"])
    .where("member_id", "=", memberId)
    .where("question", "!=", "")
    .orderBy("seq")
    .execute();
}

/**
 * Takes a member's words out of the log and out of settled cases, with the notes on them and the drafts made
 * from them; that something was asked, and how it was answered, stays. A waiting case keeps its words: an
 * officer still has to answer it. A published answer is the officers' and stays.
 */
export async function eraseAsked(tx: Queries, memberId: string): Promise<void> {
  await tx.updateTable("asked").set({ question: "" }).where("member_id", "=", memberId).execute();
  await tx.deleteFrom("faq_told").where("member_id", "=", memberId).execute();
  const settled = await tx
    .updateTable("officer_case")
    .set({ question: "", answer: null, channel: null, address_id: null })
    .where("member_id", "=", memberId)
    .where("status", "not in", [...waitingStates])
    .returning(["id", "number"])
    .execute();
  if (settled.length === 0) return;
  await tx
    .updateTable("case_event")
    .set({ note: null })
    .where("kind", "=", "note")
    .where(
      "case_id",
      "in",
      settled.map(({ id }) => id),
    )
    .execute();
  await tx
    .updateTable("faq")
    .set((eb) => ({ question: "", answer: "", status: "retired", version: eb("version", "+", 1) }))
    .where("status", "=", "draft")
    .where(
      "case_number",
      "in",
      settled.map(({ number }) => number),
    )
    .execute();
}
