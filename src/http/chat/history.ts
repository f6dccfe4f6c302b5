import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Address } from "../../kit/message.ts";
import type { Library } from "../../knowledge/library.ts";
import { refuse } from "../errors.ts";
import { viewClause } from "./clauses.ts";
import type { ReadSent } from "./events.ts";
import type { FileLinks } from "./file-links.ts";
import type { Sessions } from "./session.ts";
import { type SaidMessage, toLines } from "./wire.ts";

/** Reads what a person said: the newest `limit` messages from `from`, oldest first. */
export type ReadSaid = (from: Address, limit: number) => Promise<SaidMessage[]>;

type Parts = {
  readonly sessions: Sessions;
  readonly links: FileLinks;
  readonly readSaid: ReadSaid;
  readonly readSent: ReadSent;
  /** The library as it is published at the moment of the call. */
  readonly library: () => Library;
};

const usualLines = 100;
const mostLines = 2000;

/**
 * `GET /chat/history?limit=`: `{lines, cursor, hasMore, isNew}`, the newest lines of the conversation, oldest
 * first; `cursor` is where `/chat/events?after=` goes on. A browser without a conversation gets one here, and
 * `isNew` twice in a row tells the page that the browser keeps no cookie.
 * `GET /chat/clauses/<document>/<clause>`: a published clause behind a citation, else 404.
 * `POST /chat/leave`: forgets the conversation in this browser.
 */
export function registerReading(app: FastifyInstance, parts: Parts): void {
  app.get("/chat/history", async (request, reply) => {
    const session = parts.sessions.open(request, reply);
    const limit = limitOf(request);
    const address: Address = { channel: "web-chat", externalId: session.id };
    const [said, sent] = session.isNew
      ? [[], []]
      : await Promise.all([parts.readSaid(address, limit), parts.readSent(address, { limit })]);
    const lines = toLines(said, sent, (hash) => parts.links.link(session.id, hash)).slice(-limit);
    const hasMore =
      said.length + sent.length > lines.length || said.length === limit || sent.length === limit;
    return sendJson(request, reply, {
      lines,
      cursor: sent.at(-1)?.cursor ?? null,
      hasMore,
      isNew: session.isNew,
    });
  });
  // A wildcard, for ids have slashes ("III.1/2"), which proxies may decode on the way.
  app.get("/chat/clauses/:document/*", (request, reply) => {
    const params = request.params as { document: string; "*": string };
    const view = viewClause(parts.library(), params.document, params["*"]);
    if (!view) return refuse(reply, 404, "noSuchClause");
    return sendJson(request, reply.header("cache-control", "no-cache"), view);
  });
  app.post("/chat/leave", async (request, reply) => {
    parts.sessions.end(request, reply);
    return reply.code(204).send();
  });
}

function limitOf(request: FastifyRequest): number {
  const asked = Number((request.query as { limit?: unknown }).limit ?? usualLines);
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, mostLines) : usualLines;
}

const compress = promisify(gzip);

/** JSON, compressed when it is long: much of the province is on a weak link. */
async function sendJson(request: FastifyRequest, reply: FastifyReply, value: object): Promise<FastifyReply> {
  const text = JSON.stringify(value);
  reply.type("application/json; charset=utf-8").header("vary", "accept-encoding");
  const takesGzip = String(request.headers["accept-encoding"] ?? "").includes("gzip");
  if (!takesGzip || text.length < 1400) return reply.send(text);
  return reply.header("content-encoding", "gzip").send(await compress(text));
}
