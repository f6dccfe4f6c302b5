import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { saidBy } from "../../src/conversation/history.ts";
import { type Address, say } from "../../src/kit/message.ts";
import { pixel } from "../http/files.ts";
import { openWorld, type World } from "../http/world.ts";
import { findBarriers, openBrowser, openPage, screens, type WatchedPage } from "../support/browser.ts";
import { hostile, script } from "./chat-script.ts";

let browser: Browser;
let world: World;
let url: string;
beforeAll(async () => {
  browser = await openBrowser();
  world = await openWorld({ script, answerAfterMs: 30 });
  url = await world.listen();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

let opened: WatchedPage[] = [];
beforeEach(() => {
  opened = [];
});
// Whatever a test does, the page may not break its own security policy or throw.
afterEach(async () => {
  for (const { page } of opened) await page.context().close();
  expect(opened.flatMap(({ complaints }) => complaints)).toEqual([]);
});

async function visit(options: Parameters<typeof openPage>[1] = screens.desktop, at = url): Promise<Page> {
  const watched = await openPage(browser, options);
  opened.push(watched);
  await watched.page.goto(at);
  await watched.page.locator(".welcome").waitFor();
  return watched.page;
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Tin nhắn" }).fill(text);
  await page.getByRole("button", { name: "Gửi", exact: true }).click();
}

/** The bot's next answer that holds `text`. */
const answer = (page: Page, text: string) => page.locator(".sent .bubble", { hasText: text }).last();

async function addressOf(page: Page): Promise<Address> {
  const cookies = await page.context().cookies();
  const externalId = cookies.find(({ name }) => name === "caunoi_chat")?.value.split(".")[0] ?? "";
  return { channel: "web-chat", externalId };
}

describe.each([
  ["a phone", screens.phone],
  ["a cheap laptop", screens.desktop],
])("on %s", (_name, screen) => {
  test.each(["light", "dark"] as const)("nothing bars anybody, in %s", async (colorScheme) => {
    const page = await visit({ ...screen, colorScheme });
    expect(await findBarriers(page)).toEqual([]);
    await page
      .locator(".welcome")
      .getByRole("button", { name: /Hỏi về Kế hoạch 360/ })
      .click();
    await answer(page, "khen thưởng").waitFor();
    await write(page, "cảm ơn");
    await answer(page, "cảm ơn").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("button", { name: /mục II\.3\.4/ }).click();
    await page.locator(".clause-text mark").waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });

  test("nothing is cut off at the side, and every target can be hit with a thumb", async () => {
    const narrow = { width: Math.min(screen.viewport.width, 320), height: screen.viewport.height };
    const page = await visit({ ...screen, viewport: narrow });
    await write(page, "khen thưởng lúc nào");
    await answer(page, "khen thưởng").waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(narrow.width);
    for (const button of await page.locator("button:visible, a.action:visible").all()) {
      const box = await button.boundingBox();
      expect([await button.textContent(), (box?.height ?? 0) >= 44]).toEqual([expect.anything(), true]);
    }
  });
});

describe("a conversation", () => {
  test("goes by keyboard alone, from the skip link to an opened clause and back", async () => {
    const page = await visit();
    const focused = () => page.evaluate("document.activeElement.textContent || document.activeElement.id");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Đến ô viết tin nhắn");
    await page.keyboard.press("Enter");
    await page.keyboard.type("khen thưởng");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.press("Backspace");
    await page.keyboard.type(" lúc nào");
    await page.keyboard.press("Enter");
    const citation = page.getByRole("button", { name: /mục II\.3\.4/ });
    await citation.waitFor();
    expect(await focused()).toBe("text");
    // Attach, the field's own log, then back up: the first choice and the citation lie before the field.
    for (let n = 0; n < 5 && !/II\.3\.4/.test(String(await focused())); n++)
      await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await page.locator(".clause-text mark").waitFor();
    expect(await page.evaluate(`document.activeElement.closest("dialog")?.id`)).toBe("clause");
    await page.keyboard.press("Escape");
    expect(await focused()).toContain("mục II.3.4");
    await page.keyboard.press("Tab");
    expect(await focused()).toContain("Kinh phí lấy từ đâu?");
    await page.keyboard.press("Enter");
    await answer(page, "một nút").waitFor();
  });

  test("tells how far each message got, at the time of a clock in Việt Nam", async () => {
    const page = await visit();
    await write(page, "một");
    const own = page.locator(".said").last();
    await own.getByText("đã gửi").waitFor();
    const vietnam = new Intl.DateTimeFormat("vi-VN", {
      timeZone: "Asia/Ho_Chi_Minh",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    const shown = await own.locator("time").textContent();
    const stamp = await own.locator("time").getAttribute("datetime");
    expect(shown).toBe(vietnam.format(new Date(String(stamp))));
  });

  test("reads Enter as part of the letter while a Vietnamese input method composes", async () => {
    const page = await visit();
    const field = page.getByRole("textbox", { name: "Tin nhắn" });
    await field.fill("tieengs Vieetj");
    await field.dispatchEvent("keydown", { key: "Enter", isComposing: true });
    expect(await page.locator(".said").count()).toBe(0);
    await field.press("Enter");
    await page.locator(".said").waitFor();
  });

  test("on a phone takes Enter as a new line", async () => {
    const page = await visit(screens.phone);
    const field = page.getByRole("textbox", { name: "Tin nhắn" });
    await field.fill("một");
    await field.press("Enter");
    expect(await field.inputValue()).toBe("một\n");
  });

  test("survives a reload with its choices, and keeps what was half written", async () => {
    const page = await visit();
    await write(page, "khen thưởng lúc nào");
    await page.locator(".choice", { hasText: "Gặp cán bộ" }).click();
    await answer(page, "một nút").waitFor();
    await page.getByRole("textbox", { name: "Tin nhắn" }).fill("còn nữa");
    await page.reload();
    await answer(page, "một nút").waitFor();
    expect(await page.locator(".said .bubble p").allTextContents()).toEqual([
      "khen thưởng lúc nào",
      "Gặp cán bộ",
    ]);
    expect(await page.locator(".choice.chosen").allTextContents()).toEqual(["2Gặp cán bộ"]);
    expect(await page.getByRole("textbox", { name: "Tin nhắn" }).inputValue()).toBe("còn nữa");
    expect(await page.locator(".welcome").count()).toBe(0);
  });

  test("shows commands by their names", async () => {
    const page = await visit();
    await page
      .locator(".welcome")
      .getByRole("button", { name: /Gửi sáng kiến/ })
      .click();
    await answer(page, "Câu 1/4").waitFor();
    expect(await page.locator(".said .bubble p").textContent()).toBe("Gửi sáng kiến");
    await page.reload();
    await answer(page, "Câu 1/4").waitFor();
    expect(await page.locator(".said .bubble p").textContent()).toBe("Gửi sáng kiến");
  });

  test("shows nothing anybody wrote as anything but words", async () => {
    const page = await visit();
    await write(page, hostile);
    await write(page, "độc");
    await page.locator(".sent .choice", { hasText: "onerror" }).waitFor();
    expect(await page.title()).not.toContain("bad");
    expect(await page.locator("#log script, #log img").count()).toBe(0);
    expect(await page.locator(`#log a[href^="javascript"]`).count()).toBe(0);
    expect(await page.locator(".said .bubble p").first().textContent()).toBe(hostile);
  });

  test("makes web addresses into links without the point behind them", async () => {
    const page = await visit();
    await write(page, "đường");
    await answer(page, "Xem").waitFor();
    const links = page.locator("#log a");
    expect(await links.evaluateAll((all) => all.map((one) => one.getAttribute("href")))).toEqual([
      "https://congdoanlaichau.org.vn/tin",
      "https://laichau.gov.vn/",
    ]);
    expect(await links.first().getAttribute("rel")).toContain("noopener");
  });

  test("shows a long answer from its beginning", async () => {
    const page = await visit(screens.phone);
    await write(page, "dài");
    await answer(page, "Dòng 40").waitFor();
    await page.waitForTimeout(100);
    const top = await answer(page, "Dòng 40").evaluate((node) => node.getBoundingClientRect().top);
    expect(top).toBeGreaterThan(0);
    expect(top).toBeLessThan(200);
    await page.getByRole("button", { name: "Xuống tin mới nhất" }).click();
    await page.getByRole("button", { name: "Xuống tin mới nhất" }).waitFor({ state: "hidden" });
  });

  test("tells who reads further up how much is new, and leaves them there", async () => {
    const page = await visit(screens.phone);
    await write(page, "dài");
    await answer(page, "Dòng 40").waitFor();
    await page.locator("#log").evaluate((log) => log.scrollTo(0, 0));
    await page.waitForTimeout(100);
    await world.send(await addressOf(page), say("tin một"));
    await world.send(await addressOf(page), say("tin hai"));
    const jump = page.getByRole("button", { name: "2 tin mới" });
    await jump.waitFor();
    expect(await page.title()).toBe("(2) Cầu Nối · Công đoàn Lai Châu");
    expect(await page.locator("#log").evaluate((log) => log.scrollTop)).toBe(0);
    await jump.click();
    await jump.waitFor({ state: "hidden" });
    expect(await page.title()).toBe("Cầu Nối · Công đoàn Lai Châu");
  });

  test("loads older messages when asked, and stays where one reads", async () => {
    const page = await visit();
    await write(page, "chào");
    await answer(page, "chào").waitFor();
    const to = await addressOf(page);
    for (let n = 1; n <= 130; n++) await world.send(to, say(`tin cũ ${n}`), true);
    await page.reload();
    await page.getByText("tin cũ 130", { exact: true }).waitFor();
    expect(await page.getByText("tin cũ 1", { exact: true }).count()).toBe(0);
    await page.getByRole("button", { name: "Xem tin cũ hơn" }).click();
    await page.getByText("tin cũ 1", { exact: true }).waitFor();
    expect(await page.locator(".line:not(.typing)").count()).toBe(132);
    expect(await page.locator(".day").count()).toBe(1);
  });

  test("says when the bot writes, and stops saying it when the answer is there", async () => {
    const page = await visit();
    await write(page, "chào");
    await answer(page, "chào").waitFor();
    await world.webChat.showTyping?.(await addressOf(page));
    await page.locator(".typing:visible").waitFor();
    expect(await page.locator("#typing-status").textContent()).toBe("Trợ lý đang trả lời…");
    await world.send(await addressOf(page), say("đây"));
    await page.locator(".typing").waitFor({ state: "hidden" });
    expect(await page.locator("#typing-status").textContent()).toBe("");
  });

  test("does not wait for an answer that came before the confirmation", async () => {
    let send = async (_to: Address) => {};
    const quick = await openWorld({
      receive: async ([inbound]) => {
        await send({ channel: "web-chat", externalId: inbound?.from.externalId ?? "" });
        await new Promise((resolve) => setTimeout(resolve, 250));
      },
    });
    send = async (to) => void (await quick.send(to, say("nhanh hơn")));
    const page = await visit(screens.desktop, await quick.listen());
    await write(page, "chào");
    await answer(page, "nhanh hơn").waitFor();
    await page.locator(".said").getByText("đã gửi").waitFor();
    expect(await page.locator(".typing:visible").count()).toBe(0);
    await quick.close();
  });

  test("moves nothing for people who asked for that", async () => {
    const page = await visit({ ...screens.desktop, reducedMotion: "reduce" });
    await write(page, "chào");
    await answer(page, "chào").waitFor();
    expect(await page.evaluate("document.getAnimations().length")).toBe(0);
  });

  test("ends on this machine after being asked twice, and begins anew", async () => {
    const page = await visit();
    await write(page, "bí mật");
    await answer(page, "bí mật").waitFor();
    const leave = page.locator(".side .leave");
    await leave.click();
    expect(await leave.textContent()).toBe("Bấm lần nữa để kết thúc");
    await leave.click();
    await page.locator(".welcome").waitFor();
    expect(await page.getByText("bí mật").count()).toBe(0);
  });
});

describe("a cited clause", () => {
  test("opens with the quoted words marked, and leads to its neighbors", async () => {
    const page = await visit(screens.phone);
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
    const page = await visit();
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
    const page = await visit(screens.phone);
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

  test("can be pasted", async () => {
    const page = await visit();
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
    const page = await visit();
    await page.locator("#files").setInputFiles([{ ...picture, name: "x.exe", buffer: Buffer.from("MZ") }]);
    await page.getByRole("alert").getByText("Chưa nhận được loại tệp này").waitFor();
    await page.getByRole("button", { name: "Bỏ tệp x.exe" }).click();
    await write(page, "không tệp");
    await answer(page, "không tệp").waitFor();
  });
});

describe("when the line breaks", () => {
  test("a message is kept, says so, and is stored once when the line is back", async () => {
    const page = await visit(screens.phone);
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
    const said = await saidBy(world.db.read, await addressOf(page), 10);
    expect(said.map((one) => one.said)).toMatchObject([{ text: "trước" }, { text: "lúc mất mạng" }]);
  });

  test("a message outlives a reload without a server, and the page finds the restarted one by itself", async () => {
    const folder = await mkdtemp(join(tmpdir(), "caunoi-web-"));
    const before = await openWorld({ script, folder });
    const address = await before.listen();
    const page = await visit(screens.desktop, address);
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
