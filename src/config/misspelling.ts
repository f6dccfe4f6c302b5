import { type Setting, settings } from "./settings.ts";

const fileNames = Object.entries<Setting>(settings)
  .filter(([, setting]) => setting.isSecret)
  .map(([name]) => `${name}_FILE`);
const known = [...Object.keys(settings), ...fileNames];
/** Names of one word (`PORTS`, `HOSTNAME`) mean too many other things on a machine. */
const guessable = known.filter((name) => name.includes("_"));
const mostSlips = 2;

/**
 * The setting that a variable nearly spells: another case, up to two slips (`TELEGRAM_BOT_TOKN`), or a word
 * left out (`TELEGRAM_TOKEN`). Undefined for a setting itself and for variables of other programs.
 */
export function nearestSetting(name: string): string | undefined {
  if (known.includes(name) || !name.includes("_")) return undefined;
  const upper = name.toUpperCase();
  return guessable.find(
    (candidate) => slips(upper, candidate) <= mostSlips || leavesOutWord(upper, candidate),
  );
}

function leavesOutWord(name: string, candidate: string): boolean {
  const words = candidate.split("_");
  const given = name.split("_");
  return (
    given.length === words.length - 1 && given[0] === words[0] && given.every((word) => words.includes(word))
  );
}

/** The Levenshtein distance: letters to add, drop or change. */
function slips(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > mostSlips) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
