import type { CalendarDate } from "../kit/time.ts";
import { fold } from "../kit/vietnamese.ts";
import { type ProposalRecord, textOf } from "./record.ts";
import type { Author } from "./record-types.ts";

/**
 * Who made it: the authors the application lists, or the one who told it quickly. The one who filed is known by
 * their member id: the only author, or the one the quick form names.
 */
export function authorsOf({ answers }: ProposalRecord, memberId: string): Author[] {
  const { authors, author } = answers;
  const filer = author?.kind === "person" ? author.name : "";
  if (authors?.kind !== "people") {
    const place = unitOf({ answers });
    return filer === ""
      ? []
      : [{ name: filer, born: null, place, title: "", qualification: "", share: 100, memberId }];
  }
  const own = authors.people.length === 1 ? 0 : authors.people.findIndex(({ name }) => isSame(name, filer));
  return authors.people.map((person, index) => ({ ...person, memberId: index === own ? memberId : null }));
}

/** Where the author works, "" when not told. */
export function unitOf({ answers: { unit } }: Pick<ProposalRecord, "answers">): string {
  return unit?.kind === "unit" ? unit.name : "";
}

/** The unit asked to recognize it; where the author works when the application names none. */
export function recipientOf(record: Pick<ProposalRecord, "answers">): string {
  const { recipient } = record.answers;
  return recipient?.kind === "unit" ? recipient.name : unitOf(record);
}

/** Lĩnh vực áp dụng, "" when not told. */
export function fieldOf({ answers }: Pick<ProposalRecord, "answers">): string {
  return textOf(answers, "domain");
}

/** The first and last day the told day of first use can mean; null when none was told. */
export function firstUseOf({ answers: { first_applied: told } }: Pick<ProposalRecord, "answers">) {
  return told?.kind === "date" ? { from: told.from as CalendarDate, to: told.to as CalendarDate } : null;
}

function isSame(one: string, other: string): boolean {
  return fold(one) === fold(other);
}
