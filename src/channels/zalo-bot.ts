import { Failure } from "../kit/failure.ts";
import { type Inbound, plainText } from "../kit/message.ts";
import { addMs, type Clock, fromLocal, type Instant, localTime } from "../kit/time.ts";
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
  /** Most messages a month, 0 for no limit: Zalo documents none, sources speak of 3,000 for free bots. */
  readonly perMonth: number;
};

/** What counts the messages of a month, shared by all processes. */
type Allotment = {
  take(kind: "message", at: Instant, most: { perDay: null; perMonth: number | null }): Promise<boolean>;
  giveBack(kind: "message", at: Instant): Promise<void>;
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
export function createZaloBot(
  parts: ZaloBotSettings & { readonly allotment: Allotment; readonly clock: Clock },
): ZaloBot {
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
    send: withinMonth(createSend(wire, clock), parts),
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

type Send = Channel["send"];

/** Bulk waits for the next month when this one's messages are used up; answers go, and count. */
function withinMonth(
  send: Send,
  { allotment, perMonth, clock }: ZaloBotSettings & { readonly allotment: Allotment; readonly clock: Clock },
): Send {
  if (perMonth === 0) return send;
  return async (message, signal) => {
    const at = clock();
    const most = { perDay: null, perMonth: message.isBulk ? perMonth : null };
    if (!(await allotment.take("message", at, most))) {
      const why = "The messages of this month are used up (ZALO_BOT_MONTHLY).";
      return { kind: "later", at: nextMonth(at), why, pausesChannel: false };
    }
    const outcome = await send(message, signal);
    if (outcome.kind === "later" || outcome.kind === "refused") await allotment.giveBack("message", at);
    return outcome;
  };
}

function nextMonth(at: Instant): Instant {
  const { year, month } = localTime(at);
  return fromLocal(month === 12 ? year + 1 : year, (month % 12) + 1, 1) ?? addMs(at, 24 * 3_600_000);
}

function createSend(wire: BotWire, clock: Clock): Send {
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
