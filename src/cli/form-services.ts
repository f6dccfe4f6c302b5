import { Failure } from "../kit/failure.ts";
import { allAnswers, columnsOf, namedAnswers } from "../participation/answers.ts";
import { commended } from "../participation/emulation.ts";
import { commendationDocx, commendationXlsx } from "../participation/emulation-file.ts";
import { attendancePapers } from "../participation/event-papers.ts";
import { countSeats, doorCode } from "../participation/event-seats.ts";
import { formCalled } from "../participation/forms.ts";
import { lastOver } from "../participation/periods.ts";
import { commentsDocx, commentsXlsx } from "../participation/policy-file.ts";
import { rollupXlsx } from "../participation/report-rollup.ts";
import { rosterXlsx } from "../participation/roster-file.ts";
import type { Call, Command, ExitCode } from "./command.ts";
import { writeWhole } from "./proposals-papers.ts";
import { withDatabase } from "./stores.ts";

const other = (code: string, service: string) =>
  new Failure("invalid", `${code} is no form of the service "${service}".`);

/** What single services give beside their answers. */
export const commands: readonly Command[] = [
  {
    name: "form event",
    operands: ["CODE"],
    options: {
      papers: { type: "string", value: "FILE.docx", meaning: "Write a paper for everybody who was there." },
    },
    meaning: "Show seats, queue and the code at the door of an event.",
    run: event,
  },
  {
    name: "form comments",
    operands: ["CODE"],
    options: {
      docx: { type: "string", value: "FILE", meaning: "Write them as DOCX." },
      xlsx: { type: "string", value: "FILE", meaning: "Write them as XLSX." },
    },
    meaning: "Group the comments on a draft part by part.",
    run: comments,
  },
  {
    name: "form commendation",
    operands: ["CODE"],
    options: {
      docx: { type: "string", value: "FILE", meaning: "Write the list as DOCX, to be signed." },
      xlsx: { type: "string", value: "FILE", meaning: "Write it as XLSX." },
    },
    meaning: "List who is put forward for commendation by an emulation form.",
    run: commendation,
  },
  {
    name: "form rollup",
    operands: ["CODE", "FILE.xlsx"],
    options: {
      from: {
        type: "string",
        value: "PERIOD",
        meaning: "First period, as 2026-11 or 2026-Q4; the newest when left out.",
      },
      to: { type: "string", value: "PERIOD", meaning: "Last period; the first when left out." },
    },
    meaning: "Write the reports of units added up along the tree, and who is late.",
    run: rollup,
  },
  {
    name: "form roster",
    operands: ["CODE", "FILE.xlsx"],
    meaning: "Write the roster with the columns of a roster form; confirmed answers stand in it.",
    run: ({ io, operands: [code = "", path = ""] }) =>
      withDatabase(io, async (db) => {
        const bytes = await rosterXlsx(db.read, await formCalled(db.read, code), { now: io.clock() });
        if (!bytes) throw other(code, "roster");
        await writeWhole(path, bytes);
        io.complain(`${path} holds personal data: keep it where only those who need it can read it.\n`);
        return 0;
      }),
  },
];

function event(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  const code = operands[0] ?? "";
  return withDatabase(io, async (db) => {
    const form = await formCalled(db.read, code);
    const door = await doorCode(db.read, form);
    if (!door) throw other(code, "event");
    const { going, queued, attended } = await countSeats(db.read, form.id);
    io.write(`going ${going}, queued ${queued}, attended ${attended}; door code ${door}\n`);
    const path = call.text("papers");
    if (!path) return 0;
    const people = await namedAnswers(db.read, form, { states: ["attended"] });
    if (people.length === 0)
      throw new Failure("missing", "Nobody was noted as present yet: nothing to write.");
    await writeWhole(path, await attendancePapers(form, { people, now: io.clock() }));
    return 0;
  });
}

function comments(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  const code = operands[0] ?? "";
  return withDatabase(io, async (db) => {
    const form = await formCalled(db.read, code);
    if (form.definition.service.kind !== "policy") throw other(code, "policy");
    const given = {
      ...{
        answers: await allAnswers(db.read, form),
        columns: await columnsOf(db.read, form),
        now: io.clock(),
      },
    };
    const [docx, xlsx] = [call.text("docx"), call.text("xlsx")];
    if (docx) await writeWhole(docx, await commentsDocx(form, given));
    if (xlsx) await writeWhole(xlsx, await commentsXlsx(form, given));
    io.write(`${given.answers.length} comments\n`);
    return 0;
  });
}

function rollup(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  const [code = "", path = ""] = operands;
  return withDatabase(io, async (db) => {
    const form = await formCalled(db.read, code);
    const { service } = form.definition;
    if (service.kind !== "report") throw other(code, "report");
    const now = io.clock();
    const from = call.text("from") ?? lastOver(now, service.every);
    const bytes = await rollupXlsx(db.read, form, { from, to: call.text("to") ?? from, now, root: null });
    if (bytes) await writeWhole(path, bytes);
    return 0;
  });
}

function commendation(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  const code = operands[0] ?? "";
  return withDatabase(io, async (db) => {
    const form = await formCalled(db.read, code);
    if (form.definition.service.kind !== "emulation") throw other(code, "emulation");
    const answers = await namedAnswers(db.read, form);
    const given = { answers, columns: await columnsOf(db.read, form), now: io.clock() };
    const [docx, xlsx] = [call.text("docx"), call.text("xlsx")];
    if (docx) await writeWhole(docx, await commendationDocx(form, given));
    if (xlsx) await writeWhole(xlsx, await commendationXlsx(form, given));
    io.write(`${commended(answers).length} people\n`);
    return 0;
  });
}
