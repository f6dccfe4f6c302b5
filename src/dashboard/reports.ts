import { z } from "zod";
import { openFigure } from "../reports/count.ts";
import { findFigure } from "../reports/figures.ts";
import { gaps, outline, unitFigures, unitLines } from "../reports/outline.ts";
import { sayPeriod } from "../reports/period.ts";
import type { Scope } from "../reports/places.ts";
import {
  countFigures,
  type Frame,
  type Framed,
  frameReport,
  makeReport,
  type Report,
} from "../reports/report.ts";
import { reportTexts } from "../reports/texts.ts";
import { count } from "./read-given.ts";
import type { ReportAnswer, ReportRows } from "./reports-shapes.ts";
import { type Call, type FileAnswer, file, look, type Route } from "./routes.ts";

const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const pageSize = 50;

const asked = z.object({ period: z.string().max(30), unit: z.string().max(200).default("") });
const opened = asked.extend({
  figure: z.string().max(40),
  /** `now` or the period it is compared with. */
  which: z.enum(["now", "before"]).default("now"),
  /** A line of the table by unit: its code, or `-` for what is of no known unit. Left out: the whole report. */
  line: z.string().max(60).default(""),
  page: count(1, 100_000).default(1),
});
const paper = asked.extend({ place: z.string().max(60).default("") });

/** Báo cáo — every task of the plan in a period, each number with the rows it counts, and the papers. */
export const reportRoutes: readonly Route[] = [
  look({
    path: "/reports",
    right: "reports.see",
    query: asked,
    async show(call): Promise<ReportAnswer> {
      const framed = await frameFor(call);
      if (framed.kind === "refused") return framed;
      return viewOf(await makeReport(call.parts.db.read, framed.frame, call.now));
    },
  }),
  look({ path: "/reports/rows", right: "reports.see", query: opened, show: rows }),
  file({
    path: "/reports/charts/:at",
    right: "reports.see",
    query: asked,
    show: chart,
  }),
  file({
    path: "/reports/word",
    right: "reports.see",
    query: paper,
    show: (call) =>
      withReport(call, async (report) => {
        const { reportDocx } = await import("../reports/report-docx.ts");
        const issuer = { organization: call.parts.organization, place: call.given.place.trim() };
        return {
          name: `bao-cao-${fileName(report)}.docx`,
          mediaType: docx,
          bytes: await reportDocx(report, issuer),
        };
      }),
  }),
  file({
    path: "/reports/excel",
    right: "reports.see",
    query: asked,
    show: (call) =>
      withReport(call, async (report) => {
        const { reportXlsx } = await import("../reports/report-xlsx.ts");
        const bytes = await reportXlsx(call.parts.db.read, report);
        return { name: `bao-cao-${fileName(report)}.xlsx`, mediaType: xlsx, bytes };
      }),
  }),
];

/** What an officer may ask for: who is bound to a unit gets that unit, or one under it. */
async function frameFor({ parts, caller, given, now }: Call<z.output<typeof asked>>): Promise<Framed> {
  const bound = caller.officer.unit;
  const unit = given.unit.trim() === "" ? bound : given.unit.trim();
  const framed = await frameReport(parts.db.read, { period: given.period, unit }, now);
  if (framed.kind === "refused" || bound === null) return framed;
  const { places, unit: found } = framed.frame;
  const isOwn = found !== null && places.isIn(found.code, { kind: "under", code: bound });
  return isOwn ? framed : { kind: "refused", words: reportTexts.notYours };
}

async function withReport(
  call: Call<z.output<typeof asked>>,
  write: (report: Report) => Promise<FileAnswer | undefined>,
): Promise<FileAnswer | undefined> {
  const framed = await frameFor(call);
  if (framed.kind === "refused") return undefined;
  return write(await makeReport(call.parts.db.read, framed.frame, call.now));
}

function fileName({ period, unit }: Frame): string {
  const plain = (text: string) => text.replace(/[^A-Za-z0-9-]+/g, "-");
  return unit ? `${plain(period.name)}-${plain(unit.code)}` : plain(period.name);
}

async function viewOf(report: Report): Promise<ReportAnswer> {
  const { charts } = await import("../reports/charts.ts");
  const { period, counted, before, unit } = report;
  return {
    kind: "report",
    period: period.name,
    periodWords: sayPeriod(period),
    counted: { from: counted.from, to: counted.to },
    before: { from: before.from, to: before.to },
    unit: unit && { code: unit.code, name: unit.name },
    groups: outline(report),
    unitHeads: unitFigures.map(([id, label]) => ({ id, label })),
    units: unitLines(report),
    examples: report.examples,
    gaps: gaps(report),
    charts: charts(report).map(({ title }) => title),
  };
}

/** Only what is drawn is counted. */
async function chart(call: Call<z.output<typeof asked>>): Promise<FileAnswer | undefined> {
  const framed = await frameFor(call);
  if (framed.kind === "refused") return undefined;
  const { charts, drawnFigures } = await import("../reports/charts.ts");
  const { drawChart } = await import("../papers/chart.ts");
  const figures = await countFigures(call.parts.db.read, framed.frame, drawnFigures);
  const { at = "" } = call.params;
  const drawn = charts({ ...framed.frame, figures })[Number(at)];
  return drawn && { name: `bieu-do-${at}.png`, mediaType: "image/png", bytes: drawChart(drawn) };
}

async function rows(call: Call<z.output<typeof opened>>): Promise<ReportRows | undefined> {
  const { parts, given } = call;
  const [framed, figure] = [await frameFor(call), findFigure(given.figure)];
  if (framed.kind === "refused" || !figure) return undefined;
  const { frame } = framed;
  const scope = lineScope(frame, given.line);
  if (!scope || (frame.unit !== null && !figure.hasPlaces)) return undefined;
  const found = await openFigure(parts.db.read, figure, {
    ...{ period: given.which === "now" ? frame.counted : frame.before, places: frame.places, scope },
    ...{ skip: (given.page - 1) * pageSize, limit: pageSize },
  });
  return {
    ...{ label: figure.label, counts: figure.counts, total: found.count },
    value: figure.measure === "sum" ? found.sum : found.count,
    pages: Math.ceil(found.count / pageSize),
    rows: found.rows.map(({ key, at, label, amount, unit }) => ({
      ...{ key, at, label, amount },
      unit: unit === null ? "" : (frame.places.find(unit)?.name ?? unit),
      href: figure.opens === undefined ? null : `${figure.opens}${key}`,
    })),
  };
}

/** A line of the table by unit as a scope: the unit at the base of the report alone, others with all under them. */
function lineScope({ places, scope }: Frame, line: string): Scope | undefined {
  if (line === "") return scope;
  if (line === "-") return scope.kind === "all" ? { kind: "unknown" } : undefined;
  const unit = places.find(line);
  if (!unit || !places.isIn(unit.code, scope)) return undefined;
  return { kind: unit.code === places.baseOf(scope) ? "at" : "under", code: unit.code };
}
