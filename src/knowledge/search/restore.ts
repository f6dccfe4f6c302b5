import { formsOf } from "./corpus.ts";
import type { Index } from "./inverted-index.ts";
import type { QuestionWord } from "./synonyms.ts";

/** A word with marks that a bare word may stand for. `id` is its exact id. */
export type Restored = { readonly id: number; readonly probability: number };

/** More readings than this of one bare word are too rare to matter. */
const mostForms = 10;

/**
 * How likely each marked word is behind each word of the question, judged by its neighbours (forward–backward
 * over pairs the documents hold). A word whose marks are known has that one form. Words the documents do not
 * know have none, and cut the chain as a break does.
 */
export function restoreMarks(words: readonly QuestionWord[], index: Index): Restored[][] {
  const forms = words.map((word) => formsOf(index, word).slice(0, mostForms));
  const result: Restored[][] = words.map(() => []);
  let start = 0;
  for (let at = 0; at <= words.length; at++) {
    const isCut = at === words.length || forms[at]?.length === 0 || words[at]?.afterBreak;
    if (!isCut) continue;
    if (at > start)
      restoreRun(forms.slice(start, at), index).forEach((one, offset) => {
        result[start + offset] = one;
      });
    start = forms[at]?.length === 0 ? at + 1 : at;
  }
  return result;
}

function restoreRun(forms: readonly (readonly number[])[], index: Index): Restored[][] {
  const steps = forms.map((to, at) => transitions(forms[at - 1], to, index));
  const forward: number[][] = [];
  for (const [at, step] of steps.entries())
    forward.push(normalized(step.map((row) => weighted(row, forward[at - 1]))));
  const backward: number[][] = forms.map((ids) => ids.map(() => 1));
  for (let at = forms.length - 2; at >= 0; at--) {
    const next = steps[at + 1] ?? [];
    const later = backward[at + 1] ?? [];
    backward[at] = normalized(
      (forms[at] ?? []).map((_, from) =>
        next.reduce((sum, row, to) => sum + (row[from] ?? 0) * (later[to] ?? 0), 0),
      ),
    );
  }
  return forms.map((ids, at) => {
    const both = normalized(ids.map((_, form) => (forward[at]?.[form] ?? 0) * (backward[at]?.[form] ?? 0)));
    return ids.map((id, form) => ({ id, probability: both[form] ?? 0 }));
  });
}

/** steps[to][from]: the probability of the word `to` after the word `from`; at the start of a run only its own. */
function transitions(from: readonly number[] | undefined, to: readonly number[], index: Index): number[][] {
  const { counts } = index.exact;
  const alone = (id: number) => ((counts[id] ?? 0) + 0.1) / (index.total + 0.1 * counts.length);
  if (!from) return to.map((id) => [alone(id)]);
  return to.map((id) =>
    from.map((before) => {
      const together = index.exactPairs.counts[index.exactPairs.table.find(before, id)] ?? 0;
      return (0.9 * together) / Math.max(1, counts[before] ?? 0) + 0.1 * alone(id);
    }),
  );
}

function weighted(row: readonly number[], before: readonly number[] | undefined): number {
  return row.reduce((sum, value, at) => sum + value * (before?.[at] ?? 1), 0);
}

function normalized(values: readonly number[]): number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  return sum > 0 ? values.map((value) => value / sum) : values.map(() => 1 / values.length);
}
