import type { WebhookCall } from "../../src/channels/channel.ts";
import { createTelegram, type Telegram } from "../../src/channels/telegram.ts";
import { Failure } from "../../src/kit/failure.ts";
import { systemClock } from "../../src/kit/time.ts";
import { startTelegramServer, type TelegramServer, type TelegramServerOptions } from "./telegram-server.ts";
import type { Person } from "./telegram-server-person.ts";

export const webhookSecret = "loopback_secret-0123456789";

/** The smallest bytes the platform takes for a JPEG. */
export const tinyJpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]);

export type TelegramPair = {
  readonly server: TelegramServer;
  readonly channel: Telegram;
  /** Has pressed Start already. */
  readonly person: Person;
  close(): Promise<void>;
};

/** The real channel against the loopback platform, with one person who has started the bot. */
export async function openPair(
  options: {
    mode?: "polling" | "webhook";
    server?: TelegramServerOptions;
    blobs?: Readonly<Record<string, Uint8Array>>;
  } = {},
): Promise<TelegramPair> {
  const server = await startTelegramServer({ retryBaseMs: 10, ...options.server });
  const channel = connect(server.url, {
    mode: options.mode ?? "webhook",
    blobs: options.blobs ?? {},
    token: server.token,
  });
  const person = server.person({ first_name: "Lan" });
  person.start();
  return {
    server,
    channel,
    person,
    async close() {
      channel.close();
      await server.close();
    },
  };
}

/** A channel towards any root, with blobs from memory. */
export function connect(
  apiRoot: string,
  parts: {
    mode?: "polling" | "webhook";
    blobs?: Readonly<Record<string, Uint8Array>>;
    token?: string;
    bulkPerSecond?: number;
  } = {},
): Telegram {
  return createTelegram({
    token: parts.token ?? "7000000001:AAF-loopback_only_0123456789abcdefg",
    apiRoot,
    mode: parts.mode ?? "webhook",
    webhookSecret,
    bulkPerSecond: parts.bulkPerSecond ?? 28,
    clock: systemClock,
    async loadBlob(hash) {
      const bytes = parts.blobs?.[hash];
      if (!bytes) throw new Failure("missing", "No such blob in this test.");
      return bytes;
    },
  });
}

/** An address on loopback where nobody listens any more. */
export async function deadUrl(): Promise<string> {
  const server = await startTelegramServer();
  await server.close();
  return server.url;
}

/** A webhook call with this body and, unless another is given, the right secret. */
export function webhookCall(
  body: Uint8Array | object,
  secret: string | undefined = webhookSecret,
): WebhookCall {
  const bytes = body instanceof Uint8Array ? body : new TextEncoder().encode(JSON.stringify(body));
  return { headers: { "x-telegram-bot-api-secret-token": secret }, body: bytes };
}
