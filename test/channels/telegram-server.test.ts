import { createServer, type IncomingMessage, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startTelegramServer, type TelegramServer } from "../support/telegram-server.ts";
import type { Person } from "../support/telegram-server-person.ts";

/** The loopback platform is worth as much as it refuses: what the real one says no to, it must too. */
describe("the loopback Bot API", () => {
  let server: TelegramServer;
  let person: Person;
  beforeEach(async () => {
    server = await startTelegramServer({ retryBaseMs: 20 });
    person = server.person({ first_name: "Lan" });
    person.start();
  });
  afterEach(() => server.close());

  const ask = async (method: string, fields: object = {}, token = server.token) => {
    const response = await fetch(`${server.url}/bot${token}/${method}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(fields),
    });
    return (await response.json()) as {
      ok: boolean;
      error_code?: number;
      description?: string;
      result?: unknown;
    };
  };
  const write = (fields: object) => ask("sendMessage", { chat_id: person.id, ...fields });
  const idsOf = async (fields: object = {}) => {
    const { result } = await ask("getUpdates", fields);
    return Array.isArray(result) ? result.map((update: { update_id: number }) => update.update_id) : [];
  };

  test("tells a wrong token from no token, and does not know unknown methods", async () => {
    expect(await ask("getMe", {}, `1:${"x".repeat(35)}`)).toMatchObject({ error_code: 401 });
    expect(await ask("getMe", {}, "no-token")).toMatchObject({ error_code: 404 });
    expect(await ask("sendRocket")).toMatchObject({ ok: false, error_code: 404 });
    expect(server.calls.map((call) => call.method)).toEqual(["sendRocket"]);
  });

  test.each([
    [{ text: "" }, "message text is empty"],
    [{ text: " \n" }, "message text is empty"],
    [{ text: "<b> </b>", parse_mode: "HTML" }, "message text is empty"],
    [{ text: "x".repeat(4097) }, "message is too long"],
    [
      { text: "a <x>b", parse_mode: "HTML" },
      'can\'t parse entities: Unsupported start tag "x" at byte offset 2',
    ],
    [
      { text: "á <b>c", parse_mode: "HTML" },
      `can't parse entities: Can't find end tag corresponding to start tag "b"`,
    ],
    [{ text: "á</b>", parse_mode: "HTML" }, "can't parse entities: Unexpected end tag at byte offset 2"],
    [{ text: "<b>a</i>", parse_mode: "HTML" }, 'at byte offset 4, expected "</b>", found "</i>"'],
    [{ text: "a < b", parse_mode: "HTML" }, "can't parse entities"],
    [
      { text: "a", reply_markup: { inline_keyboard: [[{ text: "b", callback_data: "á".repeat(33) }]] } },
      "BUTTON_DATA_INVALID",
    ],
    [{ text: "a", reply_markup: { inline_keyboard: [[{ text: "b" }]] } }, "Text buttons are unallowed"],
    [{ text: "half \ud83d" }, "must be encoded in UTF-8"],
    [{ text: "a", chat_id: 1 }, "chat not found"],
  ])("refuses %j", async (fields, words) => {
    expect(await write(fields)).toMatchObject({ ok: false, error_code: 400 });
    expect((await write(fields)).description).toContain(words);
    expect(person.replies()).toEqual([]);
  });

  test.each([
    [{ text: "😀".repeat(4096) }],
    [{ text: `<b>${"&amp;".repeat(4096)}</b>`, parse_mode: "HTML" }],
    [{ text: "1 < 2 & <b>" }],
    [
      {
        text: '<a href="https://e.org/?a=1&amp;b">x</a> &eacute; & > <blockquote>q</blockquote>',
        parse_mode: "HTML",
      },
    ],
  ])("takes %j, counting characters after formatting", async (fields) => {
    expect(await write(fields)).toMatchObject({ ok: true });
  });

  test("a person who never wrote cannot be written to; one who blocked the bot is forbidden until they unblock", async () => {
    const stranger = server.person();
    expect(await ask("sendMessage", { chat_id: stranger.id, text: "x" })).toMatchObject({
      description: "Bad Request: chat not found",
    });
    person.block();
    expect(await write({ text: "x" })).toMatchObject({
      error_code: 403,
      description: "Forbidden: bot was blocked by the user",
    });
    person.unblock();
    expect(await write({ text: "x" })).toMatchObject({ ok: true });
  });

  test("updates stay until a higher offset confirms them, and only the kinds asked for come in", async () => {
    person.send("hai");
    const [first = 0, second = 0] = await idsOf();
    expect(await idsOf()).toEqual([first, second]);
    expect(await idsOf({ offset: second })).toEqual([second]);
    expect(await idsOf()).toEqual([second]);
    expect(await idsOf({ offset: second + 1, allowed_updates: ["callback_query"] })).toEqual([]);
    person.send("ba");
    expect(await idsOf()).toEqual([]);
  });

  test("a long poll is answered by the next update", async () => {
    const [first = 0] = await idsOf();
    const waiting = idsOf({ offset: first + 1, timeout: 20 });
    setTimeout(() => person.send("hai"), 50);
    expect(await waiting).toEqual([first + 1]);
  });

  test("a poller that hung up takes no update with it", async () => {
    const [first = 0] = await idsOf();
    const url = `${server.url}/bot${server.token}/getUpdates?timeout=20&offset=${first + 1}`;
    await fetch(url, { signal: AbortSignal.timeout(100) }).catch(() => {});
    person.send("hai");
    expect(await idsOf({ timeout: 5 })).toEqual([first + 1]);
  });

  test("a second poller ends the first, and a webhook refuses both", async () => {
    const [first = 0] = await idsOf();
    const older = ask("getUpdates", { offset: first + 1, timeout: 20 });
    await new Promise((go) => setTimeout(go, 50));
    await idsOf();
    expect(await older).toMatchObject({ error_code: 409 });
    await ask("setWebhook", { url: "http://127.0.0.1:9/" });
    expect(await ask("getUpdates")).toMatchObject({ error_code: 409 });
  });

  test("a press is answered once; late or unknown ones are refused", async () => {
    await write({ text: "?", reply_markup: { inline_keyboard: [[{ text: "Có", callback_data: "1.0" }]] } });
    person.press("Có");
    const [id = ""] = server.world.presses;
    expect(await ask("answerCallbackQuery", { callback_query_id: id })).toMatchObject({ ok: true });
    expect((await ask("answerCallbackQuery", { callback_query_id: id })).description).toContain(
      "query is too old",
    );
    expect(() => person.press("Không")).toThrow("There are: Có");
  });

  test("an unchanged keyboard is not modified", async () => {
    const { result } = await write({
      text: "?",
      reply_markup: { inline_keyboard: [[{ text: "Có", callback_data: "1.0" }]] },
    });
    const edit = { chat_id: person.id, message_id: (result as { message_id: number }).message_id };
    expect(await ask("editMessageReplyMarkup", edit)).toMatchObject({ ok: true });
    expect((await ask("editMessageReplyMarkup", edit)).description).toContain("message is not modified");
    expect(person.replies()).toMatchObject([{ buttons: [] }]);
  });

  test("the next reply is waited for, and its absence is reported", async () => {
    const waiting = person.nextReply();
    await write({ text: "một" });
    expect(await waiting).toMatchObject({ text: "một" });
    await expect(person.nextReply(50)).rejects.toThrow("No reply within 50 ms. So far: một");
  });

  test("failures come on purpose, on the chosen side of the message, for the chosen chat and so often", async () => {
    const other = server.person();
    other.start();
    server.inject({
      how: "refuse",
      code: 500,
      description: "Internal Server Error",
      chat: person.id,
      times: 2,
      isStored: true,
    });
    expect(await ask("sendMessage", { chat_id: other.id, text: "x" })).toMatchObject({ ok: true });
    expect(await write({ text: "một" })).toMatchObject({ error_code: 500 });
    expect(await write({ text: "hai" })).toMatchObject({ error_code: 500 });
    expect(await write({ text: "ba" })).toMatchObject({ ok: true });
    expect(person.replies().map((reply) => reply.text)).toEqual(["một", "hai", "ba"]);
    server.inject({ how: "slow", ms: 120 });
    const before = Date.now();
    await write({ text: "chậm" });
    expect(Date.now() - before).toBeGreaterThanOrEqual(110);
  });
});

describe("the loopback Bot API's webhook", () => {
  let server: TelegramServer;
  let target: Server;
  let taken: { text: string; secret: unknown }[] = [];
  let answerWith: (text: string) => number;
  beforeEach(async () => {
    taken = [];
    answerWith = () => 200;
    server = await startTelegramServer({ retryBaseMs: 10 });
    target = createServer(async (request: IncomingMessage, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const text: string = JSON.parse(Buffer.concat(chunks).toString()).message.text;
      taken.push({ text, secret: request.headers["x-telegram-bot-api-secret-token"] });
      response.writeHead(answerWith(text)).end();
    });
    await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));
    const address = target.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await fetch(
      `${server.url}/bot${server.token}/setWebhook?url=http://127.0.0.1:${port}/hook&secret_token=s3`,
    );
  });
  afterEach(async () => {
    await server.close();
    target.closeAllConnections();
    target.close();
  });
  const untilTaken = async (count: number) => {
    for (let tries = 0; tries < 500 && taken.length < count; tries++)
      await new Promise((go) => setTimeout(go, 5));
    await new Promise((go) => setTimeout(go, 30));
    return taken.map((call) => call.text);
  };

  test("carries the secret and keeps each person's order, repeating what was not taken", async () => {
    let refusals = 2;
    answerWith = (text) => (text === "một" && refusals-- > 0 ? 503 : 200);
    const lan = server.person();
    lan.send("một");
    lan.send("hai");
    expect(await untilTaken(4)).toEqual(["một", "một", "một", "hai"]);
    expect(new Set(taken.map((call) => call.secret))).toEqual(new Set(["s3"]));
    expect(server.world.updates.pending).toBe(0);
  });

  test("one person's trouble does not hold up another", async () => {
    answerWith = (text) => (text.startsWith("lỗi") ? 500 : 200);
    server.person().send("lỗi");
    const other = server.person();
    other.send("một");
    other.send("hai");
    const texts = await untilTaken(4);
    expect(texts.filter((text) => text !== "lỗi")).toEqual(["một", "hai"]);
    expect(server.world.updates.lastError?.message).toBe("Wrong response from the webhook: 500");
  });

  test("delivers twice on demand", async () => {
    server.world.updates.repeatNext(2);
    const lan = server.person();
    lan.send("một");
    lan.send("hai");
    expect(await untilTaken(3)).toEqual(["một", "một", "hai"]);
  });
});
