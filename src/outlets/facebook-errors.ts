import { z } from "zod";
import type { OutletRefusal } from "./outlet.ts";

/** The error object of the Graph API. Its message may quote what was posted: it is never kept or logged. */
export const graphError = z.object({
  error: z.object({
    code: z.number(),
    error_subcode: z.number().optional(),
    type: z.string().optional(),
    fbtrace_id: z.string().optional(),
  }),
});
export type GraphError = z.output<typeof graphError>["error"];

/** What a code means for what was asked. */
export type Meaning =
  | { readonly kind: "refused"; readonly why: OutletRefusal }
  | { readonly kind: "later"; readonly why: "rateLimit" | "temporary"; readonly waitMs: number }
  /** Facebook has an equal post. */
  | { readonly kind: "duplicate" }
  | { readonly kind: "gone" };

const rateLimitWaitMs = 15 * 60_000;
const temporaryWaitMs = 60_000;
const rateLimits = new Set([4, 17, 32, 341, 613]);
const tokens = new Set([102, 190, 463, 467]);
const blocked = new Set([368, 1346003, 1609005]);

/**
 * Source: developers.facebook.com/docs/graph-api/guides/error-handling and …/overview/rate-limiting. Codes that
 * are not listed say that something in the call was wrong: it had no effect.
 */
export function meaningOf({ code, error_subcode: subcode }: GraphError): Meaning {
  if (tokens.has(code)) return { kind: "refused", why: "tokenExpired" };
  if (code === 3 || code === 10 || (code >= 200 && code <= 299))
    return { kind: "refused", why: "noPermission" };
  // 80000 to 80014 are the limits of single products of the platform.
  if (rateLimits.has(code) || (code >= 80_000 && code <= 80_014))
    return { kind: "later", why: "rateLimit", waitMs: rateLimitWaitMs };
  if (code === 1 || code === 2) return { kind: "later", why: "temporary", waitMs: temporaryWaitMs };
  if (code === 506) return { kind: "duplicate" };
  if (blocked.has(code) || (subcode !== undefined && blocked.has(subcode)))
    return { kind: "refused", why: "blockedContent" };
  if (code === 100 && subcode === 33) return { kind: "gone" };
  return { kind: "refused", why: "badContent" };
}

/** For the operator: numbers only, and the id Facebook's support asks for. */
export function sayGraphError({ code, error_subcode: subcode, fbtrace_id: trace }: GraphError): string {
  const part = subcode === undefined ? `${code}` : `${code}/${subcode}`;
  return trace === undefined ? `Graph error ${part}` : `Graph error ${part}, fbtrace_id ${trace}`;
}
