import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Channel, WebhookCall } from "../channels/channel.ts";
import { describeError, isFailure } from "../kit/failure.ts";
import type { Log } from "../kit/log.ts";
import type { ChannelName, Inbound } from "../kit/message.ts";
import { refuse } from "./errors.ts";
import type { Metrics } from "./metrics.ts";

/**
 * What a forged call is told. Zalo OA switches a webhook off that answers anything but 200, so a stranger's
 * call is dropped there in silence; the other platforms expect 401.
 */
const forgedAnswers: Partial<Record<ChannelName, 401 | 200>> = {
  telegram: 401,
  "zalo-bot": 401,
  "zalo-oa": 200,
};

type Parts = {
  readonly channels: readonly Channel[];
  /** Resolves once every message is stored durably: only then is the platform told 200. */
  readonly receive: (inbounds: Inbound[]) => Promise<void>;
  /** Told of every call that was believed or dropped; never waited for. */
  readonly onCall?: (channel: ChannelName, kind: "heard" | "forged", fault?: string) => void;
  readonly metrics: Metrics;
  readonly log: Log;
};

/**
 * `POST /webhooks/<channel>` for every given channel that platforms call: verified and read by the channel
 * over the raw bytes, stored, then 200. Forged → 401 (dropped with 200 where the platform demands it),
 * unreadable → 400, not stored → 503, which makes the platform deliver it again.
 */
export async function registerWebhooks(app: FastifyInstance, parts: Parts): Promise<void> {
  await app.register(async (plugin) => {
    // Only inside this plugin a body stays raw bytes: signatures are made over them.
    plugin.removeAllContentTypeParsers();
    plugin.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    for (const channel of parts.channels) {
      const forgedAnswer = forgedAnswers[channel.name];
      if (forgedAnswer === undefined) continue;
      // Platforms are no browsers: headers that tame pages would cost as much as reading the call.
      plugin.post(`/webhooks/${channel.name}`, { helmet: false }, (request, reply) =>
        takeCall(channel, forgedAnswer, { request, reply, parts }),
      );
    }
  });
}

async function takeCall(
  channel: Channel,
  forgedAnswer: 401 | 200,
  call: { request: FastifyRequest; reply: FastifyReply; parts: Parts },
): Promise<FastifyReply> {
  const { reply, parts } = call;
  const { metrics, log } = parts;
  const read = await readCall(channel, toCall(call.request));
  if (read.kind !== "read") {
    metrics.countInbound(channel.name, read.kind);
    log.warn("webhook.refused", { channel: channel.name, why: read.kind, fault: read.fault });
    if (read.kind === "forged") parts.onCall?.(channel.name, "forged", read.fault);
    if (read.kind === "invalid") return refuse(reply, 400, "unreadable");
    return forgedAnswer === 200 ? reply.code(200).send({ ok: true }) : refuse(reply, 401, "forged");
  }
  parts.onCall?.(channel.name, "heard");
  try {
    if (read.inbounds.length > 0) await parts.receive(read.inbounds);
  } catch (error) {
    metrics.countInbound(channel.name, "failed", read.inbounds.length);
    log.error("webhook.notStored", { channel: channel.name, fault: describeError(error) });
    return refuse(reply.header("retry-after", "5"), 503, "unavailable");
  }
  metrics.countInbound(channel.name, "stored", read.inbounds.length);
  return reply.code(200).send({ ok: true });
}

type Read =
  | { readonly kind: "read"; readonly inbounds: Inbound[] }
  | { readonly kind: "forged" | "invalid"; readonly fault: string };

async function readCall(channel: Channel, call: WebhookCall): Promise<Read> {
  try {
    return { kind: "read", inbounds: await channel.parse(call) };
  } catch (error) {
    if (isFailure(error, "forged")) return { kind: "forged", fault: describeError(error) };
    if (isFailure(error, "invalid")) return { kind: "invalid", fault: describeError(error) };
    throw error;
  }
}

function toCall(request: FastifyRequest): WebhookCall {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    headers[name] = Array.isArray(value) ? value[0] : value;
  }
  const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  return { headers, body };
}
