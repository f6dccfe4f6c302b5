import { type Instant, localDate } from "../../kit/time.ts";
import { fold } from "../../kit/vietnamese.ts";
import { type Reading, read, unclear } from "../answer.ts";
import type { Field, Option } from "../form.ts";
import { texts } from "../texts.ts";
import { readMoney, readNumber, readPercent, sayFigure } from "./amount.ts";
import { readDate } from "./date.ts";
import { readPeople } from "./people.ts";
import { readPerson, readUnit } from "./person.ts";

/** A closed answer hides in a short message; in a longer one the same words may mean anything. */
const longestClosed = 120;

/** Reads `text` (cleaned, trimmed, in the person's own words) as the answer of `field` at `now`. */
export function readAnswer(field: Field, text: string, now: Instant): Reading {
  if (!/[\p{L}\p{N}]/u.test(text)) return unclear(texts.empty);
  switch (field.kind) {
    case "text":
      return readText(field, text);
    case "choice":
      return readChoice(field.options, text);
    case "date":
      return readDay(text, now, field.mustBePast);
    case "money":
      return readSum(text);
    case "percent":
      return readShare(text);
    case "number":
      return readFigure(field, text);
    case "person":
      return readPerson(text);
    case "unit":
      return readUnit(text);
    case "people":
      return readPeople(text, field.needsShares, now);
    case "files":
      return unclear(texts.filesUnclear);
  }
}

function readText(field: Extract<Field, { kind: "text" }>, text: string): Reading {
  if (text.length > field.max) {
    return { kind: "tooLong", say: texts.tooLong(text.length, field.max) };
  }
  const letters = text.match(/[\p{L}\p{N}]/gu) ?? [];
  if (letters.length < field.min) return unclear(texts.tooShort(field));
  return read({ kind: "text", text });
}

function readChoice(options: readonly Option[], text: string): Reading {
  const words = ` ${fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;
  if (words.length > longestClosed) return unclear(texts.choiceUnclear);
  const found = options.map((option) => ({ option, length: longestPhrase(option, words) }));
  const best = Math.max(...found.map(({ length }) => length));
  const chosen = found.filter(({ length }) => length === best);
  const only = chosen[0];
  if (best === 0 || chosen.length > 1 || !only) return unclear(texts.choiceUnclear);
  return read({ kind: "choice", value: only.option.value }, text);
}

function longestPhrase(option: Option, words: string): number {
  const phrases = [
    ...option.phrases,
    fold(option.label)
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim(),
  ];
  return Math.max(...phrases.map((phrase) => (words.includes(` ${phrase} `) ? phrase.length : 0)));
}

function readDay(text: string, now: Instant, mustBePast: boolean): Reading {
  if (text.length > longestClosed) return unclear(texts.dateNone);
  const found = readDate(text, now, mustBePast);
  if (found.kind === "impossible") return unclear(texts.dateImpossible);
  if (found.kind === "several") return unclear(texts.dateSeveral);
  if (found.kind === "none") return unclear(texts.dateNone);
  if (mustBePast && found.span.from > localDate(now)) return unclear(texts.dateFuture);
  return read({ kind: "date", ...found.span, said: text });
}

function readSum(text: string): Reading {
  if (text.length > longestClosed) return unclear(texts.moneyNone);
  const found = readMoney(text);
  if (found.kind === "read") return read({ kind: "money", dong: found.dong, per: found.per, said: text });
  if (found.kind === "noUnit") return unclear(texts.moneyNoUnit(text.match(/\d[\d.,]*/)?.[0] ?? ""));
  if (found.kind === "negative") return unclear(texts.moneyNegative);
  return unclear(found.kind === "several" ? texts.moneySeveral : texts.moneyNone);
}

function readShare(text: string): Reading {
  const found = readPercent(text);
  if (found.kind === "read") return read({ kind: "percent", percent: found.percent, said: text });
  if (found.kind === "outside") return unclear(texts.percentOutside);
  return unclear(found.kind === "several" ? texts.percentSeveral : texts.percentNone);
}

function readFigure(field: Extract<Field, { kind: "number" }>, text: string): Reading {
  const found = text.length > longestClosed ? { kind: "none" as const } : readNumber(text);
  if (found.kind !== "read")
    return unclear(found.kind === "several" ? texts.numberSeveral : texts.numberNone);
  const { value } = found;
  if (!field.hasDecimals && !Number.isInteger(value)) return unclear(texts.numberWhole);
  if (value < field.min || value > field.max)
    return unclear(texts.numberOutside(sayFigure(field.min), sayFigure(field.max)));
  return read({ kind: "number", value, said: text });
}

/**
 * Whether the words look like a question to the union rather than an answer: they end in a question mark, or
 * begin or end the way Vietnamese questions do. Question words inside a story ("không biết làm sao cho đỡ
 * khói") make no question of it.
 */
export function looksLikeQuestion(text: string): boolean {
  if (/\?\s*$/.test(text)) return true;
  const words = fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return questionStart.test(words) || questionEnd.test(words);
}

const questionStart =
  /^(?:da |alo |ad |em |minh |toi )*(?:cho (?:em |minh |toi )?hoi|khi nao|bao gio|bao nhieu|tai sao|vi sao|lam sao|lam the nao|o dau|co phai|co duoc) /;
const questionEnd =
  /(?:^| )(?:gi|nao|sao|bn|(?:la|hoi|thuoc) ai|bao nhieu \w+|bao nhieu|bao gio|bao lau|o dau|(?:duoc|dc|phai|hay) (?:khong|ko|k)|(?:co|con) .{1,60} (?:khong|ko|k))(?: (?:a|ah|ad|vay|the|nhi|ban|ha|day|em))*$/;
