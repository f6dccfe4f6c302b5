import type { Said } from "../kit/message.ts";
import { statusWords } from "../proposals/status.ts";
import { caseNumberIn } from "../questions/case-status.ts";
import { understand } from "../questions/understand.ts";
import { readCommand } from "./commands.ts";
import { readYesNo } from "./words.ts";

/** Longer messages say what they want. */
const mostOpeningLetters = 40;
const mostOpeningWords = 5;
/** More than anybody types in a row; the rest gets a turn of its own. */
export const mostJoined = 12;

/**
 * Whether more is likely to follow at once ("chị ơi", "em hỏi chút", "lương tối thiểu"): a few words that ask
 * nothing yet and end nothing, or announce an idea. Commands, presses, numbers, a yes or no, greetings and thanks are whole.
 */
export function isOpening(said: Said): boolean {
  // The cheap looks first: this is asked of every message that comes in.
  if (said.kind !== "text" || said.text.length > mostOpeningLetters) return false;
  const text = said.text.trim();
  if (/^\/|[.?!…]$/.test(text) || text.split(/\s+/).length > mostOpeningWords) return false;
  if (!isJoinable(said)) return false;
  const { act, kinds, words } = understand(text);
  return (act === undefined || act === "idea") && kinds.size === 0 && words.length > 0;
}

/** Whether a message is words that can stand in one text with others. */
function isJoinable(said: Said): boolean {
  if (said.kind !== "text" || said.files.length > 0) return false;
  const text = said.text.trim();
  if (!/\p{L}/u.test(text)) return false;
  if (readCommand(text) || statusWords(text) || caseNumberIn(text) !== undefined) return false;
  return readYesNo(text) === undefined;
}

/** How many of the messages after an opening belong to it: up to and with the first that is whole. */
export function countFollowers(after: readonly Said[]): number {
  for (const [index, said] of after.entries()) {
    if (!isJoinable(said)) return index;
    if (!isOpening(said)) return index + 1;
  }
  return after.length;
}

/** Several messages as one, a line each. */
export function joinSaid(all: readonly Said[]): Said {
  const text = all.flatMap((said) => (said.kind === "text" ? [said.text.trim()] : [])).join("\n");
  return { kind: "text", text, files: [] };
}
