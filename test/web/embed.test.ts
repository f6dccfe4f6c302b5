import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { say } from "../../src/kit/message.ts";
import { openWorld, type World } from "../http/world.ts";
import { findBarriers, openBrowser, openPage, screens } from "../support/browser.ts";
import { script } from "./chat-script.ts";
import { addressOf } from "./stage.ts";

/** A page of somebody else, with a policy as strict as it may be: only our script and our frame. */
function openHost(chatUrl: string, attributes = ""): Promise<{ server: Server; port: number }> {
  const server = createServer((_request, response) => {
    const policy = `default-src 'none'; script-src ${chatUrl}; frame-src ${chatUrl}; img-src data:`;
    response
      .setHeader("content-security-policy", policy)
      .setHeader("content-type", "text/html; charset=utf-8");
    response.end(
      `<!doctype html><html lang="vi"><head><title>Trang tin</title><link rel="icon" href="data:,">` +
        `<meta name="viewport" content="width=device-width"></head><body><main><h1>Tin công đoàn</h1>` +
        `<p><a href="#tin">Tin mới</a></p></main>` +
        `<script src="${chatUrl}/chat.js" async ${attributes}></script>` +
        `<script src="${chatUrl}/chat.js" async ${attributes}></script></body></html>`,
    );
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve({ server, port: (server.address() as AddressInfo).port }));
  });
}

let browser: Browser;
const open: { close(): unknown }[] = [];
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  for (const thing of open.splice(0).toReversed()) await thing.close();
});

const opener = (page: Page) =>
  page.getByRole("button", { name: "Trò chuyện với Liên đoàn Lao động tỉnh Lai Châu" });
const frameOf = (page: Page) =>
  page.frameLocator('iframe[title="Trò chuyện với Liên đoàn Lao động tỉnh Lai Châu"]');

/** Opens the host page at `hostName`, with the chat served at `chatName`: two names make two sites. */
async function visitHost(
  options: BrowserContextOptions = screens.desktop,
  {
    chatName = "127.0.0.1",
    hostName = "127.0.0.1",
    publicUrl = "http://127.0.0.1:8080",
    attributes = "",
  } = {},
): Promise<{ page: Page; world: World; complaints: readonly string[] }> {
  const world = await openWorld({ script, config: { publicUrl } });
  open.push(world);
  const chatUrl = (await world.listen()).replace("127.0.0.1", chatName);
  const host = await openHost(chatUrl, attributes);
  open.push({ close: () => host.server.close() });
  const { page, complaints } = await openPage(browser, options);
  open.push(page.context());
  await page.goto(`http://${hostName}:${host.port}/`);
  await opener(page).waitFor();
  return { page, world, complaints };
}

async function talk(page: Page, text: string): Promise<void> {
  await frameOf(page).getByRole("textbox", { name: "Tin nhắn" }).fill(text);
  await frameOf(page).getByRole("button", { name: "Gửi", exact: true }).click();
  await frameOf(page).getByText(`Mình nhận được: ${text}`).waitFor();
}

describe("the chat in another site's page", () => {
  test("opens from one button, talks, and breaks neither page's policy", async () => {
    const { page, complaints } = await visitHost();
    expect(await page.getByRole("button").count()).toBe(1);
    await opener(page).click();
    await talk(page, "chào từ trang khác");
    await frameOf(page).getByRole("textbox", { name: "Tin nhắn" }).fill("khen thưởng lúc nào");
    await page.keyboard.press("Enter");
    await frameOf(page)
      .getByRole("button", { name: /mục II\.3\.4/ })
      .click();
    await frameOf(page).locator("mark").waitFor();
    expect(complaints).toEqual([]);
  });

  test("costs the page around nothing but the script until it is opened", async () => {
    const { page } = await visitHost();
    expect(await page.locator("iframe").count()).toBe(0);
    expect(page.frames()).toHaveLength(1);
  });

  test.each([
    ["a phone", screens.phone],
    ["a laptop", screens.desktop],
  ])("bars nobody on %s, open or closed", async (_name, screen) => {
    const { page } = await visitHost(screen);
    expect(await findBarriers(page)).toEqual([]);
    await opener(page).click();
    await frameOf(page).locator(".welcome").waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });

  test("takes the keyboard when it opens and gives it back on Escape", async () => {
    const { page } = await visitHost();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await frameOf(page).locator(".welcome").waitFor();
    await page.keyboard.type("gõ ngay được");
    await expect
      .poll(() => frameOf(page).getByRole("textbox", { name: "Tin nhắn" }).inputValue())
      .toBe("gõ ngay được");
    await page.keyboard.press("Escape");
    await opener(page).waitFor();
    expect(await opener(page).getAttribute("aria-expanded")).toBe("false");
    expect(await page.evaluate("document.activeElement.tagName")).toBe("CAUNOI-CHAT");
  });

  test("fills a phone's screen, and its own button closes it", async () => {
    const { page } = await visitHost(screens.phone);
    await opener(page).click();
    const screen = { x: 0, y: 0, width: 360, height: 740 };
    await expect.poll(() => page.locator("iframe").boundingBox()).toEqual(screen);
    await frameOf(page).getByRole("button", { name: "Đóng hộp trò chuyện" }).click();
    await page.locator("iframe").waitFor({ state: "hidden" });
  });

  test("keeps its conversation when it is closed and when the page is loaded again", async () => {
    const { page } = await visitHost();
    await opener(page).click();
    await talk(page, "nhớ nhé");
    await page.reload();
    await opener(page).click();
    await frameOf(page).getByText("Mình nhận được: nhớ nhé").waitFor();
  });

  test("counts on its button what arrives while it is closed", async () => {
    const { page, world } = await visitHost();
    await opener(page).click();
    await talk(page, "chào");
    const to = await addressOf(page);
    await page.keyboard.press("Escape");
    await page.locator("iframe").waitFor({ state: "hidden" });
    await world.send(to, say("tin một"));
    await world.send(to, say("tin hai"));
    await page.locator(".badge", { hasText: "2" }).waitFor();
    await opener(page).click();
    await page.locator(".badge").waitFor({ state: "hidden" });
    await frameOf(page).getByText("tin hai").waitFor();
  });

  test("can stand in the left corner", async () => {
    const { page } = await visitHost(screens.desktop, { attributes: 'data-side="left"' });
    const box = await opener(page).boundingBox();
    expect(box?.x).toBe(16);
  });
});

describe("on a site of another name", () => {
  test("it talks when it is served over TLS, by a cookie of that site alone", async () => {
    // Browsers treat localhost as if it were served over TLS.
    const names = { chatName: "localhost", hostName: "127.0.0.1", publicUrl: "https://chat.example.vn" };
    const { page, complaints } = await visitHost(screens.desktop, names);
    await opener(page).click();
    await talk(page, "khác tên miền");
    await page.reload();
    await opener(page).click();
    await frameOf(page).getByText("Mình nhận được: khác tên miền").waitFor();
    expect(complaints).toEqual([]);
  });

  test("it says what to do when the browser keeps no cookie for it", async () => {
    const { page } = await visitHost(screens.desktop, { chatName: "localhost", hostName: "127.0.0.1" });
    await opener(page).click();
    const notice = frameOf(page).getByText("Trình duyệt đang chặn ghi nhớ trong khung này");
    await notice.waitFor();
    const link = frameOf(page).getByRole("link", { name: "Mở trang trò chuyện" });
    expect(await link.getAttribute("href")).toBe("/");
  });
});
