import { exactKey, fold, foldedKey } from "../kit/vietnamese.ts";
import type { Document, Library } from "../knowledge/library.ts";
import type { SearchResult } from "../knowledge/retrieve.ts";
import { pairCount } from "../knowledge/search/corpus.ts";
import { passagesWith } from "../knowledge/search/postings.ts";
import { rarity } from "../knowledge/search/weigh.ts";
import type { TextReading } from "./clause-reading.ts";
import { isFaint, isLight } from "./light-words.ts";
import { wordsOfKind, wordsOfName } from "./references.ts";
import type { Understanding } from "./understand.ts";

type QuestionWord = SearchResult["understood"]["words"][number];

/** A word of the question that carries its subject, with what may stand for it. */
export type Subject = {
  /** Missing when it was typed without marks. */
  readonly exact: string | undefined;
  readonly folded: string;
  readonly rarity: number;
  /** Official phrases, as folded words, any of which is as good. */
  readonly insteadOf: readonly (readonly string[])[];
  /** Some document holds it, or a phrase that stands for it. */
  readonly isKnown: boolean;
  readonly isFaint: boolean;
  /** It stands right beside the word that asks ("chủ đề gì", "ai chấp thuận"): the very thing wanted. */
  readonly isFocus: boolean;
};

/** What is left of the weight of a word that says little. */
const faintShare = 0.35;

/**
 * The words a clause must speak of to be about the question. Names of documents are judged apart, and so is
 * "kế hoạch" alone when it stands for one of `documents`; words that only name the kind asked are left out.
 */
export function readSubjects(
  library: Library,
  question: Understanding,
  understood: SearchResult["understood"],
  documents: readonly Document[],
): Subject[] {
  const { index } = library;
  const focus = focusOf(understood.words);
  const named = new Set([...question.documents.flatMap(wordsOfName), ...documents.flatMap(wordsOfKind)]);
  return understood.words.flatMap((word, at): Subject[] => {
    if (isEmpty(library, understood.words, at) || named.has(word.folded)) return [];
    if (question.cueWords.has(word.folded)) return [];
    const id = index.folded.ids.get(word.folded);
    const insteadOf = understood.extras
      .filter(({ standsFor }) => standsFor && standsFor.from <= at && at < standsFor.to)
      .map((extra) => extra.words.map(({ folded }) => folded));
    const passages = id === undefined ? 0 : passagesWith(index.folded.postings, id);
    return [
      {
        exact: word.exact,
        folded: word.folded,
        rarity: rarity(index, passages) * (isFaint(word) ? faintShare : 1),
        isKnown: id !== undefined || insteadOf.length > 0,
        isFaint: isFaint(word),
        insteadOf,
        isFocus: focus.has(at),
      },
    ];
  });
}

/**
 * Whether a word carries no subject matter. Typed without marks, "moi" is "mới" beside "tính" where the
 * documents have the pair, and "mọi" or "mỗi" anywhere else.
 */
function isEmpty(library: Library, typed: readonly QuestionWord[], at: number): boolean {
  const word = typed[at];
  if (word === undefined || !isLight(word)) return false;
  if (word.exact !== undefined) return true;
  const { folded, forms, exact } = library.index;
  const commonest = forms[folded.ids.get(word.folded) ?? -1]?.[0];
  if (commonest === undefined || isLight({ exact: exact.keys[commonest], folded: word.folded })) return true;
  const [before, after] = [typed[at - 1]?.folded ?? "", typed[at + 1]?.folded ?? ""];
  return pairCount(library.index, before, word.folded) + pairCount(library.index, word.folded, after) === 0;
}

const asking = ["gì", "nào", "ai", "đâu", "mấy", "sao", "nhiêu"];
const askingExact = new Set(asking.map(exactKey));
const askingFolded = new Set(asking.map((word) => foldedKey(fold(word))));

/** Places of the words of content right before and right behind each word that asks, one light word apart. */
function focusOf(typed: SearchResult["understood"]["words"]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [at, word] of typed.entries()) {
    const asks = word.exact === undefined ? askingFolded.has(word.folded) : askingExact.has(word.exact);
    if (!asks) continue;
    for (const places of [
      [at - 1, at - 2],
      [at + 1, at + 2],
    ]) {
      for (const place of places) {
        const near = typed[place];
        if (near && !isLight(near)) found.add(place);
      }
    }
  }
  return found;
}

/** The subjects that stand in a text, themselves or by an official phrase. */
export function subjectsIn(subjects: Iterable<Subject>, text: TextReading): ReadonlySet<Subject> {
  const found = new Set<Subject>();
  for (const one of subjects) if (stands(one, text)) found.add(one);
  return found;
}

/** Rarity-weighted share of the subjects that are found. */
export function coverage(subjects: readonly Subject[], found: ReadonlySet<Subject>): number {
  const mass = sum(subjects);
  return mass === 0 ? 0 : sum(subjects.filter((one) => found.has(one))) / mass;
}

/** The same of the focus alone; 1 when there is no focus. */
export function focusCoverage(subjects: readonly Subject[], found: ReadonlySet<Subject>): number {
  const focus = subjects.filter(({ isFocus }) => isFocus);
  return focus.length === 0 ? 1 : coverage(focus, found);
}

/** 1 when the rarest word of the subject that any document knows is found. */
export function holdsRarest(subjects: readonly Subject[], found: ReadonlySet<Subject>): number {
  const known = subjects.filter(({ isKnown }) => isKnown);
  const most = Math.max(0, ...known.map((one) => one.rarity));
  return known.some((one) => one.rarity === most && found.has(one)) ? 1 : 0;
}

function stands({ exact, folded, insteadOf }: Subject, text: TextReading): boolean {
  const isItself =
    exact === undefined || /^\d/.test(folded) ? text.folded.has(folded) : text.exact.has(exact);
  return isItself || insteadOf.some((phrase) => phrase.every((key) => text.folded.has(key)));
}

/** Two neighboring subjects with what it is worth to find them together. */
export type SubjectPair = { readonly one: string; readonly next: string; readonly rarity: number };

/** The neighboring subjects that stand side by side in some document, in either order. */
export function readPairs(library: Library, subjects: readonly Subject[]): SubjectPair[] {
  const { folded, foldedPairs } = library.index;
  const passages = (left: number, right: number) => {
    const pair = foldedPairs.table.find(left, right);
    return pair < 0 ? 0 : passagesWith(foldedPairs.postings, pair);
  };
  return neighbors(subjects).flatMap(([one, next]): SubjectPair[] => {
    const [left, right] = [folded.ids.get(one.folded), folded.ids.get(next.folded)];
    if (left === undefined || right === undefined) return [];
    const seen = passages(left, right) + passages(right, left);
    const worth = rarity(library.index, seen) * (one.isFaint && next.isFaint ? faintShare : 1);
    return seen === 0 ? [] : [{ one: one.folded, next: next.folded, rarity: worth }];
  });
}

/** How many words may stand between two neighbors of the question. */
const closeBy = 3;

/** Rarity-weighted share of the pairs that stand close together in a text, in either order. */
export function closeness(pairs: readonly SubjectPair[], text: TextReading): number {
  const isClose = ({ one, next }: SubjectPair) =>
    (text.places.get(one) ?? []).some((here) =>
      (text.places.get(next) ?? []).some((there) => here !== there && Math.abs(here - there) <= closeBy),
    );
  const mass = sum(pairs);
  return mass === 0 ? 0 : sum(pairs.filter(isClose)) / mass;
}

/** Share of neighboring subjects that stand side by side in no document and have no official phrase. */
export function strangeness(subjects: readonly Subject[], pairs: readonly SubjectPair[]): number {
  const all = neighbors(subjects);
  const isKnown = (one: Subject, next: Subject) =>
    one.insteadOf.length + next.insteadOf.length > 0 ||
    pairs.some((pair) => pair.one === one.folded && pair.next === next.folded);
  return all.length === 0 ? 0 : all.filter(([one, next]) => !isKnown(one, next)).length / all.length;
}

function neighbors(subjects: readonly Subject[]): [Subject, Subject][] {
  return subjects.flatMap((one, at): [Subject, Subject][] => {
    const next = subjects[at + 1];
    return next ? [[one, next]] : [];
  });
}

function sum(all: readonly { readonly rarity: number }[]): number {
  return all.reduce((total, one) => total + one.rarity, 0);
}
