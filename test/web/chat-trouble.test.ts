import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { saidBy } from "../../src/conversation/history.ts";
import { say } from "../../src/kit/message.ts";
import { pixel, silence } from "../http/files.ts";
import { openWorld } from "../http/world.ts";
import { findBarriers, screens } from "../support/browser.ts";
import { script } from "./chat-script.ts";
import { addressOf, answer, setStage, write } from "./stage.ts";

const stage = setStage();

describe("a cited clause", () => {
  test("opens with the quoted words marked, and leads to its neighbors", async () => {
    const page = await stage().visit(screens.phone);
    await write(page, "khen thưởng lúc nào");
    await page.getByRole("button", { name: /mục II\.3\.4/ }).click();
    const sheet = page.getByRole("dialog", { name: "Kế hoạch 360/KH-LĐLĐ, mục II.3.4" });
    await sheet.locator("mark").waitFor();
    expect(await sheet.locator("mark").textContent()).toMatch(/^Hàng năm, vào dịp Tháng Công nhân/);
    expect(await sheet.locator(".path li").count()).toBe(2);
    expect(await sheet.locator(".authority").textContent()).toBe("Văn bản gốc");
    await sheet.getByRole("button", { name: /Mục trước/ }).click();
    await page.getByRole("dialog", { name: "Kế hoạch 360/KH-LĐLĐ, mục II.3.3" }).waitFor();
    await page.getByRole("button", { name: "Đóng" }).click();
    await page.locator("dialog[open]").waitFor({ state: "hidden" });
  });

  test("that cannot be loaded says so and can be tried again", async () => {
    const page = await stage().visit();
    await write(page, "khen thưởng lúc nào");
    await page.getByRole("button", { name: /mục II\.3\.4/ }).waitFor();
    await page.context().setOffline(true);
    await page.getByRole("button", { name: /mục II\.3\.4/ }).click();
    await page.getByText("Chưa mở được điều khoản này").waitFor();
    await page.context().setOffline(false);
    await page.locator("#clause").getByRole("button", { name: "Thử lại" }).click();
    await page.locator(".clause-text mark").waitFor();
  });
});

describe("files", () => {
  const picture = { name: "máy.png", mimeType: "image/png", buffer: pixel };

  test("are shown before they are sent, and open afterwards", async () => {
    const page = await stage().visit(screens.phone);
    await page.locator("#files").setInputFiles([picture]);
    await page.locator(`.previews li[data-state="ready"] img`).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await write(page, "ảnh máy");
    await answer(page, "kèm 1 tệp").waitFor();
    await page.reload();
    const image = page.getByRole("img", { name: "Mở ảnh: máy.png" });
    await image.waitFor();
    await expect
      .poll(() => image.evaluate((node) => (node as { naturalWidth?: number }).naturalWidth))
      .toBe(1);
    expect(await page.locator(".previews li").count()).toBe(0);
  });

  test("that were spoken can be listened to", async () => {
    const page = await stage().visit();
    const recording = { name: "lời nói.wav", mimeType: "audio/wav", buffer: silence };
    await page.locator("#files").setInputFiles([recording]);
    await write(page, "");
    await answer(page, "kèm 1 tệp").waitFor();
    await page.reload();
    const audio = page.locator('audio[aria-label="lời nói.wav"]');
    await audio.waitFor();
    await page.evaluate(`document.querySelector("audio").preload = "auto"`);
    await expect
      .poll(() => page.evaluate(`document.querySelector("audio").duration || 0`))
      .toBeCloseTo(0.1, 1);
  });

  test("can be pasted", async () => {
    const page = await stage().visit();
    await page.evaluate(`{
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(${JSON.stringify([...pixel])})], "dán.png", { type: "image/png" }));
      document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data }));
    }`);
    await page.locator(`.previews li[data-state="ready"]`, { hasText: "dán.png" }).waitFor();
    await page.getByRole("button", { name: "Bỏ tệp dán.png" }).click();
    expect(await page.locator(".previews li").count()).toBe(0);
  });

  test("of a kind that is not taken are refused in words, and the message can go without", async () => {
    const page = await stage().visit();
    await page.locator("#files").setInputFiles([{ ...picture, name: "x.exe", buffer: Buffer.from("MZ") }]);
    await page.getByRole("alert").getByText("Chưa nhận được loại tệp này").waitFor();
    await page.getByRole("button", { name: "Bỏ tệp x.exe" }).click();
    await write(page, "không tệp");
    await answer(page, "không tệp").waitFor();
  });
});

describe("when the line breaks", () => {
  test("a message is kept, says so, and is stored once when the line is back", async () => {
    const page = await stage().visit(screens.phone);
    await write(page, "trước");
    await answer(page, "trước").waitFor();
    await page.context().setOffline(true);
    await write(page, "lúc mất mạng");
    await page.getByText("Đang mất mạng").waitFor();
    await page.locator(".said").last().getByText("chưa gửi được").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.context().setOffline(false);
    await answer(page, "lúc mất mạng").waitFor();
    await page.getByText("Đang mất mạng").waitFor({ state: "hidden" });
    const said = await saidBy(stage().world.db.read, await addressOf(page), 10);
    expect(said.map((one) => one.said)).toMatchObject([{ text: "trước" }, { text: "lúc mất mạng" }]);
  });

  test("a message outlives a reload without a server, and the page finds the restarted one by itself", async () => {
    const folder = await mkdtemp(join(tmpdir(), "caunoi-web-"));
    const before = await openWorld({ script, folder });
    const address = await before.listen();
    const page = await stage().visit(screens.desktop, address);
    await write(page, "trước");
    await answer(page, "trước").waitFor();
    await before.stop();
    await write(page, "trong lúc dừng");
    await page.locator(".said").last().getByText("chưa gửi được").waitFor();
    const after = await openWorld({ script, folder });
    await after.listen(Number(new URL(address).port));
    await answer(page, "trong lúc dừng").waitFor();
    await after.send(await addressOf(page), say("tin sau khi chạy lại"));
    await answer(page, "tin sau khi chạy lại").waitFor();
    expect(await page.locator(".said .bubble p").allTextContents()).toEqual(["trước", "trong lúc dừng"]);
    await after.close();
  });
});
