import { Failure, isFailure } from "../kit/failure.ts";
import { type AudienceRule, ruleChannels, ruleStates } from "../people/audience-rule.ts";
import { readAt } from "./schedule.ts";

/** A rule as its text means it, or what is wrong with the text, where, and what to write instead. */
export type RuleReading =
  | { readonly kind: "rule"; readonly rule: AudienceRule }
  | { readonly kind: "fault"; readonly what: string };

type Token = { readonly text: string; readonly at: number; readonly isQuoted: boolean };
type Cursor = { readonly tokens: readonly Token[]; next: number };

const words = "all, unit, role, tag, topic, channel, state, wrote, answered";
const longestRule = 2000;
const deepest = 50;

/**
 * Reads a rule: conditions joined by `and`, `or`, `not` and parentheses, `and` before `or`.
 *
 * `all` · `unit CODE` · `role "chủ tịch"` · `tag "an toàn"` · `topic …` · `channel zalo-oa` · `state active` ·
 * `wrote within 30 days` · `wrote since 2026-01-01` · `answered "name of a campaign"`. A value of several words
 * stands between quotation marks. Pure; whether a unit exists is asked elsewhere.
 */
export function readRule(text: string): RuleReading {
  if (text.length > longestRule) return { kind: "fault", what: `is longer than ${longestRule} characters` };
  try {
    const cursor: Cursor = { tokens: tokensOf(text), next: 0 };
    const rule = readOr(cursor, 0);
    const rest = cursor.tokens[cursor.next];
    if (rest)
      throw new Failure(
        "invalid",
        `${place(rest)} comes after the end: join conditions by \`and\` or \`or\``,
      );
    return { kind: "rule", rule };
  } catch (error) {
    if (isFailure(error, "invalid")) return { kind: "fault", what: error.message };
    throw error;
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(/"([^"]*)"|“([^”]*)”|([()])|([^\s()"“”]+)|(["“”])/g)) {
    const [whole, quoted, curled, sign, word, lost] = match;
    const at = match.index + 1;
    if (lost) throw new Failure("invalid", `at character ${at}: the quotation mark has no second one`);
    const value = quoted ?? curled ?? sign ?? word ?? whole;
    tokens.push({ text: value.trim(), at, isQuoted: (quoted ?? curled) !== undefined });
  }
  return tokens;
}

function readOr(cursor: Cursor, depth: number): AudienceRule {
  const parts = [readAnd(cursor, depth)];
  while (takeWord(cursor, "or")) parts.push(readAnd(cursor, depth));
  const [only] = parts;
  return parts.length === 1 && only ? only : { or: parts };
}

function readAnd(cursor: Cursor, depth: number): AudienceRule {
  const parts = [readNot(cursor, depth)];
  while (takeWord(cursor, "and")) parts.push(readNot(cursor, depth));
  const [only] = parts;
  return parts.length === 1 && only ? only : { and: parts };
}

function readNot(cursor: Cursor, depth: number): AudienceRule {
  if (depth > deepest) throw new Failure("invalid", `has more than ${deepest} conditions inside one another`);
  if (takeWord(cursor, "not")) return { not: readNot(cursor, depth + 1) };
  if (!takeWord(cursor, "(")) return readCondition(cursor);
  const inner = readOr(cursor, depth + 1);
  if (!takeWord(cursor, ")")) throw new Failure("invalid", "a parenthesis `(` has no `)`");
  return inner;
}

function readCondition(cursor: Cursor): AudienceRule {
  const token = cursor.tokens[cursor.next++];
  if (!token) throw new Failure("invalid", `ends where a condition is expected: write one of ${words}`);
  const value = () => readValue(cursor, token);
  switch (token.isQuoted ? "" : token.text) {
    case "all":
      return "all";
    case "unit":
      return { unit: value() };
    case "role":
      return { role: value() };
    case "tag":
      return { tag: value() };
    case "topic":
      return { topic: value() };
    case "answered":
      return { answered: value() };
    case "channel":
      return { channel: oneOf(ruleChannels, value(), token) };
    case "state":
      return { state: oneOf(ruleStates, value(), token) };
    case "wrote":
      return readWrote(cursor, token);
    default:
      throw new Failure("invalid", `${place(token)} is no condition: write one of ${words}`);
  }
}

function readWrote(cursor: Cursor, token: Token): AudienceRule {
  if (takeWord(cursor, "since")) {
    const day = readValue(cursor, token);
    const moment = readAt(`${day} 00:00`);
    if (!moment) throw new Failure("invalid", `\`${day}\` is no day: write \`wrote since 2026-01-31\``);
    return { wroteSince: moment };
  }
  if (takeWord(cursor, "within")) {
    const days = readValue(cursor, token);
    const isGood = /^[1-9]\d{0,3}$/.test(days) && Number(days) <= 3660;
    if (isGood && (takeWord(cursor, "days") || takeWord(cursor, "day")))
      return { wroteWithinDays: Number(days) };
  }
  throw new Failure(
    "invalid",
    `${place(token)}: write \`wrote within 30 days\` or \`wrote since 2026-01-31\``,
  );
}

const joining = new Set(["and", "or", "not", "(", ")"]);

function readValue(cursor: Cursor, of: Token): string {
  const token = cursor.tokens[cursor.next];
  if (!token || token.text === "" || (!token.isQuoted && joining.has(token.text))) {
    throw new Failure(
      "invalid",
      `${place(of)} needs a value: write it after the word, between "" when it has spaces`,
    );
  }
  cursor.next++;
  return token.text;
}

function oneOf<T extends string>(allowed: readonly T[], value: string, of: Token): T {
  const found = allowed.find((one) => one === value);
  if (found) return found;
  throw new Failure("invalid", `${place(of)} \`${value}\` is not known: write ${allowed.join(", ")}`);
}

function takeWord(cursor: Cursor, word: string): boolean {
  const token = cursor.tokens[cursor.next];
  const isIt = token !== undefined && !token.isQuoted && token.text === word;
  if (isIt) cursor.next++;
  return isIt;
}

function place({ text, at }: Token): string {
  return `at character ${at}: \`${text}\``;
}
