import { createHmac } from "node:crypto";
import { sameSecret } from "../../kit/id.ts";

/** Signed addresses of stored files: each opens one file for one session only. */
export type FileLinks = {
  /** The address of a file this session has in its conversation. */
  link(session: string, hash: string): string;
  /** Whether `key` is the one `link` gave this session for this file. */
  isValid(session: string, hash: string, key: string): boolean;
};

/**
 * Signs with `secret`. A link is only made while a conversation is shown to the person it belongs to, so
 * having one proves that the file was sent by or to them, without a look into the ledgers.
 */
export function createFileLinks(secret: string): FileLinks {
  const keyOf = (session: string, hash: string) =>
    createHmac("sha256", secret).update(`open:${session}:${hash}`).digest("base64url");
  return {
    link: (session, hash) => `/chat/blobs/${hash}?key=${keyOf(session, hash)}`,
    isValid: (session, hash, key) => sameSecret(key, keyOf(session, hash)),
  };
}
