import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../src/kit/id.ts";

const corpus = join(import.meta.dirname, "corpus");

/** Inputs of a parser that were found before. */
export function foundBefore(parser: string): { name: string; bytes: Uint8Array }[] {
  const names = (existsSync(corpus) ? readdirSync(corpus) : []).filter((name) =>
    name.startsWith(`${parser}.`),
  );
  return names.map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(corpus, name))) }));
}

/** Keeps an input for the tests; returns its name in test/fuzz/corpus. */
export function keep(parser: string, bytes: Uint8Array): string {
  mkdirSync(corpus, { recursive: true });
  const name = `${parser}.${sha256(bytes).slice(0, 12)}`;
  writeFileSync(join(corpus, name), bytes);
  return name;
}
