import type { Answers } from "../intake/answer.ts";
import { saySpan } from "../intake/reading/calendar.ts";
import { sayMoney, showNumber } from "../papers/words.ts";
import { fullForm } from "./full-form.ts";
import { paperTexts } from "./papers-texts.ts";
import { firstWordsOf, type ProposalRecord, textOf } from "./record.ts";
import type { Author } from "./record-types.ts";

/** The answers of a proposal as they stand on paper; "" for what was not told. */
export type Told = Readonly<
  Record<
    | (
        | "title"
        | "kindOfSolution"
        | "investor"
        | "stage"
        | "firstApplied"
        | "problem"
        | "solution"
        | "novelty"
      )
    | ("confidential" | "conditions" | "benefit" | "saving" | "benefitUsers" | "annexes"),
    string
  >
>;

/**
 * What the application says. When its author marked something as confidential, everything that describes the
 * solution is masked unless `withConfidential`: which of the words are the secret ones only people can tell.
 */
export function toldOf(record: ProposalRecord, withConfidential: boolean): Told {
  const { answers } = record;
  const isMasked = !withConfidential && hasSecrets(record);
  const secret = (text: string) => (isMasked && text !== "" ? paperTexts.masked : text);
  return {
    title: textOf(answers, "title") || secret(firstWordsOf(answers)),
    kindOfSolution: choiceOf(answers, "solutionKind"),
    investor: unitNameOf(answers, "investor"),
    stage: choiceOf(answers, "stage"),
    firstApplied: answers.first_applied?.kind === "date" ? sayDateAnswer(answers.first_applied) : "",
    problem: secret(withAnnexes(record, "problem")),
    solution: secret(withAnnexes(record, "solution")),
    novelty: secret(withAnnexes(record, "novelty")),
    confidential: secret(withAnnexes(record, "confidential")),
    conditions: secret(withAnnexes(record, "conditions")),
    benefit: secret(withAnnexes(record, "benefit")),
    saving: secret(savingOf(answers)),
    benefitUsers: secret(withAnnexes(record, "benefitUsers")),
    annexes: secret(looseAnnexes(record)),
  };
}

/** Whether its author marked something as confidential. */
function hasSecrets({ answers }: Pick<ProposalRecord, "answers">): boolean {
  return textOf(answers, "confidential") !== "";
}

const ownAnnexes = [
  "problem",
  "solution",
  "novelty",
  "confidential",
  "conditions",
  "benefit",
  "benefitUsers",
];

/** A text too long for its question is kept whole beside the record; on paper it follows the answer. */
function withAnnexes({ answers, annexes }: ProposalRecord, field: string): string {
  const more = annexes.filter((annex) => annex.field === field).map(({ text }) => text);
  return [textOf(answers, field), ...more].filter(Boolean).join("\n");
}

function looseAnnexes({ annexes }: ProposalRecord): string {
  return annexes
    .filter(({ field }) => field === null || !ownAnnexes.includes(field))
    .map(({ text }) => text)
    .join("\n");
}

function sayDateAnswer({ from, to }: { from: string; to: string }): string {
  return saySpan(from, to);
}

function choiceOf(answers: Answers, id: string): string {
  const answer = answers[id];
  const field = fullForm.fields.find((one) => one.id === id);
  if (answer?.kind !== "choice" || field?.kind !== "choice") return "";
  return field.options.find(({ value }) => value === answer.value)?.label ?? "";
}

function unitNameOf(answers: Answers, id: string): string {
  const answer = answers[id];
  return answer?.kind === "unit" ? answer.name : "";
}

const perWords = { day: paperTexts.perDay, month: paperTexts.perMonth, year: paperTexts.perYear };

function savingOf({ saving }: Answers): string {
  if (saving?.kind !== "money") return "";
  const { dong, per } = saving;
  const money = Number.isSafeInteger(dong) ? sayMoney(dong) : `${showNumber(dong)} ${paperTexts.dong}`;
  return per === null ? money : `${money} ${perWords[per]}`;
}

/** `Lò Thị Mai (60%), Nguyễn Văn Trường (40%)`; a single author without a share. */
export function sayAuthors(authors: readonly Author[]): string {
  const showsShares = authors.length > 1;
  return authors
    .map(({ name, share }) => (showsShares && share !== null ? `${name} (${showNumber(share)}%)` : name))
    .join(", ");
}
