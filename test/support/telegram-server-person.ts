import type { Message, User } from "grammy/types";
import type { UpdateBody } from "./telegram-server-updates.ts";
import { addChat, addFile, type Chat, nowS, type Stored, type World } from "./telegram-server-world.ts";

/** A message of the bot as the person sees it. */
type Reply = {
  readonly messageId: number;
  readonly text: string;
  readonly buttons: readonly string[];
  readonly photo: Uint8Array | null;
  readonly document: { readonly name: string; readonly bytes: Uint8Array } | null;
};

type FileWords = { readonly name?: string; readonly mediaType?: string; readonly caption?: string };

/** Somebody with a telephone. Every act becomes an update, in the order of the acts. */
export type Person = {
  readonly id: number;
  readonly user: User;
  /** Presses Start, with the payload of a deep link if any. */
  start(payload?: string): void;
  send(text: string): void;
  sendPhoto(bytes: Uint8Array, caption?: string): void;
  sendDocument(bytes: Uint8Array, about?: FileWords): void;
  sendVoice(bytes: Uint8Array): void;
  sendSticker(): void;
  /** Presses the newest button with this label; throws when no message has it. */
  press(label: string): void;
  /** Presses a button that was never shown, as a forger would. */
  pressData(data: string): void;
  block(): void;
  unblock(): void;
  /** Every message of the bot so far. */
  replies(): Reply[];
  /** The next message not yet taken; rejects after `timeoutMs` with what is there. */
  nextReply(timeoutMs?: number): Promise<Reply>;
};

let people = 0;

/**
 * Adds a person who has not spoken to the bot yet: until they write, the bot cannot. The first id is beyond
 * 32 bits, as real ones are.
 */
export function addPerson(world: World, facts: Partial<User> = {}): Person {
  const user = { id: 5_000_000_000 + ++people, is_bot: false, first_name: "Lan", ...facts };
  const chat = addChat(world, user);
  const acts = actsOf(world, chat);
  const { write, upload } = acts;
  return {
    id: user.id,
    user,
    start: (payload) => write({ text: payload ? `/start ${payload}` : "/start", entities: [commandAt(6)] }),
    send: (text) =>
      write({ text, ...(text.startsWith("/") && { entities: [commandAt(text.search(/\s|$/))] }) }),
    sendPhoto(bytes, caption) {
      const file = upload(bytes, { name: "photo.jpg" });
      const sizes = [90, 1280].map((width) => ({ ...file, width, height: width }));
      write({ photo: sizes, ...(caption && { caption }) });
    },
    sendDocument: (bytes, words = {}) =>
      write({ document: upload(bytes, words), ...(words.caption && { caption: words.caption }) }),
    sendVoice: (bytes) => write({ voice: { ...upload(bytes, { mediaType: "audio/ogg" }), duration: 3 } }),
    sendSticker: () =>
      write({ sticker: { file_id: "s", file_unique_id: "s", type: "regular", emoji: "👍" } }),
    press(label) {
      const { data, message } = findButton(chat, label);
      acts.press(data, message);
    },
    pressData: (data) => acts.press(data, { message_id: 1, chat: acts.about, date: 0 }),
    block: () => acts.change("kicked"),
    unblock: () => acts.change("member"),
    replies: () => chat.messages.map(toReply),
    nextReply: createReader(chat),
  };
}

/** What a person's telephone can do, as the updates it causes. */
function actsOf(world: World, chat: Chat) {
  const { user } = chat;
  const about = { id: user.id, first_name: user.first_name, type: "private" as const };
  const emit = (body: object) => void world.updates.add(body as UpdateBody, String(user.id));
  return {
    about,
    write(own: object): void {
      chat.isStarted = true;
      const message_id = world.nextMessageId++;
      emit({ message: { message_id, from: user, chat: about, date: nowS(), ...own } });
    },
    upload(bytes: Uint8Array, { name = "file.bin", mediaType = "application/octet-stream" }: FileWords) {
      const { id: file_id, path } = addFile(world, name, bytes, "incoming");
      const size = { file_unique_id: path, file_size: bytes.byteLength };
      return { file_id, ...size, file_name: name, mime_type: mediaType };
    },
    press(data: string, message: object): void {
      const id = `${user.id}${world.nextMessageId++}`;
      world.presses.add(id);
      emit({ callback_query: { id, from: user, message, chat_instance: "1", data } });
    },
    change(status: "kicked" | "member"): void {
      chat.isBlocked = status === "kicked";
      const member = (as: string) => ({ status: as, user: world.bot, until_date: 0 });
      const before = member(status === "kicked" ? "member" : "kicked");
      const facts = { chat: about, from: user, date: nowS() };
      emit({ my_chat_member: { ...facts, old_chat_member: before, new_chat_member: member(status) } });
    },
  };
}

/** `nextReply` of one person, who has taken nothing yet. */
function createReader(chat: Chat): Person["nextReply"] {
  let taken = 0;
  return async (timeoutMs = 5_000) => {
    await untilMore(chat, taken, timeoutMs);
    const next = chat.messages[taken];
    if (next) {
      taken += 1;
      return toReply(next);
    }
    const seen = chat.messages.map((stored) => stored.visible.slice(0, 60)).join(" | ");
    throw new Error(`No reply within ${timeoutMs} ms. So far: ${seen || "nothing"}`);
  };
}

function commandAt(length: number) {
  return { type: "bot_command", offset: 0, length };
}

function findButton(chat: Chat, label: string): { data: string; message: Message } {
  const labels: string[] = [];
  for (const { message } of chat.messages.toReversed()) {
    for (const button of message.reply_markup?.inline_keyboard.flat() ?? []) {
      if (button.text === label && "callback_data" in button) {
        return { data: String(button.callback_data), message };
      }
      labels.push(button.text);
    }
  }
  throw new Error(`No button “${label}”. There are: ${labels.join(", ") || "none"}`);
}

function toReply({ message, visible, file }: Stored): Reply {
  const isPhoto = message.photo !== undefined;
  return {
    messageId: message.message_id,
    text: visible,
    buttons: message.reply_markup?.inline_keyboard.flat().map((button) => button.text) ?? [],
    photo: file && isPhoto ? file.bytes : null,
    document: file && !isPhoto ? { name: file.name, bytes: file.bytes } : null,
  };
}

/** Resolves when the chat has more than `count` messages or the time is over. */
function untilMore(chat: Chat, count: number, timeoutMs: number): Promise<void> {
  if (chat.messages.length > count) return Promise.resolve();
  return new Promise((resolve) => {
    const before = chat.onMessage;
    const finish = () => {
      clearTimeout(timer);
      chat.onMessage = before;
      resolve();
    };
    const timer = setTimeout(finish, timeoutMs);
    chat.onMessage = () => {
      before();
      if (chat.messages.length > count) finish();
    };
  });
}
