import { advance, opening } from "../intake/advance.ts";
import { readState, startState } from "../intake/state.ts";
import { type Choice, plainText } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { asIntake } from "./as-intake.ts";
import type { FormDefinition } from "./definition.ts";

/** One turn of a form that is only tried out: nothing is stored, nobody is told. `state` null begins. */
export function previewTurn(
  definition: FormDefinition,
  { state, text, choice, now }: { state?: unknown; text: string; choice: string | null; now: Instant },
): {
  state: unknown;
  says: string[];
  choices: readonly Choice[];
  outcome: "going" | "confirmed" | "paused" | "canceled";
} {
  const form = asIntake(definition, { id: "preview", version: 1 });
  if (state === null || state === undefined) {
    const first = startState(form);
    const [content] = opening(form, first);
    return {
      state: first,
      says: content ? [plainText(content)] : [],
      choices: content?.choices ?? [],
      outcome: "going",
    };
  }
  const turn = advance(form, readState(form, state), { text, files: [], choice }, now);
  const says = turn.replies.map((content) => plainText(content));
  return { state: turn.state, says, choices: turn.replies.at(-1)?.choices ?? [], outcome: turn.outcome };
}
