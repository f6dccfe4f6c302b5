import type { ServerResponse } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { WebChat, WebChatNews } from "../../channels/web-chat.ts";
import { describeError } from "../../kit/failure.ts";
import type { Log } from "../../kit/log.ts";
import type { Address } from "../../kit/message.ts";
import { refuse } from "../errors.ts";
import type { FileLinks } from "./file-links.ts";
import type { Sessions } from "./session.ts";
import { type SentMessage, toSentLine } from "./wire.ts";

/** Reads the ledger: messages sent to `to` after a cursor, oldest first, or the newest ones without it. */
export type ReadSent = (to: Address, page: { after?: string; limit: number }) => Promise<SentMessage[]>;

type Parts = {
  readonly webChat: WebChat;
  readonly sessions: Sessions;
  readonly links: FileLinks;
  readonly readSent: ReadSent;
  readonly log: Log;
  /** How often an open page looks into the ledger, for what another process has sent. */
  readonly rereadMs: number;
};

const heartbeatMs = 20_000;
const mostStreams = 4000;
const mostStreamsPerSession = 12;
/** A whole factory may sit behind one network address; nobody may take all streams from there. */
const mostStreamsPerAddress = 1000;
/** A page that does not read for so long that this much waits for it is cut off; it will come back. */
const mostUnreadBytes = 1_000_000;

/** Every open stream, to be counted and ended. */
export type Streams = { endAll(): void };

/**
 * `GET /chat/events`: the replies of a session as they are sent (server-sent events).
 *
 * An event's id is the ledger's cursor; a page that comes back with `Last-Event-ID` (or `?after=`) receives
 * what it missed, also after a restart and from another process. What this process sends is shown at once;
 * the ledger is read again every `rereadMs`. The same message can come twice: `seq` tells. The events `typing`
 * and `draft` (`{text}`, an answer as far as it is written) are kept nowhere: the next line takes their place.
 */
export function registerEvents(app: FastifyInstance, parts: Parts): Streams {
  const open = new Map<() => void, { session: string; ip: string }>();
  const isFull = (session: string, ip: string): boolean => {
    const others = [...open.values()];
    const ofSession = others.filter((other) => other.session === session).length;
    const ofAddress = others.filter((other) => other.ip === ip).length;
    return (
      open.size >= mostStreams || ofSession >= mostStreamsPerSession || ofAddress >= mostStreamsPerAddress
    );
  };
  app.route({
    method: "GET",
    url: "/chat/events",
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const session = parts.sessions.find(request);
      if (session === undefined) return refuse(reply, 401, "noSession");
      if (isFull(session, request.ip)) return refuse(reply, 429, "tooMany");
      const end = startStream(request, reply, { session, parts, onEnd: () => open.delete(end) });
      open.set(end, { session, ip: request.ip });
      return reply;
    },
  });
  return {
    endAll: () => {
      for (const end of [...open.keys()]) end();
    },
  };
}

function startStream(
  request: FastifyRequest,
  reply: FastifyReply,
  context: { session: string; parts: Parts; onEnd: () => void },
): () => void {
  const { session, parts } = context;
  const to: Address = { channel: "web-chat", externalId: session };
  const response = openResponse(reply);
  const write = (text: string) => {
    if (response.writableLength > mostUnreadBytes) response.destroy();
    else response.write(text);
  };
  const feed = createFeed({ after: cursorOf(request), to, parts, session, write });
  const stopListening = parts.webChat.subscribe(to, feed.tell);
  const rereading = setInterval(() => void feed.reread(), parts.rereadMs);
  const beating = setInterval(() => write(": alive\n\n"), heartbeatMs);
  // Fires once, however the stream ends: the page left, or the server stops.
  response.once("close", () => {
    stopListening();
    clearInterval(rereading);
    clearInterval(beating);
    context.onEnd();
  });
  void feed.reread();
  return () => response.end("retry: 1500\nevent: bye\ndata: {}\n\n");
}

/** Takes the answer out of fastify's hands; the headers set so far (security, cookies) go along. */
function openResponse(reply: FastifyReply): ServerResponse {
  reply.hijack();
  const response = reply.raw;
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) response.setHeader(name, value);
  }
  // `x-accel-buffering` keeps nginx from holding events back.
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  response.write("retry: 1500\n\n");
  return response;
}

/** Turns news and ledger rows into events, each message once per stream. */
function createFeed(context: {
  after: string | undefined;
  to: Address;
  session: string;
  parts: Parts;
  write: (text: string) => void;
}): { tell(news: WebChatNews): void; reread(): Promise<void> } {
  const { to, parts, write } = context;
  const shown = new Set<number>();
  const link = (hash: string) => parts.links.link(context.session, hash);
  let after = context.after;
  let isReading = false;
  const show = (message: Omit<SentMessage, "cursor">) => {
    if (shown.has(message.seq)) return;
    shown.add(message.seq);
    write(`event: line\ndata: ${JSON.stringify(toSentLine(message, link))}\n\n`);
  };
  return {
    tell(news) {
      if (news.kind === "typing") write("event: typing\ndata: {}\n\n");
      else if (news.kind === "draft") write(`event: draft\ndata: ${JSON.stringify({ text: news.text })}\n\n`);
      else show(news);
    },
    async reread() {
      // One look at a time: a slow database must not pile looks up.
      if (isReading) return;
      isReading = true;
      try {
        const messages = await parts.readSent(to, { ...(after === undefined ? {} : { after }), limit: 100 });
        for (const message of messages) show(message);
        const last = messages.at(-1);
        if (last) after = last.cursor;
        // An id without data moves the browser's Last-Event-ID and shows nothing.
        if (last) write(`id: ${last.cursor}\n\n`);
      } catch (error) {
        parts.log.warn("chat.rereadFailed", { fault: describeError(error) });
      } finally {
        isReading = false;
      }
    },
  };
}

/** The newer of the two places a page can say how far it has read; anything that is no cursor is ignored. */
function cursorOf(request: FastifyRequest): string | undefined {
  const { after } = request.query as { after?: unknown };
  const given = [request.headers["last-event-id"], after];
  return given.find((value) => typeof value === "string" && cursorForm.test(value)) as string | undefined;
}

const cursorForm = /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z_\d{1,15}$/;
