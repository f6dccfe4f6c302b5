import { GrammyError } from "grammy";
import type { WebhookInfo } from "grammy/types";
import { describeError, Failure } from "../kit/failure.ts";
import { instant } from "../kit/time.ts";
import type { Checkup } from "./channel.ts";
import { describeAnswer } from "./telegram-outcome.ts";
import { allowedUpdates } from "./telegram-read.ts";
import { commandMenu } from "./telegram-texts.ts";
import type { Wire } from "./telegram-wire.ts";

/** Calls Telegram may make to our webhook at once; each is one short transaction here. */
const maxConnections = 40;
/** More waiting updates than this mean that nobody has been taking them for a while. */
const manyPending = 100;

export type TelegramMode =
  | { readonly kind: "polling" }
  | { readonly kind: "webhook"; readonly secret: string };

/**
 * Tells Telegram where to send updates (webhook mode only; polling needs nothing) and which commands to
 * list, and resolves with the bot's username. `publicUrl` is the address of this server as the world sees
 * it. Throws `Failure("forbidden")` for a wrong token, `"invalid"` when Telegram refuses the address,
 * `"unavailable"` when it cannot be reached.
 */
export async function setUpTelegram(wire: Wire, mode: TelegramMode, publicUrl: string): Promise<string> {
  try {
    const me = await wire.api.getMe();
    if (mode.kind === "webhook") {
      await wire.api.setWebhook({
        url: webhookUrl(publicUrl),
        secret_token: mode.secret,
        allowed_updates: allowedUpdates,
        max_connections: maxConnections,
      });
    }
    // Only where the bot answers: it is silent in groups, so it offers no commands there.
    await wire.api.setMyCommands({ commands: commandMenu, scope: { type: "all_private_chats" } });
    return me.username;
  } catch (error) {
    throw toSetUpFailure(error);
  }
}

function webhookUrl(publicUrl: string): string {
  return `${publicUrl.replace(/\/+$/, "")}/webhooks/telegram`;
}

function toSetUpFailure(error: unknown): unknown {
  if (!(error instanceof GrammyError)) return error;
  if (isWrongToken(error)) return new Failure("forbidden", wrongToken);
  const words = `Telegram refused ${error.method}: ${describeAnswer(error)}.`;
  if (error.error_code === 429 || error.error_code >= 500) return new Failure("unavailable", words);
  return new Failure(
    "invalid",
    `${words} A webhook needs PUBLIC_URL with https and port 443, 80, 88 or 8443.`,
  );
}

const wrongToken =
  "Telegram does not know the bot token. Copy it again from @BotFather into TELEGRAM_BOT_TOKEN.";

function isWrongToken(error: unknown): boolean {
  return error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);
}

/** Looks at the bot from outside, changing nothing: token, webhook, waiting updates, last error. Never throws. */
export async function checkTelegram(wire: Wire, mode: TelegramMode, publicUrl: string): Promise<Checkup> {
  try {
    const me = await wire.api.getMe();
    const webhook = await wire.api.getWebhookInfo();
    const faults = findFaults(webhook, mode, publicUrl);
    return {
      isWell: faults.length === 0,
      lines: [`Telegram knows the bot as @${me.username}.`, sayWebhook(webhook), ...faults],
    };
  } catch (error) {
    if (isWrongToken(error)) return { isWell: false, lines: [wrongToken] };
    const why = error instanceof GrammyError ? describeAnswer(error) : describeError(error);
    return { isWell: false, lines: [`Telegram could not be asked: ${why}`] };
  }
}

function sayWebhook(webhook: WebhookInfo): string {
  const where = webhook.url ? `Webhook at ${webhook.url}` : "No webhook";
  return `${where}; ${webhook.pending_update_count} updates waiting.`;
}

function findFaults(webhook: WebhookInfo, mode: TelegramMode, publicUrl: string): string[] {
  const faults: string[] = [];
  const expected = mode.kind === "webhook" ? webhookUrl(publicUrl) : "";
  if (mode.kind === "webhook" && webhook.url !== expected) {
    faults.push(`The webhook should be ${expected}: start the server once, it registers it.`);
  }
  if (mode.kind === "polling" && webhook.url) {
    faults.push("A webhook is set although TELEGRAM_MODE is polling: the server removes it when it starts.");
  }
  if (webhook.pending_update_count > manyPending) {
    faults.push("Many updates wait: the server is down, too slow, or Telegram cannot reach it.");
  }
  if (webhook.last_error_message && webhook.url === expected) {
    const at = webhook.last_error_date ? ` at ${instant(webhook.last_error_date * 1000)}` : "";
    faults.push(`Telegram's last error with the webhook${at}: ${webhook.last_error_message}`);
  }
  return faults;
}
