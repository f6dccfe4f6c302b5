import type { Address } from "../kit/message.ts";
import { type Clock, type Instant, sleep } from "../kit/time.ts";
import type { Channel, Checkup } from "./channel.ts";
import { downloadFromZalo, largestFileBytes } from "./zalo-download.ts";
import { type Consent, connect, consentOf } from "./zalo-oa-connect.ts";
import { readOaEvent } from "./zalo-oa-read.ts";
import { createSeal } from "./zalo-oa-seal.ts";
import { type Allotment, createSend } from "./zalo-oa-send.ts";
import { checkOa, setUpOa } from "./zalo-oa-setup.ts";
import { readSignedEvent } from "./zalo-oa-signature.ts";
import type { Templates } from "./zalo-oa-template.ts";
import { createOaTokens, type TokenStore } from "./zalo-oa-tokens.ts";
import { paceOf, type Terms, termsAt } from "./zalo-oa-windows.ts";
import { openOaWire } from "./zalo-oa-wire.ts";
import { type ChoiceForm, longestText } from "./zalo-oa-write.ts";

/** How often the tokens are looked at while nobody sends: they live 25 hours. */
const tendMs = 1_800_000;

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
  /** Windows and quotas by date. */
  readonly terms: readonly Terms[];
  readonly templates: Templates;
  readonly choices: ChoiceForm;
  /** Whether an officer's words in Zalo's own chat tool are reported as `officerSpoke`. */
  readonly noticesOfficers: boolean;
  readonly signingId: "app" | "oa";
  readonly replayMs: number;
  readonly provesSecret: boolean;
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
 * hours, or 7 days when paid replies are allowed; outside of that a campaign goes as the template of its topic,
 * and anything else is refused as `windowClosed`.
 * Facts: docs.zaloplatforms.com.
 */
export function createZaloOa(
  parts: ZaloOaSettings & {
    readonly store: TokenStore;
    readonly loadBlob: (hash: string) => Promise<Uint8Array>;
    /** When a person last wrote; null when that is not known. */
    readonly lastInboundAt: (address: Address) => Promise<Instant | null>;
    readonly allotment: Allotment;
    readonly clock: Clock;
  },
): ZaloOa {
  const { oaId, clock, store, noticesOfficers } = parts;
  const wire = openOaWire(parts);
  const seal = createSeal(parts.appSecret, oaId);
  const tokens = createOaTokens({ store, seal, wire, clock, first: parts.tokens });
  return {
    name: "zalo-oa",
    can: {
      textLength: longestText,
      buttons: true,
      bulkPerSecond: paceOf(parts.bulkPerSecond, termsAt(parts.terms, clock())),
      fileBytes: largestFileBytes,
    },
    parse: async (call) => {
      const now = clock();
      return readOaEvent(readSignedEvent(call, parts, now), { oaId, now, noticesOfficers });
    },
    send: createSend({ ...parts, wire, tokens }),
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
