/** Longer texts are shown one below the other: comparing them word by word would hold up the page. */
const mostWords = 2500;
/** Of a line, or of texts that share little, single words in common only confuse. */
const fewestWords = 40;

type Piece = { readonly kind: "same" | "gone" | "new"; readonly text: string };

/** What became of a text, word by word: what was taken out is struck through, what was put in is underlined. */
export function TextDiff({ before, after }: { readonly before: string; readonly after: string }) {
  const pieces = comparedWords(before, after);
  return (
    <p className="diff lines">
      {pieces.map((piece, at) => {
        const key = `${at} ${piece.kind}`;
        if (piece.kind === "gone") return <del key={key}>{piece.text}</del>;
        return piece.kind === "new" ? <ins key={key}>{piece.text}</ins> : <span key={key}>{piece.text}</span>;
      })}
    </p>
  );
}

function comparedWords(before: string, after: string): Piece[] {
  const [old, young] = [wordsOf(before), wordsOf(after)];
  const whole = [
    { kind: "gone", text: before },
    { kind: "same", text: "\n" },
    { kind: "new", text: after },
  ] as const;
  const longest = Math.max(old.length, young.length);
  if (longest > mostWords || longest < fewestWords) return whole.filter(({ text }) => text !== "");
  const common = commonLengths(old, young);
  if ((common[0]?.[0] ?? 0) < longest / 2) return whole.filter(({ text }) => text !== "");
  const pieces: Piece[] = [];
  let [at, to] = [0, 0];
  while (at < old.length || to < young.length) {
    const [word = "", other = ""] = [old[at], young[to]];
    if (at < old.length && to < young.length && word === other) {
      add(pieces, "same", word);
      at++;
      to++;
    } else if (
      to >= young.length ||
      (at < old.length && (common[at + 1]?.[to] ?? 0) >= (common[at]?.[to + 1] ?? 0))
    ) {
      add(pieces, "gone", word);
      at++;
    } else {
      add(pieces, "new", other);
      to++;
    }
  }
  return pieces;
}

function add(pieces: Piece[], kind: Piece["kind"], text: string): void {
  const last = pieces.at(-1);
  if (last?.kind === kind) pieces[pieces.length - 1] = { kind, text: last.text + text };
  else pieces.push({ kind, text });
}

/** Words, spaces and signs, each by itself. */
function wordsOf(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
}

/** How many words two texts have in common from each place to their ends. */
function commonLengths(old: readonly string[], young: readonly string[]): number[][] {
  const table = Array.from({ length: old.length + 1 }, () => new Array<number>(young.length + 1).fill(0));
  for (let at = old.length - 1; at >= 0; at--) {
    const [row = [], below = []] = [table[at], table[at + 1]];
    for (let to = young.length - 1; to >= 0; to--)
      row[to] = old[at] === young[to] ? (below[to + 1] ?? 0) + 1 : Math.max(below[to] ?? 0, row[to + 1] ?? 0);
  }
  return table;
}
