import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { correctArticle } from "../../src/campaigns/publish-decide.ts";
import type { Database } from "../../src/database/database.ts";
import { instant } from "../../src/kit/time.ts";
import { png } from "../outlets/sample.ts";
import { findBarriers, openBrowser, openPage, screens } from "../support/browser.ts";
import { articlesOf, writeArticle } from "./feed-stage.ts";
import { openWorld, type World } from "./world.ts";

const title = `Lương < 5 & "an toàn" <img src=x onerror=alert(1)>`;
let browser: Browser;
let world: World;
let address: string;

beforeAll(async () => {
  const made: { db?: Database } = {};
  const articles = articlesOf(() => {
    if (!made.db) throw new Error("The world is not open yet.");
    return made.db;
  });
  [browser, world] = await Promise.all([
    openBrowser(),
    openWorld({ config: { publicUrl: "https://cong-doan.example.vn" }, articles }),
  ]);
  made.db = world.db;
  const hash = await world.putBlob(png, "image/png");
  const text = `${"Công đoàn các cấp chủ động tuyên truyền tới đoàn viên. ".repeat(8)}\n• Việc thứ nhất\n• Việc thứ hai`;
  const id = await writeArticle(world.db, {
    slug: "an-toan",
    title,
    lead: "Sapo của bài, nói hết trong một câu \u0007.",
    parts: [
      { kind: "text", text },
      { kind: "image", blob: hash, mediaType: "image/png", alt: "Tổ cơ khí nhà máy chè" },
      {
        kind: "quote",
        citation: {
          document: "kh-360",
          clause: "II.3.4",
          label: "Kế hoạch 360, mục II.3.4",
          quote: "Biểu dương lao động giỏi",
        },
      },
    ],
    sources: ["Kế hoạch 360/KH-LĐLĐ, mục II.3.4"],
  });
  const decision = { by: "Chị Hoa", note: "Ngày đúng là 18/5.", now: instant("2026-11-24T02:00:00.000Z") };
  await world.db.transact((tx) => correctArticle(tx, { campaign: id }, decision));
  address = await world.listen();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

describe("what is published, in a browser", () => {
  test("the RSS feed is well-formed XML that says what was written", async () => {
    const { page } = await openPage(browser);
    const rss = await (await fetch(`${address}/feed.xml`)).text();
    const read = await page.evaluate(`(() => {
      const xml = new DOMParser().parseFromString(${JSON.stringify(rss)}, "application/xml");
      const text = (tag) => xml.querySelector("item > " + tag)?.textContent;
      const content = xml.getElementsByTagNameNS("http://purl.org/rss/1.0/modules/content/", "encoded")[0].textContent;
      return { fault: xml.querySelector("parsererror")?.textContent ?? null, root: xml.documentElement.nodeName,
        title: text("title"), link: text("link"), self: xml.querySelector("channel > link[rel=self]")?.getAttribute("href"),
        isDate: !Number.isNaN(Date.parse(text("pubDate"))),
        tags: [...new DOMParser().parseFromString(content, "text/html").querySelectorAll("img, script, blockquote")].map((one) => one.nodeName) };
    })()`);
    expect(read).toEqual({
      ...{ fault: null, root: "rss", title, link: "https://cong-doan.example.vn/tin/an-toan" },
      ...{ self: "https://cong-doan.example.vn/feed.xml", isDate: true, tags: ["IMG", "BLOCKQUOTE"] },
    });
  });

  test.each(Object.entries(screens))(
    "list and article fit a %s, without barriers or complaints",
    async (name, screen) => {
      const { page, complaints } = await openPage(browser, screen);
      for (const path of ["/tin", "/tin/an-toan"]) {
        await page.goto(address + path);
        expect([path, await page.evaluate("document.documentElement.scrollWidth <= innerWidth")]).toEqual([
          path,
          true,
        ]);
        expect(await findBarriers(page)).toEqual([]);
        const folder = process.env.LOOK;
        if (folder) {
          mkdirSync(folder, { recursive: true });
          await page.screenshot({ path: `${folder}/${name}${path.replaceAll("/", "-")}.png` });
        }
      }
      expect(await page.locator("h1").textContent()).toBe(title);
      expect(complaints).toEqual([]);
    },
  );

  test("on paper the article stands alone", async () => {
    const { page } = await openPage(browser);
    await page.goto(`${address}/tin/an-toan`);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("article").isVisible()).toBe(true);
    for (const around of ["body > header", "nav", "body > footer"])
      expect(await page.locator(around).isVisible()).toBe(false);
  });

  test("another site shows the list under a strict policy, every word as text, links to us only", async () => {
    const { page, complaints } = await openPage(browser);
    const policy = `default-src 'none'; script-src ${address}; connect-src ${address}; img-src data:`;
    const host = createServer((_request, response) => {
      response.writeHead(200, {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": policy,
      });
      response.end(
        `<!doctype html><link rel="icon" href="data:,"><p>Báo</p><script src="${address}/tin.js" data-count="3"></script>`,
      );
    });
    onTestFinished(() => void host.close());
    await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
    await page.goto(`http://127.0.0.1:${(host.address() as AddressInfo).port}/`);
    const link = page.locator("caunoi-news a");
    await link.waitFor();
    expect([await link.textContent(), await link.getAttribute("href")]).toEqual([
      title,
      `${address}/tin/an-toan`,
    ]);
    expect(await page.locator("caunoi-news img").count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
