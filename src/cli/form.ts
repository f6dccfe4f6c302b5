import { Failure } from "../kit/failure.ts";
import { sayTime } from "../kit/time.ts";
import { allAnswers, countAnswers, tallyAnswers } from "../participation/answers.ts";
import { answersXlsx } from "../participation/answers-file.ts";
import { type FormDefinition, readDefinition } from "../participation/definition.ts";
import {
  closeForm,
  createForm,
  editForm,
  type FormChange,
  formCalled,
  listForms,
  openForm,
} from "../participation/forms.ts";
import { readyForms } from "../participation/ready-forms.ts";
import { faultWordsEnglish } from "../participation/texts.ts";
import { type Call, type Command, columns, type ExitCode } from "./command.ts";
import { commands as serviceCommands } from "./form-services.ts";
import { writeWhole } from "./proposals-papers.ts";
import { readText, withDatabase } from "./stores.ts";

const by = { type: "string", value: "NAME", meaning: "Who does this." } as const;

/** Biểu mẫu — forms as files. */
export const commands: readonly Command[] = [
  {
    name: "form ready",
    operands: ["[KIND]"],
    meaning: "Print a form that comes with the program, to change and add; without a kind, list them.",
    run: ready,
  },
  {
    name: "form add",
    operands: ["FILE.json"],
    options: { by },
    meaning: "Store a form as a draft; nobody can answer before it is opened. Every fault is named.",
    run: add,
  },
  {
    name: "form edit",
    operands: ["CODE", "FILE.json"],
    options: { by },
    meaning: "Write a new version of a form. Answers keep the version they were given to.",
    run: edit,
  },
  { name: "form list", operands: [], meaning: "List forms, the newest first.", run: list },
  {
    name: "form open",
    operands: ["CODE"],
    meaning: "Let members answer, from the form's own moment on.",
    run: (call) => move(call, openForm),
  },
  {
    name: "form close",
    operands: ["CODE"],
    meaning: "Take no more answers. Where answers may be anonymous this is for good.",
    run: (call) => move(call, closeForm),
  },
  {
    name: "form answers",
    operands: ["CODE"],
    options: {
      xlsx: { type: "string", value: "FILE", meaning: "Write every answer and the counts as XLSX." },
    },
    meaning: "Count the answers field by field.",
    run: answers,
  },
  ...serviceCommands,
];

async function ready({ io, operands: [kind] }: Call): Promise<ExitCode> {
  const found = readyForms.find(({ id }) => id === kind);
  if (kind !== undefined && !found)
    throw new Failure("missing", `${kind}: no such form. \`caunoi form ready\` lists them.`);
  io.write(
    found
      ? `${JSON.stringify(found.definition, null, 2)}\n`
      : columns(readyForms.map(({ id, name }) => [id, name])),
  );
  return 0;
}

async function definitionIn({ io }: Call, path: string): Promise<FormDefinition | undefined> {
  const text = await readText(path);
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new Failure("invalid", `${path} is no JSON: ${error instanceof Error ? error.message : ""}.`, {
      cause: error,
    });
  }
  const reading = readDefinition(given);
  if (reading.kind === "read") return reading.definition;
  for (const { path: where, rule } of reading.faults)
    io.complain(`${path}: ${where || "the form"}: ${faultWordsEnglish[rule] ?? rule}\n`);
  return undefined;
}

async function add(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  const definition = await definitionIn(call, operands[0] ?? "");
  if (!definition) return 1;
  return withDatabase(io, async (db) => {
    const who = { by: call.text("by") ?? "operator", now: io.clock() };
    const made = await db.transact((tx) => createForm(tx, definition, who));
    return say(call, made, `${definition.code}\n`);
  });
}

async function edit(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  const definition = await definitionIn(call, operands[1] ?? "");
  if (!definition) return 1;
  return withDatabase(io, async (db) => {
    const who = { by: call.text("by") ?? "operator", now: io.clock() };
    const changed = await db.transact(async (tx) => {
      const { id, version } = await formCalled(tx, operands[0] ?? "");
      return editForm(tx, { id, version, definition }, who);
    });
    return say(call, changed, "");
  });
}

function list({ io }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db) => {
    const rows = await Promise.all(
      (await listForms(db.read)).map(async (form) => {
        const { named, nameless } = await countAnswers(db.read, form.id);
        const until = form.closesAt === null ? "" : sayTime(form.closesAt);
        return [form.code, form.status, `v${form.version}`, `${named + nameless}`, until, form.title];
      }),
    );
    io.write(rows.length > 0 ? columns(rows) : "No form yet: caunoi form ready\n");
    return 0;
  });
}

function move(call: Call, change: typeof openForm): Promise<ExitCode> {
  const { io, operands } = call;
  return withDatabase(io, async (db) => {
    const moved = await db.transact(async (tx) =>
      change(tx, (await formCalled(tx, operands[0] ?? "")).id, io.clock()),
    );
    return say(call, moved, "");
  });
}

function answers(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  return withDatabase(io, async (db) => {
    const form = await formCalled(db.read, operands[0] ?? "");
    const all = await allAnswers(db.read, form);
    const path = call.text("xlsx");
    if (path) await writeWhole(path, await answersXlsx(db.read, form, { answers: all, now: io.clock() }));
    io.write(`${all.length} answers\n`);
    for (const { label, answered, choices, figures } of await tallyAnswers(db.read, form, all)) {
      io.write(`${label}: ${answered}${figures ? `, sum ${figures.sum}` : ""}\n`);
      for (const choice of choices) io.write(`  ${choice.label}: ${choice.count}\n`);
    }
    return 0;
  });
}

const refusals: Readonly<Record<Exclude<FormChange["kind"], "done">, string>> = {
  missing: "there is no such form. `caunoi form list` shows all.",
  stale: "somebody edited it meanwhile: look at it again.",
  codeTaken: "another form has this code: choose one of its own.",
  otherService: "an existing form keeps its service: add another form instead.",
  anonymityIsOver: "a form with anonymous answers is closed for good: add another form instead.",
  namesChanged: "an opened form keeps how it asks for names: add another form instead.",
};

function say({ io }: Call, change: FormChange, words: string): ExitCode {
  if (change.kind !== "done") throw new Failure("conflict", refusals[change.kind]);
  const { code, status, version } = change.form;
  io.write(words === "" ? `${code} ${status} v${version}\n` : words);
  return 0;
}
