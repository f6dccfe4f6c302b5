import { createHmac, randomBytes } from "node:crypto";
import { sameSecret } from "../kit/id.ts";
import { type Instant, toMs } from "../kit/time.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const stepSeconds = 30;

/** A new secret for an authenticator app: 160 bits in base32 (RFC 4226 §4 R6). */
export function newTotpSecret(): string {
  return toBase32(randomBytes(20));
}

/** The code of one time step (RFC 6238 over RFC 4226 §5.3, HMAC-SHA-1). */
export function totpAt(secret: string, step: number, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}

export function stepOf(at: Instant): number {
  return Math.floor(toMs(at) / 1000 / stepSeconds);
}

/**
 * The time step `code` belongs to, one step early or late allowed for clocks that differ, or undefined. Steps up
 * to `usedStep` are refused: a code somebody saw over a shoulder works no second time (RFC 6238 §5.2).
 */
export function matchTotp(
  secret: string,
  code: string,
  { now, usedStep }: { now: Instant; usedStep: number },
): number | undefined {
  const step = stepOf(now);
  return [step - 1, step, step + 1].find((one) => one > usedStep && sameSecret(code, totpAt(secret, one)));
}

/** What the QR code of an authenticator app holds. */
export function otpauthUri(secret: string, account: string): string {
  const issuer = "Cầu Nối";
  const query = new URLSearchParams({ secret, issuer, algorithm: "SHA1", digits: "6", period: "30" });
  return `otpauth://totp/${encodeURIComponent(`${issuer}:${account}`)}?${query.toString().replaceAll("+", "%20")}`;
}

function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => alphabet[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("");
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
