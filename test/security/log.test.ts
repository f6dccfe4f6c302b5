import { afterEach, expect, it } from "vitest";
import { findLeaks } from "../support/log-scan.ts";
import { type Program, startProgram } from "../support/program.ts";

const secret = "mot-bi-mat-rat-dai-cua-webhook";
let program: Program | undefined;
afterEach(() => program?.remove());

it("what the program logs holds no word, name, number or token of people, and a leak is found", async () => {
  const settings = {
    ...{
      TELEGRAM_BOT_TOKEN: "123456:AAE-khoa-bi-mat-khong-duoc-lo",
      TELEGRAM_API_ROOT: "http://127.0.0.1:9",
    },
    ...{ TELEGRAM_MODE: "webhook", TELEGRAM_WEBHOOK_SECRET: secret, PUBLIC_URL: "https://hoi.example" },
  };
  program = await startProgram(settings);
  const { url, dataDir } = program;
  const text = "Tôi là Lò Thị Mai, 0912345678, máy sao chè bị cháy";
  const message = { message_id: 1, date: 1_790_000_000, chat: { id: 7, type: "private" }, text };
  const from = { id: 7, is_bot: false, first_name: "Lò Thị Mai" };
  const call = (body: string, given: string) =>
    fetch(`${url}/webhooks/telegram`, {
      method: "POST",
      body,
      headers: { "x-telegram-bot-api-secret-token": given },
    });
  expect((await call(JSON.stringify({ update_id: 1, message: { ...message, from } }), secret)).status).toBe(
    200,
  );
  expect((await call(text, "sai")).status).toBe(401);
  expect((await call(text, secret)).status).toBe(400);
  await fetch(`${url}/chat/messages?ten=${encodeURIComponent(text)}`, { method: "POST", body: text });
  expect(program.output()).toContain("webhook.refused");
  expect(await findLeaks(program.output(), dataDir, settings)).toEqual([]);
  const leaking = `${program.output()}{"event":"x","said":"${text}","token":"${settings.TELEGRAM_BOT_TOKEN}"}\n`;
  expect(await findLeaks(leaking, dataDir, settings)).toEqual([
    settings.TELEGRAM_BOT_TOKEN,
    text,
    "Lò Thị Mai",
  ]);
});
