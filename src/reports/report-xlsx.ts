import type { Queries } from "../database/database.ts";
import { localDate, sayTime } from "../kit/time.ts";
import { type Sheet, type SheetColumn, type SheetValue, writeSheets } from "../papers/sheet.ts";
import { openFigure } from "./count.ts";
import { gaps, outline, unitFigures, unitLines } from "./outline.ts";
import { paperTexts as texts } from "./paper-texts.ts";
import { monthsOf, sayPeriod } from "./period.ts";
import type { Report } from "./report.ts";
import { reportTexts } from "./texts.ts";

/** Rows of one figure in the file; who needs more opens the figure in the dashboard. */
const mostRows = 2_000;

const text = (title: string, width: number): SheetColumn => ({ title, width, kind: "text" });
const number = (title: string, width = 12): SheetColumn => ({ title, width, kind: "number" });

/** What stands behind a report as a workbook: every figure, every unit, every month, and the rows themselves. */
export async function reportXlsx(queries: Queries, report: Report): Promise<Uint8Array> {
  return writeSheets([
    figureSheet(report),
    unitSheet(report),
    monthSheet(report),
    await rowSheet(queries, report),
    gapSheet(report),
  ]);
}

function heading(report: Report, name: string): string[] {
  const scope = report.unit?.name ?? reportTexts.wholeFederation;
  return [`${name} – ${sayPeriod(report.period)}`, scope, texts.made(sayTime(report.madeAt))];
}

function figureSheet(report: Report): Sheet {
  return {
    name: texts.sheetFigures,
    heading: heading(report, texts.sheetFigures),
    columns: [
      ...[text(texts.task, 10), text(texts.figure, 60), text(texts.counts, 12)],
      ...[number(texts.now), number(texts.before), text(texts.change, 22)],
    ],
    rows: outline(report).flatMap(({ tasks }) =>
      tasks.flatMap(({ task, lines }): SheetValue[][] =>
        lines.length === 0
          ? [[task.clause, `${task.name}: ${reportTexts.noRows}`, null, null, null, null]]
          : lines.map(({ label, counts, now, before, change }) => [
              ...[task.clause, label, counts, now, before, change],
            ]),
      ),
    ),
  };
}

function unitSheet(report: Report): Sheet {
  return {
    name: texts.sheetUnits,
    heading: heading(report, texts.sheetUnits),
    columns: [
      ...[text(texts.key, 18), text(texts.unit, 50)],
      ...unitFigures.flatMap(([, name]) => [number(name), number(`${name} – ${texts.before.toLowerCase()}`)]),
    ],
    rows: unitLines(report).map(({ code, name, values }) => [
      ...[code, name, ...values.flatMap(({ now, before }) => [now, before])],
    ]),
  };
}

function monthSheet(report: Report): Sheet {
  const told = [...report.figures.values()].filter(({ figure }) => figure.kind === "happened");
  return {
    name: texts.sheetMonths,
    heading: heading(report, texts.sheetMonths),
    columns: [text(texts.month, 12), ...told.map(({ figure }) => number(figure.label, 16))],
    rows: monthsOf(report.counted).map(({ name }, index) => [
      name,
      ...told.map(({ months }) => months[index] ?? 0),
    ]),
  };
}

async function rowSheet(queries: Queries, report: Report): Promise<Sheet> {
  const { counted: period, places, scope } = report;
  const rows: SheetValue[][] = [];
  const cut: string[] = [];
  for (const { figure } of report.figures.values()) {
    const opened = await openFigure(queries, figure, { period, places, scope, skip: 0, limit: mostRows });
    for (const { key, at, amount, label, unit } of opened.rows) {
      const name = unit === null ? null : (places.find(unit)?.name ?? unit);
      rows.push([figure.label, key, localDate(at), amount, label, name]);
    }
    if (opened.count > opened.rows.length)
      cut.push(texts.cut(figure.label, opened.count - opened.rows.length));
  }
  return {
    name: texts.sheetRows,
    heading: [...heading(report, texts.sheetRows), ...cut],
    columns: [
      ...[text(texts.figure, 46), text(texts.key, 20), { title: texts.at, width: 12, kind: "date" } as const],
      ...[number(texts.amount, 14), text(texts.label, 46), text(texts.unit, 40)],
    ],
    rows,
  };
}

function gapSheet(report: Report): Sheet {
  return {
    name: texts.sheetGaps,
    heading: heading(report, texts.sheetGaps),
    columns: [text(texts.sheetGaps, 120)],
    rows: gaps(report).map((missing) => [missing]),
  };
}
