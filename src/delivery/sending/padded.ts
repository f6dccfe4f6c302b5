/**
 * The list with its last entry repeated up to a power of two: statements over lists come in few lengths then, and are
 * prepared once each. For statements that mean the same when an entry comes twice.
 */
export function padded<T>(list: readonly T[]): T[] {
  const length = list.length === 0 ? 0 : 2 ** Math.ceil(Math.log2(list.length));
  return Array.from({ length }, (_, index) => list[Math.min(index, list.length - 1)] as T);
}
