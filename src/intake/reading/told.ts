import { type Instant, localDate } from "../../kit/time.ts";
import { fold, isMarked, normalize } from "../../kit/vietnamese.ts";
import type { Answer } from "../answer.ts";
import type { Field, Option } from "../form.ts";
import { meantBy } from "./abbreviations.ts";
import { readDate } from "./date.ts";

/** A choice that some words claim, and where in the story they end. */
type Claim = { readonly option: Option; readonly at: number };

/**
 * Reads a field from a story told for other fields: the option its last words claim, or the one date that
 * stands with what was done. Undefined when nothing is said about it, or one thing and then its contrary.
 */
export function readTold(field: Field, story: readonly string[], now: Instant): Answer | undefined {
  const clauses = story.flatMap(clausesOf);
  if (field.kind === "choice") return readClaim(field.options, clauses);
  if (field.kind === "date") return readToldDate(field.told ?? [], clauses, now);
  return undefined;
}

function readClaim(options: readonly Option[], clauses: readonly string[]): Answer | undefined {
  const claims = claimsOf(options, clauses, ({ told }) => told);
  const last = claims.at(-1) ?? claimsOf(options, clauses, ({ wished }) => wished).at(-1);
  if (!last) return undefined;
  const isDoubtful = claims.some(({ option }) => last.option.contradicts?.includes(option.value));
  return isDoubtful ? undefined : { kind: "choice", value: last.option.value };
}

function claimsOf(
  options: readonly Option[],
  clauses: readonly string[],
  patternsOf: (option: Option) => readonly string[] | undefined,
): Claim[] {
  const story = clauses.join("\n");
  const claims = options.flatMap((option) =>
    (patternsOf(option) ?? []).flatMap((pattern) =>
      [...story.matchAll(new RegExp(pattern, "gm"))].map((match) => ({
        option,
        at: match.index + match[0].length,
      })),
    ),
  );
  return claims.toSorted((one, other) => one.at - other.at);
}

/** "2 tháng" after what was done is two months ago; a date to come is no beginning. */
function readToldDate(
  patterns: readonly string[],
  clauses: readonly string[],
  now: Instant,
): Answer | undefined {
  for (const pattern of patterns) {
    for (const [, said = ""] of clauses.join("\n").matchAll(new RegExp(pattern, "gm"))) {
      const found = [said, `${said} truoc`].map((words) => readDate(words, now, true));
      const date = found.find(({ kind }) => kind === "read");
      if (date?.kind === "read" && date.span.from <= localDate(now)) {
        return { kind: "date", ...date.span, said };
      }
    }
  }
  return undefined;
}

/**
 * Words whose bare letters mean something else as well (đá, chứa, mượn, mỗi): where the writer uses marks, they
 * count with their own marks only.
 */
const ownMarks: ReadonlySet<string> = new Set(
  "đã đang chưa muốn sẽ thử mới nghĩ nghị định rồi từ tính hồi".split(" "),
);
const guarded: ReadonlySet<string> = new Set([...ownMarks].map(fold));

/** The clauses of a story, folded, without punctuation; numbers and dates stay whole. */
function clausesOf(text: string): string[] {
  const hasMarks = isMarked(text);
  return normalize(text)
    .split(/[;:!?\n…()]+|[.,](?!\d)|\s(?:nhưng|nhung)\s/)
    .map((clause) =>
      clause
        .replace(/[^\p{L}\p{M}\p{N}/.,% -]+/gu, " ")
        .split(/\s+/)
        .map((word) => meantBy(word) ?? (hasMarks ? withOwnMarks(word) : fold(word)))
        .join(" ")
        .trim(),
    )
    .filter((clause) => clause !== "");
}

function withOwnMarks(word: string): string {
  const folded = fold(word);
  return guarded.has(folded) && !ownMarks.has(word) ? "×" : folded;
}
