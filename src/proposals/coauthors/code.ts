import { randomInt } from "node:crypto";
import { sha256 } from "../../kit/id.ts";

/** No letters and digits that are mistaken for each other when read aloud or copied by hand. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const size = 8;
const codePattern = new RegExp(
  `(?:^|[^\\p{L}\\p{N}])DTG[\\s_-]*([${alphabet}]{4})[\\s_-]*([${alphabet}]{4})(?![\\p{L}\\p{N}])`,
  "iu",
);

/**
 * A new invitation code: `DTG-7K4M-29QX`. 31^8 codes (8.5·10^11) against a few open invitations and the pace of
 * a chat: guessing one is hopeless.
 */
export function newCode(): string {
  const signs = Array.from({ length: size }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
  return `DTG-${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/** What is stored of a code: whoever reads the database cannot answer for somebody. */
export function hashOf(code: string): string {
  return sha256(`coauthor:${code}`);
}

/** Opens the bot on Telegram and says the code (https://core.telegram.org/bots/features#deep-linking). */
export function linkOf(botName: string, code: string): string {
  return `https://t.me/${botName}?start=${code.replaceAll("-", "")}`;
}

/**
 * The code somewhere in a message, as it was given out: small letters, blanks and missing dashes do not matter,
 * nor what stands around it ("mã của em là dtg 7k4m29qx ạ", a deep link's `/start DTG7K4M29QX`).
 */
export function readCode(text: string): string | undefined {
  const [, one, other] = codePattern.exec(text) ?? [];
  return one && other ? `DTG-${one}-${other}`.toUpperCase() : undefined;
}
