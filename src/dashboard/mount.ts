import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { describeError, type FailureCode, isFailure } from "../kit/failure.ts";
import { keepAnswer, recordAudit, takeKey } from "../people/audit.ts";
import { type Caller, readSession } from "../people/sessions.ts";
import { readSessionCookie } from "./cookie.ts";
import { readGiven } from "./read-given.ts";
import { rightsOf } from "./rights.ts";
import {
  type Change,
  type DashboardParts,
  type FileAnswer,
  type Look,
  type Refusal,
  type Route,
  refused,
} from "./routes.ts";
import { texts } from "./texts.ts";

/** Where the API lies; the pages of the dashboard are files beside it. */
export const apiRoot = "/admin/api";

/** Carries the key of a change. A page of another site cannot send it without asking first, and is refused. */
const keyHeader = "x-request-key";

/** Answers every route below `/admin/api`, each with its check of session, right, origin and body. */
export function mountRoutes(app: FastifyInstance, routes: readonly Route[], parts: DashboardParts): void {
  app.setErrorHandler((error, request, reply) => answerError(error, request, { reply, parts }));
  app.setNotFoundHandler((_request, reply) => refuse(reply, refused(404, "missing", texts.missing)));
  // Nothing here may be kept by a browser or a proxy: it is about people.
  app.addHook("onSend", async (_request, reply) => void reply.header("cache-control", "no-store"));
  for (const route of routes) mountRoute(app, route, parts);
}

function mountRoute(app: FastifyInstance, route: Route, parts: DashboardParts): void {
  const method = methodOf(route);
  const limit = route.kind !== "open" && route.bodyBytes ? { bodyLimit: route.bodyBytes } : {};
  app.route({
    method,
    url: route.path,
    exposeHeadRoute: false,
    ...limit,
    handler: async (request, reply) => {
      if (method === "POST" && !isFromOwnPage(request, parts.publicUrl))
        return refuse(reply, refused(403, "other-site", texts.otherSite));
      if (route.kind === "open") return route.serve(request, reply, parts);
      const caller = await readSession(parts.db, readSessionCookie(request), parts.clock());
      if (!caller) return refuse(reply, sessionOver);
      if (!isAllowed(route, caller)) return refuse(reply, refused(403, "forbidden", texts.forbidden));
      return route.kind === "look"
        ? show(route, { request, reply, parts, caller })
        : carryOut(route, { request, reply, parts, caller });
    },
  });
}

/** How a route is called. */
export function methodOf(route: Route): "GET" | "POST" {
  if (route.kind === "open") return route.method;
  return route.kind === "look" && !route.bodyBytes ? "GET" : "POST";
}

/** Told to whoever has no session any more. */
export const sessionOver = { ...refused(403, "session-ended", texts.sessionEnded), status: 401 } as const;

type Asked = {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly parts: DashboardParts;
  readonly caller: Caller;
};

function isAllowed(route: Look | Change, { officer }: Caller): boolean {
  const has = rightsOf(officer);
  const needed = route.kind === "look" ? [route.right] : route.rights;
  return needed.every((right) => right === "signed-in" || has.has(right));
}

async function show(route: Look, { request, reply, parts, caller }: Asked): Promise<unknown> {
  const read = readGiven(route.query, route.bodyBytes ? request.body : request.query);
  if (read.kind === "refused") return refuse(reply, read);
  const params = request.params as Record<string, string>;
  const call = { parts, caller, now: parts.clock(), params, given: read.value as never };
  const answer = await route.show(call);
  if (answer === undefined) return refuse(reply, refused(404, "missing", texts.missing));
  return route.isFile ? sendFile(reply, answer as FileAnswer) : reply.send(answer);
}

/** Never opened in place of a page, whatever it holds; pictures still show where a page asks for them. */
function sendFile(reply: FastifyReply, { name, mediaType, bytes }: FileAnswer): FastifyReply {
  return reply
    .type(mediaType)
    .header("content-disposition", `attachment; filename="${name}"`)
    .header("x-content-type-options", "nosniff")
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

/** Thrown inside a transaction to take it back; caught right around it. */
class RolledBack extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

async function carryOut(route: Change, asked: Asked): Promise<unknown> {
  const { request, reply, parts, caller } = asked;
  const read = readGiven(route.body, request.body);
  if (read.kind === "refused") return refuse(reply, read);
  const params = request.params as Record<string, string>;
  const call = { parts, caller, now: parts.clock(), params, given: read.value as never };
  try {
    const answer = await parts.db.transact((tx) =>
      runOnce(tx, route, { call, url: request.url, key: keyOf(request) }),
    );
    return reply.type("application/json; charset=utf-8").send(answer);
  } catch (error) {
    if (error instanceof RolledBack) return refuse(reply, error.refusal);
    throw error;
  }
}

/** Runs a change unless its key was used before; returns its answer as JSON. */
async function runOnce(
  tx: Parameters<Change["run"]>[0],
  route: Change,
  { call, url, key }: { call: Parameters<Change["run"]>[1]; url: string; key: string },
): Promise<string> {
  const { officer } = call.caller;
  const taken = await takeKey(tx, { officerId: officer.id, key, route: url, now: call.now });
  if (taken.kind === "done") {
    if (taken.answer === undefined) throw new RolledBack(refused(409, "key-reused", texts.keyReused));
    return taken.answer;
  }
  const outcome = await route.run(tx, call);
  if (outcome.kind === "refused") throw new RolledBack(outcome);
  await recordAudit(tx, {
    ...outcome.audit,
    officerId: officer.id,
    officerName: officer.name,
    at: call.now,
  });
  await keepAnswer(tx, { officerId: officer.id, key, answer: JSON.stringify(outcome.kept ?? {}) });
  return JSON.stringify(outcome.answer ?? {});
}

/** `{"error":{"code":"invalid","message":"…","fields":{…},"found":{…}}}` */
export function refuse(
  reply: FastifyReply,
  { status, code, words, fields, found }: Omit<Refusal, "kind" | "status"> & { status: number },
): FastifyReply {
  const error = { code, message: words, ...(fields ? { fields } : {}), ...(found ? { found } : {}) };
  return reply.code(status).send({ error });
}

function keyOf(request: FastifyRequest): string {
  return String(request.headers[keyHeader]);
}

/**
 * Whether a change comes from our own page: it brings a key in a header of our own (which another site's page
 * could only send after a preflight that nobody answers), and what browsers tell about its origin agrees.
 */
function isFromOwnPage(request: FastifyRequest, publicUrl: string): boolean {
  const key = request.headers[keyHeader];
  if (typeof key !== "string" || !/^[A-Za-z0-9-]{8,64}$/.test(key)) return false;
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return false;
  const { origin } = request.headers;
  if (origin === undefined) return true;
  return origin === new URL(publicUrl).origin || origin === `${request.protocol}://${request.host}`;
}

const statuses: Readonly<Record<FailureCode, readonly [number, string]>> = {
  forged: [403, texts.forbidden],
  invalid: [400, texts.unreadable],
  forbidden: [403, texts.forbidden],
  missing: [404, texts.missing],
  conflict: [409, texts.unreadable],
  unavailable: [503, texts.busy],
  internal: [500, texts.internal],
};

function answerError(
  error: unknown,
  request: FastifyRequest,
  { reply, parts }: { reply: FastifyReply; parts: DashboardParts },
): FastifyReply {
  const [status, words] = isFailure(error) ? statuses[error.code] : statusOf(error);
  if (status >= 500) {
    const route = request.routeOptions.url ?? "none";
    parts.log.error("dashboard.failed", {
      requestId: request.id,
      route,
      status,
      fault: describeError(error),
    });
  }
  return refuse(reply, { status, code: isFailure(error) ? error.code : "unreadable", words });
}

/** Fastify's own refusals (body too large, no JSON) say their status. */
function statusOf(error: unknown): readonly [number, string] {
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500 ? [status, texts.unreadable] : [500, texts.internal];
}
