import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLibrary, type Library } from "../../src/knowledge/library.ts";
import { isAccepted, parse } from "../../src/knowledge/parse.ts";
import { buildIndexNow } from "../../src/knowledge/search/indexing.ts";
import type { Index } from "../../src/knowledge/search/inverted-index.ts";

const root = join(import.meta.dirname, "..", "..");

/** The Markdown of a shipped document. */
export function shippedFile(name: string): string {
  return readFileSync(join(root, "knowledge", name), "utf8");
}

/** A library of the shipped documents. */
export function shippedLibrary(): Library {
  const files = readdirSync(join(root, "knowledge")).filter((name) => name.endsWith(".md"));
  return libraryOf(files.map(shippedFile));
}

/** A library of given knowledge files, which must be without faults. */
export function libraryOf(sources: readonly string[]): Library {
  const parsed = sources.map(parse).map((one) => {
    if (!isAccepted(one)) throw new Error(one.faults.map(({ line, what }) => `${line}: ${what}`).join("\n"));
    return one;
  });
  return createLibrary(
    parsed.map(({ document }) => document),
    parsed.flatMap(({ clauses }) => clauses),
  );
}

/** An index over plain texts, each a passage and a group of its own. */
export function indexOf(texts: readonly string[]): Index {
  return buildIndexNow(
    texts.map((text, at) => ({ title: "", heading: "", text, group: String(at), owns: [], within: [] })),
  );
}

/** A file of the public retrieval sets. */
export function retrievalFile(name: string): string {
  return readFileSync(join(root, "eval", "retrieval", name), "utf8");
}
