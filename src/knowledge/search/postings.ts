/** For each term the passages that hold it, ascending, and how often (weighted, at most 255). */
export type Postings = {
  /** Term t owns the entries from offsets[t] up to offsets[t + 1]. */
  readonly offsets: Uint32Array;
  readonly passages: Uint32Array;
  readonly counts: Uint8Array;
  /** In how many groups of passages (articles, sections) each term stands. */
  readonly groups: Uint32Array;
};

/** In how many passages the term stands. */
export function passagesWith(postings: Postings, term: number): number {
  return (postings.offsets[term + 1] ?? 0) - (postings.offsets[term] ?? 0);
}

/** How often the passage holds the term; 0 when it does not. */
export function countIn(postings: Postings, term: number, passage: number): number {
  let low = postings.offsets[term] ?? 0;
  let high = postings.offsets[term + 1] ?? 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((postings.passages[middle] ?? 0) < passage) low = middle + 1;
    else high = middle;
  }
  const isHere = low < (postings.offsets[term + 1] ?? 0) && postings.passages[low] === passage;
  return isHere ? (postings.counts[low] ?? 0) : 0;
}

const blockBits = 16;
const blockSize = 1 << blockBits;
const blockMask = blockSize - 1;

type Block = { readonly terms: Uint32Array; readonly passages: Uint32Array; readonly counts: Uint8Array };

/**
 * Gathers postings passage by passage; passages must come in ascending order. Entries are kept in blocks, so
 * growing never copies what is there: no pause, and no moment that needs the memory twice.
 */
export class PostingsBuilder {
  #blocks: Block[] = [];
  #size = 0;
  #lastEntry = new Int32Array(1 << 10).fill(-1);

  add(term: number, passage: number, weight: number): void {
    if (term >= this.#lastEntry.length) this.#lastEntry = widened(this.#lastEntry, term);
    const last = this.#lastEntry[term] ?? -1;
    const known = last < 0 ? undefined : this.#blocks[last >>> blockBits];
    const at = last & blockMask;
    if (known && known.passages[at] === passage) {
      known.counts[at] = Math.min(255, (known.counts[at] ?? 0) + weight);
      return;
    }
    this.#lastEntry[term] = this.#push(term, passage, weight);
  }

  /**
   * Sorts what was gathered by term and lets go of it, in slices: yields when others may have their turn.
   * `groupOf` gives the group of each passage.
   */
  *finish(terms: number, groupOf: Uint32Array): Generator<void, Postings> {
    this.#lastEntry = new Int32Array(0);
    const offsets = new Uint32Array(terms + 1);
    for (let at = 0; at < this.#size; at++) {
      const next = (this.#blocks[at >>> blockBits]?.terms[at & blockMask] ?? 0) + 1;
      offsets[next] = (offsets[next] ?? 0) + 1;
      if ((at & blockMask) === blockMask) yield;
    }
    for (let term = 0; term < terms; term++)
      offsets[term + 1] = (offsets[term + 1] ?? 0) + (offsets[term] ?? 0);
    const next = offsets.slice();
    const passages = new Uint32Array(this.#size);
    const counts = new Uint8Array(this.#size);
    const groups = new Uint32Array(terms);
    const lastGroup = new Int32Array(terms).fill(-1);
    for (const [index, block] of this.#blocks.entries()) {
      yield;
      const end = Math.min(blockSize, this.#size - index * blockSize);
      for (let at = 0; at < end; at++) {
        const term = block.terms[at] ?? 0;
        const target = next[term] ?? 0;
        next[term] = target + 1;
        const passage = block.passages[at] ?? 0;
        passages[target] = passage;
        counts[target] = block.counts[at] ?? 0;
        const group = groupOf[passage] ?? 0;
        if (lastGroup[term] !== group) groups[term] = (groups[term] ?? 0) + 1;
        lastGroup[term] = group;
      }
    }
    this.#blocks = [];
    return { offsets, passages, counts, groups };
  }

  #push(term: number, passage: number, weight: number): number {
    const at = this.#size & blockMask;
    if (at === 0) this.#blocks.push(emptyBlock());
    const block = this.#blocks[this.#size >>> blockBits];
    if (block) {
      block.terms[at] = term;
      block.passages[at] = passage;
      block.counts[at] = Math.min(255, weight);
    }
    return this.#size++;
  }
}

function emptyBlock(): Block {
  return {
    terms: new Uint32Array(blockSize),
    passages: new Uint32Array(blockSize),
    counts: new Uint8Array(blockSize),
  };
}

function widened(narrow: Int32Array<ArrayBuffer>, term: number): Int32Array<ArrayBuffer> {
  const wide = new Int32Array(Math.max(term + 1, narrow.length * 2)).fill(-1);
  wide.set(narrow);
  return wide;
}
