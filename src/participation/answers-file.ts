import type { Queries } from "../database/database.ts";
import { type Instant, localDate, sayTime } from "../kit/time.ts";
import { type Sheet, type SheetColumn, type SheetValue, writeSheets } from "../papers/sheet.ts";
import { columnsOf, figureOf, type ReadAnswer, tallyAnswers } from "./answers.ts";
import type { StoredForm } from "./forms.ts";
import { sheetTexts, stateWords } from "./sheet-texts.ts";

/** The answers as a table and the counts beside it, as XLSX. What begins like a formula is kept as text. */
export async function answersXlsx(
  queries: Queries,
  form: StoredForm,
  { answers, now }: { answers: readonly ReadAnswer[]; now: Instant },
): Promise<Uint8Array> {
  const heading = [form.title, sheetTexts.made(sayTime(now), answers.length)];
  return writeSheets([
    await answerSheet(queries, form, { answers, heading }),
    await tallySheet(queries, form, { answers, heading }),
  ]);
}

async function answerSheet(
  queries: Queries,
  form: StoredForm,
  { answers, heading }: { answers: readonly ReadAnswer[]; heading: readonly string[] },
): Promise<Sheet> {
  const fields = await columnsOf(queries, form);
  const columns: SheetColumn[] = [
    ...sheetTexts.whoColumns,
    ...fields.map(({ label, kind }) => ({
      title: label,
      width: isFigure(kind) ? 16 : 36,
      kind: kindOf(kind),
    })),
    { title: sheetTexts.rest, width: 40, kind: "text" },
  ];
  const rows = answers.map((answer): SheetValue[] => [
    ...[answer.number, answer.who?.name ?? null, answer.who?.unit ?? null],
    ...[answer.filedAt === null ? null : localDate(answer.filedAt), stateWords(answer.state), answer.version],
    ...fields.map(({ id, kind }) => {
      const figure = figureOf(answer.answers[id]);
      return isFigure(kind) && figure !== undefined && Number.isInteger(figure)
        ? figure
        : (answer.said[id] ?? null);
    }),
    answer.annexes.join("\n\n"),
  ]);
  return { name: sheetTexts.answers, heading, columns, rows };
}

async function tallySheet(
  queries: Queries,
  form: StoredForm,
  { answers, heading }: { answers: readonly ReadAnswer[]; heading: readonly string[] },
): Promise<Sheet> {
  const rows: SheetValue[][] = [];
  for (const { label, answered, choices, figures } of await tallyAnswers(queries, form, answers)) {
    rows.push([label, sheetTexts.answered, answered]);
    for (const choice of choices) rows.push([label, choice.label, choice.count]);
    if (figures) {
      rows.push([label, sheetTexts.sum, figures.sum]);
      rows.push([label, sheetTexts.least, figures.least]);
      rows.push([label, sheetTexts.most, figures.most]);
    }
  }
  return { name: sheetTexts.tally, heading, columns: sheetTexts.tallyColumns, rows };
}

function isFigure(kind: string): boolean {
  return kind === "number" || kind === "money" || kind === "percent";
}

function kindOf(kind: string): SheetColumn["kind"] {
  return kind === "number" || kind === "money" ? "number" : "text";
}
