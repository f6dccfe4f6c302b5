import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSource } from "../support/source.ts";

const project = join(import.meta.dirname, "..", "..");

/** A pattern of the program, and where it stands. */
export type Pattern = { readonly path: string; readonly source: string; readonly flags: string };

/** Every pattern that is written out in the program and in the pages. */
export function allPatterns(): Pattern[] {
  const files = ["src", "web/chat", "web/dashboard"].flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(?:ts|tsx|js)$/.test(name))
      .map((name) => join(folder, name)),
  );
  return files.flatMap((path) => patternsIn(path, readFileSync(join(project, path), "utf8")));
}

/** A pattern is blanked between its slashes: what was written there stands in the text. */
function patternsIn(path: string, text: string): Pattern[] {
  const { code } = readSource(text);
  const found: Pattern[] = [];
  for (const match of code.matchAll(/\/( +)\/([a-z]*)/g)) {
    const [whole, blank = "", flags = ""] = match;
    const source = text.slice(match.index + 1, match.index + 1 + blank.length);
    const isWritten = text.slice(match.index, match.index + whole.length) !== whole;
    if (isWritten && isPattern(source, flags)) found.push({ path, source, flags });
  }
  return found;
}

function isPattern(source: string, flags: string): boolean {
  try {
    new RegExp(source, flags);
    return true;
  } catch {
    return false;
  }
}

const signs = [
  "a",
  "A",
  "0",
  " ",
  "\n",
  "\t",
  "ạ",
  "-",
  ".",
  ",",
  "_",
  '"',
  "'",
  "/",
  "(",
  ")",
  "[",
  "<",
  ">",
  "*",
];
const more = ["#", "|", ":", ";", "=", "&", "%", "@", "+", "\\", "{", "x", "k", "đ", "1", "I"];

/**
 * Texts of `length` that make a pattern try again and again: one sign repeated, two in turn, after the words the
 * pattern begins with, and in each case with an end that fits nothing.
 */
export function* attacksOn({ source }: Pattern, length: number): Generator<string> {
  const written = [...new Set(source.replace(/\\[a-zA-Z](\{[^}]*\})?/g, ""))].filter((sign) =>
    /[\p{L}\p{N}\s"'#&%@=:;,<>/_-]/u.test(sign),
  );
  const used = [
    ...new Set([...signs, ...more.filter((sign) => source.includes(sign)), ...written.slice(0, 6)]),
  ];
  const head = /^[\p{L}\p{N} "'<#:@/_-]+/u.exec(source.replace(/^\^/, ""))?.[0] ?? "";
  for (const sign of used) {
    yield `${sign.repeat(length)}\u0001`;
    if (head) yield `${head}${sign.repeat(length)}\u0001`;
  }
  if (head) yield `${head.repeat(Math.ceil(length / head.length))}\u0001`;
  for (const [one, two] of [
    ["a", " "],
    ["0", "."],
    ["a", "-"],
    ["a", "\n"],
    ["0", " "],
    ["a", ","],
    [" ", "\n"],
    ["<", "a"],
  ] as const)
    yield `${(one + two).repeat(length / 2)}\u0001`;
}

/** The shortest of several runs, in milliseconds: what else the machine did in between does not count. */
export function runMs(pattern: RegExp, text: string, runs: number): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const began = performance.now();
    pattern.lastIndex = 0;
    pattern.exec(text);
    shortest = Math.min(shortest, performance.now() - began);
  }
  return shortest;
}
