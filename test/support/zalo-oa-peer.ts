import type { Channel } from "../../src/channels/channel.ts";
import { createZaloOa, type ZaloOa } from "../../src/channels/zalo-oa.ts";
import type { TokenStore } from "../../src/channels/zalo-oa-tokens.ts";
import { openPlatformTokens } from "../../src/database/platform-tokens.ts";
import { Failure } from "../../src/kit/failure.ts";
import type { Instant } from "../../src/kit/time.ts";
import { type Clock, systemClock } from "../../src/kit/time.ts";
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
};

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
      isPaidAllowed: options.isPaidAllowed ?? false,
      store,
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
