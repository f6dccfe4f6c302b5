import type { FastifyInstance } from "fastify";
import { describeError } from "../kit/failure.ts";
import type { Metrics } from "./metrics.ts";

/** Names what keeps the program from working (`database does not answer`); an empty list means ready. */
export type FindFaults = () => Promise<readonly string[]>;

const patienceMs = 2000;

/**
 * `/healthz`: 200 while the process lives. `/readyz`: 200, or 503 naming every fault. `/metrics`: Prometheus
 * text, counts only.
 */
export function registerProbes(
  app: FastifyInstance,
  parts: { readonly findFaults: FindFaults; readonly metrics: Metrics },
): void {
  app.get("/healthz", async () => ({ live: true }));
  app.get("/readyz", async (_request, reply) => {
    const faults = await findInTime(parts.findFaults);
    return reply.code(faults.length === 0 ? 200 : 503).send({ ready: faults.length === 0, faults });
  });
  app.get("/metrics", async (_request, reply) => {
    const { text, contentType } = await parts.metrics.scrape();
    return reply.type(contentType).send(text);
  });
}

/** A probe that hangs is a fault by itself: an orchestrator wants an answer within seconds. */
async function findInTime(findFaults: FindFaults): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(() => resolve([`no answer within ${patienceMs} ms`]), patienceMs);
  });
  try {
    return await Promise.race([findFaults(), tooLate]);
  } catch (error) {
    return [describeError(error)];
  } finally {
    clearTimeout(timer);
  }
}
