import type { Queries } from "../database/database.ts";
import type { Answers } from "../intake/answer.ts";
import type { Content } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import type { FormDefinition } from "./definition.ts";
import type { StoredForm } from "./forms.ts";

/** A named answer that is being filed. */
export type NamedAnswer = {
  readonly id: string;
  readonly number: number;
  readonly memberId: string;
  readonly answers: Answers;
};

export type Served = {
  readonly state: string;
  readonly detail: object;
  readonly replies: readonly Content[];
};

/** What each service does with an answer when it comes in. */
export async function serve(
  _tx: Queries,
  _given: { form: StoredForm; answer: NamedAnswer; now: Instant },
): Promise<Served> {
  return { state: "filed", detail: {}, replies: [] };
}

/** What is known before a form begins. */
export async function prefilled(
  _queries: Queries,
  _definition: FormDefinition,
  _memberId: string,
): Promise<Answers> {
  return {};
}
