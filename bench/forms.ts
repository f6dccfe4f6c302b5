import { addMs, instant } from "../src/kit/time.ts";
import { allAnswers, tallyAnswers } from "../src/participation/answers.ts";
import { answersXlsx } from "../src/participation/answers-file.ts";
import { readyForms } from "../src/participation/ready-forms.ts";
import { rollUp } from "../src/participation/report-rollup.ts";
import { definition, newFiller, now, openedForm } from "../test/participation/filler.ts";
import { openTestDatabase, type TestDatabase } from "../test/support/databases.ts";
import { atMost, type Figure, figure, holds, toTable } from "./figures.ts";

/**
 * `node bench/forms.ts`: reports of 5,000 units over 12 months added up (under 3 s), answers filed one after the other
 * (10,000 an hour are 3 a second), and 10,000 answers counted and written as XLSX. Ends with 1 when a figure is missed.
 */
const units = 5_000;
const months = 12;
const answers = 10_000;
const atOnce = 500;

const stage = await openTestDatabase();
const form = await fillReports(stage);
const later = instant("2027-11-20T03:00:00Z");
const rolled = await timed(() => rollUp(stage.db.read, form, { from: "2026-11", to: "2027-10", now: later }));

const survey = await openedForm(stage.db, definition({ times: "many" }));
const filler = await newFiller(stage.db);
const filed = 100;
const filing = await timed(async () => {
  for (let count = 0; count < filed; count++) {
    await filler.begin(survey.code);
    await filler.say("Dở", "Cơm nguội", "5", "Thêm rau", "gửi");
  }
});
await multiply(stage, survey.id);
let read: Awaited<ReturnType<typeof allAnswers>> = [];
const counting = await timed(async () => {
  read = await allAnswers(stage.db.read, survey);
  await tallyAnswers(stage.db.read, survey, read);
});
const writing = await timed(() => answersXlsx(stage.db.read, survey, { answers: read, now }));
await stage.close();

const figures: Figure[] = [
  figure(`${units} units × ${months} months rolled up`, rolled, "s", atMost(3)),
  figure("Answers filed, every question a turn", filed / filing, "/s", { kind: "least", value: 3 }),
  figure(`${read.length} answers read and counted`, counting, "s", atMost(3)),
  figure(`${read.length} answers as XLSX`, writing, "s", atMost(10)),
];
console.log(toTable(figures));
process.exitCode = figures.every(holds) ? 0 : 1;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** A province, 100 units under it and the rest under those, each with a report of five figures a month. */
async function fillReports({ db }: TestDatabase) {
  const ready = readyForms.find(({ id }) => id === "report")?.definition;
  const made = await openedForm(db, definition({ ...ready, who: "all" }));
  const id = (index: number) => `unit-${String(index).padStart(5, "0")}`;
  const rows = Array.from({ length: units }, (_, index) => ({
    ...{ id: id(index), code: id(index), name: `Đơn vị ${index}`, source: null, confirmed_by: null },
    level: (index === 0 ? "province" : index <= 100 ? "upper" : "grassroots") as
      | "province"
      | "upper"
      | "grassroots",
    parent_id: index === 0 ? null : index <= 100 ? id(0) : id(1 + (index % 100)),
    ...{ valid_from: null, valid_to: null, created_at: now, updated_at: now },
  }));
  await inStretches(rows, (part) => db.transact((tx) => tx.insertInto("unit").values(part).execute()));
  for (let month = 0; month < months; month++) {
    const period = month < 2 ? `2026-${11 + month}` : `2027-${String(month - 1).padStart(2, "0")}`;
    const key = (unit_id: string) => ({ form_id: made.id, period, unit_id });
    await inStretches(rows, (part) =>
      db.transact(async (tx) => {
        const reports = part.map((row) => ({
          ...key(row.id),
          answer_id: row.id,
          filed_at: addMs(now, month),
        }));
        await tx.insertInto("form_report").values(reports).execute();
        for (const field of ["members", "sessions", "reached", "ideas", "money"])
          await tx
            .insertInto("form_figure")
            .values(part.map((row, index) => ({ ...key(row.id), field, value: index })))
            .execute();
      }),
    );
  }
  return made;
}

/** Copies of the answers that were filed, until there are enough. */
async function multiply({ db }: TestDatabase, formId: string): Promise<void> {
  const [row] = await db.read
    .selectFrom("form_answer")
    .selectAll()
    .where("form_id", "=", formId)
    .limit(1)
    .execute();
  if (!row) throw new Error("nothing was filed");
  const copies = Array.from({ length: answers - filed }, (_, index) => ({
    ...row,
    ...{ id: `copy-${index}`, number: filed + index + 1 },
  }));
  await inStretches(copies, (part) =>
    db.transact((tx) => tx.insertInto("form_answer").values(part).execute()),
  );
}

async function inStretches<T>(rows: readonly T[], work: (part: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += atOnce) await work(rows.slice(at, at + atOnce));
}
