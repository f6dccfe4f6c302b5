import { type CalendarDate, fromLocal } from "../kit/time.ts";
import { listTexts } from "./list-texts.ts";

/** Reads one cell, or says what is wrong with it. */
export type Cell<T> =
  | { readonly kind: "value"; readonly value: T }
  | { readonly kind: "fault"; readonly what: string };

/** A calendar date written dd/mm/yyyy (also with dots or hyphens, or yyyy-mm-dd); an empty cell is null. */
export function readDate(text: string): Cell<CalendarDate | null> {
  if (text === "") return { kind: "value", value: null };
  const [, day = "", month = "", year = ""] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const date = iso ? text : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const [y = 0, m = 0, d = 0] = date.split("-").map(Number);
  const exists = y >= 1900 && y <= 2200 && fromLocal(y, m, d) !== undefined;
  return exists
    ? { kind: "value", value: date as CalendarDate }
    : { kind: "fault", what: listTexts.badDate(text) };
}

/** A code officers give: unaccented, so that it can be typed on every keyboard. */
export function readCode(text: string): Cell<string> {
  if (text === "") return { kind: "fault", what: listTexts.needed };
  const isGood = /^[A-Za-z0-9][A-Za-z0-9./-]{0,39}$/.test(text);
  return isGood ? { kind: "value", value: text } : { kind: "fault", what: listTexts.badCode(text) };
}

/** A name somebody is called by; formulas and signs stay the text they are. */
export function readName(text: string): Cell<string> {
  if (text === "") return { kind: "fault", what: listTexts.needed };
  return text.length > 200 ? { kind: "fault", what: listTexts.badName } : { kind: "value", value: text };
}

/** The parts of a cell that holds several, separated by semicolons. */
export function readParts(text: string): string[] {
  return [...new Set(text.split(";").map((part) => part.trim()))].filter((part) => part !== "");
}

/** Takes a cell's value, or notes its fault and gives undefined. */
export function take<T>(cell: Cell<T>, note: (what: string) => void): T | undefined {
  if (cell.kind === "value") return cell.value;
  note(cell.what);
  return undefined;
}
