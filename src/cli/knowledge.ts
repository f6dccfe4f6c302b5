import { writeFile } from "node:fs/promises";
import { Failure } from "../kit/failure.ts";
import { check } from "../knowledge/check.ts";
import { type Overrides, toKnowledgeFile } from "../knowledge/ingest/describe.ts";
import { type ReadDocument, readDocumentFile } from "../knowledge/ingest/read-document.ts";
import { addDocument, listDocuments, publish } from "../knowledge/publish.ts";
import { type Call, type Command, columns, type ExitCode, type Io, type Option } from "./command.ts";
import { phraseCommands } from "./knowledge-phrases.ts";
import { withDatabase, withLibrary } from "./stores.ts";

const described: Readonly<Record<string, Option>> = {
  id: { type: "string", value: "ID", meaning: "Short name in citations' addresses: kh-360." },
  number: { type: "string", value: "TEXT", meaning: "Number as printed: 360/KH-LĐLĐ." },
  title: { type: "string", value: "TEXT", meaning: "Title." },
  short: { type: "string", value: "TEXT", meaning: "What people call it in one phrase." },
  kind: { type: "string", value: "TEXT", meaning: "Kế hoạch, Nghị quyết, Luật …" },
  issuer: { type: "string", value: "TEXT", meaning: "The body that issued it." },
  issued: { type: "string", value: "DATE", meaning: "Day of issue: 2022-07-22." },
  authority: { type: "string", value: "WORD", meaning: "official, reported or summary." },
  in_force_from: { type: "string", value: "DATE", meaning: "First day in force." },
  in_force_until: { type: "string", value: "DATE", meaning: "Last day in force." },
};
const formats = "FILE is a PDF, DOCX, XLSX, HTML, Markdown or text file; its content decides, not its name.";

export const commands: readonly Command[] = [
  {
    name: "knowledge list",
    operands: [],
    meaning: "List the documents answers come from, and drafts.",
    details: "Prints id, version, state, origin and name. Only published documents are quoted.",
    run: showList,
  },
  {
    name: "knowledge check",
    operands: ["FILE"],
    meaning: "Show a file's clauses and faults; changes nothing.",
    details: `${formats}\nExits with 1 when the file would be refused.`,
    options: {
      save: {
        type: "string",
        value: "NEW.md",
        meaning: "Also write what was read, to be corrected by hand.",
      },
    },
    run: checkFile,
  },
  {
    name: "knowledge add",
    operands: ["FILE"],
    meaning: "Take a file in as a draft; nothing of it is quoted before it is published.",
    details: `${formats}\nThe options say it better than the description proposed from the text.`,
    options: described,
    run: add,
  },
  {
    name: "knowledge publish",
    operands: ["ID"],
    meaning: "Answer from the newest draft of a document; the version before retires.",
    details: "A running server uses it within a few seconds.",
    run: publishOne,
  },
  {
    name: "knowledge reindex",
    operands: [],
    meaning: "Read every published document again and count what is found.",
    run: reindex,
  },
  ...phraseCommands,
];

function showList({ io }: Call): Promise<ExitCode> {
  return withDatabase(io, (db) =>
    // Opening the library takes over the shipped documents, also before the first start.
    withLibrary(db, io.clock, async () => {
      const documents = await listDocuments(db.read);
      io.write(
        columns(
          documents.map(({ id, version, status, origin, name }) => [id, `v${version}`, status, origin, name]),
        ),
      );
      return 0;
    }),
  );
}

async function checkFile(call: Call): Promise<ExitCode> {
  const { io } = call;
  const [path = ""] = call.operands;
  const read = await readDocumentFile(path, { report: pageCounter(io) });
  if (read.kind === "refused") return refuse(io, path, read.why);
  const source = toKnowledgeFile(read);
  const { isAccepted, report } = check(source);
  if (read.proposedMeta) io.write(`${headOf(source)}\n`);
  io.write(`${report}\n`);
  tellFaults(io, path, read);
  const target = call.text("save");
  if (target !== undefined) await save(io, target, source);
  return isAccepted ? 0 : 1;
}

/** The description at the head of a knowledge file, as it would be written. */
function headOf(source: string): string {
  return source.slice(0, source.indexOf("\n---", 3) + 4);
}

async function save(io: Io, target: string, source: string): Promise<void> {
  await writeFile(target, source, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    const words = error.code === "EEXIST" ? "is there already" : `cannot be written (${error.code})`;
    throw new Failure("conflict", `${target} ${words}.`, { cause: error });
  });
  io.complain(`Written to ${target}. Correct it, then: npx caunoi knowledge add ${target}\n`);
}

function refuse(io: Io, path: string, why: string): ExitCode {
  io.complain(`${path}: ${why}\n`);
  return 1;
}

/** Long files say how far they are, at most once for every tenth of their pages. */
function pageCounter(io: Io): (done: number, total: number) => void {
  return (done, total) => {
    const step = Math.max(1, Math.ceil(total / 10));
    if (total > 1 && (done % step === 0 || done === total)) io.complain(`page ${done} of ${total}\n`);
  };
}

function tellFaults(io: Io, path: string, read: ReadDocument & { kind: "read" }): void {
  for (const { what, fix } of read.faults) io.complain(`${path}: ${what} ${fix}\n`);
}

async function add(call: Call): Promise<ExitCode> {
  const { io } = call;
  const [path = ""] = call.operands;
  const read = await readDocumentFile(path, { report: pageCounter(io) });
  if (read.kind === "refused") return refuse(io, path, read.why);
  const source = toKnowledgeFile(read, overridesOf(call));
  return withDatabase(io, async (db) => {
    const added = await db.transact((tx) => addDocument(tx, source, io.clock()));
    if (added.kind === "refused") {
      for (const { line, what, fix } of added.faults) io.complain(`${path}:${line}: ${what} ${fix}\n`);
      const hint = `Lines count in what was read: npx caunoi knowledge check --save NEW.md ${path}\n`;
      if (read.proposedMeta) io.complain(hint);
      return 1;
    }
    tellFaults(io, path, read);
    const { id } = added.document;
    const words = added.kind === "unchanged" ? "is known already" : "is a draft now";
    io.write(`${id} v${added.version}\n`);
    io.write(`${added.document.name} ${words}. To answer from it: npx caunoi knowledge publish ${id}\n`);
    return 0;
  });
}

function overridesOf(call: Call): Overrides {
  const given = Object.keys(described).map((key) => [key, call.text(key)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function publishOne({ io, operands }: Call): Promise<ExitCode> {
  const [id = ""] = operands;
  return withDatabase(io, async (db) => {
    const published = await db.transact((tx) => publish(tx, id, io.clock()));
    if (published.kind === "missing") {
      throw new Failure("missing", `There is no document "${id}": \`caunoi knowledge list\` shows them.`);
    }
    io.write(`${id} v${published.version} is published.\n`);
    return 0;
  });
}

function reindex({ io }: Call): Promise<ExitCode> {
  return withDatabase(io, (db) =>
    withLibrary(db, io.clock, async ({ documents, clauses }) => {
      io.write(`${documents.size} documents, ${clauses.length} clauses.\n`);
      return 0;
    }),
  );
}
