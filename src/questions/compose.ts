import type { Citation } from "../kit/message.ts";
import type { CalendarDate } from "../kit/time.ts";
import { foldedKey, words } from "../kit/vietnamese.ts";
import type { Clause, Document, Library } from "../knowledge/library.ts";
import { exactKindsOf } from "./asked-kinds.ts";
import { type Composed, type Offer, type Passage, said } from "./composed.ts";
import type { ExactKind } from "./cues.ts";
import type { Decided } from "./decide.ts";
import type { Decision } from "./decision.ts";
import { extractQuote, headOf, oneLine } from "./extract.ts";
import { readFigures } from "./figures.ts";
import { holdsAny } from "./holds.ts";
import { notesOn } from "./notes.ts";
import { sayNamed } from "./references.ts";
import { texts, thingNames } from "./texts.ts";
import type { Understanding } from "./understand.ts";

const mostItems = 10;
const mostNearest = 3;
const buttonLength = 60;
/** A longer heading in front of a quote hides the quote. */
const longestHeading = 110;

/** Puts a decision into words: frames of this room around verbatim quotes. `today` decides what is in force. */
export function compose(
  library: Library,
  question: Understanding,
  { decision, found }: Decided,
  today: CalendarDate | undefined,
): Composed {
  const nearest = found.clauses.slice(0, mostNearest).map(({ clause }) => placeOf(clause));
  const asked = exactKindsOf(question.kinds);
  const quote = (clause: Clause, opening: string | null = null) => {
    const { issuer, issued } = (found.isIdentity && library.documents.get(clause.document)) || noDocument;
    const keys = issuer ? new Set([...found.keys, ...words(issuer).map(foldedKey)]) : found.keys;
    const isWanted = (text: string) =>
      issued && asksWhen(asked) ? holdsDate(text, issued) : holdsAny(text, asked, found.unit);
    return quoted(library, clause, extractQuote(clause, keys, isWanted), opening);
  };
  const base = { passages: [], remarks: [], closing: null, offers: [], commands: [], nearest } as const;
  const withOfficer = { ...base, closing: texts.offerOfficer, commands: ["/canbo"] } as const;
  switch (decision.kind) {
    case "quote": {
      const [first, ...rest] = decision.clauses;
      const passages = first
        ? [quote(first, decision.isPremise ? texts.neutral : null), ...rest.map((clause) => quote(clause))]
        : [];
      return { ...base, kind: "answer", passages, remarks: remarksOn(library, decision.clauses, today) };
    }
    case "list": {
      const { section } = decision;
      const remarks = remarksOn(library, [section], today);
      return { ...base, kind: "answer", passages: [listed(library, section)], remarks };
    }
    case "lacking": {
      const opening = lackingText(decision.lacks, decision.document, decision.elsewhere);
      const passages = decision.clauses.map((clause) => quote(clause));
      const remarks = remarksOn(library, decision.clauses, today, decision.document);
      return { ...withOfficer, kind: "partial", passages: [said(opening), ...passages], remarks };
    }
    case "unconfirmed": {
      const passages = decision.clauses.slice(0, 1).map((clause) => quote(clause, texts.unconfirmed));
      const remarks = remarksOn(library, decision.clauses, today);
      return { ...withOfficer, kind: "partial", passages, remarks };
    }
    case "no-year":
    case "figure-elsewhere": {
      const opening = misfitText(decision);
      const passages = decision.clauses.map((clause) => quote(clause));
      const remarks = remarksOn(library, decision.clauses, today);
      return { ...withOfficer, kind: "partial", passages: [said(opening), ...passages], remarks };
    }
    case "choose": {
      const offers = decision.clauses.map((clause) => offerOf(clause));
      return { ...withOfficer, kind: "partial", passages: [said(texts.choose)], offers };
    }
    case "no-document": {
      const passages = [said(texts.noSuchDocument(sayNamed(decision.name)))];
      return { ...withOfficer, kind: "unknown", passages };
    }
    case "silent":
      return { ...withOfficer, kind: "unknown", passages: [said(texts.silent)] };
  }
}

function misfitText(decision: Extract<Decision, { kind: "no-year" | "figure-elsewhere" }>): string {
  return decision.kind === "no-year"
    ? texts.noYear
    : texts.figureElsewhere(decision.document.name, decision.figure, decision.elsewhere.name);
}

const timeKinds: readonly ExactKind[] = ["day", "month", "year", "time"];

function asksWhen(asked: readonly ExactKind[]): boolean {
  return asked.some((kind) => timeKinds.includes(kind));
}

const noDocument = { issuer: null, issued: null };

/** Asked when a document was issued, the day it prints is wanted and no other that stands there. */
function holdsDate(text: string, date: CalendarDate): boolean {
  const value = date.split("-").map(Number).reverse().join("/");
  return readFigures(text).some((figure) => figure.value === value);
}

/** A clause in front of a reader: where it stands, how far it may be trusted, its words. */
function quoted(library: Library, clause: Clause, quote: string, opening: string | null): Passage {
  const authority = library.documents.get(clause.document)?.authority ?? "official";
  return {
    opening,
    lead: leadOf(clause, authority),
    authority,
    citation: citationOf(clause, quote),
    isShown: true,
  };
}

/** Notes of officers on the clauses and what stands above them, and whether their documents are in force. */
export function remarksOn(
  library: Library,
  clauses: readonly Clause[],
  today: CalendarDate | undefined,
  named?: Document,
): string[] {
  const documents = [...clauses.map(({ document }) => library.documents.get(document)), named];
  const validity = [...new Set(documents)].flatMap((document) =>
    document ? validityOf(document, today) : [],
  );
  const notes = clauses
    .flatMap((clause) => notesOn(library, clause))
    .map((note) => texts.note(oneLine(note)));
  return [...new Set([...validity, ...notes])];
}

function listed(library: Library, section: Clause): Passage {
  const children = library.children(section);
  const items = children
    .slice(0, mostItems)
    .map((child, index) => texts.item(index + 1, headOf(child.heading ?? child.text)));
  const authority = library.documents.get(section.document)?.authority ?? "official";
  return {
    opening: [countedIn(section, children), ...items].join("\n"),
    lead: leadOf(section, authority),
    authority,
    citation: citationOf(section, oneLine(section.text)),
    isShown: false,
  };
}

/** A heading that names what is counted is read as a sentence; a printed one in capitals shouts on a phone. */
function countedIn(section: Clause, children: readonly Clause[]): string {
  const heading = section.heading ?? oneLine(section.text);
  const isLoud = heading === heading.toUpperCase();
  const calm = isLoud ? heading.toLowerCase() : heading;
  const isGroups = children.every(({ heading: own }) => own !== null) && countedHeading.test(heading);
  if (isGroups) return texts.groups(children.length, isLoud ? calm : lowered(calm));
  return texts.parts(children.length, isLoud ? capitalized(calm) : calm);
}

const countedHeading = /^(?:nhiệm vụ|giải pháp|mục tiêu|chỉ tiêu|biện pháp)/iu;

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function leadOf(clause: Clause, authority: Document["authority"]): string {
  const heading = clause.headings.at(-1);
  if (authority === "reported") return texts.byPress(clause.label);
  if (authority === "summary") return texts.bySummary(clause.label);
  // A paragraph goes on with its heading: "Phân công 01 cán bộ …" needs to be told who does so.
  const needsHeading =
    clause.kind === "paragraph" && heading !== undefined && heading.length <= longestHeading;
  return needsHeading ? texts.byDocumentPart(clause.label, heading) : texts.byDocument(clause.label);
}

function lackingText(
  lacks: readonly ExactKind[],
  document: Document | undefined,
  elsewhere: Document | undefined,
): string {
  const things = lacks.map((kind) => thingNames[kind]).join(", ");
  if (document && elsewhere) return texts.elsewhere(document.name, elsewhere.name);
  return document ? texts.documentLacks(document.name, things) : texts.lacks(things);
}

function validityOf(document: Document, today: CalendarDate | undefined): string[] {
  const { name, inForceFrom, inForceUntil, replacedBy } = document;
  const remarks: string[] = [];
  if (inForceUntil !== null) {
    const isOver = today !== undefined && today > inForceUntil;
    remarks.push((isOver ? texts.expired : texts.validUntil)(name, printed(inForceUntil)));
  }
  if (inForceFrom !== null && today !== undefined && today < inForceFrom) {
    remarks.push(texts.notYet(name, printed(inForceFrom)));
  }
  if (replacedBy !== null) remarks.push(texts.replaced(name, replacedBy));
  return remarks;
}

function offerOf(clause: Clause): Offer {
  const words = clause.heading ?? oneLine(clause.text);
  const label =
    words.length <= buttonLength ? words : `${words.slice(0, words.lastIndexOf(" ", buttonLength))}…`;
  return { label, document: clause.document, clause: clause.id };
}

function citationOf(clause: Clause, quote: string): Citation {
  return { document: clause.document, clause: clause.id, label: clause.label, quote };
}

function placeOf(clause: Clause): string {
  return `${clause.document}#${clause.id}`;
}

function printed(date: CalendarDate): string {
  return date.split("-").reverse().join("/");
}
