/**
 * Numbers pairs of ids densely (0, 1, 2 … in order of first sight). Open addressing in typed arrays: a million
 * pairs take 25 MB, where a Map of strings takes several hundred.
 */
export class PairTable {
  #slots = new Int32Array(1 << 12).fill(-1);
  #firsts = new Uint32Array(1 << 11);
  #seconds = new Uint32Array(1 << 11);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of the pair, or -1 when it was never added. */
  find(first: number, second: number): number {
    return this.#slots[this.#slotOf(first, second)] ?? -1;
  }

  /** The number of the pair, given now if it is new. */
  add(first: number, second: number): number {
    const slot = this.#slotOf(first, second);
    const known = this.#slots[slot] ?? -1;
    if (known >= 0) return known;
    const number = this.#size++;
    this.#slots[slot] = number;
    this.#firsts[number] = first;
    this.#seconds[number] = second;
    if (this.#size === this.#firsts.length) this.#grow();
    return number;
  }

  first(number: number): number {
    return this.#firsts[number] ?? 0;
  }

  second(number: number): number {
    return this.#seconds[number] ?? 0;
  }

  #slotOf(first: number, second: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(first, second) & mask;
    for (;;) {
      const number = this.#slots[slot] ?? -1;
      if (number < 0 || (this.#firsts[number] === first && this.#seconds[number] === second)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    const capacity = this.#firsts.length * 2;
    this.#firsts = widened(this.#firsts, capacity);
    this.#seconds = widened(this.#seconds, capacity);
    this.#slots = new Int32Array(capacity * 2).fill(-1);
    for (let number = 0; number < this.#size; number++) {
      this.#slots[this.#slotOf(this.first(number), this.second(number))] = number;
    }
  }
}

function widened(array: Uint32Array, capacity: number): Uint32Array<ArrayBuffer> {
  const wide = new Uint32Array(capacity);
  wide.set(array);
  return wide;
}

function hash(first: number, second: number): number {
  let mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}
