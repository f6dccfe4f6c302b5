import type { Queries } from "../database/database.ts";
import type { Answers } from "../intake/answer.ts";
import { type Instant, sayDate } from "../kit/time.ts";
import { readRecord, startOf } from "./record.ts";
import { texts } from "./texts.ts";

/** One proposal as officers list it. */
type Registered = {
  readonly number: string;
  readonly state: string;
  readonly stateWords: string;
  readonly start: string;
  readonly author: string;
  readonly unit: string;
  readonly filedAt: Instant;
};

/** Everything filed, oldest number first, and how many there are in each state. */
export type Register = {
  readonly rows: readonly Registered[];
  readonly counts: Readonly<Record<string, number>>;
};

/** Sổ theo dõi — the register: every filed proposal and idea, each counted under its own state only. */
export async function register(queries: Queries): Promise<Register> {
  const stored = await queries
    .selectFrom("proposal")
    .select(["number", "state", "answers", "filed_at"])
    .orderBy("filed_at")
    .orderBy("number")
    .execute();
  const rows = stored.map(({ number, state, answers: json, filed_at: filedAt }) => {
    const { answers } = readRecord(json);
    const [author, unit] = [nameOf(answers, "author"), nameOf(answers, "unit")];
    return { number, state, stateWords: texts.state(state), start: startOf(answers), author, unit, filedAt };
  });
  const counts: Record<string, number> = {};
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  return { rows, counts };
}

/**
 * The register as lines for a terminal. What was received, what is an idea, what does not say whether it was tried
 * and what a unit recognized are separate figures: a filed proposal is never counted as a recognized initiative.
 */
export function registerText({ rows, counts }: Register): string {
  if (rows.length === 0) return texts.registerEmpty;
  const lines = rows.map((row) =>
    [row.number, sayDate(row.filedAt), row.stateWords, row.author, row.unit, row.start].join(" | "),
  );
  const { idea: ideas = 0, unclear = 0, recognized = 0 } = counts;
  const filed = rows.length - ideas - unclear - recognized;
  return [...lines, "", texts.registerCounts({ filed, unclear, ideas, recognized })].join("\n");
}

function nameOf(answers: Answers, field: string): string {
  const answer = answers[field];
  return answer?.kind === "person" || answer?.kind === "unit" ? answer.name : "";
}
