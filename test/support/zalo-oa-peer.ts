import type { Channel } from "../../src/channels/channel.ts";
import type { ZaloOaSettings } from "../../src/channels/zalo-oa.ts";
import { createZaloOa, type ZaloOa } from "../../src/channels/zalo-oa.ts";
import type { TokenStore } from "../../src/channels/zalo-oa-tokens.ts";
import { readZaloTerms } from "../../src/config/zalo-terms.ts";
import { openPlatformTokens } from "../../src/database/platform-tokens.ts";
import { openAllotment } from "../../src/delivery/allotment.ts";
import { Failure } from "../../src/kit/failure.ts";
import { type Clock, type Instant, systemClock } from "../../src/kit/time.ts";
import { openTestDatabase } from "./databases.ts";
import { oa, startZaloOaServer, type ZaloOaServer } from "./zalo-server-oa.ts";

export type ZaloOaPair = {
  readonly server: ZaloOaServer;
  readonly channel: ZaloOa;
  readonly store: TokenStore;
  /** Another channel on the same tokens, as another process would have it. */
  another(roots?: { openApiRoot?: string; oauthRoot?: string; appSecret?: string }): ZaloOa;
  close(): Promise<void>;
};

type Options = {
  readonly clock?: Clock;
  readonly isPaidAllowed?: boolean;
  readonly lastInboundAt?: () => Promise<Instant | null>;
  readonly blobs?: Readonly<Record<string, Uint8Array>>;
  readonly settings?: Partial<ZaloOaSettings>;
};

/** The settings nobody changed. */
export const usual = {
  ...readZaloTerms(undefined, () => {}),
  choices: "buttons",
  noticesOfficers: true,
  signingId: "app",
  replayMs: 24 * 3_600_000,
  provesSecret: false,
} as const;

/** The real channel on a real database against the loopback platform, with its first tokens put in. */
export async function openOaPair(options: Options = {}): Promise<ZaloOaPair> {
  const server = await startZaloOaServer();
  const { db, close } = await openTestDatabase();
  const store = openPlatformTokens(db, `zalo-oa:${oa.oaId}`);
  const open: Channel[] & ZaloOa[] = [];
  const another = (roots = {}) => {
    const channel = createZaloOa({
      ...oa,
      tokens: { access: "AT1", refresh: "RT1" },
      openApiRoot: server.url,
      oauthRoot: server.url,
      bulkPerSecond: 10,
      ...usual,
      isPaidAllowed: options.isPaidAllowed ?? false,
      store,
      allotment: openAllotment(db, "zalo-oa"),
      ...options.settings,
      clock: options.clock ?? systemClock,
      lastInboundAt: options.lastInboundAt ?? (async () => null),
      async loadBlob(hash) {
        const bytes = options.blobs?.[hash];
        if (!bytes) throw new Failure("missing", "No such blob in this test.");
        return bytes;
      },
      ...roots,
    });
    open.push(channel);
    return channel;
  };
  const channel = another();
  await channel.setUp("https://hoi.example.vn");
  return {
    server,
    channel,
    store,
    another,
    async close() {
      for (const one of open) one.close();
      await close();
      await server.close();
    },
  };
}
