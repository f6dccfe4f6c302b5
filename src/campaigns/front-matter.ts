import { isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import type { Fault } from "./body.ts";

/** The settings of a file by name, with the line each stands on. A value that cannot be read is a fault. */
export type Front = {
  readonly values: ReadonlyMap<string, unknown>;
  readonly lines: ReadonlyMap<string, number>;
  readonly faults: readonly Fault[];
};

/** The bytes as text; `undefined` when they are no UTF-8 or hold what no text holds. */
export function decode(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Cuts a file into its settings and its body; `undefined` when it does not begin with settings. */
export function split(text: string): { front: string; body: string; bodyLine: number } | undefined {
  const match = /^---[ \t]*\r?\n([\s\S]*?)(?:^|\r?\n)---[ \t]*(?:\r?\n|$)/m.exec(text);
  if (match?.index !== 0) return undefined;
  const body = text.slice(match[0].length);
  return { front: match[1] ?? "", body, bodyLine: match[0].split("\n").length };
}

/** Reads the YAML between the two `---` lines. Never throws: what YAML refuses is a fault with its line. */
export function readFront(yaml: string): Front {
  const counter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: counter, prettyErrors: false, logLevel: "error" });
  // The front matter starts on the file's second line.
  const lineAt = (offset: number) => counter.linePos(offset).line + 1;
  const faults = document.errors.map((error) => unreadable(lineAt(error.pos[0]), error.message));
  const lines = new Map<string, number>();
  const values = new Map<string, unknown>();
  for (const { key, value } of isMap(document.contents) ? document.contents.items : []) {
    if (!isScalar(key)) continue;
    const [name, line] = [String(key.value), lineAt(key.range?.[0] ?? 0)];
    lines.set(name, line);
    try {
      values.set(name, isNode(value) ? value.toJS(document) : value);
    } catch (error) {
      // A value that begins with * is YAML's alias of another value, which shows only when it is looked up.
      faults.push(unreadable(line, error instanceof Error ? error.message : "unknown"));
    }
  }
  return { values, lines, faults };
}

function unreadable(line: number, why: string): Fault {
  return {
    line,
    what: `cannot be read as YAML (${why.replace(/[:\s]+$/, "")}): put the value between "quotes"`,
  };
}
