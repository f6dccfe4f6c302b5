import type { Clause, Document } from "./library.ts";
import { readBlocks } from "./reading/blocks.ts";
import type { Fault } from "./reading/fault.ts";
import { readFrontMatter } from "./reading/front-matter.ts";
import { type Node, outline, skipped } from "./reading/outline.ts";
import { judgeText } from "./reading/quality.ts";
import { visibleText } from "./reading/visible-text.ts";
import { texts } from "./texts.ts";

/** What a knowledge file holds. Without `document`, or with a fault of severity `error`, it is refused. */
export type Parsed = {
  readonly document: Document | undefined;
  readonly clauses: readonly Clause[];
  readonly faults: readonly Fault[];
};

/**
 * Reads a knowledge file: front matter, then Markdown or plain text with the numbering of Vietnamese official
 * documents (I. / 1. / 1.1. / a) / –, or Chương / Mục / Điều / khoản / điểm).
 *
 * Clause ids come from that numbering: `II.3.4`, `III.1/2` (second unnumbered paragraph under III.1),
 * `Đ5.k2.b`, `header`, `footer`. Hidden text is taken out first. Faults are in the order of their lines.
 */
export function parse(source: string): Parsed {
  const { text, hidden } = visibleText(source);
  const { document, body, bodyLine, faults: headFaults } = readFrontMatter(text);
  const nodes = outline(readBlocks(body, bodyLine));
  const faults: Fault[] = [...headFaults, ...numberingFaults(nodes), ...judgeText(body, bodyLine)];
  if (hidden > 0) faults.push({ line: 1, severity: "warning", ...texts.hiddenText(hidden) });
  if (nodes.length === 0) faults.push({ line: bodyLine, severity: "error", ...texts.emptyBody });
  const clauses = document ? nodes.map((node, position) => toClause(node, position, document)) : [];
  return { document, clauses, faults: faults.toSorted((one, other) => one.line - other.line) };
}

/** Whether the file may be published as it stands. */
export function isAccepted(parsed: Parsed): parsed is Parsed & { document: Document } {
  return parsed.document !== undefined && parsed.faults.every((fault) => fault.severity !== "error");
}

function toClause(node: Node, position: number, document: Document): Clause {
  const ownText = node.text.join("\n");
  return {
    document: document.id,
    id: node.id,
    label: labelOf(node, document),
    kind: node.kind,
    number: node.number,
    heading: node.heading,
    headings: headingsAbove(node),
    text: ownText === "" ? (node.heading ?? "") : ownText,
    parent: node.parent?.id ?? null,
    position,
    note: null,
  };
}

/** A law is named after the article (`Điều 5 khoản 2 Luật …`), everything else before the place. */
function labelOf(node: Node, document: Document): string {
  return node.place.startsWith("Điều ")
    ? `${node.place} ${document.name}`
    : `${document.name}, ${node.place}`;
}

function headingsAbove(node: Node): string[] {
  const { parent } = node;
  if (!parent) return [];
  return parent.heading ? [...headingsAbove(parent), parent.heading] : headingsAbove(parent);
}

function numberingFaults(nodes: readonly Node[]): Fault[] {
  const seen = new Map<string, Node>();
  const lastUnder = new Map<Node | null, Node>();
  const faults: Fault[] = [];
  for (const node of nodes) {
    const same = seen.get(node.id);
    if (same) faults.push({ line: node.line, severity: "error", ...texts.sameNumber(node.place, same.line) });
    seen.set(node.id, node);
    const before = lastUnder.get(node.parent);
    const gap = before && node.number !== "" ? skipped(before, node) : undefined;
    if (gap)
      faults.push({ line: node.line, severity: "warning", ...texts.skippedNumber(gap.before, gap.after) });
    if (node.number !== "") lastUnder.set(node.parent, node);
  }
  return faults;
}
