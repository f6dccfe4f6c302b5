import type { Instant } from "../../kit/time.ts";
import { fold } from "../../kit/vietnamese.ts";
import { type NamedPerson, nearly, type Reading, read, unclear } from "../answer.ts";
import { texts } from "../texts.ts";
import { readDate } from "./date.ts";
import { readPerson } from "./person.ts";

const mostPeople = 30;
const equally =
  /[\s,;:]*(?:tỷ lệ |ty le |mỗi người |moi nguoi )?(?:chia đều|chia deu|bằng nhau|bang nhau|đều nhau|deu nhau)[\s.]*(?:nhau)?[\s.]*/iu;
const percentSign = /(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:%|phần trăm|phan tram)/;

/**
 * Reads a list of people, one a line (or parted by ";", or each ended by a share): name, then in any order a
 * date of birth and a share, then workplace, title and qualification in this order. With `needsShares` the
 * shares must add up to 100; one person alone has all of it, and "chia đều" shares it out.
 */
export function readPeople(text: string, needsShares: boolean, now: Instant): Reading {
  const isEqual = needsShares && equally.test(text);
  const entries = isEqual ? equalEntries(text) : entriesOf(text);
  const people = entries.map((entry) => readEntry(entry, now));
  const named = people.filter((person) => person !== undefined);
  if (named.length === 0 || named.length < people.length) return unclear(texts.peopleUnclear);
  if (named.length > mostPeople) return unclear(texts.peopleTooMany(mostPeople));
  const twice = named.find((one, index) => named.slice(0, index).some((each) => isSame(each, one)));
  if (twice) return unclear(texts.personTwice(twice.name));
  if (!needsShares) return read({ kind: "people", people: named });
  return withShares(isEqual ? inEqualShares(named) : named);
}

/** Shares are equal among several only: on one line, commas and "và" stand between their names. */
function equalEntries(text: string): string[] {
  const names = text.replace(equally, "").trim();
  return entriesOf(/[\n;]/.test(names) ? names : names.replace(/\s*,\s*|\s+(?:và|va)\s+/gu, "\n"));
}

/** "Chia đều": who takes the rest of a hundredth that cannot be shared is the first. */
function inEqualShares(people: readonly NamedPerson[]): NamedPerson[] {
  const each = Math.floor(10_000 / people.length);
  const rest = 10_000 - each * people.length;
  return people.map((person, index) => ({ ...person, share: (index === 0 ? each + rest : each) / 100 }));
}

function withShares(people: readonly NamedPerson[]): Reading {
  const [only] = people;
  if (people.length === 1 && only && only.share === null) {
    return read({ kind: "people", people: [{ ...only, share: 100 }] });
  }
  if (people.some(({ share }) => share === null)) return nearly(texts.sharesMissing);
  const sum = Math.round(people.reduce((total, { share }) => total + (share ?? 0), 0) * 100) / 100;
  if (sum !== 100 || people.some(({ share }) => share === 0)) return nearly(texts.sharesWrong(sum));
  return read({ kind: "people", people: [...people] });
}

/** A share ends an entry only when what follows on the line has a share of its own. */
function entriesOf(text: string): string[] {
  const lines = text.split(/[\n;]/).flatMap((line) => {
    const parts = line.split(/(?<=%|phần trăm|phan tram)[\s,]*(?:và\s+)?(?=\p{L})/u);
    return parts.every((part) => percentSign.test(part)) ? parts : [line];
  });
  return lines
    .map((line) => line.replace(/^\s*(?:[-*•+]|\d{1,2}[.)])\s*/, "").trim())
    .filter((line) => /\p{L}/u.test(line));
}

function readEntry(entry: string, now: Instant): NamedPerson | undefined {
  const share = entry.match(percentSign)?.[1];
  const pieces = entry.replace(percentSign, ",").split(/\s*[,|()]\s*|\s+[–-]\s+/);
  const [first = "", ...others] = pieces.filter((piece) => /[\p{L}\p{N}]/u.test(piece));
  const name = readPerson(first);
  if (name.kind !== "read" || name.answer.kind !== "person") return undefined;
  const rest = [name.rest.trim(), ...others].filter((piece) => piece !== "");
  const birth = rest.find((piece) => isBirth(piece, now));
  const [place = "", title = "", qualification = ""] = rest.filter((piece) => piece !== birth);
  return {
    name: name.answer.name,
    born: birth === undefined ? null : birth.replace(/^\s*(?:sinh|sn)\s*(?:ngày|ngay|năm|nam)?\s*/i, ""),
    place,
    title,
    qualification,
    share: share === undefined ? null : Number(share.replace(",", ".")),
  };
}

function isBirth(piece: string, now: Instant): boolean {
  const words = fold(piece).replace(/^(?:sinh|sn) ?(?:ngay|nam)? ?/, "");
  return /^[\d/. -]+$|^\d{1,2} thang/.test(words) && readDate(words, now, true).kind === "read";
}

/** Two colleagues may share a name; not the birthday and the workplace too. */
function isSame(one: NamedPerson, other: NamedPerson): boolean {
  return fold(one.name) === fold(other.name) && one.born === other.born && one.place === other.place;
}
