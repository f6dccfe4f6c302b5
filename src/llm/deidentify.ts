import { clean, fold } from "../kit/vietnamese.ts";
import { type DataKind, dataRules } from "./personal-data.ts";

/** Words of a person without personal data: the only words of people a model is given. */
export type Masked = string & { readonly __masked: true };

/** A text that may leave, and the way back. */
export type Deidentified = {
  readonly text: Masked;
  /** Puts what was taken out back into any text that speaks of it. */
  restore(text: string): string;
};

type Found = { readonly kind: DataKind; readonly from: number; readonly to: number };

/**
 * Takes personal data out of what somebody wrote, each by a stand-in such as `[TÊN_1]`: names (with or without
 * marks and capitals, behind a title, or told), phones, e-mails, numbers of papers and accounts, addresses,
 * days of birth, and the `known` name of the writer. Numbers of documents, clauses, dates and names of
 * organizations stay. Rather takes too much than too little: the answer without a model reads the words
 * themselves. Several texts of one conversation share their stand-ins when `mask` of one is used for all.
 */
export function createMask(known: readonly string[] = []): {
  mask(text: string): Masked;
  restore(text: string): string;
} {
  const standIns = new Map<string, string>();
  const originals = new Map<string, string>();
  const counts = new Map<DataKind, number>();
  const standInFor = (kind: DataKind, original: string): string => {
    const key = `${kind} ${fold(original)}`;
    const existing = standIns.get(key);
    if (existing) return existing;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const standIn = `[${kind}_${count}]`;
    standIns.set(key, standIn);
    originals.set(standIn, original);
    return standIn;
  };
  return {
    mask(text) {
      const tidy = withoutBrackets(clean(text));
      let masked = "";
      let at = 0;
      for (const { kind, from, to } of findPersonalData(tidy, known)) {
        masked += tidy.slice(at, from) + standInFor(kind, tidy.slice(from, to));
        at = to;
      }
      return (masked + tidy.slice(at)) as Masked;
    },
    restore: (text) => text.replace(/\[[\p{Lu}_]+_\d+\]/gu, (standIn) => originals.get(standIn) ?? standIn),
  };
}

/** One text by itself. */
export function deidentify(text: string, known: readonly string[] = []): Deidentified {
  const { mask, restore } = createMask(known);
  return { text: mask(text), restore };
}

/** Whether a text still speaks of somebody by a stand-in. */
export function hasStandIn(text: string): boolean {
  return /\[[\p{Lu}_]+_\d+\]/u.test(text);
}

/** Whatever a person typed must not pass for a stand-in. */
function withoutBrackets(text: string): string {
  return text.replace(/\[([\p{Lu}_]+_\d+)\]/gu, "($1)");
}

function findPersonalData(text: string, known: readonly string[]): Found[] {
  const found: Found[] = [];
  let rest = text;
  const take = (kind: DataKind | null, from: number, to: number) => {
    if (kind !== null) found.push({ kind, from, to });
    // Blanks of the same length: later rules skip the stretch, and places stay right.
    rest = rest.slice(0, from) + "\u0000".repeat(to - from) + rest.slice(to);
  };
  for (const name of known) takeKnown(rest, name, take);
  for (const { kind, pattern } of dataRules) {
    for (const match of rest.matchAll(pattern)) {
      const it = match.groups?.it ?? match[0];
      const from = match.index + match[0].lastIndexOf(it);
      take(kind, from, from + it.length);
    }
  }
  return found.sort((one, other) => one.from - other.from);
}

/** The writer's own name, however it is typed. */
function takeKnown(
  text: string,
  name: string,
  take: (kind: DataKind, from: number, to: number) => void,
): void {
  const wanted = fold(name);
  if (wanted.length < 2) return;
  const flat = [...text].map((letter) => fold(letter) || " ").join("");
  // Letters that fold to more or fewer than one would shift every place behind them.
  if (flat.length !== text.length) return;
  for (let from = flat.indexOf(wanted); from >= 0; from = flat.indexOf(wanted, from + 1)) {
    const isWhole = !/\p{L}/u.test(flat[from - 1] ?? "") && !/\p{L}/u.test(flat[from + wanted.length] ?? "");
    if (isWhole) take("TÊN", from, from + wanted.length);
  }
}
