import type { Content } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import type { Form } from "./form.ts";
import { present } from "./show.ts";
import { nextStep, type State } from "./state.ts";

/**
 * What one turn came to. `confirmed`: the person said to send, at the summary. `paused`: they left and the
 * draft stays. `canceled`: they gave it up.
 */
export type Turn = {
  readonly state: State;
  readonly replies: readonly Content[];
  readonly outcome: "going" | "confirmed" | "paused" | "canceled";
};

/** A turn under way. `lead` is what will be said before the form's next words. */
export type Moment = {
  readonly form: Form;
  readonly state: State;
  readonly now: Instant;
  readonly lead: readonly string[];
};

/** Asks again what stands now. */
export function repeat(moment: Moment, lead: readonly string[] = []): Turn {
  const { form, state } = moment;
  return { state, replies: [present(form, state, [...moment.lead, ...lead])], outcome: "going" };
}

/** Goes to a step and asks what stands there. */
export function goTo(moment: Moment, step: State["step"], lead: readonly string[] = []): Turn {
  const { hinted } = moment.state;
  const isSame = step.kind === "ask" && step.field === hinted;
  return repeat({ ...moment, state: { ...moment.state, step, hinted: isSame ? hinted : null } }, lead);
}

/** Goes to the first open question, or to the summary when none is left. */
export function goNext(moment: Moment, lead: readonly string[] = []): Turn {
  const { form, state } = moment;
  return goTo(moment, nextStep(form, state.answers, state.skipped), lead);
}
