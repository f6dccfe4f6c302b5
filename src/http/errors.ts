import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { describeError, type FailureCode, isFailure } from "../kit/failure.ts";
import type { Log } from "../kit/log.ts";
import type { Assets } from "./assets.ts";
import { missingPage } from "./plain-pages.ts";
import { type RefusalCode, refusals } from "./texts.ts";

/** The one form of every refusal: `{"error":{"code":"empty","message":"…"}}`. */
export function refuse(reply: FastifyReply, status: number, code: RefusalCode): FastifyReply {
  return reply.code(status).send({ error: { code, message: refusals[code] } });
}

const answers: Record<FailureCode, readonly [number, RefusalCode]> = {
  forged: [401, "forged"],
  invalid: [400, "unreadable"],
  forbidden: [403, "forged"],
  missing: [404, "notFound"],
  conflict: [409, "unreadable"],
  unavailable: [503, "unavailable"],
  internal: [500, "internal"],
};

/**
 * Answers everything that was thrown or not found, without showing what is inside: people read a sentence,
 * the log has the failure with the request's id.
 */
export function answerErrors(app: FastifyInstance, log: Log, assets: Assets): void {
  app.setErrorHandler((error, request, reply) => {
    const [status, code] = answerTo(error);
    if (status >= 500) {
      const route = request.routeOptions.url ?? "none";
      log.error("http.failed", { requestId: request.id, route, status, fault: describeError(error) });
    }
    if (status === 503) reply.header("retry-after", "10");
    return refuse(reply, status, code);
  });
  app.setNotFoundHandler((request, reply) => {
    if (!wantsPage(request)) return refuse(reply, 404, "notFound");
    return reply.code(404).type("text/html; charset=utf-8").send(missingPage(assets.url));
  });
}

function answerTo(error: unknown): readonly [number, RefusalCode] {
  if (isFailure(error)) return answers[error.code];
  // Fastify's own refusals (body too large, unknown content type) say their status.
  const status = statusOf(error);
  if (status === 413) return [413, "tooLarge"];
  if (status === 415) return [415, "wrongType"];
  if (status === 503) return [503, "unavailable"];
  if (status >= 400 && status < 500) return [status, "unreadable"];
  return [500, "internal"];
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
  return typeof status === "number" ? status : 500;
}

function wantsPage(request: FastifyRequest): boolean {
  const isReading = request.method === "GET" || request.method === "HEAD";
  return isReading && (request.headers.accept ?? "").includes("text/html");
}
