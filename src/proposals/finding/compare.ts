import { sayAnswer } from "../../intake/show.ts";
import { normalize } from "../../kit/vietnamese.ts";
import { fullForm } from "../full-form.ts";
import { quickForm } from "../quick-form.ts";
import type { Proposal } from "../record-types.ts";
import { comparedText } from "./face.ts";
import { type Alike, indexOf, similar } from "./similar.ts";

/** One field of two proposals; "" where one has no answer. */
export type ComparedField = {
  readonly id: string;
  readonly label: string;
  readonly left: string;
  readonly right: string;
  /** The same words, whatever their case and placing of tones. */
  readonly isSame: boolean;
};

export type Comparison = {
  readonly fields: readonly ComparedField[];
  /** Why they look alike, null when they do not. */
  readonly alike: Alike | null;
};

const fields = [
  ...fullForm.fields,
  ...quickForm.fields.filter(({ id }) => !fullForm.fields.some((field) => field.id === id)),
];

/** Two proposals side by side, field by field in the order of the application; fields neither answers are left out. */
export async function compare(left: Proposal, right: Proposal): Promise<Comparison> {
  const rows = fields.flatMap((field) => {
    const [a, b] = [left, right].map(({ record }) => {
      const answer = record.answers[field.id];
      return answer ? sayAnswer(field, answer) : "";
    });
    if (!a && !b) return [];
    const isSame = normalize(a ?? "") === normalize(b ?? "");
    return [{ id: field.id, label: field.label, left: a ?? "", right: b ?? "", isSame }];
  });
  const text = comparedText(right.record);
  const [alike = null] = await similar(
    indexOf([{ number: right.number, start: right.start, text }]),
    comparedText(left.record),
    1,
  );
  return { fields: rows, alike };
}
