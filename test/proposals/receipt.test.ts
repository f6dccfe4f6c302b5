import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TemplateHandler } from "easy-template-x";
import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChannelName } from "../../src/kit/message.ts";
import { systemClock } from "../../src/kit/time.ts";
import { exportRegister } from "../../src/proposals/papers-register.ts";
import { receiptAsked, receiptContent } from "../../src/proposals/receipt.ts";
import { type ChatStage, openChat } from "./chat-stage.ts";

const canary = "CANARY4410";
let chat: ChatStage;
let dataDir: string;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "caunoi-receipts-"));
  chat = await openChat({ parts: { papers: { dataDir, publicUrl: "https://congdoan.example" } } });
});
afterAll(async () => {
  await chat.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The Word file sent last to somebody, as text. */
async function lastFile(who: string): Promise<string | undefined> {
  const row = await chat.db.read
    .selectFrom("delivery")
    .select("content")
    .where("address_id", "=", who)
    .orderBy("seq", "desc")
    .executeTakeFirstOrThrow();
  const { parts } = JSON.parse(row.content ?? "{}") as { parts: { kind: string; blob?: string }[] };
  const blob = parts.find(({ kind }) => kind === "file")?.blob;
  return blob && new TemplateHandler().getText(Buffer.from(await chat.blobs.read(blob)));
}

describe("a receipt", () => {
  test("is not promised as a file where the channel sends none", () => {
    const given = { number: "SK-2026-0042", blob: "a".repeat(64) };
    const kinds = (channel: ChannelName) =>
      receiptContent({ ...given, channel }).parts.map(({ kind }) => kind);
    expect(kinds("zalo-bot")).toEqual(["text"]);
    expect(kinds("zalo-oa")).toEqual(["text", "file"]);
  });

  test.each([
    ["biên nhận SK-2026-0042", "SK-2026-0042"],
    ["cho em xin bien nhan sk 2026 42", "SK-2026-0042"],
    ["biên nhận là gì", null],
    ["SK-2026-0042 tới đâu rồi", null],
  ])("“%s” asks for %s", (text, number) => {
    expect(receiptAsked(text)).toBe(number);
  });

  test("comes as a Word file by its button or by words, to its author alone, with secrets masked", async () => {
    await chat.say("mai", "/sangkien");
    await chat.say("mai", "Máy sao chè nóng không đều nên cháy mẻ chè");
    await chat.say("mai", `Pha thêm ${canary} vào nước, đã dùng từ 3/2026, phần này bí mật`);
    await chat.say("mai", "đỡ cháy chè");
    await chat.say("mai", "Lò Thị Mai, xưởng chè Tân Uyên");
    const receipt = await chat.say("mai", "đồng ý");
    const number = /SK-\d{4}-\d{4}/.exec(receipt)?.[0] ?? "";
    await chat.press("mai", "Tải biên nhận");
    const paper = await lastFile("mai");
    expect(paper).toContain(number);
    expect(paper).toContain("Lò Thị Mai");
    expect(paper).not.toContain(canary);
    await chat.say("mai", `cho em xin biên nhận ${number}`, { on: "telegram" });
    expect(await lastFile("mai")).toContain(number);

    expect(await chat.say("khac", `biên nhận ${number}`)).toContain("không lấy được biên nhận");
    expect(await lastFile("khac")).toBeUndefined();
    const shown = async (withConfidential: boolean) => {
      const file = await exportRegister(chat.db.read, { dataDir, now: systemClock(), withConfidential });
      return JSON.stringify((await readXlsx(file)).sheets.map(({ rows }) => rows));
    };
    const open = await shown(true);
    const masked = await shown(false);
    expect([open.includes(canary), masked.includes(canary)]).toEqual([true, false]);
    expect(chat.log()).not.toMatch(/CANARY|Lò Thị Mai/);
  });
});
