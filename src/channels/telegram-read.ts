import type { CallbackQuery, ChatMemberUpdated, Message, Update, User } from "grammy/types";
import { Failure } from "../kit/failure.ts";
import { sameSecret } from "../kit/id.ts";
import type { FileRef, Inbound, Said } from "../kit/message.ts";
import { type Instant, instant } from "../kit/time.ts";
import type { WebhookCall } from "./channel.ts";
import { cleanName, cleanText } from "./text.ts";

/**
 * The update kinds asked for. Telegram remembers the list of the last call that had one, so every call
 * carries it; the kinds left out (edits, polls, group business …) are not even sent to us.
 */
export const allowedUpdates = ["message", "callback_query", "my_chat_member"] as const;

/** The header in which Telegram repeats the secret given to `setWebhook`. */
const secretHeader = "x-telegram-bot-api-secret-token";

/**
 * Verifies a webhook call and reads its update. Throws `Failure("forged")` without the right secret (also
 * when none is configured), `Failure("invalid")` when the body is not a JSON update in UTF-8.
 */
export function readCall(call: WebhookCall, secret: string | null, now: Instant): Inbound[] {
  const given = call.headers[secretHeader];
  if (!secret || given === undefined || !sameSecret(given, secret)) {
    throw new Failure("forged", "A Telegram webhook call without the right secret token.");
  }
  const update = readJson(call.body);
  if (!isObject(update) || !Number.isSafeInteger(update.update_id)) {
    throw new Failure("invalid", "A Telegram webhook call whose body is no update.");
  }
  return readUpdate(update, now);
}

function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (error) {
    throw new Failure("invalid", "A Telegram webhook call whose body is no JSON in UTF-8.", { cause: error });
  }
}

/**
 * What one update says, as no message or one. Only private chats are read: groups, other bots and kinds of
 * updates we do not know yield nothing. Never throws, so that one odd update cannot block those behind it.
 */
export function readUpdate(raw: unknown, now: Instant): Inbound[] {
  if (!isObject(raw) || !Number.isSafeInteger(raw.update_id)) return [];
  // What the platform sends is trusted in its kinds, not in its completeness: readers check what they need.
  const update = raw as Partial<Update>;
  const read =
    readMessage(update.message) ?? readPress(update.callback_query) ?? readMember(update.my_chat_member);
  const person = read && readPerson(read.from);
  if (!person) return [];
  const externalId = String(raw.update_id);
  return [{ channel: "telegram", externalId, from: person, said: read.said, at: readDate(read.date, now) }];
}

type Read = { readonly from: User | undefined; readonly said: Said; readonly date: number | undefined };

function readMessage(message: Message | undefined): Read | undefined {
  if (!isObject(message) || message.chat?.type !== "private") return undefined;
  const said = readSaid(message);
  return said && { from: message.from, said, date: message.date };
}

function readPress(press: CallbackQuery | undefined): Read | undefined {
  if (!isObject(press) || typeof press.data !== "string") return undefined;
  if (press.message?.chat?.type !== "private") return undefined;
  const said: Said = { kind: "pressed", button: cleanText(press.data), acknowledge: String(press.id) };
  return { from: press.from, said, date: undefined };
}

/** In private chats this update comes only when the person blocks or unblocks the bot. */
function readMember(change: ChatMemberUpdated | undefined): Read | undefined {
  if (!isObject(change) || change.chat?.type !== "private") return undefined;
  const status = change.new_chat_member?.status;
  if (status === undefined) return undefined;
  const isReachable = status !== "kicked" && status !== "left";
  return { from: change.from, said: { kind: "reachable", isReachable }, date: change.date };
}

function readPerson(from: User | undefined): Inbound["from"] | undefined {
  if (!isObject(from) || !Number.isSafeInteger(from.id) || from.is_bot) return undefined;
  const names = [from.first_name, from.last_name].filter((name) => typeof name === "string");
  return { externalId: String(from.id), name: cleanName(names.join(" ")) };
}

function readDate(seconds: number | undefined, now: Instant): Instant {
  return typeof seconds === "number" && seconds > 0 && seconds < 1e10 ? instant(seconds * 1000) : now;
}

/** What people send and we cannot read. Anything else (pinned, gift, topic …) is news of the platform. */
const unreadable = [
  "sticker",
  "location",
  "venue",
  "contact",
  "poll",
  "dice",
  "game",
  "story",
  "rich_message",
  "checklist",
  "paid_media",
  "live_photo",
  "gift",
] as const;

function readSaid(message: Message): Said | undefined {
  const words = message.text ?? message.caption ?? "";
  const text = typeof words === "string" ? readWords(words) : "";
  const files = readFiles(message);
  if (text.trim() !== "" || files.length > 0) return { kind: "text", text, files };
  const what = unreadable.find((kind) => message[kind] !== undefined);
  return what && { kind: "other", what };
}

/** `/menu@our_bot` is how clients write a command when they want to be exact. */
function readWords(words: string): string {
  return cleanText(words).replace(/^(\/\w+)@\w+/, "$1");
}

function readFiles(message: Message): FileRef[] {
  const photo = Array.isArray(message.photo) ? largest(message.photo) : undefined;
  const found = [
    photo && readFile("photo", photo, "image/jpeg"),
    // An animation comes with the same file as `document`, for readers that do not know animations.
    message.document && readFile("document", message.document, null),
    message.audio && readFile("document", message.audio, null),
    message.voice && readFile("voice", message.voice, "audio/ogg"),
    message.video && readFile("video", message.video, null),
    message.video_note && readFile("video", message.video_note, "video/mp4"),
  ];
  return found.filter((file) => file !== undefined);
}

function largest<Size extends { width: number; height: number }>(sizes: readonly Size[]): Size | undefined {
  return sizes.reduce<Size | undefined>(
    (best, size) => (best && best.width * best.height >= size.width * size.height ? best : size),
    undefined,
  );
}

const longestFileName = 160;

/** The facts of a file as far as Telegram gives them; which ones it gives depends on the kind. */
type PlatformFile = { file_id: string; file_size?: number; file_name?: string; mime_type?: string };

function readFile(kind: FileRef["kind"], file: PlatformFile, usualType: string | null): FileRef | undefined {
  if (typeof file.file_id !== "string") return undefined;
  return {
    handle: file.file_id,
    kind,
    name: file.file_name ? cleanName(file.file_name.replace(/^.*[/\\]/s, ""), longestFileName) : null,
    mediaType: file.mime_type ?? usualType,
    sizeBytes: file.file_size ?? null,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
