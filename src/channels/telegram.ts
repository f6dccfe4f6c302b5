import { GrammyError } from "grammy";
import { Failure } from "../kit/failure.ts";
import type { FileRef } from "../kit/message.ts";
import type { Clock } from "../kit/time.ts";
import type { Channel, Checkup, Downloaded } from "./channel.ts";
import { LostCall } from "./line.ts";
import { describeAnswer } from "./telegram-outcome.ts";
import { pollUpdates } from "./telegram-poll.ts";
import { readCall } from "./telegram-read.ts";
import { createSend, freePerSecond } from "./telegram-send.ts";
import { checkTelegram, setUpTelegram, type TelegramMode } from "./telegram-setup.ts";
import { openWire, toApiSignal, type Wire } from "./telegram-wire.ts";
import { longestText, toPieces } from "./telegram-write.ts";

/** Bots may fetch files up to this size (Bot API, getFile). */
const fileBytes = 20 * 2 ** 20;
/** One chat takes about a message a second (core.telegram.org/bots/faq). */
const chatRestMs = 1_000;
/** Signs of life are worth a short try only. */
const courtesyMs = 5_000;

export type TelegramSettings = {
  /** From @BotFather: `<digits>:<letters>`. */
  readonly token: string;
  /** `https://api.telegram.org`, or a Bot API server of one's own. */
  readonly apiRoot: string;
  readonly mode: "polling" | "webhook";
  /** Needed for webhooks: 1–256 characters of `A-Z a-z 0-9 _ -`. */
  readonly webhookSecret: string | null;
  /** Above 30, messages to many are marked as paid broadcasts. */
  readonly bulkPerSecond: number;
};

/** The Telegram channel with what only the start and `doctor` need. `poll` is there in polling mode only. */
export type Telegram = Channel & {
  /** Registers webhook and command menu; resolves with the bot's username (see `setUpTelegram`). */
  setUp(publicUrl: string): Promise<string>;
  check(publicUrl: string): Promise<Checkup>;
  showTyping: NonNullable<Channel["showTyping"]>;
  showDraft: NonNullable<Channel["showDraft"]>;
  acknowledge: NonNullable<Channel["acknowledge"]>;
  close(): void;
};

/**
 * Telegram as a channel. `loadBlob` gives the bytes of images and files in our own messages and throws
 * `Failure("missing")` for an unknown hash. Throws `Failure("invalid")` for settings that cannot work.
 * Facts: core.telegram.org/bots/api (10.3).
 */
export function createTelegram(
  parts: TelegramSettings & {
    readonly loadBlob: (hash: string) => Promise<Uint8Array>;
    readonly clock: Clock;
  },
): Telegram {
  const { clock, loadBlob, webhookSecret } = parts;
  const mode = readMode(parts);
  const wire = openWire({ token: readToken(parts.token), apiRoot: parts.apiRoot });
  return {
    name: "telegram",
    can: {
      textLength: longestText,
      buttons: true,
      bulkPerSecond: parts.bulkPerSecond,
      chatRestMs,
      fileBytes,
    },
    countMessages: (content) => toPieces(content).length,
    parse: async (call) => readCall(call, webhookSecret, clock()),
    send: createSend({ wire, clock, loadBlob, paysForBulk: parts.bulkPerSecond > freePerSecond }),
    download: (file, signal) => download(wire, file, signal),
    showTyping: (to) =>
      tryBriefly((signal) => wire.api.sendChatAction({ chat_id: to.externalId, action: "typing" }, signal)),
    // Telegram shows drafts in private chats, whose ids are positive, and forgets them after 30 seconds.
    showDraft: async (to, { id, text }) => {
      const chat = Number(to.externalId);
      if (!(chat > 0) || id === 0) return;
      const draft = { chat_id: chat, draft_id: id, text: text.slice(0, longestText) };
      await tryBriefly((signal) => wire.api.sendMessageDraft(draft, signal));
    },
    acknowledge: (id) =>
      tryBriefly((signal) => wire.api.answerCallbackQuery({ callback_query_id: id }, signal)),
    ...(mode.kind === "polling" && { poll: (signal: AbortSignal) => pollUpdates(wire, clock, signal) }),
    setUp: (publicUrl) => setUpTelegram(wire, mode, publicUrl),
    check: (publicUrl) => checkTelegram(wire, mode, publicUrl),
    close: () => wire.close(),
  };
}

function readToken(token: string): string {
  if (/^[0-9]+:[A-Za-z0-9_-]+$/.test(token)) return token;
  throw new Failure(
    "invalid",
    "TELEGRAM_BOT_TOKEN is no bot token: @BotFather gives one like 123456:ABC-DEF.",
  );
}

function readMode(settings: TelegramSettings): TelegramMode {
  if (settings.mode === "polling") return { kind: "polling" };
  const secret = settings.webhookSecret ?? "";
  if (/^[A-Za-z0-9_-]{1,256}$/.test(secret)) return { kind: "webhook", secret };
  throw new Failure(
    "invalid",
    "TELEGRAM_WEBHOOK_SECRET must be 1 to 256 characters of A-Z, a-z, 0-9, _ and - in webhook mode.",
  );
}

async function tryBriefly(work: (signal: ReturnType<typeof toApiSignal>) => Promise<unknown>): Promise<void> {
  try {
    await work(toApiSignal(AbortSignal.timeout(courtesyMs)));
  } catch {
    // A spinner that turns longer or a missing "typing …" harms nobody: the message itself is what counts.
  }
}

async function download(wire: Wire, file: FileRef, signal: AbortSignal): Promise<Downloaded> {
  if ((file.sizeBytes ?? 0) > fileBytes) throw tooBig();
  const path = await findFile(wire, file.handle, signal);
  try {
    return { bytes: await wire.download(path, fileBytes, signal), mediaType: file.mediaType };
  } catch (error) {
    if (error instanceof LostCall && error.status === 404) {
      throw new Failure("missing", "Telegram does not keep this file any more.");
    }
    throw error;
  }
}

async function findFile(wire: Wire, handle: string, signal: AbortSignal): Promise<string> {
  try {
    const found = await wire.api.getFile({ file_id: handle }, toApiSignal(signal));
    if ((found.file_size ?? 0) > fileBytes) throw tooBig();
    if (found.file_path) return found.file_path;
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    // "Temporarily unavailable" is said of wrong handles too; the caller's patience decides.
    const isFinal = error.error_code === 400 && !/temporarily unavailable/i.test(error.description);
    throw new Failure(isFinal ? "missing" : "unavailable", `Telegram getFile: ${describeAnswer(error)}`);
  }
  throw new Failure("unavailable", "Telegram getFile named no path.");
}

function tooBig(): Failure {
  return new Failure("missing", "The file is over 20 MB: Telegram does not give it to bots.");
}
