import { openDatabase } from "../src/database/open.ts";
import { instant } from "../src/kit/time.ts";
import { countFigure } from "../src/reports/count.ts";
import { findFigure } from "../src/reports/figures.ts";
import { frameReport, makeReport } from "../src/reports/report.ts";

/** What one process measured of a year's report and one file of it: seconds, and its highest memory. */
export type ReportFigures = {
  readonly rollUp: number;
  readonly counted: number;
  readonly written: number;
  readonly memoryMb: number;
  readonly rows: number;
};

const now = instant("2026-12-31T16:00:00Z");
const db = await openDatabase(process.argv[2] ?? "");
const framed = await frameReport(db.read, { period: "2026", unit: null }, now);
const asked = findFigure("asked");
if (framed.kind === "refused" || !asked) throw new Error("The report was refused.");
const { counted: period, before, places, scope } = framed.frame;

const first = performance.now();
const rolled = await countFigure(db.read, asked, { period, before, places, scope });
const rollUp = secondsSince(first);

const began = performance.now();
const report = await makeReport(db.read, framed.frame, now);
const counted = secondsSince(began);
await write();
const written = secondsSince(began);
await db.close();
const memoryMb = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ rollUp, counted, written, memoryMb, rows: rolled.total.now }));

async function write(): Promise<void> {
  if (process.argv[3] === "xlsx") {
    const { reportXlsx } = await import("../src/reports/report-xlsx.ts");
    await reportXlsx(db.read, report);
  } else {
    const { reportDocx } = await import("../src/reports/report-docx.ts");
    await reportDocx(report, { organization: "Liên đoàn Lao động tỉnh", place: "" });
  }
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}
