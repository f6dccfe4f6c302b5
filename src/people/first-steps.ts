import type { Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import type { Instant } from "../kit/time.ts";

/** Cài đặt ban đầu — what a new installation goes through, in this order; each may be left out and done later. */
export const firstSteps = [
  "organization",
  "officers",
  "telegram",
  "zalo",
  "model",
  "documents",
  "roster",
  "test",
] as const;
export type FirstStep = (typeof firstSteps)[number];

export type StepState = Schema["set_up_step"]["state"];

/** The steps somebody ended or left out; the others are open. */
export async function readSteps(queries: Queries): Promise<ReadonlyMap<string, StepState>> {
  const rows = await queries.selectFrom("set_up_step").select(["step", "state"]).execute();
  return new Map(rows.map(({ step, state }) => [step, state]));
}

/** Ends a step, leaves it out, or opens it again. */
export async function setStep(
  tx: Queries,
  { step, state, by, now }: { step: FirstStep; state: StepState | "open"; by: string; now: Instant },
): Promise<void> {
  if (state === "open") {
    await tx.deleteFrom("set_up_step").where("step", "=", step).execute();
    return;
  }
  const row = { state, by_whom: by, at: now };
  await tx
    .insertInto("set_up_step")
    .values({ step, ...row })
    .onConflict((conflict) => conflict.column("step").doUpdateSet(row))
    .execute();
}
