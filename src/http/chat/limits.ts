import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { refuse } from "../errors.ts";
import type { Sessions } from "./session.ts";

/** How many posts a minute are taken. Generous: a whole factory may write from behind one address. */
export type Limits = {
  readonly messagesPerSession: number;
  readonly filesPerSession: number;
  readonly postsPerAddress: number;
};

export const usualLimits: Limits = { messagesPerSession: 40, filesPerSession: 20, postsPerAddress: 600 };

/** Answers 429 with what to do and returns true when a post comes too fast. */
export type Brake = (request: FastifyRequest, reply: FastifyReply) => Promise<boolean>;

/** Brakes for messages and for files: per conversation, and together per network address. */
export async function createBrakes(
  app: FastifyInstance,
  sessions: Sessions,
  limits: Limits,
): Promise<{ messages: Brake; files: Brake }> {
  await app.register(rateLimit, { global: false, timeWindow: "1 minute" });
  const perAddress = app.createRateLimit({ max: limits.postsPerAddress, keyGenerator: ({ ip }) => ip });
  const bySession = (what: string, max: number) => {
    const keyGenerator = (request: FastifyRequest) => `${what}:${sessions.find(request) ?? request.ip}`;
    return app.createRateLimit({ max, keyGenerator });
  };
  const brake = (perSession: ReturnType<typeof bySession>): Brake => {
    return async (request, reply) => {
      for (const check of [perSession, perAddress]) {
        const limit = await check(request);
        if (limit.isAllowed || !limit.isExceeded) continue;
        reply.header("retry-after", String(limit.ttlInSeconds));
        refuse(reply, 429, "tooMany");
        return true;
      }
      return false;
    };
  };
  return {
    messages: brake(bySession("message", limits.messagesPerSession)),
    files: brake(bySession("file", limits.filesPerSession)),
  };
}
