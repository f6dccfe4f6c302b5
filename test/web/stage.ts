import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { Address } from "../../src/kit/message.ts";
import { openWorld, type World } from "../http/world.ts";
import { openBrowser, openPage, screens, type WatchedPage } from "../support/browser.ts";
import { script } from "./chat-script.ts";

/** The real page of a real server in a real browser, for one test file. */
export type Stage = {
  readonly world: World;
  readonly url: string;
  readonly browser: Browser;
  /** Opens the page in a profile of its own, by default on a laptop at the stage's own server. */
  visit(options?: BrowserContextOptions, at?: string): Promise<Page>;
  /** Takes a page into the care of the stage: it is closed, and may not have complained. */
  keep(watched: WatchedPage): Page;
};

/** Sets the stage before the tests of a file and clears it after them. */
export function setStage(): () => Stage {
  let stage: Stage | undefined;
  let opened: WatchedPage[] = [];
  const keep = (watched: WatchedPage): Page => {
    opened.push(watched);
    return watched.page;
  };
  beforeAll(async () => {
    const browser = await openBrowser();
    const world = await openWorld({ script, answerAfterMs: 30 });
    const url = await world.listen();
    const visit: Stage["visit"] = async (options = screens.desktop, at = url) => {
      const page = keep(await openPage(browser, options));
      await page.goto(at);
      await page.locator(".welcome").waitFor();
      return page;
    };
    stage = { world, url, browser, visit, keep };
  });
  beforeEach(() => {
    opened = [];
  });
  // Whatever a test does, the page may not break its own security policy or throw.
  afterEach(async () => {
    for (const { page } of opened) await page.context().close();
    expect(opened.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
  afterAll(async () => {
    await stage?.browser.close();
    await stage?.world.close();
  });
  return () => {
    if (!stage) throw new Error("the stage is not set yet");
    return stage;
  };
}

/** Writes a message and sends it by the button. */
export async function write(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Tin nhắn" }).fill(text);
  await page.getByRole("button", { name: "Gửi", exact: true }).click();
}

/** The newest answer of the bot that holds `text`. */
export function answer(page: Page, text: string): Locator {
  return page.locator(".sent .bubble", { hasText: text }).last();
}

/** Where the bot reaches the person of a page. */
export async function addressOf(page: Page): Promise<Address> {
  const cookies = await page.context().cookies();
  const cookie = cookies.find(({ name }) => name === "caunoi_chat" || name === "caunoi_embed");
  return { channel: "web-chat", externalId: cookie?.value.split(".")[0] ?? "" };
}
