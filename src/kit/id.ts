import { hash, randomFillSync, timingSafeEqual } from "node:crypto";

/** An id of one kind of thing: a UUIDv7 in text, so that ids made later sort later. */
export type Id<Kind extends string> = string & { readonly __id: Kind };

/** Random bytes drawn ahead: asking the system costs the same for 16 as for 4,096. */
const drawn = Buffer.alloc(4096);
let used = drawn.length;

/** A new UUIDv7 (RFC 9562 §5.7): 48 bits of time, 74 random bits. */
export function newId<Kind extends string>(): Id<Kind> {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  const bytes = drawn.subarray(used, used + 16);
  used += 16;
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    "-",
  ) as Id<Kind>;
}

/** Whether two secrets are equal, in time that does not depend on where they differ. */
export function sameSecret(given: string, expected: string): boolean {
  // Hashing first gives equal lengths, which timingSafeEqual demands.
  const digest = (text: string) => hash("sha256", text, "buffer");
  return timingSafeEqual(digest(given), digest(expected));
}

/** SHA-256 of bytes or text, in lower-case hexadecimal. */
export function sha256(content: Uint8Array | string): string {
  return hash("sha256", content, "hex");
}
