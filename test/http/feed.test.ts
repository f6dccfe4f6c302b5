import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { correctArticle, withdrawArticle } from "../../src/campaigns/publish-decide.ts";
import type { Database } from "../../src/database/database.ts";
import { instant } from "../../src/kit/time.ts";
import { png } from "../outlets/sample.ts";
import { articlesOf, published, writeArticle } from "./feed-stage.ts";
import { openWorld, type World } from "./world.ts";

const root = "https://cong-doan.example.vn";
let world: World;
let db: Database;
let address: string;
beforeEach(async () => {
  const made: { db?: Database } = {};
  const articles = articlesOf(() => {
    if (!made.db) throw new Error("The world is not open yet.");
    return made.db;
  });
  world = await openWorld({ config: { publicUrl: root }, articles });
  made.db = world.db;
  db = world.db;
  address = await world.listen();
});
afterEach(() => world.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(address + path, { headers });
const textOf = async (path: string) => (await get(path)).text();
const decision = (note: string, at = "2026-11-24T02:00:00.000Z") => ({
  by: "Chị Hoa",
  note,
  now: instant(at),
});

/** What must stay words wherever it is shown. */
const nasty = `Lương < 5 & "an toàn" <script>alert('x')</script> ]]> \u0007`;

describe("the feeds", () => {
  test("are valid and empty before anything is published", async () => {
    expect(await textOf("/feed.xml")).toContain("<channel><title>Tin công đoàn</title>");
    expect(await (await get("/feed.json")).json()).toMatchObject({ items: [] });
    expect(await textOf("/tin")).toContain("Chưa có tin nào được đăng.");
  });

  test("carry an item with its permanent address, its time and its escaped words", async () => {
    await writeArticle(db, {
      slug: "an-toan",
      title: nasty,
      lead: nasty,
      parts: [{ kind: "text", text: `• một\n• hai & ba\nXem https://a.vn/x?y=1&z=2.` }],
      sources: ["Kế hoạch 360/KH-LĐLĐ, mục II.3.4"],
    });
    const answer = await get("/feed.xml");
    const rss = await answer.text();
    expect(answer.headers.get("content-type")).toBe("application/rss+xml; charset=utf-8");
    expect(rss).toContain(`<atom:link href="${root}/feed.xml" rel="self" type="application/rss+xml"/>`);
    expect(rss).toContain(`<guid isPermaLink="true">${root}/tin/an-toan</guid>`);
    expect(rss).toContain("<pubDate>Mon, 23 Nov 2026 01:00:00 GMT</pubDate>");
    for (const bad of ["<script", "\u0007", "]]>"]) expect(rss).not.toContain(bad);
    const feed = (await (await get("/feed.json")).json()) as { items: Record<string, string>[] };
    expect(feed).toMatchObject({
      version: "https://jsonfeed.org/version/1.1",
      home_page_url: `${root}/tin`,
      feed_url: `${root}/feed.json`,
      language: "vi",
      items: [
        { id: `${root}/tin/an-toan`, url: `${root}/tin/an-toan`, title: nasty, date_published: published },
      ],
    });
    expect(feed.items[0]?.content_html).toContain("<ul><li>một</li><li>hai &#38; ba</li></ul>");
    expect(feed.items[0]?.content_html).toContain(
      '<a href="https://a.vn/x?y=1&#38;z=2" rel="noopener nofollow">',
    );
    expect(feed.items[0]?.content_html).not.toContain("<script");
  });

  test("may be read by any site, and set no cookie", async () => {
    for (const path of ["/feed.xml", "/feed.json"]) {
      const { headers } = await get(path);
      expect(headers.get("access-control-allow-origin")).toBe("*");
      expect(headers.get("set-cookie")).toBeNull();
    }
  });

  test("are sent again only when they changed", async () => {
    await writeArticle(db, { slug: "mot" });
    for (const path of ["/feed.xml", "/feed.json", "/tin", "/tin/mot"]) {
      const first = await get(path);
      const [tag, date] = [first.headers.get("etag") ?? "", first.headers.get("last-modified") ?? ""];
      expect([path, date, first.headers.get("cache-control")]).toEqual([
        path,
        "Mon, 23 Nov 2026 01:00:00 GMT",
        "public, max-age=60",
      ]);
      expect((await get(path, { "if-none-match": `"x", W/${tag}` })).status).toBe(304);
      expect((await get(path, { "if-modified-since": date })).status).toBe(304);
      expect((await get(path, { "if-none-match": '"x"', "if-modified-since": date })).status).toBe(200);
      expect((await get(path, { "if-modified-since": "Mon, 23 Nov 2026 00:59:59 GMT" })).status).toBe(200);
    }
  });

  test("change their date when an item is withdrawn, though nothing newer is in them", async () => {
    const id = await writeArticle(db, { slug: "mot" });
    await db.transact((tx) => withdrawArticle(tx, { campaign: id }, decision("Sai.")));
    const { headers } = await get("/feed.xml");
    expect(headers.get("last-modified")).toBe("Tue, 24 Nov 2026 02:00:00 GMT");
  });

  test("hold the newest thirty, the pages all of them", async () => {
    for (let day = 1; day <= 32; day++) {
      const at = instant(Date.UTC(2026, 0, day));
      await writeArticle(db, { slug: `tin-${day}`, title: `Tin ${day}`, at });
    }
    const { items } = (await (await get("/feed.json")).json()) as { items: { title: string }[] };
    expect([items.length, items[0]?.title, items.at(-1)?.title]).toEqual([30, "Tin 32", "Tin 3"]);
    const second = await textOf("/tin?trang=2");
    expect(second).toContain(">Tin 1<");
    expect(second).not.toContain('rel="next"');
    expect(await textOf("/tin")).toContain('<a rel="next" href="/tin?trang=2">');
    for (const page of ["3", "0", "-1", "x", "99999"])
      expect((await get(`/tin?trang=${page}`)).status).toBe(404);
  });
});

describe("an article", () => {
  test("is a page with its card for social networks and its one address", async () => {
    const hash = await world.putBlob(png, "image/png");
    await writeArticle(db, {
      slug: "an-toan",
      title: nasty,
      lead: "Sapo của bài.",
      parts: [{ kind: "image", blob: hash, mediaType: "image/png", alt: 'Tổ "cơ khí"' }],
    });
    const answer = await get("/tin/an-toan");
    const page = await answer.text();
    expect(answer.status).toBe(200);
    for (const tag of [
      `<link rel="canonical" href="${root}/tin/an-toan">`,
      '<meta property="og:type" content="article">',
      '<meta property="og:description" content="Sapo của bài.">',
      `<meta property="og:image" content="${root}/tin/an-toan/1.png">`,
      '<meta name="twitter:card" content="summary_large_image">',
      '<img src="/tin/an-toan/1.png" alt="Tổ &#34;cơ khí&#34;">',
      '<html lang="vi">',
    ])
      expect(page).toContain(tag);
    expect(page).not.toMatch(/<script|noindex/);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    const styles = page.match(/\/chat\/assets\/[^"]+\.css/g) ?? [];
    expect(styles).toHaveLength(3);
    for (const path of styles) expect((await get(path)).status).toBe(200);
  });

  test("gives its pictures, and no other file of the store", async () => {
    const hash = await world.putBlob(png, "image/png");
    const secret = await world.putBlob(Buffer.from("%PDF-1.4 riêng"), "application/pdf");
    const id = await writeArticle(db, {
      slug: "mot",
      parts: [{ kind: "image", blob: hash, mediaType: "image/png", alt: "a" }],
    });
    const answer = await get("/tin/mot/1.png");
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(png);
    const tag = answer.headers.get("etag") ?? "";
    expect((await get("/tin/mot/1.png", { "if-none-match": tag })).status).toBe(304);
    for (const path of ["2.png", "0.png", "1.jpg", `${secret}.pdf`, `${hash}.png`, "..%2F..%2Fetc"])
      expect([path, (await get(`/tin/mot/${path}`)).status]).toEqual([path, 404]);
    await db.transact((tx) => withdrawArticle(tx, { campaign: id }, decision("Ảnh sai.")));
    expect((await get("/tin/mot/1.png")).status).toBe(410);
  });

  test("that is not public is nowhere", async () => {
    await writeArticle(db, { slug: "cho-dang", title: "Chưa đăng", status: "pending" });
    for (const path of ["/tin", "/feed.xml", "/feed.json"])
      expect(await textOf(path)).not.toContain("Chưa đăng");
    for (const path of ["/tin/cho-dang", "/tin/khong-co", "/tin/cho-dang/1.png", "/tin/%00"]) {
      const answer = await get(path, { accept: "text/html" });
      expect([path, answer.status]).toEqual([path, 404]);
      expect(await answer.text()).not.toContain("Chưa đăng");
    }
  });

  test("that was corrected says so first, with the day, everywhere", async () => {
    const id = await writeArticle(db, { slug: "mot", lead: "Hôm qua." });
    await db.transact((tx) => correctArticle(tx, { campaign: id }, decision("Ngày đúng là <18/5>.")));
    const page = await textOf("/tin/mot");
    expect(page).toContain("<strong>Ngày 24/11/2026:</strong> Ngày đúng là &#60;18/5&#62;.");
    expect(page.indexOf("Ngày đúng là")).toBeLessThan(page.indexOf("Hôm qua.</p>"));
    expect(page).toContain("cập nhật 24/11/2026");
    const [item] = ((await (await get("/feed.json")).json()) as { items: Record<string, string>[] }).items;
    expect(item).toMatchObject({ date_published: published, date_modified: "2026-11-24T02:00:00.000Z" });
    expect(item?.content_html).toContain("Ngày đúng là");
    expect(await textOf("/feed.xml")).toContain("Ngày đúng là");
    expect(await textOf("/tin")).toContain("đính chính");
  });

  test("that was withdrawn is gone, and says why", async () => {
    const id = await writeArticle(db, { slug: "mot", title: "Tin <sai>" });
    await db.transact((tx) => withdrawArticle(tx, { campaign: id }, decision("Số liệu sai.")));
    const answer = await get("/tin/mot");
    const page = await answer.text();
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([410, "no-cache"]);
    expect(page).toContain("“Tin &#60;sai&#62;” đã được rút ngày 24/11/2026.");
    expect(page).toContain("Lý do: Số liệu sai.");
    expect(page).toContain('content="noindex"');
    expect(await textOf("/feed.xml")).not.toContain("sai");
  });
});
