import { Failure } from "../kit/failure.ts";
import type { Call, Command, ExitCode } from "./command.ts";
import { columns } from "./command.ts";
import { writeWhole } from "./proposals-papers.ts";
import { withDatabase } from "./stores.ts";

export const commands: readonly Command[] = [
  {
    name: "report",
    operands: ["PERIOD"],
    options: {
      unit: {
        type: "string",
        value: "CODE",
        meaning: "Of one unit and those under it; everything when left out.",
      },
      docx: { type: "string", value: "FILE", meaning: "Write the report as a Word file." },
      xlsx: { type: "string", value: "FILE", meaning: "Write figures and rows as an Excel file." },
      place: {
        type: "string",
        value: "NAME",
        meaning: "Where the paper is signed (địa danh); dots when left out.",
      },
    },
    meaning: "Report a period against every task of the plan, each figure beside the period before.",
    details:
      "PERIOD is 2026, 2026-H2, 2026-Q4, 2026-11 or 2026-01-15..2026-03-20. A period that is not over is counted up to\n" +
      "today and compared with the same days of the one before. docs/reports.md says what each figure counts.",
    run: report,
  },
];

function report(call: Call): Promise<ExitCode> {
  const { io, operands, text } = call;
  return withDatabase(io, async (db, { organization }) => {
    const { frameReport, makeReport } = await import("../reports/report.ts");
    const { outline } = await import("../reports/outline.ts");
    const { reportTexts } = await import("../reports/texts.ts");
    const now = io.clock();
    const framed = await frameReport(db.read, { period: operands[0] ?? "", unit: text("unit") ?? null }, now);
    if (framed.kind === "refused") throw new Failure("invalid", framed.words);
    const made = await makeReport(db.read, framed.frame, now);
    const lines = outline(made).flatMap(({ tasks }) =>
      tasks.flatMap(({ task, lines: own }) => [
        [task.clause, task.name, "", ""],
        ...(own.length === 0 ? [["", `  ${reportTexts.noRows}`, "", ""]] : []),
        ...own.map(({ label, now: value, change }) => ["", `  ${label}`, String(value), change]),
      ]),
    );
    io.write(columns(lines));
    const [docx, xlsx] = [text("docx"), text("xlsx")];
    if (docx !== undefined) {
      const { reportDocx } = await import("../reports/report-docx.ts");
      const issuer = { organization, place: text("place") ?? "" };
      await writeWhole(docx, await reportDocx(made, issuer));
      io.write(`${docx}\n`);
    }
    if (xlsx !== undefined) {
      const { reportXlsx } = await import("../reports/report-xlsx.ts");
      await writeWhole(xlsx, await reportXlsx(db.read, made));
      io.write(`${xlsx}\n`);
    }
    return 0;
  });
}
