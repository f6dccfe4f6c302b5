import { fold } from "../../kit/vietnamese.ts";
import { codeOfKind, kindOfLine, kindOfNumber } from "./kinds.ts";

/** Values of front matter by key, as they are written there. A person confirms or corrects them. */
export type Meta = {
  readonly id: string;
  readonly title: string;
  readonly number?: string;
  readonly kind?: string;
  readonly issuer?: string;
  readonly issued?: string;
  readonly in_force_from?: string;
  readonly implements?: readonly string[];
  readonly provenance?: string;
};

/** The head of an official document ends where its sections begin; no head is longer than this. */
const longestHead = 30;
const documentNumber = /\d{1,5}(?:\/\d{4})?\/(?:QH\d{1,2}|\p{Lu}[\p{L}]*(?:-\p{Lu}[\p{L}]*)*)/gu;

/**
 * Reads from the head of an official document what its front matter would say: number, date, issuer, kind, subject
 * (places fixed by decree 30/2020/NĐ-CP). What the text does not show is left out; `fileName` gives the rest.
 */
export function propose(markdown: string, fileName: string): Meta {
  const lines = markdown
    .split("\n")
    .map((line) => line.replace(/^#+ /, "").trim())
    .filter((line) => line !== "");
  const section = markdown.split("\n").findIndex((line) => /^##+ |^Điều 1[.:]|^Chương I\b/.test(line));
  const before = markdown.split("\n").slice(0, section < 0 ? undefined : section);
  const headLength = before.filter((line) => line.trim() !== "").length;
  const head = lines.slice(0, Math.min(longestHead, Math.max(4, headLength)));
  const number = numberOf(head);
  const kindAt = head.findIndex((line) => kindOfLine(line) !== undefined);
  const isLetter = head.some((line) => /^v\/v[:\s]/i.test(line));
  const kind =
    kindOfLine(head[kindAt] ?? "") ?? kindOfNumber(number ?? "") ?? (isLetter ? "Công văn" : undefined);
  const issued = dateOf(head, lines);
  const subject = subjectOf(head, kindAt);
  const title = titleOf({ kind, number, subject, kindLine: head[kindAt] }, lines, fileName);
  return {
    id: idOf(kind, number, title),
    ...given("number", number),
    title,
    ...given("kind", kind),
    ...given("issuer", issuerOf(head)),
    ...given("issued", issued),
    ...given("in_force_from", inForceFrom(lines, issued)),
    ...given("implements", mentioned(subject, number)),
  };
}

function given<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value });
}

function numberOf(head: readonly string[]): string | undefined {
  for (const line of head) {
    const found = line.match(
      /^(?:Luật |Nghị quyết |Bộ luật )?số\s*:?\s*(\d{1,5}\s*\/\s*\S+(?:\s*-\s*\p{Lu}[\p{L}]*)?)/iu,
    );
    const number = found?.[1]?.replace(/\s+/g, "").match(documentNumber)?.[0];
    if (number) return number;
  }
  return undefined;
}

const dateLine = /ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})/i;

/** The date beside the place in the head; a law has it in its last words ("thông qua ngày …"). */
function dateOf(head: readonly string[], lines: readonly string[]): string | undefined {
  const placed = head.find((line) => /^\p{Lu}[^:;.]{1,40},\s*ngày/u.test(line) && dateLine.test(line));
  const passed = lines.slice(-15).find((line) => /thông qua/i.test(line) && dateLine.test(line));
  const alone = head.find((line) => /^ngày\s*\d/i.test(line) && dateLine.test(line));
  return isoDate((placed ?? passed ?? alone)?.match(dateLine));
}

function isoDate(parts: RegExpMatchArray | null | undefined): string | undefined {
  if (!parts) return undefined;
  const [, day = "", month = "", year = ""] = parts;
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined;
}

/** The body that issued it stands in capitals above the number; the one higher up is its superior. */
function issuerOf(head: readonly string[]): string | undefined {
  const end = head.findIndex((line) => /^(?:luật )?số\s*:?\s*\d/i.test(line));
  const capitals = head.slice(0, end < 0 ? 6 : Math.max(end, 6)).filter((line) => {
    const folded = fold(line);
    const isMotto = /^(?:cong hoa xa hoi|doc lap|dang cong san viet nam$)/.test(folded);
    const isLine = line === line.toUpperCase() && /\p{L}{2}/u.test(line) && !/\d/.test(line);
    return isLine && !isMotto && !kindOfLine(line);
  });
  const issuer = capitals.at(-1);
  // A long name is set on two lines: LIÊN ĐOÀN LAO ĐỘNG / TỈNH LAI CHÂU.
  const isRest = /^(?:tinh|thanh pho|huyen|xa|phuong|viet nam)\b/.test(fold(issuer ?? ""));
  const whole = isRest ? capitals.slice(-2).join(" ") : issuer;
  return whole && sentenceCase(whole);
}

/** Names of bodies in ordinary letters: common words small, names of places and of the union as written. */
function sentenceCase(capitals: string): string {
  const lower = capitals.toLowerCase();
  const small = lower.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
  const names: [RegExp, string][] = [
    [/tổng liên đoàn lao động/giu, "Tổng Liên đoàn Lao động"],
    [/(?<!tổng )liên đoàn lao động/giu, "Liên đoàn Lao động"],
    [/việt nam/giu, "Việt Nam"],
    [/quốc hội/giu, "Quốc hội"],
    [/chính phủ/giu, "Chính phủ"],
    [/ban chấp hành/giu, "Ban Chấp hành"],
    [/ban thường vụ/giu, "Ban Thường vụ"],
    [/ủy ban nhân dân/giu, "Ủy ban nhân dân"],
  ];
  const named = names.reduce((text, [pattern, name]) => text.replace(pattern, name), small);
  return named.replace(/(?<=(?:tỉnh|thành phố|quận|huyện|xã|phường) )(\p{L}+(?: \p{L}+){0,2})$/iu, (place) =>
    place.replace(/(^|\s)\p{L}/gu, (letter) => letter.toUpperCase()),
  );
}

/** Trích yếu: the line under the kind, or after "V/v" in a letter. */
function subjectOf(head: readonly string[], kindAt: number): string | undefined {
  const about = head.find((line) => /^v\/v[:\s]/i.test(line));
  if (about) return about.replace(/^v\/v:?\s*/i, "");
  const next = kindAt < 0 ? undefined : head[kindAt + 1];
  const isSubject =
    next !== undefined && next.length < 400 && !/^(?:căn cứ|điều 1|[IVX]+\.|số\s*:)/i.test(next);
  return isSubject && !dateLine.test(next.slice(0, 40)) ? next.replace(/[.;:]$/, "") : undefined;
}

type Heading = {
  readonly kind: string | undefined;
  readonly number: string | undefined;
  readonly subject: string | undefined;
  readonly kindLine: string | undefined;
};

function titleOf(
  { kind, number, subject, kindLine }: Heading,
  lines: readonly string[],
  file: string,
): string {
  const law = kindLine && /^(?:BỘ )?LUẬT \p{L}/u.test(kindLine) ? sentenceCase(kindLine) : undefined;
  if (law) return number ? `${law} ${number}` : law;
  const formal = [kind, number].filter((part) => part !== undefined).join(" ");
  if (formal !== "" && subject) {
    const isName = /^\p{Lu}\p{Lu}/u.test(subject);
    return `${formal} ${isName ? subject : subject.replace(/^\p{L}/u, (letter) => letter.toLowerCase())}`;
  }
  if (kind && number) return formal;
  const first = lines.find((line) => line.length > 4 && line.length < 200);
  return subject ?? first ?? file.replace(/\.[a-z0-9]+$/i, "");
}

/** `kh-360`, `nd-13-2012`; without a number the first words of the title. */
function idOf(kind: string | undefined, number: string | undefined, title: string): string {
  const digits = number?.match(/^(\d+)(?:\/(\d{4}))?/);
  if (digits) {
    const code = (kind && codeOfKind(kind)) ?? "vb";
    return slug([code, String(Number(digits[1])), digits[2] ?? ""].join("-"));
  }
  return slug(title) || "van-ban";
}

function slug(text: string): string {
  return fold(text)
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-+|-+$/g, "");
}

function inForceFrom(lines: readonly string[], issued: string | undefined): string | undefined {
  const line = lines.find((one) => /có hiệu lực(?: thi hành)?(?: kể)? từ ngày/i.test(one));
  const rest = line?.slice(line.search(/có hiệu lực/i)) ?? "";
  if (/từ ngày ký/i.test(rest)) return issued;
  return isoDate(rest.match(dateLine)) ?? isoDate(rest.match(/từ ngày\s*(\d{1,2})[/-](\d{1,2})[/-](\d{4})/i));
}

/** Documents the subject names are the ones this document carries out. */
function mentioned(subject: string | undefined, own: string | undefined): readonly string[] | undefined {
  const numbers = [...new Set(subject?.match(documentNumber) ?? [])].filter((one) => one !== own);
  return numbers.length > 0 ? numbers : undefined;
}
