import type { FastifyReply, FastifyRequest } from "fastify";

const name = "caunoi_officer";

/** The session's token a request brings, "" when it brings none. */
export function readSessionCookie(request: FastifyRequest): string {
  return request.cookies[name] ?? "";
}

/**
 * Gives the browser the session's token. Scripts cannot read it and other sites cannot make it be sent; it goes
 * when the browser closes, the server ends it earlier.
 */
export function setSessionCookie(reply: FastifyReply, token: string, publicUrl: string): void {
  reply.setCookie(name, token, options(publicUrl));
}

function options(publicUrl: string) {
  const secure = publicUrl.startsWith("https:");
  return { path: "/admin", httpOnly: true, sameSite: "strict" as const, secure };
}
