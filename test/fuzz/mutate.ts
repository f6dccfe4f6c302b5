/** Chance that can be had again: the same seed gives the same numbers (mulberry32). */
export type Chance = { below(most: number): number };

export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  return {
    below(most) {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * most);
    },
  };
}

/** No input is longer: what a person types ends far below, and long ones cost others their turn. */
const longest = 6_000;

/** Pieces that readers look for, whatever they read. */
const pieces = [
  ..."\"'{}[]<>():;,.|/\\-_#*=+%&@!?~^$ \n\r\t\0".split(""),
  ...[
    "\r\n",
    "\n\n",
    "---\n",
    "## ",
    "{{",
    "}}",
    "null",
    "true",
    "-1",
    "0",
    "1e999",
    "9007199254740993",
    "NaN",
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "\ufeff",
    "\u200b",
    "\u202e",
    "\ud800",
    "💥",
    "ạ",
    "a\u0323",
    "Đ",
    "%00",
  ],
  ...[
    "31/02/2026",
    "2026-02-30",
    "99:99",
    "triệu",
    "tỷ",
    "rưỡi",
    "%",
    "phần trăm",
    "năm ngoái",
    "và",
    "PK\u0003\u0004",
  ],
].map((piece) => new TextEncoder().encode(piece));

type Mutation = (input: Uint8Array, chance: Chance, others: readonly Uint8Array[]) => Uint8Array;

const at = (input: Uint8Array, chance: Chance) => chance.below(input.length + 1);

function replace(input: Uint8Array, from: number, to: number, by: Uint8Array): Uint8Array {
  return Buffer.concat([input.subarray(0, from), by, input.subarray(to)]);
}

function span(input: Uint8Array, chance: Chance): [number, number] {
  const from = at(input, chance);
  return [from, Math.min(input.length, from + 1 + chance.below(chance.below(4) === 0 ? 200 : 8))];
}

const mutations: readonly Mutation[] = [
  (input, chance) => {
    const copy = Uint8Array.from(input);
    const place = chance.below(copy.length);
    copy[place] = (copy[place] ?? 0) ^ (1 << chance.below(8));
    return copy;
  },
  (input, chance) => {
    const copy = Uint8Array.from(input);
    copy[chance.below(copy.length)] = chance.below(256);
    return copy;
  },
  (input, chance) => {
    const from = at(input, chance);
    return replace(input, from, from, pieces[chance.below(pieces.length)] ?? input);
  },
  (input, chance) => replace(input, ...span(input, chance), pieces[chance.below(pieces.length)] ?? input),
  (input, chance) => replace(input, ...span(input, chance), new Uint8Array()),
  (input, chance) => {
    const [from, to] = span(input, chance);
    const place = at(input, chance);
    return replace(input, place, place, input.subarray(from, to));
  },
  (input, chance) => {
    const [from, to] = span(input, chance);
    const times = 2 + chance.below(chance.below(8) === 0 ? 400 : 6);
    return replace(
      input,
      from,
      from,
      Buffer.concat(Array.from({ length: times }, () => input.subarray(from, to))),
    );
  },
  (input, chance, others) => {
    const other = others[chance.below(others.length)] ?? input;
    return Buffer.concat([input.subarray(0, at(input, chance)), other.subarray(at(other, chance))]);
  },
  (input, chance) => input.subarray(0, at(input, chance)),
];

/** The input with one to a few random changes; `others` lend their ends. */
export function mutate(input: Uint8Array, chance: Chance, others: readonly Uint8Array[]): Uint8Array {
  let changed = input;
  for (let times = 1 + chance.below(chance.below(3) === 0 ? 12 : 3); times > 0; times--) {
    const mutation = mutations[chance.below(mutations.length)];
    if (mutation) changed = mutation(changed, chance, others);
  }
  // Packed files end with their directory: cutting them always would only ever try the cut.
  return changed.length <= longest || input.length > longest / 2 ? changed : changed.subarray(0, longest);
}
