import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { WebChat } from "../../channels/web-chat.ts";
import { describeError } from "../../kit/failure.ts";
import type { Log } from "../../kit/log.ts";
import type { Inbound } from "../../kit/message.ts";
import { refuse } from "../errors.ts";
import type { Metrics } from "../metrics.ts";
import type { Brake } from "./limits.ts";
import type { Sessions } from "./session.ts";

type Parts = {
  readonly webChat: WebChat;
  readonly sessions: Sessions;
  readonly brake: Brake;
  readonly receive: (inbounds: Inbound[]) => Promise<void>;
  readonly metrics: Metrics;
  readonly log: Log;
};

/**
 * `POST /chat/messages`: one message of the page, 200 `{id, at}` once it is stored. The body is JSON
 * `{id, text?, files?}` or `{id, press}`; the same `id` again is the same message. Refusals: 400 for what
 * cannot be read, 415, 429, and 503 when it could not be stored, upon which the page sends it again.
 */
export async function registerMessages(app: FastifyInstance, parts: Parts): Promise<void> {
  await app.register(async (plugin) => {
    plugin.removeAllContentTypeParsers();
    plugin.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) =>
      done(null, body),
    );
    plugin.post("/chat/messages", (request, reply) => takeMessage(request, reply, parts));
  });
}

async function takeMessage(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: Parts,
): Promise<FastifyReply> {
  if (await parts.brake(request, reply)) return reply;
  const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  const session = parts.sessions.open(request, reply);
  const message = parts.webChat.read(session.id, body);
  if (message.kind === "unreadable") {
    parts.metrics.countInbound("web-chat", "invalid");
    return refuse(reply, 400, message.why);
  }
  try {
    await parts.receive([message.inbound]);
  } catch (error) {
    parts.metrics.countInbound("web-chat", "failed");
    parts.log.error("chat.notStored", { requestId: request.id, fault: describeError(error) });
    return refuse(reply.header("retry-after", "3"), 503, "notStored");
  }
  parts.metrics.countInbound("web-chat", "stored");
  return reply.send({ id: message.inbound.externalId, at: message.inbound.at });
}
