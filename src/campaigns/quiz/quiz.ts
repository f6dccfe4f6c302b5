import type { Selectable } from "kysely";
import { z } from "zod";
import type { Queries } from "../../database/database.ts";
import type { Schema } from "../../database/schema.ts";
import type { Id } from "../../kit/id.ts";
import type { Instant } from "../../kit/time.ts";
import { addCampaign, type Decision } from "../approve.ts";
import type { CampaignId } from "../campaign.ts";
import type { Plan } from "../file.ts";

export type QuizId = Id<"quiz">;

const question = z.strictObject({
  text: z.string().min(1),
  /** `document#clause` it rests on; a poll may rest on none. */
  source: z.string().nullable(),
  options: z.array(z.string().min(1)).min(2),
  /** Which option is right, from 0; null in a poll. */
  right: z.int().min(0).nullable(),
});

/** Câu hỏi — one question of a quiz with its options. */
export type Question = z.output<typeof question>;

/** What a quiz file says beside its campaign. */
export type QuizPlan = {
  readonly title: string;
  readonly kind: "quiz" | "poll";
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly explains: "at-once" | "after-close" | "never";
  readonly ties: "time" | "finish" | "share";
  readonly unitsBy: "total" | "mean";
  readonly questions: readonly Question[];
};

/** Cuộc thi tìm hiểu, thăm dò ý kiến — questions sent by a campaign and answered in the chat. */
export type Quiz = QuizPlan & { readonly id: QuizId; readonly campaignId: CampaignId };

/** The command behind a start button. The id stands in the campaign's content, so its approval covers the quiz. */
export function startAction(id: QuizId): string {
  return `quiz:${id}`;
}

/**
 * Stores a quiz with the campaign that invites to it, as a draft. Questions never change afterwards: a corrected
 * quiz is another one.
 */
export async function addQuiz(
  tx: Queries,
  { id, plan, quiz }: { id: QuizId; plan: Plan; quiz: QuizPlan },
  by: Omit<Decision, "id">,
): Promise<CampaignId> {
  const campaignId = await addCampaign(tx, plan, by);
  const row = {
    id,
    campaign_id: campaignId,
    title: quiz.title,
    kind: quiz.kind,
    opens_at: quiz.opensAt,
    closes_at: quiz.closesAt,
    explains: quiz.explains,
    ties: quiz.ties,
    units_by: quiz.unitsBy,
    questions: JSON.stringify(quiz.questions),
    created_at: by.now,
  };
  await tx.insertInto("quiz").values(row).execute();
  return campaignId;
}

export async function findQuiz(queries: Queries, id: string): Promise<Quiz | undefined> {
  const row = await queries.selectFrom("quiz").selectAll().where("id", "=", id).executeTakeFirst();
  return row && readQuizRow(row);
}

/** Every quiz, the latest first. */
export async function listQuizzes(queries: Queries): Promise<Quiz[]> {
  const rows = await queries
    .selectFrom("quiz")
    .selectAll()
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .execute();
  return rows.map(readQuizRow);
}

function readQuizRow(row: Selectable<Schema["quiz"]>): Quiz {
  return {
    id: row.id as QuizId,
    campaignId: row.campaign_id as CampaignId,
    title: row.title,
    kind: row.kind,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    explains: row.explains,
    ties: row.ties,
    unitsBy: row.units_by,
    questions: z.array(question).parse(JSON.parse(row.questions)),
  };
}
