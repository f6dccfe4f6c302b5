import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Turns a token into something worthless without the application's secret, and back. */
export type Seal = {
  close(token: string): string;
  /** Undefined when it was closed with another secret, or changed since. */
  open(sealed: string): string | undefined;
};

const cipher = "aes-256-gcm";
const [ivBytes, tagBytes] = [12, 16];

/**
 * Seals tokens for the database by AES-256-GCM. The key comes from the application's secret, which is in the
 * settings and not in the database: a stolen backup opens nothing. `name` binds a token to its account.
 */
export function createSeal(secret: string, name: string): Seal {
  const key = Buffer.from(hkdfSync("sha256", secret, name, "caunoi platform tokens", 32));
  return {
    close(token) {
      const iv = randomBytes(ivBytes);
      const work = createCipheriv(cipher, key, iv);
      const text = Buffer.concat([work.update(token, "utf8"), work.final()]);
      return Buffer.concat([iv, work.getAuthTag(), text]).toString("base64url");
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, "base64url");
      try {
        const work = createDecipheriv(cipher, key, bytes.subarray(0, ivBytes));
        work.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
        return Buffer.concat([work.update(bytes.subarray(ivBytes + tagBytes)), work.final()]).toString();
      } catch {
        return undefined;
      }
    },
  };
}
