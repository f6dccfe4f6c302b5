/**
 * Runs work in order per key and in parallel across keys.
 *
 * A *lane* is the chain of work of one key. A lane ends when its last work settles, so memory is bounded by
 * the keys that are busy now. A work that rejects does not stop the work queued behind it.
 */
export type Lanes = {
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when every lane is empty. */
  idle(): Promise<void>;
  readonly busy: number;
};

export function createLanes(): Lanes {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run(key, work) {
      const before = tails.get(key) ?? Promise.resolve();
      const result = before.then(work, work);
      const tail = result.then(
        () => {},
        () => {},
      );
      tails.set(key, tail);
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
      return result;
    },
    async idle() {
      while (tails.size > 0) await Promise.all(tails.values());
    },
    get busy() {
      return tails.size;
    },
  };
}
