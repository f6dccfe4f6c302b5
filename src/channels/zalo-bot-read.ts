import { Failure } from "../kit/failure.ts";
import { sameSecret, sha256 } from "../kit/id.ts";
import type { FileRef, Inbound, Said } from "../kit/message.ts";
import { type Instant, instant } from "../kit/time.ts";
import type { WebhookCall } from "./channel.ts";
import { cleanName, cleanText } from "./text.ts";
import { isRecord, parseLosslessly, readId } from "./zalo-wire.ts";

/** The bot as its platform knows it; what a group writes to it names one of the two. */
export type BotIdentity = { readonly id: string; readonly name: string };

/** What stays the same for every message that is read. */
export type BotReading = {
  /** Undefined until the platform was asked: then nothing from groups is read. */
  readonly me: BotIdentity | undefined;
  readonly now: Instant;
};

const secretHeader = "x-bot-api-secret-token";

/**
 * Verifies a webhook call and reads it. An empty body with the right secret is Zalo's probe: no message.
 * Throws `Failure("forged")` without the right secret (also when none is configured), `Failure("invalid")`
 * when the body is no JSON object in UTF-8.
 */
export function readBotCall(call: WebhookCall, secret: string | null, reading: BotReading): Inbound[] {
  const given = call.headers[secretHeader];
  if (!secret || given === undefined || !sameSecret(given, secret)) {
    throw new Failure("forged", "A Zalo Bot webhook call without the right secret token.");
  }
  if (call.body.byteLength === 0) return [];
  const update = parseLosslessly(decode(call.body));
  if (!isRecord(update))
    throw new Failure("invalid", "A Zalo Bot webhook call whose body is no JSON object.");
  return readBotUpdate(update, reading);
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch (error) {
    throw new Failure("invalid", "A Zalo Bot webhook call that is not in UTF-8.", { cause: error });
  }
}

/**
 * What one update says, as no message or one. It comes wrapped as documented, `{ok, result: {event_name,
 * message}}`, or bare as observed. Events we do not know, other bots, and groups that do not mention the bot
 * yield nothing. Never throws, so that one odd update cannot block those behind it.
 */
export function readBotUpdate(raw: unknown, { me, now }: BotReading): Inbound[] {
  const update = isRecord(raw) && raw.ok === true && isRecord(raw.result) ? raw.result : raw;
  if (!isRecord(update) || !isRecord(update.message)) return [];
  const { message } = update;
  const said = readSaid(String(update.event_name), message);
  const from = said && readSender(message, said, me);
  if (!from) return [];
  const externalId = readId(message.message_id) ?? sha256(JSON.stringify(update));
  return [{ channel: "zalo-bot", externalId, ...from, at: readDate(message.date, now) }];
}

type Message = Readonly<Record<string, unknown>>;

function readSaid(event: string, message: Message): Said | undefined {
  switch (event) {
    case "message.text.received":
      return { kind: "text", text: readText(message.text), files: [] };
    case "message.image.received":
      // `photo` is the documented field, `photo_url` the one that really comes.
      return readFile(message, {
        kind: "photo",
        url: message.photo_url ?? message.photo,
        type: "image/jpeg",
      });
    case "message.voice.received":
      return readFile(message, { kind: "voice", url: message.voice_url, type: "audio/aac" });
    case "message.sticker.received":
      return { kind: "other", what: "sticker" };
    case "message.unsupported.received":
      return { kind: "other", what: "unsupported" };
    default:
      return undefined;
  }
}

function readFile(message: Message, file: { kind: FileRef["kind"]; url: unknown; type: string }): Said {
  const { kind, url, type } = file;
  if (typeof url !== "string") return { kind: "other", what: kind };
  const found = { handle: url, kind, name: null, mediaType: type, sizeBytes: null };
  return { kind: "text", text: readText(message.caption), files: [found] };
}

function readText(text: unknown): string {
  return typeof text === "string" ? cleanText(text) : "";
}

/**
 * Who is answered: the person, or the group as a whole. A group gets an address of its own, so that nothing
 * a person told the bot in private is ever shown there.
 */
function readSender(
  message: Message,
  said: Said,
  me: BotIdentity | undefined,
): Pick<Inbound, "from" | "said"> | undefined {
  const { from, chat } = message;
  if (!isRecord(from) || from.is_bot === true || !isRecord(chat)) return undefined;
  const chatId = readId(chat.id) ?? readId(from.id);
  if (chatId === undefined) return undefined;
  if (String(chat.chat_type).toUpperCase() !== "GROUP") {
    return { from: { externalId: chatId, name: readName(from.display_name) }, said };
  }
  if (!me || !isMentioned(message, said, me)) return undefined;
  return { from: { externalId: chatId, name: null }, said: withoutMention(said, me) };
}

function isMentioned(message: Message, said: Said, me: BotIdentity): boolean {
  const mentions = Array.isArray(message.mentions) ? message.mentions : [];
  if (mentions.some((mention) => isRecord(mention) && readId(mention.uid) === me.id)) return true;
  return said.kind === "text" && said.text.includes(`@${me.name}`);
}

function withoutMention(said: Said, me: BotIdentity): Said {
  if (said.kind !== "text") return said;
  // Somebody who only calls the bot by its name wants to know what it can do.
  return { ...said, text: said.text.replaceAll(`@${me.name}`, "").trim() || "/menu" };
}

function readName(name: unknown): string | null {
  return typeof name === "string" ? cleanName(name) : null;
}

function readDate(ms: unknown, now: Instant): Instant {
  const at = Number(ms);
  return at > 1e12 && at < 1e14 ? instant(at) : now;
}
