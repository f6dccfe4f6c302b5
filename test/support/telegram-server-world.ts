import type { InlineKeyboardMarkup, Message, User } from "grammy/types";
import type { Updates } from "./telegram-server-updates.ts";

/** A message as it stands in a chat: the platform's own form, and what only a test may look at. */
export type Stored = {
  readonly message: Message & { reply_markup?: InlineKeyboardMarkup };
  /** What the person reads: text or caption with the tags taken out. */
  readonly visible: string;
  readonly file: StoredFile | null;
};

export type StoredFile = {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly bytes: Uint8Array;
};

/** A private chat with one person. A bot may write there only after the person has pressed Start. */
export type Chat = {
  readonly user: User;
  isStarted: boolean;
  isBlocked: boolean;
  readonly messages: Stored[];
  /** Called after every message of the bot. */
  onMessage: () => void;
};

/** Everything the loopback platform knows. */
export type World = {
  readonly bot: User & { username: string };
  readonly chats: Map<number, Chat>;
  readonly files: Map<string, StoredFile>;
  /** Presses waiting for `answerCallbackQuery`. */
  readonly presses: Set<string>;
  readonly updates: Updates;
  commands: readonly unknown[];
  nextMessageId: number;
  /** Benches write to chats nobody opened, and look at no message afterwards. */
  readonly isOpenToAll: boolean;
};

/** Adds a chat for a person who has not pressed Start yet. */
export function addChat(world: World, user: User): Chat {
  const chat: Chat = { user, isStarted: false, isBlocked: false, messages: [], onMessage: () => {} };
  world.chats.set(user.id, chat);
  return chat;
}

/** Stores bytes under a handle of their own, as every upload gets one. */
export function addFile(world: World, name: string, bytes: Uint8Array, folder: string): StoredFile {
  const number = world.files.size + 1;
  // Long and opaque like the real ones, so that nobody keeps them in short columns.
  const id = `AgACAgUAAxkBAAI${String(number).padStart(8, "0")}${"x".repeat(48)}`;
  const file = { id, path: `${folder}/file_${number}${/\.\w+$/.exec(name)?.[0] ?? ""}`, name, bytes };
  world.files.set(id, file);
  return file;
}

export function nowS(): number {
  return Math.floor(Date.now() / 1000);
}
