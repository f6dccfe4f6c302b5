import type { Queries } from "../../database/database.ts";
import { Failure } from "../../kit/failure.ts";
import { type Instant, localDate, sayTime } from "../../kit/time.ts";
import { type Sheet, writeSheets } from "../../papers/sheet.ts";
import { whoConsents } from "../../people/consent.ts";
import { placesOf } from "../../people/member-places.ts";
import { listQuizzes, type Quiz } from "./quiz.ts";
import { type Ranked, rankTakers, rankUnits, secondsOf, type Taker, type UnitScore } from "./ranking.ts";
import { resultWords as words } from "./texts.ts";

/** A winner as they may be shown: `name` is null unless they agreed to be named in this quiz. */
export type Person = Ranked<Taker> & { readonly name: string | null };

export type QuizResults = {
  readonly quiz: Quiz;
  readonly started: number;
  /** Who finished, by place. Empty in a poll, where nobody is ranked. */
  readonly people: readonly Person[];
  readonly units: readonly Ranked<UnitScore>[];
  readonly finished: number;
  /** For each question how often each option was chosen. */
  readonly counts: readonly (readonly number[])[];
};

/** A quiz by its id, or by the last six characters of it or more. Throws `Failure("missing")`. */
export async function quizCalled(queries: Queries, reference: string): Promise<Quiz> {
  const found = (await listQuizzes(queries)).filter(
    ({ id }) => reference.length >= 6 && id.endsWith(reference),
  );
  const [quiz, other] = found;
  if (quiz && !other) return quiz;
  const why = other ? "more than one quiz ends so" : "there is no such quiz";
  throw new Failure("missing", `${reference}: ${why}. \`quiz list\` shows all ids.`);
}

/** How a quiz stands now. */
export async function quizResults(queries: Queries, quiz: Quiz): Promise<QuizResults> {
  const attempts = await queries
    .selectFrom("quiz_attempt")
    .selectAll()
    .where("quiz_id", "=", quiz.id)
    .execute();
  const answers = await queries
    .selectFrom("quiz_answer")
    .select(["member_id", "question", "choice", "is_right"])
    .where("quiz_id", "=", quiz.id)
    .execute();
  const scores = new Map<string, number>();
  for (const { member_id, is_right } of answers)
    scores.set(member_id, (scores.get(member_id) ?? 0) + is_right);
  const places = await placesOf(
    queries,
    attempts.map(({ member_id }) => member_id),
  );
  const takers = attempts.flatMap(({ member_id, started_at, finished_at }): Taker[] => {
    if (finished_at === null) return [];
    const unit = places.get(member_id)?.unit ?? null;
    return [
      {
        memberId: member_id,
        unit,
        score: scores.get(member_id) ?? 0,
        startedAt: started_at,
        finishedAt: finished_at,
      },
    ];
  });
  const isPoll = quiz.kind === "poll";
  const named = await whoAgreed(queries, quiz, takers);
  return {
    quiz,
    started: attempts.length,
    finished: takers.length,
    people: (isPoll ? [] : rankTakers(takers, quiz.ties)).map((taker) => ({
      ...taker,
      name: named.has(taker.memberId) ? (places.get(taker.memberId)?.name ?? null) : null,
    })),
    units: isPoll ? [] : rankUnits(takers, quiz.unitsBy),
    counts: quiz.questions.map(({ options }, index) =>
      options.map(
        (_, at) => answers.filter(({ question, choice }) => question === index && choice === at).length,
      ),
    ),
  };
}

async function whoAgreed(
  queries: Queries,
  quiz: Quiz,
  takers: readonly Taker[],
): Promise<ReadonlySet<string>> {
  const agreed = new Set<string>();
  for (let from = 0; from < takers.length; from += 500) {
    const ids = takers.slice(from, from + 500).map(({ memberId }) => memberId);
    for (const id of await whoConsents(queries, ids, `quiz-name:${quiz.id}`)) agreed.add(id);
  }
  return agreed;
}

/** The results as text; `top` places of people. */
export function sayResults(
  { quiz, started, finished, people, units, counts }: QuizResults,
  top: number,
): string {
  const winners = people.filter(({ place }) => place <= top);
  const lines = [words.heading(quiz.title), words.taken(started, finished)];
  if (winners.length > 0) lines.push("", `${words.people}:`);
  for (const one of winners)
    lines.push(
      `  ${one.place}. ${one.name ?? words.hidden}, ${one.unit ?? words.noUnit}: ${one.score}/${quiz.questions.length}, ${secondsOf(one)} giây`,
    );
  if (units.length > 0) lines.push("", `${words.units}:`);
  for (const { place, unit, total, mean, takers } of units)
    lines.push(`  ${place}. ${unit}: ${total} điểm, trung bình ${mean.toFixed(2)}, ${takers} người`);
  for (const [index, { text, options, right }] of quiz.questions.entries()) {
    lines.push("", text);
    for (const [at, option] of options.entries())
      lines.push(`  ${at === right ? "✓" : "·"} ${option}: ${counts[index]?.[at] ?? 0}`);
  }
  return lines.join("\n");
}

/** The winners' sheet: people, units and options, an Excel file of three sheets; names only of who agreed. */
export function resultsXlsx(results: QuizResults, now: Instant): Promise<Uint8Array> {
  const { quiz, started, finished } = results;
  const heading = [words.heading(quiz.title), words.taken(started, finished), words.asOf(sayTime(now))];
  const ranked = quiz.kind === "poll" ? [] : [peopleSheet(results, heading), unitSheet(results, heading)];
  return writeSheets([...ranked, optionSheet(results, heading)]);
}

function peopleSheet({ people }: QuizResults, heading: readonly string[]): Sheet {
  return {
    name: words.people,
    heading,
    columns: [
      { title: words.place, width: 8, kind: "number" },
      { title: words.name, width: 28, kind: "text" },
      { title: words.unit, width: 36, kind: "text" },
      { title: words.score, width: 12, kind: "number" },
      { title: words.seconds, width: 16, kind: "number" },
      { title: words.finished, width: 14, kind: "date" },
    ],
    rows: people.map((one) => [
      ...[one.place, one.name ?? words.hidden, one.unit ?? words.noUnit],
      ...[one.score, secondsOf(one), localDate(one.finishedAt)],
    ]),
  };
}

function unitSheet({ units }: QuizResults, heading: readonly string[]): Sheet {
  return {
    name: words.units,
    heading,
    columns: [
      { title: words.place, width: 8, kind: "number" },
      { title: words.unit, width: 40, kind: "text" },
      { title: words.takers, width: 16, kind: "number" },
      { title: words.total, width: 12, kind: "number" },
      { title: words.mean, width: 16, kind: "text" },
    ],
    rows: units.map(({ place, unit, takers, total, mean }) => [
      ...[place, unit, takers, total],
      mean.toFixed(2).replace(".", ","),
    ]),
  };
}

function optionSheet({ quiz, counts }: QuizResults, heading: readonly string[]): Sheet {
  return {
    name: words.options,
    heading,
    columns: [
      { title: words.question, width: 50, kind: "text" },
      { title: words.option, width: 40, kind: "text" },
      { title: words.right, width: 8, kind: "text" },
      { title: words.count, width: 14, kind: "number" },
    ],
    rows: quiz.questions.flatMap(({ text, options, right }, index) =>
      options.map((option, at) => [text, option, at === right ? "x" : "", counts[index]?.[at] ?? 0]),
    ),
  };
}
