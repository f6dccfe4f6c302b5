import { fold, foldedKey } from "../kit/vietnamese.ts";
import { type ExactKind, exactKinds } from "./cues.ts";
import { type Figure, type FigureRole, readFigures } from "./figures.ts";

/**
 * What is counted, as folded words: any of the wordings (as typed, abbreviations written out) will do. Empty
 * when the question does not say.
 */
export type Unit = readonly (readonly string[])[];

const roles: Readonly<Partial<Record<ExactKind, readonly FigureRole[]>>> = {
  phone: ["phone"],
  money: ["money", "percent"],
  percent: ["percent"],
  hour: ["hour"],
  day: ["date"],
  month: ["date", "month"],
  quarter: ["quarter"],
  year: ["year"],
  time: ["date", "month", "year", "hour", "quarter"],
  duration: ["span"],
  document: ["document"],
};

const words: Readonly<Partial<Record<ExactKind, RegExp>>> = {
  email: /(?<![\p{L}\d._-])[\p{L}\d._-]+@[\p{L}\d-]+\.\p{L}/u,
  address: /(?:địa chỉ|trụ sở|số nhà|đường|phố)\s*:?\s+(?:số\s+)?[\p{Lu}\d]/u,
  link: /https?:\/\/|www\.|[a-z\d-]+\.(?:vn|com|org|net)\b/i,
  file: /https?:\/\//i,
  name: /(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Đđ]\/c)\s+\p{Lu}\p{Ll}+\s+\p{Lu}/u,
  // "05 lần mức lương tối thiểu" is an amount of money, though no figure of money stands there.
  money: /\d\s+lần mức lương/iu,
  time: /h[ằà]ng (?:năm|tháng|quý)|vào dịp|giai đoạn|mỗi nhiệm kỳ|kể từ ngày|thời điểm/iu,
  month: /Tháng (?:\p{Lu}|hành động)/u,
  frequency: /định kỳ|h[ằà]ng (?:năm|tháng|quý|tuần)|mỗi (?:năm|tháng|quý|tuần)|\d+ lần/iu,
  validity: /(?:có|hết) hiệu lực/iu,
};

/** What a passage holds of such things, read once. */
export type Holdings = {
  /** Kinds it holds whatever is counted. */
  readonly kinds: ReadonlySet<ExactKind>;
  /** Folded words near behind each of its plain numbers: what is counted there. */
  readonly counted: readonly ReadonlySet<string>[];
};

/** Reads what a passage holds. The number of a document or of a clause is never a thing that is asked for. */
export function readHoldings(passage: string): Holdings {
  const text = normalizedSpaces(passage);
  const figures = readFigures(passage);
  const isHeld = (kind: ExactKind) =>
    words[kind]?.test(text) === true ||
    figures.some(({ role }) => roles[kind]?.includes(role)) ||
    (kind === "year" && figures.some(isDateWithYear));
  const counting = figures.filter(({ role }) => countingRoles.includes(role));
  return {
    kinds: new Set(exactKinds.filter(isHeld)),
    counted: counting.map(({ start }) => new Set(wordKeys(behind(passage, start)).slice(0, reach))),
  };
}

/** Whether it holds the kind of thing that is asked: a phone number, a date, an amount, so many of the unit. */
export function holds({ kinds, counted }: Holdings, kind: ExactKind, unit: Unit): boolean {
  return kinds.has(kind) || (kind === "quantity" && counted.some((near) => counts(near, unit)));
}

/** Whether a text holds any of the kinds that are asked. */
export function holdsAny(text: string, kinds: readonly ExactKind[], unit: Unit): boolean {
  const holdings = readHoldings(text);
  return kinds.some((kind) => holds(holdings, kind, unit));
}

/** How far behind a number its noun may stand: "900 người có trình độ tiến sĩ". */
const reach = 9;
/** Of a noun of several words this much must stand there: "cấp quốc gia" without "đề tài" is another thing. */
const enoughOfUnit = 0.6;
const countingRoles: readonly FigureRole[] = ["count", "percent"];

/** The rest of the sentence, as far as its nearest words can lie. */
function behind(passage: string, start: number): string {
  return passage.slice(start, start + 12 * reach + 40).split(/[.;:]\s/)[0] ?? "";
}

function counts(near: ReadonlySet<string>, unit: Unit): boolean {
  const isNear = (wording: readonly string[]) =>
    wording.filter((key) => near.has(key)).length >= enoughOfUnit * wording.length;
  return unit.length === 0 || unit.some(isNear);
}

/** Folded keys of the words of a text, letters only. */
function wordKeys(text: string): string[] {
  return (
    fold(text)
      .match(/[a-z]+/g)
      ?.map(foldedKey) ?? []
  );
}

function isDateWithYear(figure: Figure): boolean {
  return figure.role === "date" && figure.value.split("/").length === 3;
}

function normalizedSpaces(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ");
}
