import { fold } from "../kit/vietnamese.ts";
import type { Clause, Document, Library } from "../knowledge/library.ts";

/** A document as somebody names it: `nq16`, "nghị quyết số 16", `13/2012/NĐ-CP`. */
export type NamedDocument = {
  /** Folded code of the type: `nq`, `kh`, `nd` … */
  readonly type: string;
  readonly number: string;
  readonly year: string | null;
  /** The words as typed, folded. */
  readonly typed: string;
};

/** Kinds of documents by the code in their numbers, and how they are written. */
const kinds: Readonly<Record<string, string>> = {
  nq: "Nghị quyết",
  kh: "Kế hoạch",
  nd: "Nghị định",
  tt: "Thông tư",
  qd: "Quyết định",
  hd: "Hướng dẫn",
  cv: "Công văn",
  ct: "Chỉ thị",
  kl: "Kết luận",
  ctr: "Chương trình",
  tb: "Thông báo",
  bc: "Báo cáo",
};
const codes = Object.keys(kinds);
const types: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(kinds).map(([code, name]) => [fold(name), code])),
  "chuong trinh hanh dong": "ctr",
};
const names = [...Object.keys(types), ...codes].sort((left, right) => right.length - left.length).join("|");

const typeFirst = new RegExp(
  `(?<![a-z0-9])(${names})\\s*(?:so\\s*)?0*(\\d{1,5})(?![.\\d]|\\s*(?:nam|thang|ngay|trieu|ty|nghin|%))(?:/(\\d{4}))?`,
  "g",
);
const numberFirst = new RegExp(
  `(?<![\\d/.])0*(\\d{1,5})(?:/(\\d{4}))?[/ -]?(${codes.join("|")})(?:-[a-z]+)+`,
  "g",
);

/** The documents a question names, in its order, each once. */
export function namedDocuments(question: string): NamedDocument[] {
  const text = fold(question);
  const first = [...text.matchAll(typeFirst)].map((match) =>
    named(match[1] ?? "", match[2] ?? "", match[3], match[0]),
  );
  const second = [...text.matchAll(numberFirst)].map((match) =>
    named(match[3] ?? "", match[1] ?? "", match[2], match[0]),
  );
  const all = [...first, ...second].filter(({ number, year }) => year !== null || !isYear(number));
  return all.filter((one, index) => index === all.findIndex((other) => isSame(one, other)));
}

/** Whether a document of the library is the one that is named. A year counts only when both sides give it. */
export function isNamed(document: Document, name: NamedDocument): boolean {
  const printed = document.number === null ? undefined : readNumber(document.number);
  if (!printed || printed.number !== name.number) return false;
  if (printed.type !== name.type) return false;
  return name.year === null || printed.year === null || name.year === printed.year;
}

/** Whether a folded question speaks of "the plan" or "the resolution" without a number, and this is one. */
export function isImplied(document: Document, question: string): boolean {
  return impliedKinds[fold(document.kind ?? "")]?.test(question) ?? false;
}

/** Names of kinds that are everyday verbs and nouns too. */
const plainWords = new Set(["huong dan", "bao cao", "thong bao", "chuong trinh", "quyet dinh"]);
const impliedKinds: Readonly<Record<string, RegExp>> = Object.fromEntries(
  Object.entries(types)
    .filter(([kind]) => !plainWords.has(kind))
    .map(([kind, code]) => [kind, new RegExp(`(?<![a-z])(?:${kind}|${code})(?![a-z]|\\s+(?:so\\s+)?\\d)`)]),
);

/** Whether the document is among those a clause names: a question about it may be answered there. */
export function mentions(names: readonly NamedDocument[], name: NamedDocument): boolean {
  return names.some(
    (one) =>
      one.type === name.type &&
      one.number === name.number &&
      (one.year === null || name.year === null || one.year === name.year),
  );
}

/** Whether any clause of the library names the document. */
export function isMentionedAnywhere(library: Library, name: NamedDocument): boolean {
  const reference =
    name.year === null ? `#doc:${name.type}${name.number}` : `#docy:${name.number}/${name.year}`;
  return library.index.references.ids.has(reference);
}

const parts = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];

/**
 * The clauses a question points at by their numbers ("mục 3.4 phần II", "II.3.4", "điều 5 khoản 2"), within
 * `documents` when it names any. Empty when it points at none, or at none that exists.
 */
export function pointedClauses(
  library: Library,
  question: string,
  documents: readonly Document[],
): readonly Clause[] {
  const wanted = readPointer(question);
  if (wanted === undefined) return [];
  const inside = documents.length > 0 ? documents : [...library.documents.values()];
  const withId = (id: string) => inside.flatMap((document) => library.clause(document.id, id) ?? []);
  // "Mục 3.4" of a plan with Roman parts may stand under any of them.
  const under = /^\d+\.\d/.test(wanted) ? parts.flatMap((part) => withId(`${part}.${wanted}`)) : [];
  return [...withId(wanted), ...under];
}

const ordinals: Readonly<Record<string, number>> = {
  nhat: 1,
  mot: 1,
  hai: 2,
  ba: 3,
  tu: 4,
  bon: 4,
  nam: 5,
  sau: 6,
};
const groupAt =
  /\bnhom\s+(?:(?:nhiem vu|giai phap|noi dung|viec|cong viec),?\s+){0,2}(?:(?:thu|so)\s+(\d|nhat|mot|hai|ba|tu|bon|nam|sau)|(\d)(?!\s+(?:nguoi|viec|nhiem)))\b/;
const groupHeading = /nhiem vu|giai phap/;

/** The heading meant by "nhóm nhiệm vụ thứ ba": the third under the one that names tasks. */
export function pointedGroup(
  library: Library,
  question: string,
  documents: readonly Document[],
): Clause | undefined {
  const [, spoken, said = spoken] = fold(question).match(groupAt) ?? [];
  if (said === undefined) return undefined;
  const at = (ordinals[said] ?? Number(said)) - 1;
  const inside = (clause: Clause) =>
    documents.length === 0 || documents.some(({ id }) => id === clause.document);
  const groups = library.clauses
    .filter((clause) => clause.kind === "section" && inside(clause) && groupHeading.test(fold(clause.text)))
    .map((clause) => library.children(clause)[at])
    .filter((child) => child?.kind === "section");
  return groups[0];
}

/** Folded words a document is named by in a question, abbreviated or written out. */
export function wordsOfName({ type, number, year, typed }: NamedDocument): string[] {
  return [...typed.split(/[^a-z0-9]+/), ...fold(kinds[type] ?? "").split(" "), number, year ?? ""];
}

/** Folded words of the kind of a document ("ke hoach"): they name it when no number does. */
export function wordsOfKind(document: Document): string[] {
  return fold(document.kind ?? "").split(" ");
}

/** The document as people write it: `Nghị quyết 57`, `Nghị định 13/2023`. */
export function sayNamed({ type, number, year }: NamedDocument): string {
  return `${kinds[type] ?? "Văn bản"} ${number}${year === null ? "" : `/${year}`}`;
}

function readPointer(question: string): string | undefined {
  const text = fold(question);
  const whole = text.match(/(?<![a-z0-9.])([ivx]{1,5}(?:\.\d{1,2}){1,3})(?![.\d])/);
  if (whole?.[1]) return whole[1].toUpperCase();
  const part = text.match(/\b(?:phan|muc|chuong)\s+([ivx]{1,5})(?![a-z0-9.])/)?.[1]?.toUpperCase();
  const point = text.match(
    /\b(?:muc|khoan|diem|y|tiet)\s+(?:so\s+)?(\d{1,2}(?:\.\d{1,2}){0,3})(?![/\d%])/,
  )?.[1];
  const article = text.match(/\bdieu\s+(\d{1,3})(?![/\d])/)?.[1];
  if (article) return point ? `Đ${article}.k${point}` : `Đ${article}`;
  if (part && point) return `${part}.${point}`;
  return part ?? point;
}

function readNumber(printed: string): { type: string; number: string; year: string | null } | undefined {
  const match = fold(printed).match(/^0*(\d+)(?:\/(\d{4}))?\/([a-z]+)/);
  if (!match) return undefined;
  return { number: match[1] ?? "", year: match[2] ?? null, type: match[3] ?? "" };
}

function named(type: string, number: string, year: string | undefined, typed: string): NamedDocument {
  return { type: types[type] ?? type, number, year: year ?? null, typed: typed.trim() };
}

function isYear(number: string): boolean {
  return /^(?:19|20)\d\d$/.test(number);
}

function isSame(one: NamedDocument, other: NamedDocument): boolean {
  return one.type === other.type && one.number === other.number && one.year === other.year;
}
