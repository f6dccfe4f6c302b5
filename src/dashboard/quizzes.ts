import { z } from "zod";
import { clausesCalled } from "../campaigns/drafting.ts";
import { draftQuestions } from "../campaigns/quiz/drafting.ts";
import { readQuestions } from "../campaigns/quiz/questions-file.ts";
import { findQuiz, listQuizzes, type Quiz } from "../campaigns/quiz/quiz.ts";
import { secondsOf } from "../campaigns/quiz/ranking.ts";
import { type QuizResults, quizResults, resultsXlsx } from "../campaigns/quiz/results.ts";
import { orMissing } from "./campaign-found.ts";
import type { FormQuestion } from "./campaign-shapes.ts";
import { campaignTexts as words } from "./campaign-texts.ts";
import type { QuizRow, QuizView } from "./publication-shapes.ts";
import { nothing } from "./read-given.ts";
import { type Call, type FileAnswer, file, look, type Route } from "./routes.ts";

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const mostPlaces = 100;

/** Cuộc thi tìm hiểu — quizzes and polls: their results, the winners' sheet, and questions to begin with. */
export const quizRoutes: readonly Route[] = [
  look({
    path: "/quizzes",
    right: "campaigns.see",
    query: nothing,
    show: async ({ parts }): Promise<{ rows: QuizRow[] }> => ({
      rows: (await listQuizzes(parts.db.read)).map(rowOf),
    }),
  }),
  look({
    path: "/quizzes/:id",
    right: "campaigns.see",
    query: nothing,
    async show({ parts: { db }, params }): Promise<QuizView | undefined> {
      const quiz = await findQuiz(db.read, params.id ?? "");
      return quiz && viewOf(await quizResults(db.read, quiz));
    },
  }),
  file({
    path: "/quizzes/:id/sheet",
    right: "campaigns.see",
    query: nothing,
    async show({ parts: { db }, params, now }): Promise<FileAnswer | undefined> {
      const quiz = await findQuiz(db.read, params.id ?? "");
      if (!quiz) return undefined;
      const bytes = await resultsXlsx(await quizResults(db.read, quiz), now);
      return { name: `${words.resultsName}.xlsx`, mediaType: xlsx, bytes };
    },
  }),
  look({
    path: "/quiz-questions",
    right: "campaigns.draft",
    query: z.object({ clauses: z.array(z.string().max(170)).min(1).max(20) }),
    bodyBytes: 20_000,
    show: (call) => orMissing(async () => questionsFrom(call)),
  }),
];

/** Questions by template, for a person to make good ones of, and the clauses none could be made from. */
function questionsFrom({ parts, given }: Call<{ clauses: string[] }>): {
  questions: FormQuestion[];
  note: string;
} {
  const library = parts.library();
  const { text, left } = draftQuestions(library, clausesCalled(library, given.clauses));
  const { questions } = readQuestions(text.split("\n"), { line: 0, isPoll: false, library });
  const labels = clausesCalled(library, left).map(({ label }) => label);
  return {
    questions: text === "" ? [] : questions.map(({ source, ...one }) => ({ ...one, source: source ?? "" })),
    note: labels.length > 0 ? words.noQuestion(labels.join("; ")) : "",
  };
}

function rowOf({ id, campaignId, title, kind, opensAt, closesAt, questions }: Quiz): QuizRow {
  return { id, campaignId, title, kind, opensAt, closesAt, questions: questions.length };
}

function viewOf({ quiz, started, finished, people, units, counts }: QuizResults): QuizView {
  return {
    ...rowOf(quiz),
    ...{ started, finished },
    people: people.slice(0, mostPlaces).map(({ place, name, unit, score, ...taker }) => ({
      ...{ place, name, unit, score },
      seconds: secondsOf({ ...taker, unit, score }),
    })),
    units: units.slice(0, mostPlaces),
    options: quiz.questions.map(({ text, source, options, right }, question) => ({
      text,
      source,
      choices: options.map((option, at) => ({
        text: option,
        isRight: at === right,
        count: counts[question]?.[at] ?? 0,
      })),
    })),
  };
}
