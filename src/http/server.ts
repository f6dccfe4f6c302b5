import { fileURLToPath } from "node:url";
import cookie from "@fastify/cookie";
import { type FastifyInstance, fastify } from "fastify";
import type { Channel } from "../channels/channel.ts";
import type { WebChat } from "../channels/web-chat.ts";
import type { Blobs } from "../database/blobs.ts";
import { Failure } from "../kit/failure.ts";
import { newId } from "../kit/id.ts";
import type { Log } from "../kit/log.ts";
import type { ChannelName, Inbound } from "../kit/message.ts";
import type { Clock } from "../kit/time.ts";
import type { Library } from "../knowledge/library.ts";
import { loadAssets } from "./assets.ts";
import { registerChat } from "./chat/chat.ts";
import type { ReadSent } from "./chat/events.ts";
import type { ReadSaid } from "./chat/history.ts";
import { type Limits, usualLimits } from "./chat/limits.ts";
import { registerDashboardFiles } from "./dashboard-files.ts";
import { answerErrors, refuse } from "./errors.ts";
import { registerFeed } from "./feed.ts";
import type { FeedSource } from "./feed-article.ts";
import type { Metrics } from "./metrics.ts";
import { registerPages } from "./pages.ts";
import { adminPage, type OperatorCommand } from "./plain-pages.ts";
import { type FindFaults, registerProbes } from "./probes.ts";
import { sendSecurityHeaders } from "./security.ts";
import { registerWebhooks } from "./webhooks.ts";

function noSchemas(): never {
  throw new Failure("internal", "Routes take no JSON schema; check what comes in with zod.");
}

/** What the server stands on. Everything it shows or stores goes through these. */
export type ServerParts = {
  readonly config: { readonly publicUrl: string; readonly organization: string };
  /** Signs cookies, file tickets and file links. */
  readonly secret: string;
  /** The platforms that call us, and those that do not: only the former get a webhook. */
  readonly channels: readonly Channel[];
  readonly webChat: WebChat;
  /** Resolves once the messages are stored durably. */
  readonly receive: (inbounds: Inbound[]) => Promise<void>;
  /** Told of every webhook call that was believed or dropped; never waited for. */
  readonly onCall?: (channel: ChannelName, kind: "heard" | "forged", fault?: string) => void;
  readonly readSaid: ReadSaid;
  readonly readSent: ReadSent;
  readonly library: () => Library;
  readonly blobs: Blobs;
  /** What is published for everybody; without it there is nothing to read at `/tin` and in the feeds. */
  readonly articles?: FeedSource;
  readonly findFaults: FindFaults;
  readonly metrics: Metrics;
  readonly operatorCommands: readonly OperatorCommand[];
  /** Puts the officers' API below `/admin/api`. */
  readonly mountDashboard?: (app: FastifyInstance) => Promise<void>;
  /** Where the officers' pages lie when they are built; `web/dist` when left out. */
  readonly dashboardFolder?: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Limits;
  /** How often an open page looks into the ledger for what other processes sent. */
  readonly rereadMs?: number;
};

/** The program's one HTTP server. */
export type Server = {
  /** For `inject()` in tests. */
  readonly app: FastifyInstance;
  /** Starts listening and returns the address; port 0 takes any free one. */
  listen(port: number, host: string): Promise<string>;
  /** Ends open streams with a hint to come back, finishes calls under way, then frees the port. */
  close(): Promise<void>;
};

const megabyte = 2 ** 20;
const builtFolder = fileURLToPath(new URL("../../web/dist", import.meta.url));
const webFolder = fileURLToPath(new URL("../../web/chat", import.meta.url));

/**
 * Webhooks, the web chat and its API, `/healthz`, `/readyz`, `/metrics` and `/admin`, as the public contract
 * names them. Bodies are at most 1 MB (files 20 MB).
 */
export async function createServer(parts: ServerParts): Promise<Server> {
  const app = fastify({
    logger: false,
    genReqId: () => newId<"request">(),
    bodyLimit: megabyte,
    // A proxy stands on the same machine or in the same private network; nobody else is believed.
    trustProxy: "loopback, linklocal, uniquelocal",
    // 20 MB at 40 kB/s, the slowest link people have, take eight minutes.
    requestTimeout: 10 * 60_000,
    // Answers over idle connections are refused at once when the server stops.
    forceCloseConnections: "idle",
    return503OnClosing: true,
    // What comes from outside is checked by zod; compilers of JSON schemas would only fill memory.
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    // Addresses that cannot be decoded fail before any route or error handler.
    frameworkErrors: (_error, _request, reply) => refuse(reply, 400, "notFound"),
  });
  const assets = loadAssets(webFolder, parts.config.organization);
  answerErrors(app, parts.log, assets);
  await sendSecurityHeaders(app, parts.config.publicUrl);
  await app.register(cookie);
  await registerWebhooks(app, parts);
  registerProbes(app, parts);
  const limits = parts.limits ?? usualLimits;
  const chat = await registerChat(app, { ...parts, limits, rereadMs: parts.rereadMs ?? 2000 });
  registerPages(app, { assets, sessions: chat.sessions });
  const { articles, blobs } = parts;
  if (articles) registerFeed(app, { assets, articles, blobs, ...parts.config });
  const notBuilt = adminPage(parts.operatorCommands, assets.url);
  await registerDashboardFiles(app, { folder: parts.dashboardFolder ?? builtFolder, notBuilt });
  await parts.mountDashboard?.(app);
  // Streams never end by themselves: without this a stop would wait for them forever.
  app.addHook("preClose", async () => chat.streams.endAll());
  return {
    app,
    listen: (port, host) => app.listen({ port, host }),
    close: () => app.close(),
  };
}
