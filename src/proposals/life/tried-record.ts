import type { Queries } from "../../database/database.ts";
import type { CalendarDate } from "../../kit/time.ts";
import { writeFace } from "../finding/face.ts";
import { readRecord } from "../record.ts";
import { sayDay } from "./texts.ts";

/**
 * Writes into a record how far the solution got, and the day of first use when it is known. An answer that says it
 * was applied or tried already is left alone when no day comes with it.
 */
export async function writeTried(
  tx: Queries,
  { id: proposalId, number, memberId }: { id: string; number: string; memberId: string },
  { stage, firstUse }: { stage: "trial" | "applied"; firstUse: CalendarDate | null },
): Promise<void> {
  const row = await tx
    .selectFrom("proposal")
    .select(["answers", "filed_at"])
    .where("id", "=", proposalId)
    .executeTakeFirstOrThrow();
  const before = readRecord(row.answers);
  const told = before.answers.stage;
  const isTold = told?.kind === "choice" && told.value !== "idea";
  if (firstUse === null && isTold) return;
  const answers = { ...before.answers, stage: { kind: "choice" as const, value: stage } };
  const dated =
    firstUse === null
      ? answers
      : {
          ...answers,
          first_applied: { kind: "date" as const, from: firstUse, to: firstUse, said: sayDay(firstUse) },
        };
  const unsure = before.unsure.filter((field) => field !== "stage" && field !== "first_applied");
  const record = { ...before, answers: dated, unsure };
  await tx
    .updateTable("proposal")
    .set({ answers: JSON.stringify(record) })
    .where("id", "=", proposalId)
    .execute();
  await writeFace(tx, { proposalId, number, memberId, record, filedAt: row.filed_at });
}
