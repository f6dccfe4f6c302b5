import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(argon2);

/** Argon2id with 19 MiB, two passes, one lane: the OWASP Password Storage Cheat Sheet's first choice. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const tagLength = 32;

/** Length rules alone (NIST SP 800-63B-4 §3.1.1): rules about kinds of letters make passwords worse. */
export const passwordLength = { least: 12, most: 128 } as const;

/** Why a password cannot be taken, or undefined. `names` are what it must not consist of. */
export function passwordFault(
  password: string,
  names: readonly string[],
): "short" | "long" | "guessable" | undefined {
  const text = password.normalize("NFC");
  if ([...text].length < passwordLength.least) return "short";
  if ([...text].length > passwordLength.most) return "long";
  const letters = new Set(text.toLowerCase());
  const isName = names.some((name) => name !== "" && text.toLowerCase().includes(name.toLowerCase()));
  return letters.size < 5 || isName ? "guessable" : undefined;
}

/** The PHC text of a password: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await tagOf(password, { ...cost, salt });
  const base64 = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(salt)}$${base64(tag)}`;
}

/** Whether `password` is the one of `stored`. Without a stored one it works as long and says no. */
export async function checkPassword(password: string, stored: string | null): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored ?? "");
  if (!parts) {
    await tagOf(password, { ...cost, salt: Buffer.alloc(16) });
    return false;
  }
  const [, memory, passes, parallelism, salt = "", tag = ""] = parts;
  const expected = Buffer.from(tag, "base64");
  const given = await tagOf(password, {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, "base64"),
  });
  return expected.length === given.length && timingSafeEqual(expected, given);
}

type Cost = { memory: number; passes: number; parallelism: number; salt: Buffer };

function tagOf(password: string, { salt, ...settings }: Cost): Promise<Buffer> {
  const message = Buffer.from(password.normalize("NFC"), "utf8");
  return derive("argon2id", { ...settings, message, nonce: salt, tagLength });
}
