import type { Citation } from "../kit/message.ts";
import { exactKey, foldedKey, words } from "../kit/vietnamese.ts";
import type { Library } from "../knowledge/library.ts";
import { hasStandIn } from "../llm/deidentify.ts";
import { readFigures, valuesOf } from "./figures.ts";
import { isFrame } from "./frames.ts";
import { findGroundFaults } from "./ground.ts";
import { isLight } from "./light-words.ts";
import { sentencesOf } from "./sentences.ts";
import { readSupport, type Support } from "./support.ts";

const longestSentence = 60;
/** A word or two that join are a model's own; more than that is a claim. */
const mostOwnShare = 0.15;
/** A figure belongs to what stands this many words around it. */
const figureReach = 8;
/** Signs of anything but a plain sentence: links, markup, quotation marks, code. */
const strangeSigns = /https?:|www\.|[@<>{}[\]*_#`|"\\]|\n/u;
/** Each of these turns a sentence around when it is put in or left out. */
const turning = ["không", "chưa", "chẳng", "cấm", "trừ", "chỉ", "miễn"];
const turningKeys = new Set(turning.map(exactKey));
/** A sentence may leave these out, but not put them in. */
const binding = ["phải", "mọi", "tất cả", "bắt buộc", "ít nhất", "tối thiểu", "nhiều nhất", "tối đa"];
const bounding = ["trước", "sau", "trên", "dưới", "hơn", "kém", "từ", "đến"];

/**
 * Whether a sentence a model wrote says only what its own citations say. Harder than `findGroundFaults`, which
 * it includes: our own sentences are known, a model's are not. It may hold no frame of ours, no markup, hardly
 * a content word of its own, no negation or obligation the clause has not (nor leave a negation out), and each
 * figure must belong to the same thing as in the clause. What is refused costs a summary, never an answer.
 */
export function isCarriedByCitations(
  library: Library,
  sentence: string,
  citations: readonly Citation[],
): boolean {
  if (strangeSigns.test(sentence) || hasStandIn(sentence)) return false;
  const count = words(sentence).length;
  if (count < 3 || count > longestSentence || citations.length === 0) return false;
  const support = readSupport(library, citations);
  const units = unitsOf(support);
  return (
    findGroundFaults(library, { text: sentence, citations }).length === 0 &&
    sentencesOf(sentence).every(
      (one) =>
        !isFrame(library, one, support) &&
        ownShare(one, support) <= mostOwnShare &&
        keepsSense(one, units) &&
        keepsFigures(one, units),
    )
  );
}

function ownShare(sentence: string, support: Support): number {
  const content = contentOf(sentence);
  const own = content.filter((word) => !support.words.has(exactKey(word)));
  return content.length === 0 ? 1 : own.length / content.length;
}

/** The clauses, cut where one statement ends. */
function unitsOf({ texts }: Support): string[] {
  return texts.flatMap((text) => text.split(/[;\n]|(?<=[.!?])\s/)).filter((unit) => words(unit).length > 0);
}

/** The units a sentence most likely retells, nearest first. */
function retold(sentence: string, units: readonly string[]): string[] {
  const content = new Set(contentOf(sentence).map(exactKey));
  const rated = units.map((unit) => {
    const held = new Set(
      words(unit)
        .map(exactKey)
        .filter((key) => content.has(key)),
    );
    return { unit, rate: held.size };
  });
  const best = Math.max(1, ...rated.map(({ rate }) => rate));
  return rated
    .filter(({ rate }) => rate >= 0.5 * best)
    .toSorted((one, other) => other.rate - one.rate)
    .map(({ unit }) => unit);
}

function keepsSense(sentence: string, units: readonly string[]): boolean {
  const near = retold(sentence, units);
  const [nearest] = near;
  if (nearest === undefined) return false;
  const isKept = turning.every((word) => holdsWord(sentence, word) === holdsWord(nearest, word));
  return (
    isKept &&
    turnsOf(sentence).every((turn) => near.some((unit) => holdsKeys(unit, turn))) &&
    near.flatMap(turnsOf).every((turn) => !holdsKeys(sentence, turn.slice(1)) || holdsKeys(sentence, turn)) &&
    [...binding, ...bounding].every(
      (word) => !holdsWord(sentence, word) || near.some((unit) => holdsWord(unit, word)),
    )
  );
}

/** Each turning word with the two words it turns: what is denied must be what the clause denies. */
function turnsOf(text: string): string[][] {
  const keys = words(text).map(exactKey);
  return keys.flatMap((key, at) => (turningKeys.has(key) ? [keys.slice(at, at + 3)] : []));
}

function keepsFigures(sentence: string, units: readonly string[]): boolean {
  const near = retold(sentence, units);
  return readFigures(sentence).every((figure) => {
    const after = nearbyContent(sentence.slice(figure.end).split(/[,;.:()]/)[0] ?? "");
    const before = nearbyContent(sentence.slice(0, figure.start), true);
    return near.some((unit) =>
      readFigures(unit)
        .filter((other) => valuesOf(other).includes(figure.value))
        .some((other) => belongsTo(unit, other, { after: after[0], before })),
    );
  });
}

/** What a figure counts stands behind it; what dates or limits something stands in front. */
function belongsTo(
  unit: string,
  place: { start: number; end: number },
  told: { after: string | undefined; before: readonly string[] },
): boolean {
  const behind = words(unit.slice(place.end).split(/[,;:()]/)[0] ?? "").slice(0, figureReach);
  if (told.after !== undefined) return behind.map(foldedKey).includes(told.after);
  const front = new Set(words(unit.slice(0, place.start)).slice(-figureReach).map(foldedKey));
  return told.before.length === 0 || told.before.some((word) => front.has(word));
}

function nearbyContent(text: string, isBefore = false): string[] {
  const content = contentOf(text).map(foldedKey);
  return isBefore ? content.slice(-3) : content.slice(0, 3);
}

function contentOf(text: string): string[] {
  return words(text).filter((word) => !isLight({ exact: exactKey(word), folded: foldedKey(word) }));
}

function holdsWord(text: string, phrase: string): boolean {
  return holdsKeys(text, words(phrase).map(exactKey));
}

function holdsKeys(text: string, keys: readonly string[]): boolean {
  return ` ${words(text).map(exactKey).join(" ")} `.includes(` ${keys.join(" ")} `);
}
