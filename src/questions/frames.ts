import type { Clause, Library } from "../knowledge/library.ts";
import { notesOn } from "./notes.ts";
import { sentencesOf } from "./sentences.ts";
import { type Support, sameSpacing } from "./support.ts";
import { texts, thingNames } from "./texts.ts";

/** Where a frame holds something of a document, and when that is right. */
type Frame = {
  readonly pattern: RegExp;
  isTrue(library: Library, captured: readonly string[], support: Support): boolean;
};

const slot = "\uE000";
const slotNumber = slot as unknown as number;

/** A sentence of ours: the words around the slots are fixed, each slot is checked. */
function frame(sentence: string, isTrue: Frame["isTrue"] = () => true): Frame {
  const escaped = sentence.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(slot, "(.{1,600}?)");
  return { pattern: new RegExp(`^${escaped}$`, "u"), isTrue };
}

const isLabel: Frame["isTrue"] = (_library, [label = ""], { clauses }) =>
  clauses.some((clause) => clause.label === label);

const isLabelAndHeading: Frame["isTrue"] = (_library, [label = "", heading = ""], { clauses }) =>
  clauses.some((clause) => clause.label === label && clause.headings.includes(heading));

const isName = (library: Library, name: string) =>
  [...library.documents.values()].some((document) => document.name === name);

const things: ReadonlySet<string> = new Set(Object.values(thingNames));

const isNameAndThing: Frame["isTrue"] = (library, [name = "", thing = ""]) =>
  isName(library, name) && thing.split(", ").every((one) => things.has(one));

const hasChildren: Frame["isTrue"] = (library, [heading = "", count = ""], { clauses }) =>
  clauses.some((clause) => clause.heading === heading && library.children(clause).length === Number(count));

/** The count stands in front, and the heading may have lost its capitals. */
const hasChildrenCounted: Frame["isTrue"] = (library, [count = "", heading = ""], { clauses }) =>
  clauses.some(
    (clause) =>
      clause.heading?.toLowerCase() === heading.toLowerCase() &&
      library.children(clause).length === Number(count),
  );

const isFigureElsewhere: Frame["isTrue"] = (library, [name = "", figure = "", other = ""], { clauses }) => {
  const nameOf = (clause: Clause) => library.documents.get(clause.document)?.name;
  const holds = ({ text }: Clause) =>
    (text.match(/\d+/g) ?? []).some((one) => Number(one) === Number(figure));
  return (
    library.clauses.every((clause) => nameOf(clause) !== name || !holds(clause)) &&
    clauses.some((clause) => nameOf(clause) === other && holds(clause))
  );
};

/** Item n of a list is the head of the n-th clause under a cited section. */
const isItem: Frame["isTrue"] = (library, [number = "", words = ""], { clauses }) => {
  const head = words.replace(/…$/, "").trim();
  return clauses.some((section) => {
    const child = library.children(section)[Number(number) - 1];
    return child !== undefined && sameSpacing(child.heading ?? child.text).startsWith(head);
  });
};

const isValidity: Frame["isTrue"] = (library, [name = "", until = ""]) =>
  [...library.documents.values()].some(
    (document) =>
      document.name === name &&
      [document.inForceFrom, document.inForceUntil, document.replacedBy].some(
        (one) => one !== null && (one === until || one.split("-").reverse().join("/") === until),
      ),
  );

const isNote: Frame["isTrue"] = (library, [note = ""], { clauses }) =>
  clauses.some((clause) => notesOn(library, clause).some((one) => sameSpacing(one).includes(note)));

/** The sentences that introduce a quote; the first slot is the label. */
const leads: readonly Frame[] = [
  frame(texts.byDocumentPart(slot, slot), isLabelAndHeading),
  frame(texts.byPress(slot), isLabel),
  frame(texts.bySummary(slot), isLabel),
  frame(texts.byDocument(slot), isLabel),
];

const plainTexts = Object.values(texts).filter((text) => typeof text === "string");

const frames: readonly Frame[] = [
  ...leads,
  ...plainTexts.flatMap((text) => [text, ...sentencesOf(text)]).map((sentence) => frame(sentence)),
  frame(texts.counted(slotNumber, slot), (library, [heading = "", count = ""], support) =>
    hasChildren(library, [heading, count], support),
  ),
  frame(texts.groups(slotNumber, slot), hasChildrenCounted),
  frame(texts.parts(slotNumber, slot), (library, [heading = "", count = ""], support) =>
    hasChildrenCounted(library, [count, heading], support),
  ),
  frame(texts.noYear),
  frame(texts.figureElsewhere(slot, slot, slot), isFigureElsewhere),
  frame(texts.item(slotNumber, slot), isItem),
  frame(texts.lacks(slot), (_library, [thing = ""]) => thing.split(", ").every((one) => things.has(one))),
  frame(texts.documentLacks(slot, slot), isNameAndThing),
  frame(texts.elsewhere(slot, slot), (library, names) => names.every((name) => isName(library, name))),
  frame(texts.noSuchDocument(slot)),
  frame(texts.expired(slot, slot), isValidity),
  frame(texts.validUntil(slot, slot), isValidity),
  frame(texts.notYet(slot, slot), isValidity),
  frame(texts.replaced(slot, slot), isValidity),
  frame(texts.note(slot), isNote),
];

/** The label a line introduces a quote by, or `undefined` when it introduces none. */
export function introducedLabel(line: string): string | undefined {
  return leads.map(({ pattern }) => line.match(pattern)?.[1]).find((label) => label !== undefined);
}

/** Whether the sentence is one of this room's own, holding only what its citations allow. */
export function isFrame(library: Library, sentence: string, support: Support): boolean {
  return frames.some(({ pattern, isTrue }) => {
    const match = sentence.match(pattern);
    return match !== null && isTrue(library, match.slice(1), support);
  });
}
