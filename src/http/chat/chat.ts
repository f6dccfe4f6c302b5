import type { FastifyInstance } from "fastify";
import type { WebChat } from "../../channels/web-chat.ts";
import type { Blobs } from "../../database/blobs.ts";
import type { Log } from "../../kit/log.ts";
import type { Inbound } from "../../kit/message.ts";
import type { Clock } from "../../kit/time.ts";
import type { Library } from "../../knowledge/library.ts";
import { refuse } from "../errors.ts";
import type { Metrics } from "../metrics.ts";
import { isFromOwnPage } from "../security.ts";
import { type ReadSent, registerEvents, type Streams } from "./events.ts";
import { createFileLinks } from "./file-links.ts";
import { registerFiles } from "./files.ts";
import { type ReadSaid, registerReading } from "./history.ts";
import { createBrakes, type Limits } from "./limits.ts";
import { registerMessages } from "./messages.ts";
import { createSessions, type Sessions } from "./session.ts";

type Parts = {
  readonly config: { readonly publicUrl: string };
  readonly secret: string;
  readonly webChat: WebChat;
  readonly receive: (inbounds: Inbound[]) => Promise<void>;
  readonly readSaid: ReadSaid;
  readonly readSent: ReadSent;
  readonly library: () => Library;
  readonly blobs: Blobs;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: Limits;
  readonly rereadMs: number;
};

/** The API behind the chat page, all of it under /chat. Calls that change something come from its own page. */
export async function registerChat(
  app: FastifyInstance,
  parts: Parts,
): Promise<{ sessions: Sessions; streams: Streams }> {
  const { publicUrl } = parts.config;
  const sessions = createSessions(parts.secret, publicUrl.startsWith("https:"));
  const links = createFileLinks(parts.secret);
  const brakes = await createBrakes(app, sessions, parts.limits);
  let streams: Streams = { endAll: () => {} };
  await app.register(async (chat) => {
    chat.addHook("onRequest", async (request, reply) => {
      reply.header("cache-control", "no-store");
      const isReading = request.method === "GET" || request.method === "HEAD";
      if (!isReading && !isFromOwnPage(request, publicUrl)) return refuse(reply, 403, "otherSite");
    });
    await registerMessages(chat, { ...parts, sessions, brake: brakes.messages });
    await registerFiles(chat, { ...parts, sessions, links, brake: brakes.files });
    registerReading(chat, { ...parts, sessions, links });
    streams = registerEvents(chat, { ...parts, sessions, links });
  });
  return { sessions, streams };
}
