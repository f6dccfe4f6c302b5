import type { Queries } from "../database/database.ts";
import { enqueue } from "../delivery/enqueue.ts";
import type { Answer, Answers } from "../intake/answer.ts";
import type { Content } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { newestAddress } from "../people/members.ts";
import { namedAnswers, type ReadAnswer } from "./answers.ts";
import { emulationTexts } from "./emulation-texts.ts";
import type { StoredForm } from "./forms.ts";

/**
 * How an answer stands: a registration is `registered`, then `confirmed` or `returned` by the unit; a result is
 * `result`, then `achieved` or `notAchieved`. A newer answer of a person for the same title and phase makes the older
 * one `replaced`.
 */
const emulationSteps = {
  confirmed: "registered",
  returned: "registered",
  achieved: "result",
  notAchieved: "result",
} as const;
export type EmulationStep = keyof typeof emulationSteps;

const live = {
  register: ["registered", "confirmed", "returned"],
  result: ["result", "achieved", "notAchieved"],
} as const;

/** Takes a registration or a result in. The form's row is held. */
export async function takeEmulation(
  tx: Queries,
  { form, memberId, answers, now }: { form: StoredForm; memberId: string; answers: Answers; now: Instant },
): Promise<{ state: string; detail: object; replies: Content[] }> {
  const [phase, title] = [phaseOf(answers), chosen(answers.title)];
  const own = (await namedAnswers(tx, form, { scope: new Set([memberId]) })).filter(
    (answer) => chosen(answer.answers.title) === title,
  );
  const states: readonly string[] = live[phase];
  // What was decided for the year stays decided: an officer takes it back, not a new answer.
  const older = own.filter(
    ({ state }) => states.includes(state) && state !== "achieved" && state !== "notAchieved",
  );
  for (const { id } of older)
    await tx
      .updateTable("form_answer")
      .set({ state: "replaced", updated_at: now })
      .where("id", "=", id)
      .execute();
  if (phase === "register")
    return { state: "registered", detail: { phase }, replies: [emulationTexts.registered()] };
  const isRegistered = own.some(({ state }) => state === "confirmed");
  const reply = isRegistered ? emulationTexts.resultTaken() : emulationTexts.resultUnregistered();
  return { state: "result", detail: { phase, isRegistered }, replies: [reply] };
}

export type EmulationDecided =
  | { readonly kind: "done" }
  | { readonly kind: "missing" }
  /** Somebody decided before, or the step does not follow on where the answer stands. */
  | { readonly kind: "settled" };

/** Takes one answer a step on, and tells whoever sent it. */
export async function decideEmulation(
  tx: Queries,
  given: {
    form: StoredForm;
    answerId: string;
    step: EmulationStep;
    reason: string;
    by: string;
    now: Instant;
  },
): Promise<EmulationDecided> {
  const { form, answerId, step, reason, by, now } = given;
  if (form.definition.service.kind !== "emulation") return { kind: "missing" };
  const row = await tx
    .updateTable("form_answer")
    .set({ state: step, updated_at: now, updated_by: by })
    .where("id", "=", answerId)
    .where("form_id", "=", form.id)
    .where("state", "=", emulationSteps[step])
    .returning(["member_id", "detail"])
    .executeTakeFirst();
  if (!row) return { kind: "settled" };
  const detail = JSON.stringify({ ...JSON.parse(row.detail), reason });
  await tx.updateTable("form_answer").set({ detail }).where("id", "=", answerId).execute();
  const memberId = row.member_id;
  const to = memberId ? await newestAddress(tx, memberId) : undefined;
  const content = emulationTexts.decided[step](form.title, form.code, reason);
  if (memberId && to) await enqueue(tx, [{ memberId, to, content, inboundSeq: null }], now);
  return { kind: "done" };
}

/** Who is put forward for commendation: results found to be achieved, by title and then by unit and name. */
export function commended(answers: readonly ReadAnswer[]): ReadAnswer[] {
  const key = ({ said, who }: ReadAnswer) =>
    [said.title, who?.unit, who?.name].map((part) => part ?? "").join("|");
  return answers
    .filter(({ state }) => state === "achieved")
    .toSorted((a, b) => key(a).localeCompare(key(b), "vi"));
}

function phaseOf(answers: Answers): keyof typeof live {
  return chosen(answers.phase) === "result" ? "result" : "register";
}

function chosen(answer: Answer | undefined): string {
  return answer?.kind === "choice" ? answer.value : "";
}
