import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { approveCampaign } from "../../src/campaigns/approve.ts";
import { itemOf, publicationsOf } from "../../src/campaigns/publish-rows.ts";
import { sayPublications } from "../../src/campaigns/publish-words.ts";
import { addMs, instant } from "../../src/kit/time.ts";
import { library, local } from "../campaigns/sample.ts";
import { due } from "../campaigns/stage.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { type FacebookServer, startFacebookServer } from "../support/facebook-server.ts";
import { createOutletStage, everywhere, publicUrl } from "./stage.ts";

const minutes = (count: number) => count * 60_000;
const everyOne = (status: string) => ({
  "portal-feed": status,
  "facebook-page": status,
  "press-kit": status,
});

describe.each(databases)("publishing what was approved, on $name", ({ open }) => {
  let opened: TestDatabase;
  let facebook: FacebookServer;
  let stage: ReturnType<typeof createOutletStage>;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    facebook = await startFacebookServer();
    stage = createOutletStage(opened, facebook);
  });
  afterEach(async () => {
    await stage.clear();
    stage.close();
    await facebook.close();
  });

  test("one item reaches portal, page and press in one look, once", async () => {
    const { id, runId } = await stage.launched();
    await stage.look();
    await stage.look();
    expect(await stage.statuses()).toEqual(everyOne("published"));
    expect(await stage.articles()).toMatchObject([
      { slug: "thu", title: "Thử", lead: "Chào bạn.", publishedAt: due },
    ]);
    expect(facebook.posts()).toMatchObject([{ link: `${publicUrl}/tin/thu` }]);
    expect(facebook.posts()[0]?.message).not.toContain("tắt tin");
    expect(stage.kitOf("thu")).toEqual(["ban-tin-gui-bao.docx", "kich-ban-phat-thanh-truyen-hinh.docx"]);
    const article = { campaignId: id, runId, slug: "thu", title: "Thử", isWithdrawn: false };
    expect(sayPublications(article, await publicationsOf(opened.db.read, runId))).toContain(
      "trang tin của công đoàn (portal-feed): đã đăng, 08:00, thứ Hai 23/11/2026",
    );
  });

  test("a campaign that names no outlet, or is not launched, publishes nothing", async () => {
    await stage.add(everywhere);
    await stage.launched({});
    await stage.look();
    expect([await stage.statuses(), facebook.calls]).toEqual([{}, []]);
  });

  test("what one outlet refuses is told in words and leaves the others right", async () => {
    facebook.script({ how: "error", code: 190, subcode: 463 });
    const { id, runId } = await stage.launched();
    await stage.look();
    expect(await stage.statuses()).toEqual({ ...everyOne("published"), "facebook-page": "refused" });
    const article = { campaignId: id, runId, slug: "thu", title: "Thử", isWithdrawn: false };
    expect(sayPublications(article, await publicationsOf(opened.db.read, runId))).toContain(
      "không đăng được — mã truy cập đã hết hạn hoặc bị thu hồi. Nhờ kỹ thuật lấy mã mới rồi đăng lại. [Graph error 190/463, fbtrace_id A1b2C3]",
    );
  });

  test("an outlet that is not set up on this machine is refused, not forgotten", async () => {
    await stage.launched();
    await stage.look("facebook-page");
    expect(await stage.rowOf("facebook-page")).toMatchObject({ status: "refused", why: "outletOff" });
  });

  test("an outlet that says wait is asked again later, less and less often, and given up after a day", async () => {
    await stage.launched();
    const fail = { how: "error", code: 2 } as const;
    facebook.script(...Array(60).fill(fail));
    let looks = 0;
    for (; (await stage.statuses())["facebook-page"] !== "refused" && looks < 60; looks++) {
      await stage.look();
      stage.clock.set((await stage.rowOf("facebook-page")).not_before ?? stage.clock());
    }
    expect(looks).toBeGreaterThan(20);
    expect(looks).toBeLessThan(40);
    expect(await stage.rowOf("facebook-page")).toMatchObject({ why: "tooLate", not_before: null });
    expect(stage.clock() <= addMs(due, 24 * 3_600_000)).toBe(true);
  });

  test("a rate limit is waited for", async () => {
    facebook.script({ how: "error", code: 32 });
    await stage.launched();
    await stage.look();
    expect((await stage.rowOf("facebook-page")).not_before).toBe(addMs(due, minutes(15)));
    await stage.look();
    expect(facebook.posts()).toHaveLength(0);
    stage.clock.advance(minutes(15));
    await stage.look();
    expect(facebook.posts()).toHaveLength(1);
  });

  test("a passing fault that had worked all the same does not publish twice", async () => {
    const { runId } = await stage.launched();
    facebook.script({ how: "error", code: 2 });
    await stage.look();
    const { item } = await itemOf(opened.db.read, runId, publicUrl);
    await stage.page.publish(item, new AbortController().signal);
    stage.clock.advance(minutes(2));
    await stage.look();
    expect(await stage.statuses()).toEqual(everyOne("published"));
    expect(facebook.posts()).toHaveLength(1);
  });

  test("what a restored backup takes for unpublished is looked for first", async () => {
    const { runId } = await stage.launched();
    const { item } = await itemOf(opened.db.read, runId, publicUrl);
    await stage.page.publish(item, new AbortController().signal);
    stage.clock.advance(minutes(11));
    await stage.look();
    expect(await stage.statuses()).toEqual(everyOne("published"));
    expect(facebook.posts()).toHaveLength(1);
  });

  test("what nobody published for more than a day waits for a person", async () => {
    const { id } = await stage.launched();
    stage.clock.advance(minutes(24 * 60 + 1));
    await stage.look();
    expect(await stage.statuses()).toEqual(everyOne("refused"));
    expect([facebook.calls, await stage.articles()]).toEqual([[], []]);
    await stage.decide(id, "again");
    await stage.look();
    expect((await stage.statuses())["facebook-page"]).toBe("published");
  });

  test("a lost answer is doubt, and our own post settles it", async () => {
    facebook.script({ how: "lose" });
    await stage.launched();
    await stage.look();
    expect((await stage.statuses())["facebook-page"]).toBe("uncertain");
    stage.clock.advance(30_000);
    await stage.look();
    expect(await stage.rowOf("facebook-page")).toMatchObject({
      status: "published",
      external_id: facebook.posts()[0]?.id,
    });
    expect(facebook.posts()).toHaveLength(1);
  });

  test("doubt that no look settles waits for an officer, who may publish again", async () => {
    facebook.script({ how: "html", status: 502 });
    const { id } = await stage.launched();
    await stage.look();
    for (const wait of [0.5, 2, 10, 60]) {
      stage.clock.advance(minutes(wait));
      await stage.look();
    }
    expect(await stage.rowOf("facebook-page")).toMatchObject({ status: "uncertain", not_before: null });
    expect(facebook.posts()).toHaveLength(0);
    await stage.decide(id, "again");
    await stage.look();
    expect(facebook.posts()).toHaveLength(1);
    expect(await stage.statuses()).toEqual(everyOne("published"));
  });

  test("a process that dies in the call leaves doubt, and the next one finds the post", async () => {
    facebook.script({ how: "hang" });
    await stage.launched();
    const dying = new AbortController();
    const looking = stage.look(undefined, dying.signal);
    while (facebook.posts().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await stage.statuses())["facebook-page"]).toBe("publishing");
    expect(await stage.recover()).toBe(1);
    expect((await stage.statuses())["facebook-page"]).toBe("uncertain");
    await stage.look();
    expect(await stage.statuses()).toMatchObject({ "facebook-page": "published" });
    expect(facebook.posts()).toHaveLength(1);
    dying.abort();
    await looking;
  });

  test("an embargo holds everything but the press kit, chats included", async () => {
    const embargo = '"2026-11-23 10:00"';
    const { memberId: member } = await stage.addSubscriber("an");
    await stage.launched({ ...everywhere, embargo });
    await stage.look();
    expect(await stage.statuses()).toEqual({ ...everyOne("pending"), "press-kit": "published" });
    expect([await stage.articles(), await stage.article("thu"), facebook.calls]).toEqual([[], undefined, []]);
    const rows = await stage.rows();
    expect(rows.map((row) => [row.member_id, row.not_before])).toEqual([[member, local("2026-11-23 10:00")]]);
    stage.clock.set(local("2026-11-23 10:00"));
    await stage.look();
    expect(await stage.statuses()).toEqual(everyOne("published"));
  });

  test("a stop holds what is not published, and resuming publishes it", async () => {
    const { id } = await stage.launched({ ...everywhere, embargo: '"2026-11-23 10:00"' });
    await stage.stop(id);
    stage.clock.set(local("2026-11-23 10:30"));
    await stage.look();
    expect(await stage.statuses()).toEqual(everyOne("stopped"));
    await stage.resume(id);
    await stage.look();
    expect(await stage.statuses()).toEqual(everyOne("published"));
  });

  test("a correction reaches every outlet, also one that was published meanwhile", async () => {
    const { id } = await stage.launched();
    await stage.look("facebook-page");
    await stage.correct(id, "Ngày đúng là 18/5.");
    stage.clock.advance(1000);
    await stage.look();
    expect((await stage.articles())[0]?.corrections).toEqual([{ note: "Ngày đúng là 18/5.", at: due }]);
    await stage.decide(id, "again");
    await stage.look();
    expect(facebook.posts()[0]?.message).toContain("ĐÍNH CHÍNH (23/11/2026): Ngày đúng là 18/5.");
    await stage.correct(id, "Giờ đúng là 9 giờ.");
    await stage.look();
    expect(facebook.posts()).toHaveLength(1);
    expect(facebook.posts()[0]?.message.match(/ĐÍNH CHÍNH/g)).toHaveLength(2);
  });

  test("a withdrawal takes it off everywhere and says why where it stood", async () => {
    const { id } = await stage.launched();
    await stage.look();
    await stage.withdraw(id, "Sai số liệu.");
    expect(await stage.articles()).toEqual([]);
    await stage.look();
    expect(await stage.statuses()).toEqual(everyOne("withdrawn"));
    expect(facebook.posts()).toEqual([]);
    expect(stage.kitOf("thu")).toEqual([]);
    expect(await stage.article("thu")).toEqual({
      kind: "withdrawn",
      title: "Thử",
      at: due,
      why: "Sai số liệu.",
    });
    await expect(stage.withdraw(id, "Lần nữa")).rejects.toThrow("withdrawn already");
    await expect(stage.correct(id, "x")).rejects.toThrow("withdrawn");
  });

  test("what is withdrawn before its moment is never published, nor known to have been", async () => {
    const { id } = await stage.launched({ ...everywhere, embargo: '"2026-11-23 10:00"' });
    await stage.withdraw(id, "Chưa đúng.");
    stage.clock.set(local("2026-11-23 11:00"));
    await stage.look();
    expect(await stage.statuses()).toEqual(everyOne("withdrawn"));
    expect([facebook.calls, await stage.article("thu")]).toEqual([[], undefined]);
  });

  test("a withdrawal that Facebook takes later is tried again", async () => {
    const { id } = await stage.launched();
    await stage.look();
    await stage.withdraw(id, "Sai.");
    facebook.script({ how: "lose" });
    await stage.look();
    expect((await stage.statuses())["facebook-page"]).toBe("published");
    stage.clock.advance(minutes(1));
    await stage.look();
    expect((await stage.statuses())["facebook-page"]).toBe("withdrawn");
  });

  test("addresses are made of the title, never taken twice", async () => {
    const titles = ['"Đổi mới, sáng tạo: 18/5"', '"Đổi mới sáng tạo 18-5"', '"!!!"'];
    for (const title of titles) {
      stage.clock.set(instant("2026-11-22T08:00:00.000Z"));
      await stage.launched({ outlets: "portal-feed", title }, `Chào ${title}`);
    }
    await stage.look();
    expect((await stage.articles()).map(({ slug }) => slug).toSorted()).toEqual([
      "doi-moi-sang-tao-18-5",
      "doi-moi-sang-tao-18-5-2026-11-23",
      "tin",
    ]);
  });

  test("an approval is bound to the outlets, the title they show and the embargo", async () => {
    const ids = [
      await stage.add(),
      await stage.add({ title: "Khác" }),
      await stage.add(everywhere),
      await stage.add({ ...everywhere, title: "Khác" }),
      await stage.add({ outlets: "portal-feed" }),
      await stage.add({ outlets: "portal-feed", embargo: '"2026-11-23 10:00"' }),
    ];
    const rows = await stage.campaigns();
    const prints = ids.map((id) => rows.find((row) => row.id === id)?.fingerprint);
    // Members never see the title: without outlets it is no part of what is approved.
    expect(prints[0]).toBe(prints[1]);
    expect(new Set(prints).size).toBe(5);
  });

  test("an approval is refused while an outlet is not set up", async () => {
    const id = await stage.add(everywhere);
    const outletsOff = new Map([["facebook-page", "is not set up"]] as const);
    const given = { ...stage.decision(id), outletsOff };
    expect(await opened.db.transact((tx) => approveCampaign(tx, given, library))).toMatchObject({
      kind: "refused",
      why: "outletOff",
      words: expect.stringContaining("Trang Facebook"),
    });
  });
});
