import type { FileRef } from "../kit/message.ts";
import type { Answers } from "./answer.ts";

/** A field is asked only when another field was answered with one of these choices. */
type Condition = { readonly field: string; readonly is: readonly string[] };

/** One way to answer a choice. */
export type Option = {
  readonly value: string;
  readonly label: string;
  /** Folded phrases that mean this option when they stand in a message; the longest one found decides. */
  readonly phrases: readonly string[];
  /** Said once when the option is chosen. */
  readonly note?: string;
  /** Folded expressions that claim this option inside a longer story; the last claim of all options decides. */
  readonly told?: readonly string[];
  /** The same for what is only hoped: counts when no option is claimed. */
  readonly wished?: readonly string[];
  /** Options whose earlier claim makes a later claim of this one a doubt, which is read as nothing. */
  readonly contradicts?: readonly string[];
};

type Common = {
  readonly id: string;
  /** How the field is called in summaries: `Lợi ích`. */
  readonly label: string;
  /** Folded names that mean this field in `sửa …` and before a colon; the folded label counts by itself. */
  readonly names: readonly string[];
  readonly ask: string;
  /** What to write when in doubt, with an example. It asks; it never praises or makes up content. */
  readonly help: string;
  readonly isOptional?: boolean;
  /**
   * When it is asked; unset: as a question of its own, which counts. `ifMissing`: it belongs to the question
   * before it and is asked, without counting, only when that answer did not hold it. `atSummary`: never; the
   * summary shows it, with its options as buttons while it is unknown. `never`: it stands nowhere until it is told.
   */
  readonly asked?: "ifMissing" | "atSummary" | "never";
  /** The text fields this one is read from as long as nobody answered it. */
  readonly readFrom?: readonly string[];
  readonly when?: Condition;
  /** The field that receives what else the message says ("đã áp dụng, từ tháng 3"). */
  readonly restTo?: string;
  /** Folded expressions of clauses that tell this field when a first message tells everything in one go. */
  readonly tale?: readonly string[];
  /** Folded expressions with which its part begins where that message has no punctuation to part it. */
  readonly opens?: readonly string[];
  /** The field that has to be told before `opens` counts. */
  readonly opensAfter?: string;
};

/** One thing a form asks for. Lengths are in characters. */
export type Field = Common &
  (
    | { readonly kind: "text"; readonly min: number; readonly max: number }
    | { readonly kind: "choice"; readonly options: readonly Option[] }
    /** `told`: folded expressions whose first group is the words of the date inside a longer story. */
    | { readonly kind: "date"; readonly mustBePast: boolean; readonly told?: readonly string[] }
    | { readonly kind: "money" }
    | { readonly kind: "percent" }
    /** A count or a measure; whole unless `hasDecimals`. */
    | { readonly kind: "number"; readonly min: number; readonly max: number; readonly hasDecimals: boolean }
    | { readonly kind: "person" }
    | { readonly kind: "unit" }
    /** A list of people; with `needsShares` their percentages must add up to 100. */
    | { readonly kind: "people"; readonly needsShares: boolean }
    | { readonly kind: "files" }
  );

/** A form is plain JSON: what it asks, in which words. The machine in `advance.ts` does the rest. */
export type Form = {
  readonly id: string;
  /** Grows with every change of fields that stored drafts must survive. */
  readonly version: number;
  /** What is being filled, as people say it: `hồ sơ sáng kiến`. */
  readonly title: string;
  readonly intro: string;
  readonly fields: readonly Field[];
  /** The fields a first message numbered 1, 2, 3 … answers, in that order. */
  readonly together: readonly string[];
  readonly mostFiles: number;
  /** What the button that sends says, and the example of how to edit; unset: the machine's own words. */
  readonly words?: { readonly send: string; readonly example: string };
  /** The text field that names what has to be kept secret; unset where a form keeps no secrets. */
  readonly secret?: string;
};

/** What a model believes a message says about one field, in words of that message. */
export type Found = { readonly field: string; readonly words: string };

/** What a person did in one turn. `choice` is the action of a button of ours, null when they typed. */
export type Heard = {
  readonly text: string;
  readonly files: readonly FileRef[];
  readonly choice: string | null;
  /** What a model found in the text, to be held against it. */
  readonly found?: readonly Found[];
};

/** The fields that apply to these answers, in the order of the form. */
export function activeFields(form: Form, answers: Answers): Field[] {
  return form.fields.filter((field) => isActive(field, answers));
}

/** The fields that are questions of their own for these answers, in the order of the form. */
export function askedFields(form: Form, answers: Answers): Field[] {
  return activeFields(form, answers).filter(({ asked }) => asked !== "atSummary" && asked !== "never");
}

/** What a summary lists and counts: the fields that apply, without those that stand nowhere until they are told. */
export function shownFields(form: Form, answers: Answers): Field[] {
  return activeFields(form, answers).filter(
    ({ id, asked }) => asked !== "never" || answers[id] !== undefined,
  );
}

/** The form's field of that id, active or not. */
export function fieldOf(form: Form, id: string): Field | undefined {
  return form.fields.find((field) => field.id === id);
}

function isActive(field: Field, answers: Answers): boolean {
  if (!field.when) return true;
  const answer = answers[field.when.field];
  return answer?.kind === "choice" && field.when.is.includes(answer.value);
}
