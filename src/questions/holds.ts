import { fold, foldedKey } from "../kit/vietnamese.ts";
import type { ExactKind } from "./cues.ts";
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
  email: /[\p{L}\d._-]+@[\p{L}\d-]+\.\p{L}/u,
  address: /(?:địa chỉ|trụ sở|số nhà|đường|phố)\s*:?\s+(?:số\s+)?[\p{Lu}\d]/u,
  link: /https?:\/\/|www\.|[a-z\d-]+\.(?:vn|com|org|net)\b/i,
  file: /https?:\/\//i,
  name: /(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Đđ]\/c)\s+\p{Lu}\p{Ll}+\s+\p{Lu}/u,
  // "05 lần mức lương tối thiểu" is an amount of money, though no figure of money stands there.
  money: /\d\s+lần mức lương/iu,
  time: /h[ằà]ng (?:năm|tháng|quý)|định kỳ|vào dịp|giai đoạn|mỗi nhiệm kỳ|kể từ ngày|thời điểm/iu,
  month: /Tháng (?:\p{Lu}|hành động)/u,
  frequency: /định kỳ|h[ằà]ng (?:năm|tháng|quý|tuần)|mỗi (?:năm|tháng|quý|tuần)|\d+ lần/iu,
  validity: /(?:có|hết) hiệu lực/iu,
};

/**
 * Whether a passage holds the kind of thing that is asked: a phone number, a date, an amount, so many of the
 * unit. The number of a document or of a clause is never such a thing.
 */
export function holds(passage: string, kind: ExactKind, unit: Unit): boolean {
  if (words[kind]?.test(normalizedSpaces(passage))) return true;
  const figures = readFigures(passage);
  if (kind === "quantity") return figures.some((figure) => counts(passage, figure, unit));
  const wanted = roles[kind] ?? [];
  return figures.some(
    (figure) => wanted.includes(figure.role) || (kind === "year" && isDateWithYear(figure)),
  );
}

/** How far behind a number its noun may stand: "900 người có trình độ tiến sĩ". */
const reach = 9;
/** Of a noun of several words this much must stand there: "cấp quốc gia" without "đề tài" is another thing. */
const enoughOfUnit = 0.6;

function counts(passage: string, figure: Figure, unit: Unit): boolean {
  if (!["count", "span", "percent"].includes(figure.role)) return false;
  const after = passage.slice(figure.start).split(/[.;:]\s/)[0] ?? "";
  const near = new Set(wordKeys(after).slice(0, reach));
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
