import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { instant } from "../../src/kit/time.ts";
import { checkFacebook } from "../../src/outlets/facebook-check.ts";
import { createFacebookPage } from "../../src/outlets/facebook-page.ts";
import type { OutletItem } from "../../src/outlets/outlet.ts";
import { type FacebookServer, facebookPage, startFacebookServer } from "../support/facebook-server.ts";
import { itemOf, picture, png } from "./sample.ts";

let facebook: FacebookServer;
let page: ReturnType<typeof createFacebookPage>;
const signal = new AbortController().signal;
beforeEach(async () => {
  facebook = await startFacebookServer();
  page = createFacebookPage({ ...facebookPage, graphRoot: facebook.url }, async () => png);
});
afterEach(async () => {
  page.close();
  await facebook.close();
});
const publish = (item: OutletItem = itemOf(), until = signal) => page.publish(item, until);

describe("a Facebook Page", () => {
  test("gets the words, the sources and the address of the article, with its card", async () => {
    const outcome = await publish();
    const [post] = facebook.posts();
    expect(outcome).toEqual({
      kind: "published",
      externalId: post?.id,
      url: `https://www.facebook.com/${post?.id}`,
    });
    expect(post).toMatchObject({ link: itemOf().url, photos: [] });
    expect(post?.message).toBe(
      "Ngày Khoa học 18/5\n\nHôm nay là Ngày Khoa học và Công nghệ Việt Nam.\n\nHãy gửi sáng kiến.\n\n" +
        "Nguồn: Kế hoạch 360/KH-LĐLĐ, mục II.3.4\n\nĐọc toàn văn: https://cong-doan.example.vn/tin/ngay-khoa-hoc-18-5",
    );
  });

  test.each([
    ["one picture", ["Tổ cơ khí"], ["POST /v23.0/777/photos"]],
    [
      "several pictures as one post",
      ["Tổ cơ khí", "Vườn chè"],
      ["POST /v23.0/777/photos", "POST /v23.0/777/photos", "POST /v23.0/777/feed"],
    ],
  ])("gets %s with what they show in words", async (_, alts, calls) => {
    const outcome = await publish(itemOf({ parts: alts.map((alt) => picture(alt)) }));
    const posts = facebook.posts();
    expect(outcome).toMatchObject({ kind: "published", externalId: posts[0]?.id });
    expect(posts).toHaveLength(1);
    expect(posts[0]?.photos).toEqual(alts.map((alt) => ({ alt, bytes: png.length })));
    expect(posts[0]?.message).toContain(itemOf().url);
    expect(facebook.calls).toEqual(calls);
  });

  test("gets a long item cut between paragraphs, and the address all the same", async () => {
    const parts = Array.from({ length: 60 }, (_, at) => ({
      kind: "text" as const,
      text: `Đoạn ${at} ${"a ".repeat(50)}`,
    }));
    await publish(itemOf({ parts }));
    const message = facebook.posts()[0]?.message ?? "";
    expect(message.length).toBeLessThan(3500);
    expect(message).toContain("Đoạn 20 ");
    expect(message).toMatch(/…\n\nNguồn: .*\n\nĐọc toàn văn: \S+$/);
  });

  test("is shown corrections first, and lets its post go", async () => {
    const outcome = await publish();
    const id = outcome.kind === "published" ? outcome.externalId : "";
    const corrections = [{ note: "Ngày đúng là 18/5.", at: instant("2026-11-23T02:00:00.000Z") }];
    expect(await page.revise(id, itemOf({ corrections }), signal)).toMatchObject({ kind: "published" });
    expect(facebook.posts()[0]?.message).toMatch(
      /^ĐÍNH CHÍNH \(23\/11\/2026\): Ngày đúng là 18\/5\.\n\nNgày Khoa/,
    );
    expect(await page.remove(id, itemOf(), signal)).toMatchObject({ kind: "published" });
    expect(facebook.posts()).toEqual([]);
    expect(await page.remove(id, itemOf(), signal)).toMatchObject({ kind: "published" });
    expect(await page.revise(id, itemOf(), signal)).toMatchObject({ kind: "refused", why: "gone" });
  });

  test("never sees its token in an address", async () => {
    await publish(itemOf({ parts: [picture("a"), picture("b")] }));
    await page.find?.(itemOf(), signal);
    await checkFacebook({ ...facebookPage, graphRoot: facebook.url }, 0);
    expect(facebook.calls.length).toBeGreaterThan(5);
    expect(facebook.calls.join()).not.toContain(facebookPage.pageToken);
  });
});

describe("what Facebook refuses", () => {
  test.each([
    [190, "refused", "tokenExpired"],
    [102, "refused", "tokenExpired"],
    [200, "refused", "noPermission"],
    [10, "refused", "noPermission"],
    [4, "later", "rateLimit: Graph error 4, fbtrace_id A1b2C3"],
    [17, "later", "rateLimit: Graph error 17, fbtrace_id A1b2C3"],
    [32, "later", "rateLimit: Graph error 32, fbtrace_id A1b2C3"],
    [613, "later", "rateLimit: Graph error 613, fbtrace_id A1b2C3"],
    [80001, "later", "rateLimit: Graph error 80001, fbtrace_id A1b2C3"],
    [368, "refused", "blockedContent"],
    [1, "later", "temporary: Graph error 1, fbtrace_id A1b2C3"],
    [2, "later", "temporary: Graph error 2, fbtrace_id A1b2C3"],
    [100, "refused", "badContent"],
    [506, "refused", "duplicate"],
  ])("with code %i is %s, %s", async (code, kind, why) => {
    facebook.script({ how: "error", code });
    const outcome = await publish();
    expect(outcome).toMatchObject({ kind, why });
    expect(JSON.stringify(outcome)).not.toContain("Lời của Facebook");
    expect(facebook.posts()).toEqual([]);
  });

  test("as a duplicate of our own post is that post", async () => {
    await publish();
    const [post] = facebook.posts();
    expect(await publish()).toEqual({
      kind: "published",
      externalId: post?.id,
      url: `https://www.facebook.com/p/${post?.id}`,
    });
    expect(facebook.posts()).toHaveLength(1);
  });
});

describe("what nobody answers clearly", () => {
  test.each([
    ["an answer lost on the way", { how: "lose" }],
    ["a proxy's page after the work", { how: "html", status: 502, does: true }],
    ["a page with a good status", { how: "html", status: 200, does: true }],
  ] as const)("%s is doubt, and a look finds the post", async (_, behavior) => {
    facebook.script(behavior);
    expect(await publish()).toMatchObject({ kind: "unknown" });
    expect(await page.find?.(itemOf(), signal)).toMatchObject({
      kind: "found",
      externalId: facebook.posts()[0]?.id,
    });
  });

  test("a call that is broken off while Facebook is silent is doubt", async () => {
    facebook.script({ how: "hang" });
    const stop = new AbortController();
    const outcome = publish(itemOf(), stop.signal);
    while (facebook.posts().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    expect(await outcome).toMatchObject({ kind: "unknown" });
  });

  test("a slow answer is an answer", async () => {
    facebook.script({ how: "slow", afterMs: 30 });
    expect(await publish()).toMatchObject({ kind: "published" });
  });

  test("a lost photo that nobody sees is uploaded again, without doubt", async () => {
    facebook.script({ how: "lose" });
    const item = itemOf({ parts: [picture("a"), picture("b")] });
    expect(await publish(item)).toMatchObject({ kind: "later" });
    expect(await publish(item)).toMatchObject({ kind: "published" });
    expect(facebook.posts()).toHaveLength(1);
  });

  test("a page that cannot be reached got nothing", async () => {
    await facebook.close();
    expect(await publish()).toMatchObject({ kind: "later" });
    expect(await page.find?.(itemOf(), signal)).toMatchObject({ kind: "unclear" });
    facebook = await startFacebookServer();
  });

  test("an item whose address begins like another's is not taken for it", async () => {
    await publish(itemOf({ url: `${itemOf().url}-2026-11-23` }));
    expect(await page.find?.(itemOf(), signal)).toEqual({ kind: "absent" });
  });
});

describe("the check-up of a page", () => {
  const check = (change: object = {}) =>
    checkFacebook({ ...facebookPage, graphRoot: facebook.url, ...change }, 0);

  test("names the page", async () => {
    expect(await check()).toEqual({ isWell: true, lines: ["publishes on the page Công đoàn Lai Châu."] });
  });

  test.each([
    ["a token that has expired", { pageToken: "old" }, "the token is expired or revoked"],
    ["a token of something else", { pageId: "778" }, "the token belongs to 777, not to the page 778"],
    ["a server that is away", { graphRoot: "http://127.0.0.1:1" }, "Facebook does not answer"],
  ])("says what to do about %s", async (_, change, words) => {
    const { isWell, lines } = await check(change);
    expect([isWell, lines.join()]).toEqual([false, expect.stringContaining(words)]);
  });
});
