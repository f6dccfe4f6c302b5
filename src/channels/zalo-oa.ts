import type { Address } from "../kit/message.ts";
import { type Clock, type Instant, sleep } from "../kit/time.ts";
import type { Channel, Checkup } from "./channel.ts";
import { downloadFromZalo, largestFileBytes } from "./zalo-download.ts";
import { type Consent, connect, consentOf } from "./zalo-oa-connect.ts";
import { readOaEvent } from "./zalo-oa-read.ts";
import { createSeal } from "./zalo-oa-seal.ts";
import { createSend, type Windows } from "./zalo-oa-send.ts";
import { checkOa, setUpOa } from "./zalo-oa-setup.ts";
import { readSignedEvent } from "./zalo-oa-signature.ts";
import { createOaTokens, type TokenStore } from "./zalo-oa-tokens.ts";
import { openOaWire } from "./zalo-oa-wire.ts";
import { longestText } from "./zalo-oa-write.ts";

const hourMs = 3_600_000;
/** As Zalo publishes them in 2026: docs.zaloplatforms.com, conditions of consultation messages. */
const publishedWindows = { freeMs: 48 * hourMs, openMs: 7 * 24 * hourMs };
/** How often the tokens are looked at while nobody sends: they live 25 hours. */
const tendMs = hourMs / 2;

export type ZaloOaSettings = {
  readonly appId: string;
  readonly appSecret: string;
  /** Signs the webhook calls. */
  readonly secretKey: string;
  readonly oaId: string;
  /** The pair the stored tokens begin with; another one replaces them. */
  readonly tokens: { readonly access: string; readonly refresh: string } | undefined;
  readonly openApiRoot: string;
  readonly oauthRoot: string;
  readonly bulkPerSecond: number;
  /** Whether to write between 48 hours and 7 days after a person's last message, which costs money. */
  readonly isPaidAllowed: boolean;
};

/** The Official Account channel with what only the start and `doctor` need. */
export type ZaloOa = Channel & {
  /** Resolves with the account's name (see `setUpOa`); Zalo learns the webhook's address in its console. */
  setUp(publicUrl: string): Promise<string>;
  /** Keeps the tokens fresh until `signal` aborts; `onFault` is told of every failure. */
  tend(signal: AbortSignal, onFault: (error: unknown) => void): Promise<void>;
  check(): Promise<Checkup>;
  /** How an administrator connects the account, and how the code that comes of it is put in. */
  consent(publicUrl: string): Consent;
  connect(codeOrAddress: string): Promise<void>;
  close(): void;
};

/**
 * Zalo Official Account as a channel (Open API v3). Messages go only to people who wrote in the last 48
 * hours, or 7 days when paid replies are allowed; outside of that a send is refused as `windowClosed`.
 * Facts: docs.zaloplatforms.com.
 */
export function createZaloOa(
  parts: ZaloOaSettings & {
    readonly store: TokenStore;
    readonly loadBlob: (hash: string) => Promise<Uint8Array>;
    /** When a person last wrote; null when that is not known. */
    readonly lastInboundAt: (address: Address) => Promise<Instant | null>;
    readonly clock: Clock;
  },
): ZaloOa {
  const { oaId, clock, store, loadBlob, lastInboundAt } = parts;
  const wire = openOaWire(parts);
  const seal = createSeal(parts.appSecret, oaId);
  const tokens = createOaTokens({ store, seal, wire, clock, first: parts.tokens });
  const windows: Windows = { ...publishedWindows, isPaidAllowed: parts.isPaidAllowed };
  return {
    name: "zalo-oa",
    can: {
      textLength: longestText,
      buttons: true,
      bulkPerSecond: parts.bulkPerSecond,
      fileBytes: largestFileBytes,
    },
    parse: async (call) => readOaEvent(readSignedEvent(call, parts, clock()), oaId, clock()),
    send: createSend({ wire, tokens, clock, windows, loadBlob, lastInboundAt }),
    download: (file, signal) => downloadFromZalo(file, parts.openApiRoot, signal),
    setUp: () => setUpOa({ wire, tokens, oaId }),
    async tend(signal, onFault) {
      while (!signal.aborted) {
        await tokens.access().catch(onFault);
        await sleep(tendMs, signal);
      }
    },
    async check() {
      const stored = await store.read();
      const access = stored && seal.open(stored.access);
      return checkOa({ wire, oaId, stored, access, now: clock() });
    },
    consent: (publicUrl) => consentOf(parts, publicUrl),
    connect: (given) => connect({ wire, tokens, application: parts }, given),
    close: () => wire.close(),
  };
}
