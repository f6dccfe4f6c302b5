/**
 * The same function, remembering what it made for the keys met lately: between `most` and twice as many. What
 * is made must depend on the key alone.
 */
export function remembering<Key, Made>(most: number, make: (key: Key) => Made): (key: Key) => Made {
  let young = new Map<Key, Made>();
  let old = young;
  return (key) => {
    const known = young.get(key);
    if (known !== undefined) return known;
    const made = old.get(key) ?? make(key);
    if (young.size >= most) {
      old = young;
      young = new Map();
    }
    young.set(key, made);
    return made;
  };
}
