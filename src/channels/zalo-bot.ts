import { Failure } from "../kit/failure.ts";
import { type Inbound, plainText } from "../kit/message.ts";
import type { Clock } from "../kit/time.ts";
import type { Channel, Checkup, Outbound, SendOutcome } from "./channel.ts";
import { cleanText, splitText } from "./text.ts";
import { createBotOutcomes } from "./zalo-bot-outcome.ts";
import { pollBot } from "./zalo-bot-poll.ts";
import { type BotIdentity, type BotReading, readBotCall } from "./zalo-bot-read.ts";
import { type BotMode, checkBot, setUpBot } from "./zalo-bot-setup.ts";
import { type BotWire, openBotWire } from "./zalo-bot-wire.ts";
import { downloadFromZalo, largestFileBytes } from "./zalo-download.ts";
import { sendInOrder } from "./zalo-pieces.ts";
import { isRecord } from "./zalo-wire.ts";

/** Longest text of `sendMessage`. Counting UTF-16 units is never less than counting characters. */
const longestText = 2000;
/** Signs of life are worth a short try only. */
const courtesyMs = 5_000;

export type ZaloBotSettings = {
  /** From Zalo Bot Creator: `<digits>:<letters>`. */
  readonly token: string;
  readonly apiRoot: string;
  readonly mode: "polling" | "webhook";
  /** Needed for webhooks: 8–256 characters. */
  readonly webhookSecret: string | null;
  /** Zalo documents no rate: this is the operator's caution. */
  readonly bulkPerSecond: number;
};

/** The Zalo Bot channel with what only the start and `doctor` need. `poll` is there in polling mode only. */
export type ZaloBot = Channel & {
  /** Registers the webhook; resolves with the bot's name (see `setUpBot`). Groups are read after it. */
  setUp(publicUrl: string): Promise<string>;
  check(publicUrl: string): Promise<Checkup>;
  close(): void;
};

/**
 * Zalo Bot Platform as a channel: texts of up to 2000 characters without buttons, so choices are numbered;
 * images and files of ours are named in words, for the platform takes only public addresses. Throws
 * `Failure("invalid")` for settings that cannot work. Facts: bot.zaloplatforms.com/docs (beta).
 */
export function createZaloBot(parts: ZaloBotSettings & { readonly clock: Clock }): ZaloBot {
  const { clock, webhookSecret, apiRoot } = parts;
  const mode = readMode(parts);
  const wire = openBotWire(parts);
  const kept: Inbound[] = [];
  let me: BotIdentity | undefined;
  const reading = (): BotReading => ({ me, now: clock() });
  return {
    name: "zalo-bot",
    can: {
      textLength: longestText,
      buttons: false,
      bulkPerSecond: parts.bulkPerSecond,
      fileBytes: largestFileBytes,
    },
    parse: async (call) => readBotCall(call, webhookSecret, reading()),
    send: createSend(wire, clock),
    download: (file, signal) => downloadFromZalo(file, apiRoot, signal),
    showTyping: (to) => showTyping(wire, to.externalId),
    ...(mode.kind === "polling" && {
      poll: (signal: AbortSignal) => pollBot({ wire, reading, kept }, signal),
    }),
    async setUp(publicUrl) {
      me = await setUpBot(wire, mode, publicUrl);
      return me.name;
    },
    check: (publicUrl) => checkBot(wire, mode, publicUrl),
    close: () => wire.close(),
  };
}

function readMode(settings: ZaloBotSettings): BotMode {
  if (settings.mode === "polling") return { kind: "polling" };
  const secret = settings.webhookSecret ?? "";
  if (secret.length >= 8 && secret.length <= 256) return { kind: "webhook", secret };
  throw new Failure("invalid", "ZALO_BOT_WEBHOOK_SECRET must be 8 to 256 characters in webhook mode.");
}

function createSend(wire: BotWire, clock: Clock) {
  const outcomes = createBotOutcomes(clock);
  return (message: Outbound, signal: AbortSignal): Promise<SendOutcome> => {
    const pieces = splitText(cleanText(plainText(message.content, true)), longestText);
    return sendInOrder(pieces, sendOne, { clock, signal });

    async function sendOne(text: string): Promise<SendOutcome> {
      try {
        const payload = { chat_id: message.to.externalId, text };
        const sent = await wire.call("sendMessage", payload, { signal });
        outcomes.noteSent();
        if (isRecord(sent) && sent.message_id) return { kind: "sent", externalId: String(sent.message_id) };
        return { kind: "unknown", why: "Zalo said yes without naming the message." };
      } catch (error) {
        return outcomes.outcomeOf(error);
      }
    }
  };
}

async function showTyping(wire: BotWire, chatId: string): Promise<void> {
  try {
    const signal = AbortSignal.timeout(courtesyMs);
    await wire.call("sendChatAction", { chat_id: chatId, action: "typing" }, { signal });
  } catch {
    // A missing "typing …" harms nobody: the message itself is what counts.
  }
}
