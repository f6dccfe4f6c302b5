/**
 * A text without what no person types: half surrogate pairs become U+FFFD, control characters (PostgreSQL
 * refuses U+0000) go, line ends become `\n`. Accents stay composed or decomposed as they came.
 */
export function cleanText(raw: string): string {
  return raw
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "");
}

/** Characters that turn the reading direction: a name with them could rearrange the words around it. */
const directionMarks = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** A name fit to be shown on one line: cleaned, cut to `longest` UTF-16 units, null when nothing is left. */
export function cleanName(raw: string, longest = 64): string | null {
  const line = cleanText(raw.replace(/\s+/g, " ")).replace(directionMarks, "").trim();
  return line === "" ? null : line.slice(0, graphemeBefore(line, longest)).trimEnd();
}

/** Where a text is cut best: after a paragraph, a line, a sentence, a word. */
const seams = [/\n\s*\n/g, /\n/g, /[.!?…]["”’»)\]]*\s/g, /\s/g];
/** A seam nearer to the start than this share of the limit would leave a stump of a message. */
const leastFill = 0.3;

/**
 * Cuts a text into pieces of at most `limit` UTF-16 units: at paragraphs, else lines, sentences, words, and
 * only in one endless word between two visible characters. Never empty pieces; a blank text has none.
 */
export function splitText(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const cut = bestCut(rest, limit);
    pieces.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== "") pieces.push(rest);
  return pieces;
}

function bestCut(text: string, limit: number): number {
  // One unit more, so that white space right behind the limit still counts as a seam.
  const head = text.slice(0, limit + 1);
  for (const seam of seams) {
    const last = [...head.matchAll(seam)].at(-1);
    const cut = last ? Math.min(last.index + last[0].trimEnd().length, limit) : 0;
    if (cut > limit * leastFill) return cut;
  }
  return graphemeBefore(text, limit);
}

const graphemes = new Intl.Segmenter("vi", { granularity: "grapheme" });

/** The last boundary between visible characters at or before `limit`; never 0 for a text that is longer. */
function graphemeBefore(text: string, limit: number): number {
  if (text.length <= limit) return text.length;
  // Only the neighborhood is looked at: no visible character of a person's text is longer than that.
  const start = Math.max(0, limit - 64);
  const nearby = text.slice(start, limit + 64);
  const boundary = start + (graphemes.segment(nearby).containing(limit - start)?.index ?? 0);
  if (boundary > start) return boundary;
  return isLowSurrogate(text, limit) && limit > 1 ? limit - 1 : limit;
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
