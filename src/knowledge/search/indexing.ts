import { exactKey, foldedKey, isFoldedSyllable } from "../../kit/vietnamese.ts";
import { shapeOf } from "./close-words.ts";
import type { Index, Passage, Words } from "./inverted-index.ts";
import { PairTable } from "./pair-table.ts";
import { PostingsBuilder } from "./postings.ts";
import { findTerms } from "./terms.ts";
import type { Token } from "./token.ts";
import { readTokens } from "./tokens.ts";
import { weights } from "./weights.ts";

const titleWeight = 2;
const titleReference = 4;
const ownReference = 8;
const passagesPerSlice = 32;

/**
 * Builds an index step by step. It yields after each small piece of work, so that a caller on the event loop
 * can let others run in between; `buildIndex` and `buildIndexNow` drive it.
 */
function* indexing(passages: Iterable<Passage>): Generator<void, Index> {
  const builder = new IndexBuilder();
  let count = 0;
  for (const passage of passages) {
    builder.add(passage);
    if (++count % passagesPerSlice === 0) yield;
  }
  return yield* builder.finish();
}

/** Builds an index without a pause: for commands and tests. */
export function buildIndexNow(passages: Iterable<Passage>): Index {
  const steps = indexing(passages);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Builds an index while the event loop goes on: nothing else waits longer than about `sliceMs`. */
export async function buildIndex(passages: Iterable<Passage>, sliceMs = 8): Promise<Index> {
  const steps = indexing(passages);
  for (;;) {
    const end = performance.now() + sliceMs;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < end);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

class Gathering {
  readonly ids = new Map<string, number>();
  readonly keys: string[] = [];
  readonly postings = new PostingsBuilder();
  counts = new Uint32Array(1 << 10);

  idOf(key: string): number {
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = this.keys.length;
    this.ids.set(key, id);
    this.keys.push(key);
    return id;
  }

  add(id: number, passage: number, weight: number): void {
    this.postings.add(id, passage, weight);
    if (id >= this.counts.length) this.counts = widened(this.counts, id);
    this.counts[id] = (this.counts[id] ?? 0) + 1;
  }
}

/** Pairs in both key spaces at once: what an exact pair folds to is looked up once. */
class PairGathering {
  readonly exact = new PairTable();
  readonly folded = new PairTable();
  readonly exactPostings = new PostingsBuilder();
  readonly foldedPostings = new PostingsBuilder();
  #foldedOf = new Uint32Array(1 << 10);
  exactCounts = new Uint32Array(1 << 10);
  foldedCounts = new Uint32Array(1 << 10);

  add(first: Ids, second: Ids, passage: number, weight: number): void {
    const known = this.exact.size;
    const exact = this.exact.add(first.exactId, second.exactId);
    if (exact >= this.#foldedOf.length) {
      this.#foldedOf = widened(this.#foldedOf, exact);
      this.exactCounts = widened(this.exactCounts, exact);
    }
    if (exact === known) this.#foldedOf[exact] = this.folded.add(first.foldedId, second.foldedId);
    const folded = this.#foldedOf[exact] ?? 0;
    if (folded >= this.foldedCounts.length) this.foldedCounts = widened(this.foldedCounts, folded);
    this.exactPostings.add(exact, passage, weight);
    this.foldedPostings.add(folded, passage, weight);
    this.exactCounts[exact] = (this.exactCounts[exact] ?? 0) + 1;
    this.foldedCounts[folded] = (this.foldedCounts[folded] ?? 0) + 1;
  }
}

type Ids = { readonly exactId: number; readonly foldedId: number };
type Keys = {
  readonly exact: string;
  readonly folded: string;
  readonly exactId: number;
  readonly foldedId: number;
};

class IndexBuilder {
  readonly #exact = new Gathering();
  readonly #folded = new Gathering();
  readonly #pairs = new PairGathering();
  readonly #references = new Gathering();
  readonly #keys = new Map<string, Keys>();
  readonly #lengths: number[] = [];
  readonly #ends: number[] = [];
  readonly #headingStarts: number[] = [];
  readonly #titleEnds: number[] = [];
  #sequence = new Uint32Array(1 << 12);
  #sequenceSize = 0;
  readonly #groups: number[] = [];
  readonly #groupLengths: number[] = [];
  #lastGroup = "";
  #length = 0;
  #total = 0;

  add(passage: Passage): void {
    const number = this.#lengths.length;
    this.#addPart(passage.title, number, titleWeight, titleReference);
    this.#headingStarts.push(this.#sequenceSize);
    this.#addPart(passage.heading, number, titleWeight, titleReference);
    this.#titleEnds.push(this.#sequenceSize);
    this.#addPart(passage.text, number, 1, 1);
    this.#ends.push(this.#sequenceSize);
    this.#addReferences(passage.within, number, titleReference);
    this.#addReferences(passage.owns, number, ownReference);
    this.#addToGroup(passage.group);
    this.#lengths.push(this.#length);
    this.#length = 0;
  }

  #addToGroup(group: string): void {
    if (group !== this.#lastGroup || this.#groups.length === 0) this.#groupLengths.push(0);
    this.#lastGroup = group;
    const number = this.#groupLengths.length - 1;
    this.#groups.push(number);
    this.#groupLengths[number] = (this.#groupLengths[number] ?? 0) + this.#length;
  }

  *finish(): Generator<void, Index> {
    const size = this.#lengths.length;
    const groups = Uint32Array.from(this.#groups);
    const exact = yield* finishWords(this.#exact, groups);
    const folded = yield* finishWords(this.#folded, groups);
    const foldedOf = new Uint32Array(exact.keys.length);
    for (const keys of this.#keys.values()) foldedOf[keys.exactId] = keys.foldedId;
    for (const [id, key] of exact.keys.entries())
      if (/^\d/.test(key)) foldedOf[id] = folded.ids.get(key) ?? 0;
    const isSyllable = Uint8Array.from(folded.keys, (key) => (isFoldedSyllable(key) ? 1 : 0));
    yield;
    const { exact: exactTable, folded: foldedTable, exactCounts, foldedCounts } = this.#pairs;
    const exactPostings = yield* this.#pairs.exactPostings.finish(exactTable.size, groups);
    const exactPairs = { table: exactTable, counts: exactCounts, postings: exactPostings };
    const foldedPostings = yield* this.#pairs.foldedPostings.finish(foldedTable.size, groups);
    const canBeTerm = (id: number) => isSyllable[foldedOf[id] ?? 0] === 1;
    return {
      size,
      damping: dampingOf(this.#lengths),
      groups,
      groupDamping: dampingOf(this.#groupLengths),
      exact,
      folded,
      exactPairs,
      foldedPairs: { table: foldedTable, counts: foldedCounts, postings: foldedPostings },
      references: {
        ids: this.#references.ids,
        postings: yield* this.#references.postings.finish(this.#references.keys.length, groups),
      },
      forms: formsOf(exact, foldedOf, folded.keys.length),
      foldedOf,
      isSyllable,
      shapes: Uint32Array.from(folded.keys, shapeOf),
      terms: yield* findTerms(exact, exactPairs, canBeTerm, this.#total),
      total: this.#total,
      sequence: this.#sequence.slice(0, this.#sequenceSize),
      headingStarts: Uint32Array.from(this.#headingStarts),
      titleEnds: Uint32Array.from(this.#titleEnds),
      ends: Uint32Array.from(this.#ends),
    };
  }

  readonly #keysOf = (word: string): Keys => {
    const known = this.#keys.get(word);
    if (known) return known;
    const exact = exactKey(word);
    const folded = foldedKey(word);
    const keys = { exact, folded, exactId: this.#exact.idOf(exact), foldedId: this.#folded.idOf(folded) };
    this.#keys.set(word, keys);
    return keys;
  };

  #addPart(text: string, passage: number, weight: number, referenceWeight: number): void {
    if (text === "") return;
    const { tokens, mentions } = readTokens(text, this.#keysOf);
    this.#addWords(tokens, passage, weight);
    for (const { terms } of mentions) this.#addReferences(terms, passage, referenceWeight);
    this.#length += weight * tokens.length;
    this.#total += tokens.length;
  }

  #addWords(tokens: readonly Token[], passage: number, weight: number): void {
    let before: Ids | undefined;
    for (const token of tokens) {
      const ids = this.#keys.get(token.word) ?? this.#keysOf(token.word);
      this.#exact.add(ids.exactId, passage, weight);
      this.#folded.add(ids.foldedId, passage, weight);
      if (this.#sequenceSize === this.#sequence.length)
        this.#sequence = widened(this.#sequence, this.#sequenceSize);
      this.#sequence[this.#sequenceSize++] = ids.foldedId;
      if (before && !token.afterBreak) this.#pairs.add(before, ids, passage, weight);
      before = ids;
    }
  }

  #addReferences(references: readonly string[], passage: number, weight: number): void {
    for (const reference of references)
      this.#references.add(this.#references.idOf(reference), passage, weight);
  }
}

function* finishWords(gathered: Gathering, groups: Uint32Array): Generator<void, Words> {
  const { ids, keys, counts } = gathered;
  return { ids, keys, counts, postings: yield* gathered.postings.finish(keys.length, groups) };
}

function dampingOf(lengths: readonly number[]): Float32Array {
  const { saturation, lengthShare } = weights;
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length) || 1;
  return Float32Array.from(
    lengths,
    (length) => saturation * (1 - lengthShare + (lengthShare * length) / average),
  );
}

function formsOf(exact: Words, foldedOf: Uint32Array, size: number): number[][] {
  const forms: number[][] = Array.from({ length: size }, () => []);
  for (const [id, folded] of foldedOf.entries()) forms[folded]?.push(id);
  for (const list of forms) list.sort((a, b) => (exact.counts[b] ?? 0) - (exact.counts[a] ?? 0));
  return forms;
}

function widened(counts: Uint32Array, id: number): Uint32Array<ArrayBuffer> {
  const wide = new Uint32Array(Math.max(id + 1, counts.length * 2));
  wide.set(counts);
  return wide;
}
