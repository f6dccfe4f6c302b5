import type { InlineKeyboardMarkup, Message } from "grammy/types";
import type { Form } from "./telegram-server-form.ts";
import { countCharacters, visibleText } from "./telegram-server-format.ts";
import { Refused } from "./telegram-server-refused.ts";
import { addChat, addFile, type Chat, nowS, type StoredFile, type World } from "./telegram-server-world.ts";

type Method = (world: World, form: Form) => unknown;

const mebibyte = 2 ** 20;
const chatActions = new Set(["typing", "upload_photo", "upload_document", "record_voice", "find_location"]);

/** The methods this platform speaks, by name in lower case (the Bot API ignores case). */
export const methods: Readonly<Record<string, Method>> = {
  getme: ({ bot }) => ({ ...bot, can_join_groups: true, can_read_all_group_messages: false }),
  getupdates: getUpdates,
  setwebhook: setWebhook,
  deletewebhook(world, { fields }) {
    world.updates.deleteWebhook(isTrue(fields.drop_pending_updates));
    return true;
  },
  getwebhookinfo: webhookInfo,
  setmycommands: setMyCommands,
  getmycommands: (world) => world.commands,
  sendmessage: sendMessage,
  sendphoto: sendPhoto,
  senddocument: sendDocument,
  sendchataction: sendChatAction,
  sendmessagedraft: sendMessageDraft,
  answercallbackquery: answerCallbackQuery,
  editmessagereplymarkup: editMessageReplyMarkup,
  getfile: getFile,
};

function getUpdates(world: World, { fields }: Form) {
  return world.updates.get({
    offset: Number(fields.offset ?? 0),
    limit: Number(fields.limit ?? 100),
    timeoutS: Number(fields.timeout ?? 0),
    kinds: readKinds(fields.allowed_updates),
  });
}

function setWebhook(world: World, { fields }: Form) {
  const { url, secret_token: secret = "", max_connections: connections = 40 } = fields;
  if (typeof url !== "string" || url === "") {
    world.updates.deleteWebhook(isTrue(fields.drop_pending_updates));
    return true;
  }
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new Refused(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook");
  }
  if (!/^[A-Za-z0-9_-]{0,256}$/.test(String(secret))) {
    throw new Refused(400, "Bad Request: secret token contains unallowed characters");
  }
  const limit = Math.min(Math.max(Number(connections), 1), 100);
  const webhook = { url, secret: String(secret), connections: limit };
  world.updates.setWebhook(webhook, readKinds(fields.allowed_updates), isTrue(fields.drop_pending_updates));
  return true;
}

function webhookInfo({ updates }: World) {
  const { webhook, kinds, lastError } = updates;
  return {
    url: webhook?.url ?? "",
    has_custom_certificate: false,
    pending_update_count: updates.pending,
    ...(webhook && { max_connections: webhook.connections, ip_address: "127.0.0.1" }),
    ...(lastError && { last_error_date: lastError.date, last_error_message: lastError.message }),
    ...(kinds.length > 0 && { allowed_updates: kinds }),
  };
}

function setMyCommands(world: World, { fields }: Form) {
  const commands = readJsonField(fields.commands);
  if (!Array.isArray(commands)) throw new Refused(400, "Bad Request: can't parse commands");
  for (const { command, description } of commands) {
    if (!/^\/?[a-z0-9_]{1,32}$/.test(String(command))) {
      throw new Refused(400, "Bad Request: BOT_COMMAND_INVALID");
    }
    const length = countCharacters(String(description ?? ""));
    if (length < 1 || length > 256) throw new Refused(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID");
  }
  world.commands = commands;
  return true;
}

function sendMessage(world: World, { fields }: Form) {
  const chat = openChat(world, fields.chat_id);
  const raw = readText(fields.text);
  if (Buffer.byteLength(raw) > 32_768) throw new Refused(400, "Bad Request: message is too long");
  const text = (fields.parse_mode === "HTML" ? visibleText(raw) : raw).trim();
  if (text === "") throw new Refused(400, "Bad Request: message text is empty");
  if (countCharacters(text) > 4096) throw new Refused(400, "Bad Request: message is too long");
  return deliver(world, chat, { visible: text, own: { text }, markup: fields.reply_markup, file: null });
}

function sendPhoto(world: World, form: Form) {
  const chat = openChat(world, form.fields.chat_id);
  const file = takeFile(world, form, { field: "photo", mostBytes: 10 * mebibyte, folder: "photos" });
  if (!isImage(file.bytes)) throw new Refused(400, "Bad Request: IMAGE_PROCESS_FAILED");
  const sizes = [90, 1280].map((width) => ({
    file_id: file.id,
    file_unique_id: file.path,
    width,
    height: width,
    file_size: file.bytes.byteLength,
  }));
  const caption = readCaption(form);
  const own = { photo: sizes, ...(caption && { caption }) };
  return deliver(world, chat, { visible: caption, own, markup: form.fields.reply_markup, file });
}

function sendDocument(world: World, form: Form) {
  const chat = openChat(world, form.fields.chat_id);
  const file = takeFile(world, form, { field: "document", mostBytes: 50 * mebibyte, folder: "documents" });
  const { name: file_name, bytes } = file;
  const document = { file_id: file.id, file_unique_id: file.path, file_name, file_size: bytes.byteLength };
  const caption = readCaption(form);
  const own = { document, ...(caption && { caption }) };
  return deliver(world, chat, { visible: caption, own, markup: form.fields.reply_markup, file });
}

function sendChatAction(world: World, { fields }: Form) {
  openChat(world, fields.chat_id);
  if (!chatActions.has(String(fields.action))) {
    throw new Refused(400, "Bad Request: wrong parameter action in request");
  }
  return true;
}

/** A preview of 30 seconds: nothing of it stays in the chat. */
function sendMessageDraft(world: World, { fields }: Form) {
  openChat(world, fields.chat_id);
  if (!Number(fields.draft_id)) throw new Refused(400, "Bad Request: DRAFT_ID_INVALID");
  if (countCharacters(String(fields.text ?? "")) > 4096)
    throw new Refused(400, "Bad Request: message is too long");
  return true;
}

function answerCallbackQuery(world: World, { fields }: Form) {
  if (world.presses.delete(String(fields.callback_query_id)) || world.isOpenToAll) return true;
  const why = "query is too old and response timeout expired or query ID is invalid";
  throw new Refused(400, `Bad Request: ${why}`);
}

function editMessageReplyMarkup(world: World, { fields }: Form) {
  const chat = openChat(world, fields.chat_id);
  const stored = chat.messages.find(({ message }) => message.message_id === Number(fields.message_id));
  if (!stored) throw new Refused(400, "Bad Request: message to edit not found");
  const markup = readMarkup(fields.reply_markup);
  if (JSON.stringify(markup) === JSON.stringify(stored.message.reply_markup)) {
    throw new Refused(
      400,
      "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
    );
  }
  if (markup) stored.message.reply_markup = markup;
  else delete stored.message.reply_markup;
  return stored.message;
}

function getFile(world: World, { fields }: Form) {
  const file = world.files.get(String(fields.file_id));
  if (!file) throw new Refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable");
  if (file.bytes.byteLength > 20 * mebibyte) throw new Refused(400, "Bad Request: file is too big");
  const { id: file_id, path, bytes } = file;
  return { file_id, file_unique_id: path, file_size: bytes.byteLength, file_path: path };
}

function openChat(world: World, chatId: unknown): Chat {
  if (chatId === undefined || chatId === "") throw new Refused(400, "Bad Request: chat_id is empty");
  const id = Number(chatId);
  const known = world.chats.get(id);
  if (!known && world.isOpenToAll && Number.isSafeInteger(id)) {
    return addChat(world, { id, is_bot: false, first_name: "Bench" });
  }
  if (known?.isBlocked) throw new Refused(403, "Forbidden: bot was blocked by the user");
  if (!known || !(known.isStarted || world.isOpenToAll))
    throw new Refused(400, "Bad Request: chat not found");
  return known;
}

type Delivered = { visible: string; own: object; markup: unknown; file: StoredFile | null };

function deliver(world: World, chat: Chat, { visible, own, markup, file }: Delivered): Message {
  const keyboard = readMarkup(markup);
  const { id, first_name } = chat.user;
  const message = {
    message_id: world.nextMessageId++,
    from: world.bot,
    chat: { id, first_name, type: "private" },
    date: nowS(),
    ...own,
    ...(keyboard && { reply_markup: keyboard }),
  } as Message;
  if (!world.isOpenToAll) chat.messages.push({ message, visible, file });
  chat.onMessage();
  return message;
}

function readMarkup(raw: unknown): InlineKeyboardMarkup | undefined {
  const markup = readJsonField(raw) as InlineKeyboardMarkup | undefined;
  if (!markup?.inline_keyboard || markup.inline_keyboard.length === 0) return undefined;
  for (const button of markup.inline_keyboard.flat()) {
    if (typeof button.text !== "string" || button.text.trim() === "") {
      throw new Refused(400, "Bad Request: inline keyboard button text must be non-empty");
    }
    if ("callback_data" in button) {
      const bytes = Buffer.byteLength(String(button.callback_data));
      if (bytes < 1 || bytes > 64) throw new Refused(400, "Bad Request: BUTTON_DATA_INVALID");
    } else if (!("url" in button)) {
      const why = "Text buttons are unallowed in the inline keyboard";
      throw new Refused(400, `Bad Request: can't parse inline keyboard button: ${why}`);
    }
  }
  return markup;
}

function readCaption({ fields }: Form): string {
  const raw = fields.caption === undefined ? "" : readText(fields.caption);
  const caption = (fields.parse_mode === "HTML" ? visibleText(raw) : raw).trim();
  if (countCharacters(caption) > 1024) throw new Refused(400, "Bad Request: message caption is too long");
  return caption;
}

function takeFile(
  world: World,
  { fields, files }: Form,
  want: { field: string; mostBytes: number; folder: string },
): StoredFile {
  const named = fields[want.field];
  const attached = typeof named === "string" ? /^attach:\/\/(.+)$/.exec(named)?.[1] : undefined;
  const upload = files.get(attached ?? want.field);
  if (upload) {
    if (upload.bytes.byteLength === 0) throw new Refused(400, "Bad Request: file must be non-empty");
    if (upload.bytes.byteLength > want.mostBytes) throw new Refused(413, "Request Entity Too Large");
    return addFile(world, upload.name, upload.bytes, want.folder);
  }
  const known = world.files.get(String(named));
  if (known) return known;
  throw new Refused(400, "Bad Request: wrong file identifier/HTTP URL specified");
}

/** JPEG, PNG or WebP by their first bytes. */
function isImage(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  return head.startsWith("\xff\xd8\xff") || head.startsWith("\x89PNG") || /^RIFF.{4}WEBP/s.test(head);
}

function readText(value: unknown): string {
  const text = value === undefined ? "" : String(value);
  if (!text.isWellFormed()) throw new Refused(400, "Bad Request: strings must be encoded in UTF-8");
  return text;
}

function readKinds(value: unknown): string[] | undefined {
  const kinds = readJsonField(value);
  return Array.isArray(kinds) ? kinds.map(String) : undefined;
}

/** Structured parameters come as JSON in JSON bodies and as JSON text in forms. */
function readJsonField(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new Refused(400, "Bad Request: can't parse JSON object");
  }
}

function isTrue(value: unknown): boolean {
  return value === true || value === "true" || value === "True" || value === "1" || value === 1;
}
