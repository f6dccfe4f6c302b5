import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { tell } from "../test/reports/federation.ts";
import { openTestDatabase } from "../test/support/databases.ts";
import { atMost, figure, holds, toTable } from "./figures.ts";
import type { ReportFigures } from "./reports-worker.ts";

/**
 * `node bench/reports.ts`: 5,000 units that each did something in every month of two years, rolled up along the tree,
 * and a year's report of them with charts as Word and Excel files, each in a process of its own. Ends with 1 when a bound
 * is not held.
 */
const unitCount = 5_000;
const months = 24;
const stage = await openTestDatabase();
await stage.db.transact((tx) => tell(tx, everyUnitEveryMonth()));
const worker = join(import.meta.dirname, "reports-worker.ts");
const measure = (form: "docx" | "xlsx") =>
  JSON.parse(
    execFileSync(process.execPath, [worker, stage.url, form], { encoding: "utf8" }),
  ) as ReportFigures;
const [word, excel] = [measure("docx"), measure("xlsx")];
await stage.close();
if (word.rows !== unitCount * 12) throw new Error(`${word.rows} rows were counted.`);

const figures = [
  figure("5,000 units × 12 months, one figure rolled up", word.rollUp, "s", atMost(3)),
  figure("A year's report, every figure counted", word.counted, "s", atMost(3)),
  figure("A year's report with charts as a Word file", word.written, "s", atMost(10)),
  figure("Highest memory of the process that wrote it", word.memoryMb, "MB", atMost(400)),
  figure("The same as an Excel file with rows", excel.written, "s", atMost(10)),
  figure("Highest memory of the process that wrote it", excel.memoryMb, "MB", atMost(400)),
];
console.log(toTable(figures));
process.exitCode = figures.every(holds) ? 0 : 1;

/** A province, fifty communes, and their units; a question and a message in every month, applications in some. */
function everyUnitEveryMonth() {
  const communes = Array.from({ length: 50 }, (_, index) => `XA-${index}`);
  const grassroots = Array.from({ length: unitCount }, (_, index) => `CS-${index}`);
  const happened = grassroots.flatMap((_, member) =>
    Array.from({ length: months }, (_month, index) => ({ member, at: dayOf(index, member) })),
  );
  return {
    units: [
      { code: "TINH", name: "Liên đoàn Lao động tỉnh", level: "province" as const },
      ...communes.map((code) => ({ code, name: `Công đoàn ${code}`, parent: "TINH" })),
      ...grassroots.map((code, index) => ({
        ...{ code, name: `CĐCS ${code}`, parent: communes[index % communes.length] ?? "TINH" },
      })),
    ],
    members: grassroots,
    asked: happened.map(({ member, at }) => ({ member, at, kind: "answer", cited: "kh-360#II.3.4" })),
    proposals: happened
      .filter((_, index) => index % 4 === 0)
      .map(({ member, at }) => ({
        ...{ member, filedAt: at, state: "recognized", acceptedAt: at, decidedOn: at.slice(0, 10) },
      })),
    sent: happened,
  };
}

function dayOf(month: number, member: number): string {
  const year = 2025 + Math.floor(month / 12);
  return `${year}-${String((month % 12) + 1).padStart(2, "0")}-${String((member % 27) + 1).padStart(2, "0")}T03:00:00Z`;
}
