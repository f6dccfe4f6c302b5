import { describe, expect, test } from "vitest";
import { type Address, say } from "../../src/kit/message.ts";
import { openWorld } from "../http/world.ts";
import { findBarriers, openPage, screens } from "../support/browser.ts";
import { hostile } from "./chat-script.ts";
import { addressOf, answer, setStage, write } from "./stage.ts";

const stage = setStage();

describe.each([
  ["a phone", screens.phone],
  ["a cheap laptop", screens.desktop],
])("on %s", (_name, screen) => {
  test.each(["light", "dark"] as const)("nothing bars anybody, in %s", async (colorScheme) => {
    const page = await stage().visit({ ...screen, colorScheme });
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
    const page = await stage().visit({ ...screen, viewport: narrow });
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
    const page = await stage().visit();
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
    const page = await stage().visit();
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
    const page = await stage().visit();
    const field = page.getByRole("textbox", { name: "Tin nhắn" });
    await field.fill("tieengs Vieetj");
    await field.dispatchEvent("keydown", { key: "Enter", isComposing: true });
    expect(await page.locator(".said").count()).toBe(0);
    await field.press("Enter");
    await page.locator(".said").waitFor();
  });

  test("on a phone takes Enter as a new line", async () => {
    const page = await stage().visit(screens.phone);
    const field = page.getByRole("textbox", { name: "Tin nhắn" });
    await field.fill("một");
    await field.press("Enter");
    expect(await field.inputValue()).toBe("một\n");
  });

  test("survives a reload with its choices, and keeps what was half written", async () => {
    const page = await stage().visit();
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

  test("keeps what was written before the scripts had come", async () => {
    const page = stage().keep(await openPage(stage().browser, screens.phone));
    let letScriptsCome = () => {};
    const held = new Promise<void>((resolve) => {
      letScriptsCome = resolve;
    });
    await page.route("**/app.js", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(stage().url, { waitUntil: "commit" });
    await page.getByRole("textbox", { name: "Tin nhắn" }).fill("viết sớm");
    expect(await page.getByRole("button", { name: "Gửi", exact: true }).isDisabled()).toBe(true);
    letScriptsCome();
    await page.getByRole("button", { name: "Gửi", exact: true }).click();
    await answer(page, "viết sớm").waitFor();
  });

  test("shows commands by their names", async () => {
    const page = await stage().visit();
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
    const page = await stage().visit();
    await write(page, hostile);
    await write(page, "độc");
    await page.locator(".sent .choice", { hasText: "onerror" }).waitFor();
    expect(await page.title()).not.toContain("bad");
    expect(await page.locator("#log script, #log img").count()).toBe(0);
    expect(await page.locator(`#log a[href^="javascript"]`).count()).toBe(0);
    expect(await page.locator(".said .bubble p").first().textContent()).toBe(hostile);
  });

  test("makes web addresses into links without the point behind them", async () => {
    const page = await stage().visit();
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
    const page = await stage().visit(screens.phone);
    await write(page, "dài");
    await answer(page, "Dòng 40").waitFor();
    const top = () => answer(page, "Dòng 40").evaluate((node) => node.getBoundingClientRect().top);
    await expect.poll(async () => (await top()) > 0 && (await top()) < 200).toBe(true);
    await page.getByRole("button", { name: "Xuống tin mới nhất" }).click();
    await page.getByRole("button", { name: "Xuống tin mới nhất" }).waitFor({ state: "hidden" });
  });

  test("tells who reads further up how much is new, and leaves them there", async () => {
    const page = await stage().visit(screens.phone);
    await write(page, "dài");
    await answer(page, "Dòng 40").waitFor();
    await page.locator("#log").evaluate((log) => log.scrollTo(0, 0));
    await page.getByRole("button", { name: "Xuống tin mới nhất" }).waitFor();
    await stage().world.send(await addressOf(page), say("tin một"));
    await stage().world.send(await addressOf(page), say("tin hai"));
    const jump = page.getByRole("button", { name: "2 tin mới" });
    await jump.waitFor();
    expect(await page.title()).toBe("(2) Cầu Nối · Liên đoàn Lao động tỉnh Lai Châu");
    expect(await page.locator("#log").evaluate((log) => log.scrollTop)).toBe(0);
    await jump.click();
    await jump.waitFor({ state: "hidden" });
    expect(await page.title()).toBe("Cầu Nối · Liên đoàn Lao động tỉnh Lai Châu");
  });

  test("loads older messages when asked, and stays where one reads", async () => {
    const page = await stage().visit();
    await write(page, "chào");
    await answer(page, "chào").waitFor();
    const to = await addressOf(page);
    for (let n = 1; n <= 130; n++) await stage().world.send(to, say(`tin cũ ${n}`), true);
    await page.reload();
    await page.getByText("tin cũ 130", { exact: true }).waitFor();
    expect(await page.getByText("tin cũ 1", { exact: true }).count()).toBe(0);
    await page.getByRole("button", { name: "Xem tin cũ hơn" }).click();
    await page.getByText("tin cũ 1", { exact: true }).waitFor();
    expect(await page.locator(".line:not(.typing)").count()).toBe(132);
    expect(await page.locator(".day").count()).toBe(1);
  });

  test("says when the bot writes, and stops saying it when the answer is there", async () => {
    const page = await stage().visit();
    await write(page, "chào");
    await answer(page, "chào").waitFor();
    await stage().world.webChat.showTyping?.(await addressOf(page));
    await page.locator(".typing:visible").waitFor();
    expect(await page.locator("#typing-status").textContent()).toBe("Trợ lý đang trả lời…");
    await stage().world.send(await addressOf(page), say("đây"));
    await page.locator(".typing").waitFor({ state: "hidden" });
    expect(await page.locator("#typing-status").textContent()).toBe("");
  });

  test("shows an answer as far as it is written, until the answer is there", async () => {
    const page = await stage().visit();
    await write(page, "chào");
    await answer(page, "chào").waitFor();
    const to = await addressOf(page);
    const draft = page.locator(".line[aria-hidden=true]:not(.typing)");
    await stage().world.webChat.showDraft?.(to, { id: 1, text: "Đến năm 2028" });
    await draft.getByText("Đến năm 2028", { exact: true }).waitFor();
    await stage().world.webChat.showDraft?.(to, { id: 1, text: "Đến năm 2028 <b>có</b> 900 người." });
    await draft.getByText("Đến năm 2028 <b>có</b> 900 người.", { exact: true }).waitFor();
    await stage().world.webChat.showTyping?.(to);
    await stage().world.send(to, say("Lời trích."));
    await answer(page, "Lời trích.").waitFor();
    expect(await page.getByText("Đến năm 2028").count()).toBe(0);
    await stage().world.webChat.showTyping?.(to);
    await page.locator(".typing:visible i").nth(2).waitFor();
    await page.reload();
    await answer(page, "Lời trích.").waitFor();
    expect(await page.getByText("Đến năm 2028").count()).toBe(0);
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
    const page = await stage().visit(screens.desktop, await quick.listen());
    await write(page, "chào");
    await answer(page, "nhanh hơn").waitFor();
    await page.locator(".said").getByText("đã gửi").waitFor();
    expect(await page.locator(".typing:visible").count()).toBe(0);
    // The confirmation says when it was stored: the answer stands below what it answers.
    expect(await page.locator("#log > .line:visible .bubble > p:first-child").allTextContents()).toEqual([
      "chào",
      "nhanh hơn",
    ]);
    await quick.close();
  });

  test("moves nothing for people who asked for that", async () => {
    const page = await stage().visit({ ...screens.desktop, reducedMotion: "reduce" });
    await write(page, "chào");
    await answer(page, "chào").waitFor();
    expect(await page.evaluate("document.getAnimations().length")).toBe(0);
  });

  test("ends on this machine after being asked twice, and begins anew", async () => {
    const page = await stage().visit();
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
