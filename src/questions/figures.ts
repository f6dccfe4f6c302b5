import { clean } from "../kit/vietnamese.ts";

/** What a number in a text stands for. `reference` is a number that only names a document or a clause. */
export type FigureRole =
  | "date"
  | "year"
  | "month"
  | "quarter"
  | "hour"
  | "span"
  | "percent"
  | "money"
  | "phone"
  | "document"
  | "reference"
  | "count";

/** A number as it stands in a text, with a value that is the same however it is written. */
export type Figure = {
  readonly role: FigureRole;
  /** `22/7/2022`, `7`, `1.5`, `360/kh-lđlđ`. */
  readonly value: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
};

type Rule = { readonly role: FigureRole; readonly pattern: RegExp; value(match: RegExpMatchArray): string };

const plain = (match: RegExpMatchArray) => readNumber(match[1] ?? match[0]);

/** Texts carry marks, questions may lack them. The first rule that reads a stretch of text keeps it, so the longest and most certain forms come first. */
const rules: readonly Rule[] = [
  {
    role: "phone",
    pattern: /(?<![\d/.])(?:\+84|0)(?:[ .-]?\d){8,10}(?![\d/])/g,
    value: (m) => m[0].replace(/\D/g, ""),
  },
  {
    role: "document",
    pattern: /(?<!\d)(\d{1,5}(?:\/\d{4})?\/\p{L}[\p{L}]*(?:-\p{L}+)*)/giu,
    value: (m) => m[0].toLowerCase().replace(/^0+/, ""),
  },
  {
    role: "date",
    pattern: /(?<!\d)(\d{1,2})\s+th[áa]ng\s+(\d{1,2})(?:\s+n[ăa]m\s+(\d{4}))?/giu,
    value: (m) => dateValue(m[1], m[2], m[3]),
  },
  {
    role: "date",
    pattern: /(?<![\d/])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)/g,
    value: (m) => dateValue(m[1], m[2], m[3]),
  },
  {
    role: "date",
    pattern: /(?<![\d/,.])(\d{1,2})\/(\d{1,2})(?![/\d])/g,
    value: (m) => dateValue(m[1], m[2], undefined),
  },
  { role: "hour", pattern: /(?<!\d)(\d{1,2})(?::|h)(\d{2})(?!\d)/g, value: (m) => `${Number(m[1])}:${m[2]}` },
  {
    role: "quarter",
    pattern: /qu[ýy]\s+([ivx]+|\d)(?![\p{L}\d])/giu,
    value: (m) => (m[1] ?? "").toLowerCase(),
  },
  { role: "percent", pattern: /(\d+(?:[.,]\d+)?)\s*(?:%|ph[ầa]n tr[ăa]m)/giu, value: plain },
  {
    role: "money",
    pattern: /(\d+(?:[.,]\d+)*)\s*(?:đồng|dong|tri[ệe]u|t[ỷyỉi]|ngh[ìi]n|ng[àa]n|vnđ|vnd)(?!\p{L})/giu,
    value: plain,
  },
  {
    role: "reference",
    pattern:
      /(?:điều|dieu|kho[ảa]n|điểm|diem|m[ụu]c|tiết|ch[ưu][ơo]ng|ph[ầa]n|phụ lục|(?<!giai )đoạn|th[ôo]ng t[ưu]|ngh[ịi] định|nghi dinh|ngh[ịi] quy[ếe]t|k[ếe] ho[ạa]ch|kh[óo]a)\s+(?:s[ốo]\s+)?(\d+(?:\.\d+)*)(?![\d/])/giu,
    value: (m) => (m[1] ?? "").replace(/^0+(?=\d)/, ""),
  },
  { role: "month", pattern: /tháng\s+(\d{1,2})(?![\d/])/giu, value: plain },
  { role: "year", pattern: /(?<![\d.,/])((?:19|20)\d{2})(?![\d.,/]\d|\d)/g, value: plain },
  {
    role: "span",
    pattern: /(?<![\d.,/])(\d{1,3})\s*(?:n[ăa]m|th[áa]ng|ng[àa]y|tu[ầa]n|gi[ờo]|ph[úu]t)(?!\p{L})/giu,
    value: plain,
  },
  { role: "count", pattern: /(?<![\d])(\d+(?:[.,]\d+)*)/g, value: plain },
];

/** The numbers of a text in reading order, each read once. */
export function readFigures(text: string): Figure[] {
  let rest = clean(text);
  const found: Figure[] = [];
  for (const rule of rules) {
    rest = rest.replace(rule.pattern, (...args) => {
      const match = args.slice(0, -2) as unknown as RegExpMatchArray;
      const start = args.find((arg): arg is number => typeof arg === "number") ?? 0;
      const whole = String(args[0]);
      found.push({
        role: rule.role,
        value: rule.value(match),
        text: whole,
        start,
        end: start + whole.length,
      });
      // Blanks of the same length: later rules skip the stretch and offsets stay right.
      return " ".repeat(whole.length);
    });
  }
  return found.sort((left, right) => left.start - right.start);
}

/** The numbers a question states: those that only name a document or a clause are left out. */
export function statedFigures(question: string): Figure[] {
  return readFigures(question).filter(({ role }) => role !== "document" && role !== "reference");
}

/** Every value a reader may fairly repeat from a figure: of a date also its day and month, its year, its month. */
export function valuesOf(figure: Figure): string[] {
  if (figure.role === "document") return [figure.value, figure.value.split("/")[0] ?? figure.value];
  if (figure.role !== "date") return [figure.value];
  const [day, month, year] = figure.value.split("/");
  const values = [
    figure.value,
    `${day}/${month}`,
    month ?? "",
    ...(year === undefined ? [] : [year, `${month}/${year}`]),
  ];
  return values;
}

/** `01` is 1, `1.000.000` is 1000000, `1,5` is 1.5. */
function readNumber(text: string): string {
  const grouped = /^\d{1,3}(?:[.,]\d{3})+$/.test(text) ? text.replace(/[.,]/g, "") : text.replace(",", ".");
  return grouped.replace(/^0+(?=\d)/, "");
}

function dateValue(day: string | undefined, month: string | undefined, year: string | undefined): string {
  const parts = [Number(day), Number(month), ...(year === undefined ? [] : [Number(year)])];
  return parts.join("/");
}
