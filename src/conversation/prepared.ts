import type { Answer } from "../questions/answer.ts";
import type { DialogueState } from "./dialogue.ts";

/** An answer made before the turn, and what it was made for: in any other case the turn makes its own. */
export type Prepared = {
  readonly question: string;
  readonly asked: DialogueState["asked"];
  readonly answer: Answer;
};

/** The answer prepared for exactly this question, asked where the conversation stood then. */
export function preparedFor(
  prepared: Prepared | undefined,
  question: string,
  asked: DialogueState["asked"],
): Answer | undefined {
  const isSame = prepared?.question === question && prepared.asked?.at === asked?.at;
  return isSame ? prepared?.answer : undefined;
}

/** The receipt of a proposal as a stored file, made before the turn that sends it. */
export type ReadyReceipt = { readonly number: string; readonly blob: string };
