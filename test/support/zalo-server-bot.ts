import { json, startZaloServer, type ZaloCall, type ZaloReply, type ZaloServer } from "./zalo-server.ts";

/** A private chat or a group of the loopback Bot Platform. */
type Chat = { readonly id: string; readonly messages: string[]; onMessage: () => void };

/** Somebody with Zalo on the telephone. Every act becomes an update, in the order of the acts. */
export type BotPerson = {
  readonly id: string;
  send(text: string): void;
  sendPhoto(bytes: Uint8Array, caption?: string): void;
  /** Every message of the bot so far. */
  replies(): readonly string[];
  /** The next message not yet taken; rejects after `timeoutMs`. */
  nextReply(timeoutMs?: number): Promise<string>;
};

export type ZaloBotServer = ZaloServer & {
  readonly token: string;
  person(name?: string): BotPerson;
  /** Puts any update in, also one a person here cannot cause. */
  emit(update: object): void;
  /** Where updates are pushed to, and with which secret; undefined while there is no webhook. */
  webhook(): { readonly url: string; readonly secret: string } | undefined;
  /** Pushes to this address instead of the registered one: the program's public address leads nowhere here. */
  sendWebhookTo(url: string): void;
  /** Answers "no" to the next call of a method, as the platform does: HTTP 200 with `ok: false`. */
  refuse(code: number, description: string, method?: string): void;
};

/** How long the loopback platform holds a poll open: much shorter than the real one. */
const idlePollMs = 300;

/**
 * A Zalo Bot Platform on loopback: one update per `getUpdates` and no offset, 408 for an idle poll, `ok:
 * false` with HTTP 200, an active webhook that silences polling, real updates bare and not wrapped.
 */
export async function startZaloBotServer(): Promise<ZaloBotServer> {
  const token = "12345689:loopback_only_0123456789";
  const world = new BotWorld();
  const server = await startZaloServer((call, gone) => {
    if (call.method === "GET") return world.file(call.path);
    if (!String(call.headers[":path"]).startsWith(`/bot${token}/`)) return no(401, "Unauthorized");
    return world.answer(call, gone);
  });
  let people = 0;
  return {
    ...server,
    token,
    person(name = "Lan") {
      people += 1;
      return world.addPerson(`a1b2c3d4e5f6071829${String(people).padStart(2, "0")}`, name, server.url);
    },
    emit: (update) => world.emit(update),
    webhook: () => world.webhook,
    sendWebhookTo(url) {
      world.pushesTo = url;
    },
    refuse(code, description, method = "") {
      server.inject({ how: "answer", reply: no(code, description), path: method });
    },
    async close() {
      world.close();
      await server.close();
    },
  };
}

function no(code: number, description: string): ZaloReply {
  return json({ ok: false, description, error_code: code });
}

function yes(result: unknown): ZaloReply {
  return json({ ok: true, result });
}

class BotWorld {
  webhook: { url: string; secret: string } | undefined;
  pushesTo: string | undefined;
  readonly #chats = new Map<string, Chat>();
  readonly #files = new Map<string, Uint8Array>();
  readonly #queue: object[] = [];
  #wake = () => {};
  #pushing: Promise<unknown> = Promise.resolve();
  #nextMessage = 1;

  async answer(call: ZaloCall, gone: AbortSignal): Promise<ZaloReply> {
    const fields = JSON.parse(call.body.toString() || "{}") as Record<string, unknown>;
    switch (call.path) {
      case "/getMe":
        return yes({
          id: "bot-1",
          account_name: "bot.CauNoi",
          account_type: "BASIC",
          can_join_groups: false,
        });
      case "/getUpdates":
        return this.webhook ? no(408, "Request timeout") : await this.#poll(gone);
      case "/setWebhook":
        return this.#setWebhook(fields);
      case "/deleteWebhook":
        this.webhook = undefined;
        return yes({ url: "", updated_at: 1_749_538_250_568 });
      case "/getWebhookInfo":
        return yes({ url: this.webhook?.url ?? "", updated_at: 1_749_538_250_568 });
      case "/sendMessage":
        return this.#sendMessage(fields);
      case "/sendChatAction":
        return json({ ok: true });
      default:
        return no(404, "Not Found");
    }
  }

  file(path: string): ZaloReply {
    const bytes = this.#files.get(path);
    return bytes ? { type: "image/jpeg", body: bytes } : { status: 404, type: "text/html", body: "gone" };
  }

  emit(update: object): void {
    const { webhook } = this;
    if (webhook) {
      const headers = { "content-type": "application/json", "x-bot-api-secret-token": webhook.secret };
      const url = this.pushesTo ?? webhook.url;
      const push = () => fetch(url, { method: "POST", headers, body: JSON.stringify(update) });
      this.#pushing = this.#pushing.then(push).catch(() => {});
      return;
    }
    this.#queue.push(update);
    this.#wake();
  }

  addPerson(id: string, name: string, url: string): BotPerson {
    const chat: Chat = { id, messages: [], onMessage: () => {} };
    this.#chats.set(id, chat);
    const from = { id, is_bot: false, display_name: name };
    const write = (kind: string, own: object) => {
      const message_id = `m${String(this.#nextMessage++).padStart(19, "0")}`;
      const facts = { date: Date.now(), chat: { chat_type: "PRIVATE", id }, message_id, from };
      this.emit({ event_name: `message.${kind}.received`, message: { ...facts, ...own } });
    };
    return {
      id,
      send: (text) => write("text", { text }),
      sendPhoto: (bytes, caption) => {
        const path = `/files/${this.#files.size + 1}.jpg`;
        this.#files.set(path, bytes);
        write("image", {
          photo_url: `${url}${path}`,
          message_type: "CHAT_PHOTO",
          ...(caption && { caption }),
        });
      },
      replies: () => chat.messages,
      nextReply: createReader(chat),
    };
  }

  close(): void {
    this.#wake();
  }

  async #poll(gone: AbortSignal): Promise<ZaloReply> {
    if (this.#queue.length === 0) await this.#untilUpdate(gone);
    // A poller that hung up must not be given an update it cannot receive.
    const update = gone.aborted ? undefined : this.#queue.shift();
    return update ? yes(update) : no(408, "Request timeout");
  }

  #untilUpdate(gone: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, idlePollMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      gone.addEventListener("abort", this.#wake);
    });
  }

  #setWebhook({ url, secret_token: secret }: Record<string, unknown>): ZaloReply {
    if (typeof url !== "string" || !URL.canParse(url)) return no(400, "Bad request: url is invalid");
    if (typeof secret !== "string" || secret.length < 8)
      return no(400, "Bad request: secret_token is invalid");
    this.webhook = { url, secret };
    return yes({ url, updated_at: 1_749_538_250_568 });
  }

  #sendMessage({ chat_id: id, text }: Record<string, unknown>): ZaloReply {
    if (!id) return no(400, "Bad request: The chat_id must not be empty");
    const chat = this.#chats.get(String(id));
    if (!chat) return no(400, "Bad request: chat not found");
    if (typeof text !== "string" || text === "") return no(400, "Bad request: The text must not be empty");
    if ([...text].length > 2000) return no(400, "Bad request: The text is too long");
    chat.messages.push(text);
    chat.onMessage();
    return yes({ message_id: `b${String(this.#nextMessage++).padStart(19, "0")}`, date: Date.now() });
  }
}

function createReader(chat: Chat): BotPerson["nextReply"] {
  let taken = 0;
  return async (timeoutMs = 5_000) => {
    await untilMore(chat, taken, timeoutMs);
    const next = chat.messages[taken];
    if (next === undefined)
      throw new Error(`No reply within ${timeoutMs} ms. So far: ${chat.messages.join(" | ")}`);
    taken += 1;
    return next;
  };
}

function untilMore(chat: Chat, count: number, timeoutMs: number): Promise<void> {
  if (chat.messages.length > count) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      chat.onMessage = () => {};
      resolve();
    };
    const timer = setTimeout(finish, timeoutMs);
    chat.onMessage = finish;
  });
}
