import type { FastifyInstance } from "fastify";
import { type Assets, sendAsset } from "./assets.ts";
import { isEmbedded, type Sessions } from "./chat/session.ts";
import { refuse } from "./errors.ts";
import { allowFraming, allowLoading } from "./security.ts";

/**
 * `/` the chat page (`/?embed=1` the same inside another site's frame), `/chat.js` the script other sites
 * load, and the files behind them.
 */
export function registerPages(
  app: FastifyInstance,
  parts: {
    readonly assets: Assets;
    readonly sessions: Sessions;
  },
): void {
  const { assets, sessions } = parts;
  const chatPage = assets.filled("index.html");
  const widget = assets.filled("widget.js");
  app.get("/", (request, reply) => {
    // The first visit starts the conversation's cookie, so that the first message already has it.
    sessions.open(request, reply);
    if (isEmbedded(request)) allowFraming(reply);
    return sendAsset(request, reply.header("cache-control", "private, no-cache"), chatPage);
  });
  app.get("/chat.js", (request, reply) => {
    allowLoading(reply);
    return sendAsset(request, reply.header("cache-control", "public, max-age=300"), widget);
  });
  app.get("/chat/assets/:version/:name", (request, reply) => {
    const { version, name } = request.params as { version: string; name: string };
    const asset = assets.find(version, name);
    if (!asset) return refuse(reply, 404, "notFound");
    return sendAsset(request, reply.header("cache-control", "public, max-age=31536000, immutable"), asset);
  });
  app.get("/favicon.ico", (_request, reply) => reply.redirect(assets.url("logo.svg"), 302));
}
