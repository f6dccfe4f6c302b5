import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../kit/failure.ts";
import type { Call, Command, ExitCode, Option } from "./command.ts";
import { misuse } from "./command.ts";
import { withDatabase } from "./stores.ts";

const withConfidential = {
  type: "boolean",
  meaning: "Write out what authors marked as confidential; masked otherwise.",
} as const satisfies Option;
const place = {
  type: "string",
  value: "NAME",
  meaning: "Where the paper is signed (địa danh), before its day; dots when left out.",
} as const satisfies Option;
const person = {
  type: "string",
  value: "NAME",
  meaning: "Whose sheet: the reviewer of `review`, the council member of `score`; blank when left out.",
} as const satisfies Option;
const kindHelp = "KIND is one of those `caunoi papers list` names.";

/** The papers of proposals: they belong to the group `proposals`. */
export const paperCommands: readonly Command[] = [
  {
    name: "proposals export",
    operands: ["FILE.xlsx"],
    options: { "with-confidential": withConfidential },
    meaning: "Write the register of proposals, ideas and initiatives as an Excel file.",
    details:
      "Ideas, filed, valid and recognized ones are counted each by itself. DATA_DIR/templates/register.json and\n" +
      "portal.json replace the columns; docs/papers.md says how.",
    run: exportSheet,
  },
  {
    name: "proposals paper",
    operands: ["NUMBER", "KIND", "FILE.docx"],
    options: { person, place, "with-confidential": withConfidential },
    meaning: "Write one official paper of a proposal as a Word file.",
    details: `${kindHelp}\nDATA_DIR/templates/KIND.docx replaces the paper's template.`,
    run: onePaper,
  },
  {
    name: "proposals dossier",
    operands: ["NUMBER", "FOLDER"],
    options: { place, "with-confidential": withConfidential },
    meaning: "Write every paper a proposal has come to into a folder.",
    run: dossier,
  },
];

async function exportSheet(call: Call): Promise<ExitCode> {
  const [path = ""] = call.operands;
  return withDatabase(call.io, async (db, { dataDir }) => {
    const { exportRegister } = await import("../proposals/papers-register.ts");
    const now = call.io.clock();
    const bytes = await exportRegister(db.read, {
      ...{ dataDir, now },
      withConfidential: call.isOn("with-confidential"),
    });
    await writeWhole(path, bytes);
    call.io.write(`${path}\n`);
    return 0;
  });
}

async function onePaper(call: Call): Promise<ExitCode> {
  const [number = "", kind = "", path = ""] = call.operands;
  const { isPaperKind, paperKinds } = await import("../papers/kinds.ts");
  if (!isPaperKind(kind)) return misuse(call.io, `"${kind}" is none of ${paperKinds.join(", ")}`);
  return withDatabase(call.io, async (db, config) => {
    const { paperOf } = await import("../proposals/papers.ts");
    const asked = { number: number.toUpperCase(), kind, person: call.text("person") ?? null };
    await writeWhole(path, await paperOf(db.read, asked, rulesOf(call, config)));
    call.io.write(`${path}\n`);
    return 0;
  });
}

async function dossier(call: Call): Promise<ExitCode> {
  const [number = "", folder = ""] = call.operands;
  return withDatabase(call.io, async (db, config) => {
    const { dossierOf } = await import("../proposals/papers.ts");
    const papers = await dossierOf(db.read, number.toUpperCase(), rulesOf(call, config));
    await mkdir(folder, { recursive: true });
    for (const { fileName, bytes } of papers) await writeWhole(join(folder, fileName), bytes);
    for (const { fileName } of papers) call.io.write(`${join(folder, fileName)}\n`);
    return 0;
  });
}

function rulesOf(call: Call, config: { dataDir: string; server: { publicUrl: string } }) {
  return {
    dataDir: config.dataDir,
    publicUrl: config.server.publicUrl,
    place: call.text("place") ?? "",
    withConfidential: call.isOn("with-confidential"),
    now: call.io.clock(),
  };
}

/** Writes a file whole or not at all; one that is open in Word is not torn. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.part`;
  try {
    await writeFile(part, bytes);
    await rename(part, path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new Failure("unavailable", `${path} cannot be written (${code}); is its folder there?`, {
      cause: error,
    });
  }
}
