import helmet from "@fastify/helmet";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

const policy: Readonly<Record<string, readonly string[]>> = {
  "default-src": ["'none'"],
  "script-src": ["'self'"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "blob:"],
  "media-src": ["'self'"],
  "connect-src": ["'self'"],
  "manifest-src": ["'self'"],
  "form-action": ["'self'"],
  "base-uri": ["'none'"],
  "frame-ancestors": ["'none'"],
  // The browser itself refuses innerHTML with a text, whoever writes it one day.
  "require-trusted-types-for": ["'script'"],
  "trusted-types": ["'none'"],
};

/** Sends the security headers with every answer; a page that may stand in a frame relaxes them itself. */
export async function sendSecurityHeaders(app: FastifyInstance, publicUrl: string): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { ...policy } },
    // Without TLS the header would be ignored anyway; with it, it must not lock out an operator's test.
    strictTransportSecurity: publicUrl.startsWith("https:") ? { includeSubDomains: false } : false,
    xFrameOptions: { action: "deny" },
    referrerPolicy: { policy: "same-origin" },
  });
}

/** Lets any page put this answer into a frame: the chat is made to be embedded. */
export function allowFraming(reply: FastifyReply): void {
  const directives = Object.entries({ ...policy, "frame-ancestors": ["*"] });
  const text = directives.map(([name, values]) => `${name} ${values.join(" ")}`).join(";");
  reply.header("content-security-policy", text);
  reply.removeHeader("x-frame-options");
  reply.header("cross-origin-resource-policy", "cross-origin");
}

/** Lets any page load this file. */
export function allowLoading(reply: FastifyReply): void {
  reply.header("cross-origin-resource-policy", "cross-origin");
}

/**
 * Whether a call that changes something comes from our own pages. Browsers tell where a call comes from
 * (`Sec-Fetch-Site`, `Origin`); a program that sends neither has no cookies of a person to abuse.
 */
export function isFromOwnPage(request: FastifyRequest, publicUrl: string): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return false;
  const origin = request.headers.origin;
  if (origin === undefined) return true;
  return origin === new URL(publicUrl).origin || origin === `${request.protocol}://${request.host}`;
}
