/** For each term the passages that hold it, ascending, and how often (weighted, at most 255). */
export type Postings = {
  /** Term t owns the entries from offsets[t] up to offsets[t + 1]. */
  readonly offsets: Uint32Array;
  readonly passages: Uint32Array;
  readonly counts: Uint8Array;
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

/** Gathers postings passage by passage; passages must come in ascending order. */
export class PostingsBuilder {
  #terms = new Uint32Array(1 << 10);
  #passages = new Uint32Array(1 << 10);
  #counts = new Uint8Array(1 << 10);
  #lastEntry = new Int32Array(1 << 10).fill(-1);
  #size = 0;

  add(term: number, passage: number, weight: number): void {
    if (term >= this.#lastEntry.length) this.#widenTerms(term);
    const last = this.#lastEntry[term] ?? -1;
    if (last >= 0 && this.#passages[last] === passage) {
      this.#counts[last] = Math.min(255, (this.#counts[last] ?? 0) + weight);
      return;
    }
    if (this.#size === this.#terms.length) this.#widen();
    this.#terms[this.#size] = term;
    this.#passages[this.#size] = passage;
    this.#counts[this.#size] = Math.min(255, weight);
    this.#lastEntry[term] = this.#size++;
  }

  /** Sorts what was gathered by term, in slices: yields whenever the caller may do something else. */
  *finish(terms: number): Generator<void, Postings> {
    const offsets = new Uint32Array(terms + 1);
    for (let at = 0; at < this.#size; at++) {
      const next = (this.#terms[at] ?? 0) + 1;
      offsets[next] = (offsets[next] ?? 0) + 1;
      if ((at & sliceMask) === sliceMask) yield;
    }
    for (let term = 0; term < terms; term++)
      offsets[term + 1] = (offsets[term + 1] ?? 0) + (offsets[term] ?? 0);
    const next = offsets.slice();
    const passages = new Uint32Array(this.#size);
    const counts = new Uint8Array(this.#size);
    for (let at = 0; at < this.#size; at++) {
      const term = this.#terms[at] ?? 0;
      const target = next[term] ?? 0;
      next[term] = target + 1;
      passages[target] = this.#passages[at] ?? 0;
      counts[target] = this.#counts[at] ?? 0;
      if ((at & sliceMask) === sliceMask) yield;
    }
    return { offsets, passages, counts };
  }

  #widen(): void {
    const capacity = this.#terms.length * 2;
    this.#terms = widened(new Uint32Array(capacity), this.#terms);
    this.#passages = widened(new Uint32Array(capacity), this.#passages);
    this.#counts = widened(new Uint8Array(capacity), this.#counts);
  }

  #widenTerms(term: number): void {
    const capacity = Math.max(term + 1, this.#lastEntry.length * 2);
    this.#lastEntry = widened(new Int32Array(capacity).fill(-1), this.#lastEntry);
  }
}

const sliceMask = (1 << 16) - 1;

function widened<Kind extends Uint32Array | Int32Array | Uint8Array>(wide: Kind, narrow: Kind): Kind {
  wide.set(narrow);
  return wide;
}
