import { type Instant, sayTime } from "../kit/time.ts";
import { body, nation, signatures, table, title } from "../papers/pieces.ts";
import { writeSheets } from "../papers/sheet.ts";
import { writeDocx } from "../papers/write-docx.ts";
import type { AnswerColumn, ReadAnswer } from "./answers.ts";
import { commended } from "./emulation.ts";
import { emulationTexts as words } from "./emulation-texts.ts";
import type { StoredForm } from "./forms.ts";
import { sheetTexts } from "./sheet-texts.ts";

type Given = {
  readonly answers: readonly ReadAnswer[];
  readonly columns: readonly AnswerColumn[];
  readonly now: Instant;
};

/** Danh sách đề nghị khen thưởng as DOCX, to be signed. */
export function commendationDocx(form: StoredForm, { answers, columns }: Given): Promise<Uint8Array> {
  const people = commended(answers);
  const { service } = form.definition;
  const year = service.kind === "emulation" ? service.year : 0;
  const rows = people.map((one, at) => [
    ...[String(at + 1), one.who?.name ?? "", one.who?.unit ?? "", one.said.title ?? ""],
    resultOf(one, columns),
  ]);
  const blocks = [
    ...nation(),
    ...title(words.paper, [words.about(form.title, year)]),
    table({
      columns: [
        { title: words.order, share: 6, side: "center" },
        { title: words.name, share: 20 },
        { title: words.unit, share: 22 },
        { title: words.title, share: 20 },
        { title: words.result, share: 32 },
      ],
      rows,
    }),
    body(words.counted(people.length)),
    ...signatures([null, { capacity: words.capacity, name: "" }]),
  ];
  return writeDocx({ title: words.paper, blocks });
}

/** The same as XLSX, with every answer in a column of its own. */
export function commendationXlsx(form: StoredForm, { answers, columns, now }: Given): Promise<Uint8Array> {
  const people = commended(answers);
  const shown = columns.filter(
    ({ id }) => id !== "phase" && people.some(({ said }) => said[id] !== undefined),
  );
  const text = (name: string, width: number) => ({ title: name, width, kind: "text" as const });
  return writeSheets([
    {
      name: words.sheet,
      heading: [form.title, sheetTexts.made(sayTime(now), people.length)],
      columns: [
        ...[text(words.number, 18), text(words.name, 26), text(words.unit, 30)],
        ...shown.map(({ label }) => text(label, 32)),
      ],
      rows: people.map((one) => [
        ...[one.number, one.who?.name ?? null, one.who?.unit ?? null],
        ...shown.map(({ id }) => one.said[id] ?? null),
      ]),
    },
  ]);
}

/** Everything said beside title and phase, in the form's order. */
function resultOf({ said }: ReadAnswer, columns: readonly AnswerColumn[]): string {
  return columns.flatMap(({ id }) => (id === "title" || id === "phase" ? [] : (said[id] ?? []))).join("; ");
}
