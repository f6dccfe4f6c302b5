import { describeError, Failure } from "../kit/failure.ts";
import type { Checkup } from "./channel.ts";
import type { BotIdentity } from "./zalo-bot-read.ts";
import type { BotWire } from "./zalo-bot-wire.ts";
import { describeRefusal, isRecord, ZaloRefusal } from "./zalo-wire.ts";

export type BotMode = { readonly kind: "polling" } | { readonly kind: "webhook"; readonly secret: string };

/**
 * Asks Zalo who the bot is and, in webhook mode, tells it where to send updates. `publicUrl` is the address
 * of this server as the world sees it. Throws `Failure("forbidden")` for a wrong token, `"invalid"` when Zalo
 * refuses the address, `"unavailable"` when it cannot be reached or has no time.
 */
export async function setUpBot(wire: BotWire, mode: BotMode, publicUrl: string): Promise<BotIdentity> {
  try {
    const me = readIdentity(await wire.call("getMe", {}));
    if (mode.kind === "webhook") {
      await wire.call("setWebhook", { url: webhookUrl(publicUrl), secret_token: mode.secret });
    }
    return me;
  } catch (error) {
    throw toSetUpFailure(error);
  }
}

function readIdentity(me: unknown): BotIdentity {
  if (isRecord(me)) return { id: String(me.id ?? ""), name: String(me.account_name ?? "") };
  throw new Failure("unavailable", "Zalo did not say who the bot is.");
}

function webhookUrl(publicUrl: string): string {
  return `${publicUrl.replace(/\/+$/, "")}/webhooks/zalo-bot`;
}

function toSetUpFailure(error: unknown): unknown {
  if (!(error instanceof ZaloRefusal)) return error;
  if (isWrongToken(error)) return new Failure("forbidden", wrongToken);
  const words = `Zalo Bot refused the set-up: ${describeRefusal(error)}.`;
  // 403 is what Zalo calls an internal server error of its own.
  if (error.errorCode === 403 || error.errorCode === 408 || error.errorCode >= 429) {
    return new Failure("unavailable", words);
  }
  return new Failure("invalid", `${words} A webhook needs PUBLIC_URL with https that Zalo can reach.`);
}

const wrongToken =
  "Zalo does not know the bot token. Copy it again from Zalo Bot Creator into ZALO_BOT_TOKEN.";

function isWrongToken(error: unknown): boolean {
  return error instanceof ZaloRefusal && (error.errorCode === 401 || error.errorCode === 404);
}

/** Looks at the bot from outside, changing nothing: token, name, webhook. Never throws. */
export async function checkBot(wire: BotWire, mode: BotMode, publicUrl: string): Promise<Checkup> {
  try {
    const me = readIdentity(await wire.call("getMe", {}));
    const registered = await readWebhook(wire);
    const fault = findFault(registered, mode, publicUrl);
    const where = registered === "" ? "No webhook." : `Webhook at ${registered}.`;
    const lines = [`Zalo knows the bot as ${me.name}.`, where, ...(fault === undefined ? [] : [fault])];
    return { isWell: fault === undefined, lines };
  } catch (error) {
    if (isWrongToken(error)) return { isWell: false, lines: [wrongToken] };
    const why = error instanceof ZaloRefusal ? describeRefusal(error) : describeError(error);
    return { isWell: false, lines: [`Zalo could not be asked: ${why}`] };
  }
}

/** Refused when there is none, or answered without an address: both mean no webhook. */
async function readWebhook(wire: BotWire): Promise<string> {
  try {
    const found = await wire.call("getWebhookInfo", {});
    return isRecord(found) ? String(found.url ?? "") : "";
  } catch (error) {
    if (error instanceof ZaloRefusal) return "";
    throw error;
  }
}

function findFault(registered: string, mode: BotMode, publicUrl: string): string | undefined {
  const expected = mode.kind === "webhook" ? webhookUrl(publicUrl) : "";
  if (registered === expected) return undefined;
  return mode.kind === "webhook"
    ? `The webhook should be ${expected}: start the server once, it registers it.`
    : "A webhook is set although ZALO_BOT_MODE is polling, and silences it: the server removes it when it starts.";
}
