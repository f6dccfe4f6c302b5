import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTelegram } from "../../src/channels/telegram.ts";
import { commandMenu } from "../../src/channels/telegram-texts.ts";
import { isFailure } from "../../src/kit/failure.ts";
import type { FileRef } from "../../src/kit/message.ts";
import { systemClock } from "../../src/kit/time.ts";
import { connect, deadUrl, openPair, type TelegramPair, webhookSecret } from "../support/telegram-peer.ts";

const publicUrl = "https://127.0.0.1:8443/";
const webhookUrl = "https://127.0.0.1:8443/webhooks/telegram";

let pair: TelegramPair;
beforeEach(async () => {
  pair = await openPair();
});
afterEach(() => pair.close());

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (isFailure(error) ? error : new Error(String(error))),
  );

describe("setting up", () => {
  test("webhook mode registers address, secret, kinds and the Vietnamese menu, and drops nothing", async () => {
    expect(await pair.channel.setUp(publicUrl)).toBe("cau_noi_bot");
    expect(pair.server.callsOf("setWebhook")[0]?.fields).toEqual({
      url: webhookUrl,
      secret_token: webhookSecret,
      allowed_updates: ["message", "callback_query", "my_chat_member"],
      max_connections: 40,
    });
    expect(pair.server.world.commands).toEqual(commandMenu);
  });

  test("polling mode sets no webhook, but the menu", async () => {
    const polling = await openPair({ mode: "polling" });
    await polling.channel.setUp(publicUrl);
    expect(polling.server.callsOf("setWebhook")).toEqual([]);
    expect(polling.server.world.commands).toEqual(commandMenu);
    await polling.close();
  });

  test("the menu has every chat command once, with words of at most one line", () => {
    const commands =
      "start menu sangkien bieumau trangthai nhantin tattin canbo dulieu xoadulieu huy tieptuc lienket".split(
        " ",
      );
    expect(commandMenu.map(({ command }) => command).toSorted()).toEqual(commands.toSorted());
    for (const { description } of commandMenu) expect(description.length).toBeLessThanOrEqual(45);
  });

  test.each([
    [401, "Unauthorized", "forbidden", "@BotFather"],
    [400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook", "invalid", "PUBLIC_URL"],
    [502, "Bad Gateway", "unavailable", "502"],
  ])("the answer %i fails with words that help", async (code, description, expected, words) => {
    pair.server.inject({ how: "refuse", code, description });
    const failure = await failureOf(pair.channel.setUp(publicUrl));
    expect(failure).toMatchObject({ code: expected });
    expect(failure?.message).toContain(words);
    expect(failure?.message).not.toContain("AAF-loopback");
  });

  test("an unreachable Telegram is unavailable", async () => {
    const lonely = connect(await deadUrl());
    expect(await failureOf(lonely.setUp(publicUrl))).toMatchObject({ code: "unavailable" });
    lonely.close();
  });

  test.each([
    ["no token at all", { token: "" }],
    ["a token with a line end", { token: "1:abc\n" }],
    ["a name instead of a token", { token: "@cau_noi_bot" }],
    ["webhook mode without a secret", { webhookSecret: null }],
    ["a secret Telegram would refuse", { webhookSecret: "có dấu" }],
  ])("%s is refused when the channel is made", (_what, wrong) => {
    const settings = {
      token: "1:abc",
      apiRoot: "http://127.0.0.1:9",
      mode: "webhook" as const,
      webhookSecret,
      bulkPerSecond: 28,
    };
    const make = () =>
      createTelegram({
        ...settings,
        ...wrong,
        clock: systemClock,
        loadBlob: () => Promise.reject(new Error("none")),
      });
    expect(make).toThrow(/TELEGRAM_(BOT_TOKEN|WEBHOOK_SECRET)/);
  });
});

describe("the check-up", () => {
  test("is well after the set-up, and says who and where", async () => {
    await pair.channel.setUp(publicUrl);
    pair.server.world.updates.deleteWebhook(true);
    await pair.channel.setUp(publicUrl);
    const { isWell, lines } = await pair.channel.check(publicUrl);
    expect({ isWell, lines }).toEqual({
      isWell: true,
      lines: ["Telegram knows the bot as @cau_noi_bot.", `Webhook at ${webhookUrl}; 0 updates waiting.`],
    });
  });

  test("changes nothing", async () => {
    await pair.channel.check(publicUrl);
    expect(pair.server.calls.map((call) => call.method)).toEqual(["getMe", "getWebhookInfo"]);
  });

  test("finds a webhook that is not set", async () => {
    const { isWell, lines } = await pair.channel.check(publicUrl);
    expect(isWell).toBe(false);
    expect(lines.join("\n")).toContain(`The webhook should be ${webhookUrl}`);
  });

  test("finds a webhook that is in the way of polling", async () => {
    const polling = await openPair({ mode: "polling" });
    polling.server.world.updates.setWebhook(
      { url: "http://127.0.0.1:9/", secret: "", connections: 1 },
      undefined,
      false,
    );
    const { isWell, lines } = await polling.channel.check(publicUrl);
    expect(isWell).toBe(false);
    expect(lines.join("\n")).toContain("TELEGRAM_MODE is polling");
    await polling.close();
  });

  test("repeats Telegram's last error with our webhook, and counts what waits", async () => {
    const own = await deadUrl();
    await pair.channel.setUp(own);
    for (let tries = 0; tries < 200 && !pair.server.world.updates.lastError; tries++) {
      await new Promise((go) => setTimeout(go, 10));
    }
    const { isWell, lines } = await pair.channel.check(own);
    expect(isWell).toBe(false);
    expect(lines.join("\n")).toContain("1 updates waiting");
    expect(lines.join("\n")).toContain("Connection failed");
  });

  test.each([401, 404])("a token answered with %i is called wrong", async (code) => {
    pair.server.inject({ how: "refuse", code, description: "Unauthorized" });
    const { isWell, lines } = await pair.channel.check(publicUrl);
    expect(isWell).toBe(false);
    expect(lines.join("\n")).toContain("does not know the bot token");
  });

  test("an unreachable Telegram is a finding, not an exception", async () => {
    const lonely = connect(await deadUrl());
    const { isWell, lines } = await lonely.check(publicUrl);
    expect(isWell).toBe(false);
    expect(lines).toEqual(["Telegram could not be asked: unavailable: No connection: ECONNREFUSED"]);
    lonely.close();
  });
});

describe("files people sent", () => {
  const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
  const lastFile = (): FileRef => {
    const handle = [...pair.server.world.files.keys()].at(-1) ?? "none";
    return { handle, kind: "document", name: "Đơn.pdf", mediaType: "application/pdf", sizeBytes: null };
  };
  const download = (file: FileRef, signal = AbortSignal.timeout(10_000)) =>
    pair.channel.download(file, signal);

  test("are downloaded byte for byte", async () => {
    pair.person.sendDocument(bytes, { name: "Đơn.pdf", mediaType: "application/pdf" });
    const downloaded = await download(lastFile());
    expect(Buffer.compare(downloaded.bytes, bytes)).toBe(0);
    expect(downloaded.mediaType).toBe("application/pdf");
  });

  test("over 20 MB are missing, without asking when the size is known and without fetching when it is not", async () => {
    pair.person.sendDocument(new Uint8Array(20 * 2 ** 20 + 1), { name: "to.zip" });
    expect(await failureOf(download({ ...lastFile(), sizeBytes: 20 * 2 ** 20 + 1 }))).toMatchObject({
      code: "missing",
    });
    expect(pair.server.calls).toEqual([]);
    expect(await failureOf(download(lastFile()))).toMatchObject({ code: "missing" });
  });

  test("that Telegram itself calls too big are not fetched", async () => {
    pair.person.sendDocument(bytes, { name: "to.zip" });
    const file_path = [...pair.server.world.files.values()].at(-1)?.path;
    pair.server.inject({ how: "answer", result: { file_id: "x", file_path, file_size: 20 * 2 ** 20 + 1 } });
    expect(await failureOf(download(lastFile()))).toMatchObject({ code: "missing" });
  });

  test("that are gone from the store behind the path are missing", async () => {
    pair.server.inject({
      how: "answer",
      result: { file_id: "x", file_path: "documents/gone.pdf" },
      method: "getFile",
    });
    expect(await failureOf(download(lastFile()))).toMatchObject({ code: "missing" });
  });

  test.each([
    [{ how: "refuse", code: 400, description: "Bad Request: invalid file_id" }, "missing"],
    [
      {
        how: "refuse",
        code: 400,
        description: "Bad Request: wrong file_id or the file is temporarily unavailable",
      },
      "unavailable",
    ],
    [{ how: "refuse", code: 429, description: "Too Many Requests: retry after 3" }, "unavailable"],
    [{ how: "reset" }, "unavailable"],
    [{ how: "html", status: 502 }, "unavailable"],
    [{ how: "answer", result: { file_id: "x" } }, "unavailable"],
  ] as const)("a getFile that meets %j is “%s”", async (fault, code) => {
    pair.server.inject(fault);
    expect(await failureOf(download(lastFile()))).toMatchObject({ code });
  });
});

describe("courtesies", () => {
  test("typing is shown and a press acknowledged", async () => {
    await pair.channel.showTyping({ channel: "telegram", externalId: String(pair.person.id) });
    pair.person.pressData("1.0");
    const [id = ""] = pair.server.world.presses;
    await pair.channel.acknowledge(id);
    expect(pair.server.calls.map((call) => [call.method, call.fields])).toEqual([
      ["sendChatAction", { chat_id: String(pair.person.id), action: "typing" }],
      ["answerCallbackQuery", { callback_query_id: id }],
    ]);
    expect(pair.server.world.presses.size).toBe(0);
  });

  test("an answer is shown as far as it is written, in private chats only", async () => {
    const chat = String(pair.person.id);
    await pair.channel.showDraft({ channel: "telegram", externalId: chat }, { id: 7, text: "Đến năm" });
    await pair.channel.showDraft({ channel: "telegram", externalId: "-100200" }, { id: 7, text: "Đến năm" });
    await pair.channel.showDraft(
      { channel: "telegram", externalId: chat },
      { id: 7, text: "x".repeat(5000) },
    );
    expect(pair.server.calls.map(({ method }) => method)).toEqual(["sendMessageDraft", "sendMessageDraft"]);
    expect(pair.server.calls[0]?.fields).toMatchObject({ draft_id: 7, text: "Đến năm" });
  });

  test("never throw, whatever Telegram says", async () => {
    await pair.channel.acknowledge("long ago");
    await pair.channel.showTyping({ channel: "telegram", externalId: "1" });
    pair.server.inject({ how: "reset" });
    await pair.channel.acknowledge("1");
    expect(pair.server.calls).toHaveLength(3);
  });
});
