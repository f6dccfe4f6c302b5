import { createHmac } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { newId, sameSecret } from "../../kit/id.ts";

/** An anonymous conversation on one browser. The id is the member's address on the web chat. */
export type Session = { readonly id: string; readonly isNew: boolean };

/** Who is talking, by a signed cookie: nothing is stored on the server before somebody writes. */
export type Sessions = {
  /** The session of a request, or undefined when it brings none that we signed. */
  find(request: FastifyRequest): string | undefined;
  /** The session of a request; starts one when there is none, and lets the cookie live on from now. */
  open(request: FastifyRequest, reply: FastifyReply): Session;
  /** Forgets the session in this browser; what was said stays in the ledger under its old address. */
  end(request: FastifyRequest, reply: FastifyReply): void;
};

// Chromium keeps no cookie longer than 400 days.
const lifetimeSeconds = 400 * 24 * 3600;

/**
 * Sessions signed with `secret` (HMAC-SHA256). A page inside a frame on another site gets its own cookie,
 * partitioned by that site (CHIPS) when `isSecure`; over plain HTTP browsers allow no such cookie, and a
 * frame works on the same site only.
 */
export function createSessions(secret: string, isSecure: boolean): Sessions {
  const sign = (id: string) => createHmac("sha256", secret).update(`session:${id}`).digest("base64url");
  const verify = (cookie: string | undefined): string | undefined => {
    const [id = "", signature = ""] = (cookie ?? "").split(".");
    return id !== "" && sameSecret(signature, sign(id)) ? id : undefined;
  };
  const find = (request: FastifyRequest): string | undefined => {
    const own = verify(request.cookies[cookieName(request)]);
    return own ?? verify(request.cookies.caunoi_chat);
  };
  const options = (request: FastifyRequest) => {
    const isForeignFrame = isEmbedded(request) && isSecure;
    const sameSite = isForeignFrame ? ("none" as const) : ("lax" as const);
    return { path: "/", httpOnly: true, secure: isSecure, sameSite, partitioned: isForeignFrame };
  };
  return {
    find,
    open(request, reply) {
      const known = find(request);
      const id = known ?? newId<"chatSession">();
      reply.setCookie(cookieName(request), `${id}.${sign(id)}`, {
        ...options(request),
        maxAge: lifetimeSeconds,
      });
      return { id, isNew: known === undefined };
    },
    end(request, reply) {
      reply.clearCookie(cookieName(request), options(request));
    },
  };
}

/** Whether the page that calls says it stands in a frame (`?embed=1`). */
export function isEmbedded(request: FastifyRequest): boolean {
  const query = request.query;
  return typeof query === "object" && query !== null && "embed" in query && query.embed === "1";
}

// Two names, because one request can carry a site's partitioned cookie and the ordinary one.
function cookieName(request: FastifyRequest): "caunoi_embed" | "caunoi_chat" {
  return isEmbedded(request) ? "caunoi_embed" : "caunoi_chat";
}
