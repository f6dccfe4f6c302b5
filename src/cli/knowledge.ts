import { Failure } from "../kit/failure.ts";
import { check } from "../knowledge/check.ts";
import { addDocument, listDocuments, publish } from "../knowledge/publish.ts";
import { type Call, type Command, columns, type ExitCode } from "./command.ts";
import { readText, withDatabase, withLibrary } from "./stores.ts";

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
    details: "Exits with 1 when the file would be refused.",
    run: async ({ io, operands }) => {
      const { isAccepted, report } = check(await readText(operands[0] ?? ""));
      io.write(`${report}\n`);
      return isAccepted ? 0 : 1;
    },
  },
  {
    name: "knowledge add",
    operands: ["FILE"],
    meaning: "Take a file in as a draft; nothing of it is quoted before it is published.",
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

async function add({ io, operands }: Call): Promise<ExitCode> {
  const [path = ""] = operands;
  const source = await readText(path);
  return withDatabase(io, async (db) => {
    const added = await db.transact((tx) => addDocument(tx, source, io.clock()));
    if (added.kind === "refused") {
      for (const { line, what, fix } of added.faults) io.complain(`${path}:${line}: ${what} ${fix}\n`);
      return 1;
    }
    const { id } = added.document;
    const words = added.kind === "unchanged" ? "is known already" : "is a draft now";
    io.write(`${id} v${added.version}\n`);
    io.write(`${added.document.name} ${words}. To answer from it: npx caunoi knowledge publish ${id}\n`);
    return 0;
  });
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
