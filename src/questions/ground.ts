import type { Citation } from "../kit/message.ts";
import { exactKey, foldedKey, words } from "../kit/vietnamese.ts";
import type { Library } from "../knowledge/library.ts";
import { readFigures } from "./figures.ts";
import { introducedLabel, isFrame } from "./frames.ts";
import { isLight } from "./light-words.ts";
import { sentencesOf } from "./sentences.ts";
import { readSupport, type Support, sameSpacing } from "./support.ts";

/** What is wrong with an answer, as data: the caller falls back, a test or a log can say why. */
export type GroundFault =
  /** It claims something and cites nothing. */
  | { readonly kind: "no-citation" }
  | { readonly kind: "unknown-clause"; readonly document: string; readonly clause: string }
  | { readonly kind: "wrong-label"; readonly label: string }
  | { readonly kind: "quote-not-in-text"; readonly quote: string }
  | { readonly kind: "quote-too-short"; readonly quote: string }
  /** Words in quotation marks that no cited clause holds. */
  | { readonly kind: "foreign-quote"; readonly quote: string }
  /** A number, date or document number that no cited clause holds. */
  | { readonly kind: "foreign-figure"; readonly figure: string; readonly sentence: string }
  /** A sentence whose words are not those of the cited clauses. */
  | { readonly kind: "uncarried-sentence"; readonly sentence: string };

export type Grounded = { readonly text: string; readonly citations: readonly Citation[] };

/** The share of a free sentence's content words that must stand in what it cites. */
const leastCarried = 0.7;
const shortestQuoteWords = 3;
/** Words that only announce what a document says. */
const sayingWords = new Set(["viết", "nêu", "ghi", "rằng", "trích"]);

/**
 * Checks an answer against the documents, whoever composed it: every citation names a clause with its own
 * label and quotes it verbatim (after Unicode and white space are made equal), every passage in quotation
 * marks is such a quote, every other sentence is one of our own frames or is carried by the cited clauses,
 * and every number in it stands there. An empty list means nothing is wrong.
 */
export function findGroundFaults(library: Library, answer: Grounded): GroundFault[] {
  const faults = answer.citations.flatMap((citation) => citationFaults(library, citation));
  const support = readSupport(library, answer.citations);
  const lines = answer.text.split("\n").filter((line) => line.trim() !== "");
  return [
    ...faults,
    ...lines.flatMap((line) => lineFaults(library, line.trim(), support)),
    ...attributionFaults(lines, answer.citations),
  ];
}

/** A line that introduces a quote by a label must be followed by a quote of that very clause. */
function attributionFaults(lines: readonly string[], citations: readonly Citation[]): GroundFault[] {
  return lines.flatMap((line, at): GroundFault[] => {
    const next = sameSpacing(lines[at + 1] ?? "");
    const label = introducedLabel(line.trim());
    if (label === undefined || !next.startsWith("“")) return [];
    const belongs = citations.some((one) => one.label === label && next === `“${sameSpacing(one.quote)}”`);
    return belongs ? [] : [{ kind: "foreign-quote", quote: next }];
  });
}

/** A frame may hold quotation marks of its own (“Gặp cán bộ”), so whole lines are tried before quotes are taken. */
function lineFaults(library: Library, line: string, support: Support): GroundFault[] {
  if (isFrame(library, line, support)) return [];
  const misnumbered = misnumberedItem(library, line, support);
  if (misnumbered) return [{ kind: "foreign-figure", figure: misnumbered, sentence: line }];
  const { outside, quoted } = takeQuotes(line);
  const foreign = quoted.filter((quote) => !isQuoteCarried(quote, support));
  return [
    ...foreign.map((quote): GroundFault => ({ kind: "foreign-quote", quote })),
    ...sentencesOf(outside).flatMap((sentence) => sentenceFaults(library, sentence, support)),
  ];
}

/** The number of a line that begins like a clause under a cited heading but does not stand there in the list. */
function misnumberedItem(library: Library, line: string, { clauses }: Support): string | undefined {
  const [, number, words = ""] = line.match(/^(\d+)\) (.{12,}?)…?$/u) ?? [];
  if (number === undefined) return undefined;
  const isListed = clauses.some((section) =>
    library.children(section).some((child) => sameSpacing(child.heading ?? child.text).startsWith(words)),
  );
  return isListed ? number : undefined;
}

function citationFaults(library: Library, citation: Citation): GroundFault[] {
  const clause = library.clause(citation.document, citation.clause);
  if (!clause) return [{ kind: "unknown-clause", document: citation.document, clause: citation.clause }];
  const faults: GroundFault[] = [];
  if (citation.label !== clause.label) faults.push({ kind: "wrong-label", label: citation.label });
  const quote = sameSpacing(citation.quote);
  const whole = sameSpacing(clause.text);
  if (!whole.includes(quote)) faults.push({ kind: "quote-not-in-text", quote });
  if (quote !== whole && words(quote).length < shortestQuoteWords)
    faults.push({ kind: "quote-too-short", quote });
  return faults;
}

function isQuoteCarried(quote: string, support: Support): boolean {
  const pieces = sameSpacing(quote)
    .split(/\s*…\s*/)
    .filter((piece) => piece !== "");
  return (
    support.quotes.has(sameSpacing(quote)) ||
    pieces.every((piece) => support.texts.some((text) => text.includes(piece)))
  );
}

function sentenceFaults(library: Library, sentence: string, support: Support): GroundFault[] {
  if (isFrame(library, sentence, support)) return [];
  if (support.clauses.length === 0) return [{ kind: "no-citation" }];
  const faults: GroundFault[] = readFigures(sentence)
    .filter((figure) => !support.values.has(figure.value))
    .map((figure) => ({ kind: "foreign-figure", figure: figure.text, sentence }));
  const content = words(sentence).filter((word) => !isLight(keysOf(word)) && !sayingWords.has(word));
  const carried = content.filter((word) => support.words.has(exactKey(word)));
  if (carried.length < leastCarried * content.length) faults.push({ kind: "uncarried-sentence", sentence });
  return faults;
}

/** Splits a text into what stands in quotation marks and the rest; marks inside a quote belong to it. */
function takeQuotes(text: string): { outside: string; quoted: string[] } {
  const quoted: string[] = [];
  let outside = "";
  let depth = 0;
  let open = 0;
  for (const [at, letter] of [...text.replace(/"([^"]*)"/g, "“$1”")].entries()) {
    if (letter === "“" && depth++ === 0) {
      quoted.push("");
      open = at;
    } else if (letter === "”" && depth > 0 && --depth === 0) continue;
    else if (depth > 0) quoted[quoted.length - 1] += letter;
    else outside += letter;
  }
  // A quote that never ends would hide everything behind it.
  return depth === 0
    ? { outside, quoted }
    : { outside: `${outside} ${[...text].slice(open).join("")}`, quoted };
}

function keysOf(word: string): { exact: string; folded: string } {
  return { exact: exactKey(word), folded: foldedKey(word) };
}
