import type { ServerResponse } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { lastSaid } from "../conversation/history.ts";
import type { Queries } from "../database/database.ts";
import { lastWritten } from "../delivery/thread.ts";
import { describeError } from "../kit/failure.ts";
import { lastAudit } from "../people/audit.ts";
import { readSession } from "../people/sessions.ts";
import { lastCaseEvent } from "../questions/cases.ts";
import { readSessionCookie } from "./cookie.ts";
import { refuse, sessionOver } from "./mount.ts";
import type { DashboardParts } from "./routes.ts";

/** How often the database is asked whether anything is new, once for all who look on. */
const lookEveryMs = 1_500;
const checkSessionsEveryMs = 30_000;
const mostStreams = 500;

type Stream = { readonly response: ServerResponse; readonly token: string };

/**
 * `GET /live`: tells an open page that something changed (server-sent events), whoever changed it and in whichever
 * process. An event holds no more than a mark; what changed is read from the routes the officer may call. A stream
 * ends with its session. Pages that get no stream read again from time to time.
 */
export function mountLive(app: FastifyInstance, parts: DashboardParts): void {
  const streams = new Set<Stream>();
  let timers: NodeJS.Timeout[] = [];
  let mark = "";
  const tellAll = async () => {
    const now = await readMark(parts.db.read).catch((error: unknown) => {
      parts.log.warn("live.reading_failed", { fault: describeError(error) });
      return mark;
    });
    if (now === mark) return;
    mark = now;
    for (const { response } of streams) response.write(`event: changed\ndata: ${mark}\n\n`);
  };
  const begin = () => {
    timers = [
      setInterval(() => void tellAll(), lookEveryMs),
      setInterval(() => void endOld(streams, parts), checkSessionsEveryMs),
    ];
  };
  const drop = (stream: Stream) => {
    streams.delete(stream);
    if (streams.size > 0) return;
    for (const timer of timers) clearInterval(timer);
  };
  app.get("/live", { exposeHeadRoute: false }, async (request: FastifyRequest, reply: FastifyReply) => {
    const token = readSessionCookie(request);
    if (!(await readSession(parts.db, token, parts.clock()))) return refuse(reply, sessionOver);
    if (streams.size >= mostStreams) return reply.code(204).send();
    await tellAll();
    const stream = { token, response: openStream(reply) };
    if (streams.size === 0) begin();
    streams.add(stream);
    stream.response.once("close", () => drop(stream));
    stream.response.write(`event: hello\ndata: ${mark}\n\n`);
    return reply;
  });
  // Streams never end by themselves: a stop would wait for them.
  app.addHook("preClose", async () => {
    for (const { response } of streams) response.end();
  });
}

/** Changes with every message, case and change in the dashboard. */
async function readMark(queries: Queries): Promise<string> {
  const all = await Promise.all([
    lastAudit(queries),
    lastCaseEvent(queries),
    lastSaid(queries),
    lastWritten(queries),
  ]);
  return all.join(".");
}

/** Ends the streams of sessions that are over; the beat keeps proxies from closing the others. */
async function endOld(streams: ReadonlySet<Stream>, { db, clock, log }: DashboardParts): Promise<void> {
  for (const { response, token } of streams) {
    try {
      if (await readSession(db, token, clock())) response.write(": alive\n\n");
      else response.end();
    } catch (error) {
      log.warn("live.check_failed", { fault: describeError(error) });
    }
  }
}

/** Takes the answer out of fastify's hands; the security headers set so far go along. */
function openStream(reply: FastifyReply): ServerResponse {
  reply.hijack();
  const response = reply.raw;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) response.setHeader(name, value);
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  response.write("retry: 3000\n\n");
  return response;
}
