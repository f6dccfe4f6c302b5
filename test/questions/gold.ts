import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLibrary, type Library } from "../../src/knowledge/library.ts";
import { isAccepted, parse } from "../../src/knowledge/parse.ts";
import { type GoldLine, readGoldLines } from "../../src/questions/evaluate.ts";

const project = join(import.meta.dirname, "..", "..");

/** The library a fresh installation answers from, without a database. */
export function shippedLibrary(): Library {
  const folder = join(project, "knowledge");
  const parsed = readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => parse(readFileSync(join(folder, name), "utf8")))
    .filter(isAccepted);
  return createLibrary(
    parsed.map(({ document }) => document),
    parsed.flatMap(({ clauses }) => clauses),
  );
}

/** A library of documents written in a test. */
export function libraryOf(...sources: readonly string[]): Library {
  const parsed = sources.map((source) => parse(source)).filter(isAccepted);
  return createLibrary(
    parsed.map(({ document }) => document),
    parsed.flatMap(({ clauses }) => clauses),
  );
}

export function goldLines(
  file: "questions" | "held-out" | "held-out-2" | "held-out-3" | "held-out-4" | "held-out-5",
): GoldLine[] {
  return readGoldLines(readFileSync(join(project, "eval", "answers", `${file}.jsonl`), "utf8"));
}
