import { sayNumber } from "./words.ts";

/** What unions abbreviate, as it is read aloud. Longer ones first where one begins another. */
const abbreviations: Readonly<Record<string, string>> = {
  ATVSLĐ: "an toàn, vệ sinh lao động",
  BCH: "Ban Chấp hành",
  BHTN: "bảo hiểm thất nghiệp",
  BHXH: "bảo hiểm xã hội",
  BHYT: "bảo hiểm y tế",
  BTV: "Ban Thường vụ",
  CBCCVC: "cán bộ, công chức, viên chức",
  CĐCS: "công đoàn cơ sở",
  CNLĐ: "công nhân lao động",
  CNVCLĐ: "công nhân, viên chức, lao động",
  ĐVCĐ: "đoàn viên công đoàn",
  HĐLĐ: "hợp đồng lao động",
  HĐND: "Hội đồng nhân dân",
  KHCN: "khoa học, công nghệ",
  LĐLĐ: "Liên đoàn Lao động",
  NLĐ: "người lao động",
  TLĐ: "Tổng Liên đoàn",
  TNLĐ: "tai nạn lao động",
  TƯLĐTT: "thỏa ước lao động tập thể",
  UBND: "Ủy ban nhân dân",
  VNĐ: "đồng",
};

/** Kinds of official documents by the letters behind their numbers. */
const documentKinds = new Set(["CT", "HD", "KH", "KL", "NĐ", "NQ", "QĐ", "TT"]);

const letter = "\\p{L}\\p{N}";
const isolated = (inner: string) => new RegExp(`(?<![${letter}])(?:${inner})(?![${letter}])`, "gu");
const day = "(?:0?[1-9]|[12]\\d|3[01])";
const month = "(?:0?[1-9]|1[0-2])";
const amount = "\\d{1,3}(?:\\.\\d{3})+(?:,\\d+)?|\\d+(?:,\\d+)?";

/**
 * A text as an announcer reads it: dates, times, figures, document numbers and the union's abbreviations in whole
 * words, addresses of the web left out. What is not known stays as it is, for the announcer to decide.
 */
export function toSpoken(text: string): string {
  return text
    .replace(/\s*\(https?:\/\/[^\s)]+\)/g, "")
    .replace(/https?:\/\/\S+/g, "trang tin của công đoàn")
    .replace(
      new RegExp(`(?<![${letter}])(?:số )?(\\d+)(?:/\\d{4})?/([A-ZĐ]{2})(?:-[A-ZĐƯ]+)*`, "gu"),
      sayDocument,
    )
    .replace(isolated("mục ([IVX]{1,4}|\\d+)((?:\\.\\d+)+)"), (_, first, rest) => saySection(first, rest))
    .replace(isolated(`(${day})[/.](${month})[/.](\\d{4})`), (_, d, m, y) => sayDate(d, m, y))
    .replace(isolated(`(${day})/(${month})`), (_, d, m) => sayDate(d, m))
    .replace(isolated("tháng (\\d{1,2})/(\\d{4})"), (_, m, y) => `${sayMonth(m)} năm ${say(y)}`)
    .replace(isolated("([01]?\\d|2[0-3])(?::|h|g)([0-5]\\d)"), (_, h, m) => sayClock(h, m))
    .replace(isolated("([01]?\\d|2[0-3])(?:h|g)"), (_, h) => sayClock(h, "00"))
    .replace(isolated("0(?:[. ]?\\d){9,10}"), (phone) => sayDigits(phone))
    .replace(isolated(`(${amount})\\s?[–-]\\s?(${amount})`), (_, from, to) => `${say(from)} đến ${say(to)}`)
    .replace(new RegExp(`(?<![${letter}])(${amount})\\s?%`, "gu"), (_, n) => `${say(n)} phần trăm`)
    .replace(isolated(amount), (figure) => say(figure))
    .replace(isolated("(mục|phần|chương) ([IVX]{1,4})"), (_, word, roman) => `${word} ${sayRoman(roman)}`)
    .replace(isolated(Object.keys(abbreviations).join("|")), (short) => abbreviations[short] ?? short);
}

/** `360/KH-LĐLĐ` after its kind is read as its number alone; other marks with a slash are left. */
function sayDocument(whole: string, number: string, kind: string): string {
  return documentKinds.has(kind) ? `số ${sayNumber(Number(number))}` : whole;
}

function sayDate(dayOfMonth: string, monthOfYear: string, year?: string): string {
  const first = Number(dayOfMonth) <= 10 ? "mùng " : "";
  const said = `${first}${say(dayOfMonth)} ${sayMonth(monthOfYear)}`;
  return year === undefined ? said : `${said} năm ${say(year)}`;
}

function sayMonth(number: string): string {
  return `tháng ${Number(number) === 4 ? "tư" : say(number)}`;
}

function sayClock(hour: string, minute: string): string {
  return Number(minute) === 0 ? `${say(hour)} giờ` : `${say(hour)} giờ ${say(minute)} phút`;
}

/** Whole numbers and decimals as Vietnamese papers write them: `1.250,5`. */
function say(figure: string): string {
  const [whole = "0", decimals] = figure.replaceAll(".", "").split(",");
  if (whole.length > 15) return figure;
  const said = sayNumber(Number(whole));
  if (decimals === undefined) return said;
  const isShort = decimals.length <= 2 && !decimals.startsWith("0");
  return `${said} phẩy ${isShort ? sayNumber(Number(decimals)) : sayDigits(decimals)}`;
}

function sayDigits(figures: string): string {
  return [...figures.replace(/\D/g, "")].map((one) => sayNumber(Number(one))).join(" ");
}

/** `II.3.4` as “hai chấm ba chấm bốn”. */
function saySection(first: string, rest: string): string {
  const head = /\d/.test(first) ? say(first) : sayRoman(first);
  return `mục ${[head, ...rest.split(".").filter(Boolean).map(say)].join(" chấm ")}`;
}

const romans: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 };

function sayRoman(roman: string): string {
  const values = [...roman].map((sign) => romans[sign] ?? 0);
  const total = values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
  return sayNumber(total);
}
