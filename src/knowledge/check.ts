import type { Clause } from "./library.ts";
import { isAccepted, type Parsed, parse } from "./parse.ts";
import { texts } from "./texts.ts";

/** What `knowledge check` shows: the verdict, the clause tree, the faults. Nothing is changed. */
export type Checked = { readonly isAccepted: boolean; readonly parsed: Parsed; readonly report: string };

/** Reads a knowledge file and lays out in Vietnamese what would be published and what is wrong with it. */
export function check(source: string): Checked {
  const parsed = parse(source);
  const { document, clauses, faults } = parsed;
  const isFine = isAccepted(parsed);
  const lines = [
    document ? texts.checkedTitle(document.name, clauses.length) : texts.notADocument,
    ...treeLines(clauses),
    ...faults.map(({ line, severity, what, fix }) => texts.faultLine(line, severity, what, fix)),
    isFine ? texts.accepted : texts.refused,
  ];
  return { isAccepted: isFine, parsed, report: lines.join("\n") };
}

function treeLines(clauses: readonly Clause[]): string[] {
  const depths = new Map<string, number>();
  return clauses.map(({ id, parent, text }) => {
    const depth = parent === null ? 1 : (depths.get(parent) ?? 0) + 1;
    depths.set(id, depth);
    const line = text.replace(/\s+/g, " ");
    return `${"  ".repeat(depth)}${id}  ${line.length > 90 ? `${line.slice(0, 90)}…` : line}`;
  });
}
