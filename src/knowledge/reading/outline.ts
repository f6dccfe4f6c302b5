import { fold } from "../../kit/vietnamese.ts";
import type { ClauseKind } from "../library.ts";
import { type Block, romanValue } from "./blocks.ts";

/** A clause while its text is being gathered. */
export type Node = {
  readonly id: string;
  readonly kind: ClauseKind;
  readonly number: string;
  readonly heading: string | null;
  readonly text: string[];
  readonly parent: Node | null;
  /** How people say its place, without the document's name: `mục II.3.4`. */
  readonly place: string;
  readonly line: number;
  readonly rank: number;
  /** Arabic part of its number (`[3, 4]` of II.3.4), empty for anything else. */
  readonly path: readonly string[];
  readonly level: number;
};

/** Higher ranks stand under lower ones. */
const ranks = {
  part: 1,
  appendix: 1,
  chapter: 2,
  roman: 2,
  division: 3,
  heading: 4,
  article: 5,
  number: 6,
  letter: 7,
};

/**
 * Builds the outline of a document from its marked paragraphs, in reading order: first `header` (all before
 * the first section), last `footer` (from "Nơi nhận" or the signature on).
 */
export function outline(blocks: readonly Block[]): Node[] {
  const firstSection = blocks.findIndex(startsSection);
  if (firstSection < 0) return plainOutline(blocks);
  const end = blocks.findIndex((block, index) => index > firstSection && isFooter(block));
  const appendix = blocks.findIndex(
    (block, index) => end >= 0 && index > end && block.mark.kind === "appendix",
  );
  const footerEnd = appendix < 0 ? blocks.length : appendix;
  const body =
    end < 0 ? blocks.slice(firstSection) : [...blocks.slice(firstSection, end), ...blocks.slice(footerEnd)];
  const nodes = [...edge("header", blocks.slice(0, firstSection)), ...sections(body)];
  return end < 0 ? nodes : [...nodes, ...edge("footer", blocks.slice(end, footerEnd))];
}

function startsSection(block: Block): boolean {
  return block.level >= 2 || !["none", "bullet", "letter"].includes(block.mark.kind);
}

function isFooter(block: Block): boolean {
  return /^noi nhan\b/.test(fold(block.text)) || /^(?:TM|KT|TL|TUQ|Q)\.\s+\p{Lu}{2}/u.test(block.text);
}

function edge(id: "header" | "footer", blocks: readonly Block[]): Node[] {
  const [first] = blocks;
  if (!first) return [];
  const place = id === "header" ? "phần mở đầu" : "nơi nhận và chữ ký";
  return [{ ...bare, id, kind: id, place, line: first.line, text: blocks.map((block) => block.text) }];
}

const bare = { number: "", heading: null, parent: null, rank: 0, path: [], level: 0 } as const;

/** A document without any section: its title is the header, its paragraphs are numbered by us. */
function plainOutline(blocks: readonly Block[]): Node[] {
  const titles = blocks.filter((block) => block.level > 0);
  const paragraphs = blocks.filter((block) => block.level === 0);
  const numbered = paragraphs.map((block, index): Node => {
    const place = `đoạn ${index + 1}`;
    return { ...bare, id: `p${index + 1}`, kind: "paragraph", place, line: block.line, text: [block.text] };
  });
  return [...edge("header", titles), ...numbered];
}

function sections(blocks: readonly Block[]): Node[] {
  const nodes: Node[] = [];
  const counts = new Map<string, number>();
  let open: Node[] = [];
  for (const block of blocks) {
    const top = open.at(-1);
    if (isRunningText(block)) {
      const isSame = block.mark.kind === "none" && goesWithNumber(top, counts);
      if (top && isSame) top.text.push(block.text);
      else nodes.push(paragraph(block, top, counts));
      continue;
    }
    open = openFor(block, open);
    const node = section(block, open);
    nodes.push(node);
    open = [...open, node];
  }
  return nodes;
}

function isRunningText(block: Block): boolean {
  return block.level === 0 && (block.mark.kind === "none" || block.mark.kind === "bullet");
}

/** An unnumbered paragraph right after a numbered text or an article's title belongs to that number. */
function goesWithNumber(top: Node | undefined, counts: ReadonlyMap<string, number>): boolean {
  if (!top || counts.has(top.id)) return false;
  return top.rank === ranks.article || (top.rank > ranks.article && top.level === 0);
}

function paragraph(block: Block, parent: Node | undefined, counts: Map<string, number>): Node {
  const key = parent?.id ?? "";
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  const place = parent ? `${parent.place}, đoạn ${count}` : `đoạn ${count}`;
  const id = `${key}/${count}`;
  return {
    ...bare,
    id,
    kind: "paragraph",
    place,
    line: block.line,
    text: [block.text],
    parent: parent ?? null,
  };
}

/** The open sections the block stands under. */
function openFor(block: Block, open: readonly Node[]): Node[] {
  const { kind, number } = block.mark;
  if (kind !== "number") return open.filter((node) => isAbove(node, rankOf(block), block.level));
  const path = number.split(".");
  const match = open.findLastIndex((node) => samePath(node.path, path.slice(0, -1)));
  if (path.length > 1 && match >= 0) return open.slice(0, match + 1);
  // "1." in running text under the heading "2. …" counts the heading's own items; otherwise it is a sibling.
  return open.filter(
    (node) => isAbove(node, ranks.number, block.level) || (block.level === 0 && node.level > 0),
  );
}

function isAbove(node: Node, rank: number, level: number): boolean {
  if (node.rank === ranks.heading && level > 0 && node.level >= level) return false;
  if (rank === ranks.heading) return node.level > 0 && node.level < level;
  return node.rank < rank;
}

function samePath(one: readonly string[], other: readonly string[]): boolean {
  return one.length > 0 && one.join(".") === other.join(".");
}

function rankOf(block: Block): number {
  const { kind } = block.mark;
  return kind === "none" || kind === "bullet" ? ranks.heading : ranks[kind];
}

function section(block: Block, open: readonly Node[]): Node {
  const parent = open.at(-1) ?? null;
  const isHeading = block.level > 0 || rankOf(block) < ranks.number;
  const named = nameOf(block, parent);
  return {
    ...named,
    kind: isHeading && block.mark.kind !== "article" ? "section" : "point",
    number: block.mark.number,
    heading: isHeading ? block.text : null,
    text: isHeading ? [] : [block.text],
    parent,
    line: block.line,
    rank: rankOf(block),
    level: block.level,
  };
}

type Name = { readonly id: string; readonly place: string; readonly path: readonly string[] };

function nameOf(block: Block, parent: Node | null): Name {
  const { kind, number } = block.mark;
  const appendix = parent && findAppendix(parent);
  const scope = appendix ? { id: `${appendix.id}.`, place: `${appendix.place}, ` } : { id: "", place: "" };
  switch (kind) {
    case "part":
      return { id: `P${number}`, place: `Phần ${number}`, path: [] };
    case "appendix":
      return { id: `PL${number}`, place: `Phụ lục ${number}`, path: [] };
    case "chapter":
      return { id: `${scope.id}C${number}`, place: `${scope.place}Chương ${number}`, path: [] };
    case "division":
      return under(parent, `M${number}`, `Mục ${number}`, ", ");
    case "article":
      return { id: `${scope.id}Đ${number}`, place: `${scope.place}Điều ${number}`, path: [] };
    case "roman":
      return { id: `${scope.id}${number}`, place: `${scope.place}mục ${number}`, path: [] };
    case "number":
      return numberName(number, parent);
    case "letter":
      return under(parent, number, `điểm ${number}`, " ");
    default:
      return under(parent, slug(block.text), `phần “${block.text}”`, ", ");
  }
}

function numberName(number: string, parent: Node | null): Name {
  const last = number.split(".").at(-1) ?? number;
  if (parent?.rank === ranks.article)
    return { ...under(parent, `k${number}`, `khoản ${number}`, " "), path: [number] };
  if (!parent) return { id: number, place: `mục ${number}`, path: number.split(".") };
  const isChild = parent.path.length > 0;
  const id = `${parent.id}.${isChild ? last : number}`;
  const path = isChild ? [...parent.path, last] : number.split(".");
  const isPlain = parent.rank === ranks.roman || isChild;
  return {
    id,
    path,
    place: isPlain ? `${parent.place}.${isChild ? last : number}` : `${parent.place}, mục ${number}`,
  };
}

function under(parent: Node | null, id: string, place: string, joint: string): Name {
  if (!parent) return { id, place, path: [] };
  return { id: `${parent.id}.${id}`, place: `${parent.place}${joint}${place}`, path: [] };
}

function findAppendix(node: Node): Node | null {
  if (node.rank === ranks.appendix && node.id.startsWith("PL")) return node;
  return node.parent && findAppendix(node.parent);
}

function slug(heading: string): string {
  return (
    fold(heading)
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 40) || "muc"
  );
}

/** Whether two numbered neighbours under one parent leave a number out; the pair of marks, else undefined. */
export function skipped(before: Node, after: Node): { before: string; after: string } | undefined {
  const from = ordinal(before);
  const to = ordinal(after);
  if (from === undefined || to === undefined || before.rank !== after.rank || to <= from + 1)
    return undefined;
  return { before: before.number, after: after.number };
}

function ordinal(node: Node): number | undefined {
  if (node.rank === ranks.letter) return undefined;
  const last = node.number.split(".").at(-1) ?? "";
  return /^\d+$/.test(last) ? Number(last) : romanValue(last);
}
