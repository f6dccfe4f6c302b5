import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addCampaign, editCampaign } from "../../src/campaigns/approve.ts";
import { askForApproval } from "../../src/campaigns/approve-in-chat.ts";
import {
  declineCampaign,
  pressApproval,
  readVerb,
  sayApproval,
} from "../../src/campaigns/approve-in-chat-answer.ts";
import { type CampaignId, findCampaign } from "../../src/campaigns/campaign.ts";
import { type Address, type Content, plainText } from "../../src/kit/message.ts";
import { addMs } from "../../src/kit/time.ts";
import {
  linkOfficerChat,
  makeOfficerCode,
  readOfficerCode,
  unlinkOfficerChats,
} from "../../src/people/officer-chat.ts";
import type { Officer } from "../../src/people/officers.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { makeActive } from "./officers.ts";
import { library, planOf } from "./sample.ts";
import { type CampaignStage, createCampaignStage, due } from "./stage.ts";

describe.each(databases)("approving from one's own chat on $name", ({ open }) => {
  let opened: TestDatabase;
  let stage: CampaignStage;
  let hoa: Officer;
  let lan: Officer;
  const lanAt: Address = { channel: "telegram", externalId: "lan" };
  const hoaAt: Address = { channel: "telegram", externalId: "hoa" };
  beforeAll(async () => {
    opened = await open();
  });
  beforeEach(async () => {
    stage = createCampaignStage(opened);
    hoa = await makeActive(stage.db, "Hoa");
    lan = await makeActive(stage.db, "Lan");
    await tie(hoa, hoaAt);
    await tie(lan, lanAt);
  });
  afterEach(() => stage.clear());
  afterAll(() => opened.close());

  async function tie(officer: Officer, address: Address): Promise<void> {
    await stage.addPerson(address.externalId, address.channel);
    await stage.db.transact(async (tx) => {
      const { code } = await makeOfficerCode(tx, officer.id, stage.clock());
      const signs = readOfficerCode(code.toLowerCase()) ?? "";
      expect(await linkOfficerChat(tx, signs, { address, now: stage.clock() })).toMatchObject({
        id: officer.id,
      });
      expect(await linkOfficerChat(tx, signs, { address, now: stage.clock() })).toBeUndefined();
    });
  }
  const write = (settings: Record<string, string | null> = {}, body?: string) =>
    stage.db.transact((tx) =>
      addCampaign(tx, planOf(settings, body), { by: hoa.name, officer: hoa, now: stage.clock() }),
    );
  const ask = (id: CampaignId, largeFrom?: number) =>
    stage.db.transact((tx) =>
      askForApproval(tx, {
        ...{ id, by: hoa.name, officer: hoa, now: stage.clock(), library },
        ...(largeFrom === undefined ? {} : { largeFrom }),
        terms: { perSecond: new Map([["telegram", 10]]), quietHours: { fromMinute: 0, toMinute: 0 } },
      }),
    );
  const lettersTo = async (address: Address) => {
    const rows = (await stage.rows()).filter((row) => row.address_id === address.externalId);
    return rows.map((row) => JSON.parse(row.content ?? "{}") as Content);
  };
  const press = async (
    verb: "yes" | "no",
    { from = lanAt, forge = (action: string) => action, outletsOff = new Map<string, string>() } = {},
  ) => {
    const request = (await lettersTo(lanAt)).find(({ choices }) => choices.length === 2);
    const action = forge(request?.choices[verb === "yes" ? 0 : 1]?.action ?? "");
    const [, said = "", requestId = "", signature = ""] = /^approval:(\w+):([^:]+):(.+)$/.exec(action) ?? [];
    const by = { from, now: stage.clock(), library, outletsOff, verb: said as "yes" | "no" };
    const { content } = await stage.db.transact((tx) => pressApproval(tx, { ...by, requestId, signature }));
    return plainText(content);
  };
  const type = async (text: string, typed: number | null = null) => {
    const said = {
      from: lanAt,
      now: stage.clock(),
      library,
      verb: readVerb(text) ?? ("yes" as const),
      typed,
    };
    const answer = await stage.db.transact((tx) => sayApproval(tx, said));
    return answer && plainText(answer.content);
  };

  test("the request shows words, people, exclusions and time to every officer who may approve", async () => {
    await stage.addSubscriber("1");
    await stage.addSubscriber("2", "zalo-oa");
    const id = await write({ channels: "telegram" }, "Mời họp lúc 8 giờ.");
    expect(await ask(id)).toMatchObject({ kind: "asked", officers: ["Lan"], unlinked: [], expiresAt: due });
    const [request] = await lettersTo(lanAt);
    const text = request ? plainText(request) : "";
    expect(text).toContain("Mời họp lúc 8 giờ.");
    expect(text).toContain("Nhận được: 1 người (telegram 1)");
    expect(text).toContain("2 chưa đồng ý nhận tin; 1 không có trên kênh này");
    expect(text).toContain("một lần lúc");
    expect(request?.choices.map(({ label }) => label)).toEqual(["Duyệt", "Từ chối"]);
    expect(await lettersTo(hoaAt)).toEqual([]);
  });

  test("one press approves, is recorded as the chat's, and counts once", async () => {
    await ask(await write());
    expect(await press("yes")).toContain("Đã duyệt “Thử”");
    expect(await press("yes")).toContain("đã được trả lời lúc");
    expect(await press("no")).toContain("đã được trả lời lúc");
    expect(await stage.campaigns()).toMatchObject([{ status: "scheduled", approved_by: "Lan" }]);
    const kept = await stage.db.read.selectFrom("campaign_approval").selectAll().execute();
    expect(kept).toMatchObject([{ officer_id: lan.id, way: "chat" }]);
    expect((await lettersTo(hoaAt)).map((content) => plainText(content))).toEqual([
      "“Thử” đã được Lan duyệt.",
    ]);
  });

  test("two presses at the same moment make one approval", async () => {
    await ask(await write());
    const said = await Promise.all([press("yes"), press("yes")]);
    expect(said.filter((text) => text.startsWith("Đã duyệt"))).toHaveLength(1);
    expect((await stage.events()).filter((event) => event.startsWith("approved"))).toHaveLength(1);
  });

  test.each<[string, (action: string) => string]>([
    ["another request", (action) => action.replace(/:[0-9a-f]{8}-/, ":00000000-")],
    ["the other button's signature", (action) => action.replace(":no:", ":yes:")],
    ["no signature", (action) => action.replace(/:[^:]+$/, ":x")],
  ])("a forged button with %s does nothing", async (_, forge) => {
    await ask(await write());
    expect(await press("no", { forge })).toContain("không hợp lệ");
    expect(await stage.campaigns()).toMatchObject([{ status: "draft" }]);
  });

  test("a request whose row was turned to another version is not signed any more", async () => {
    await ask(await write());
    await stage.db.transact((tx) => tx.updateTable("approval_request").set({ fingerprint: "x" }).execute());
    expect(await press("yes")).toContain("không hợp lệ");
  });

  test("another person's press, also another officer's, does nothing", async () => {
    await ask(await write());
    expect(await press("yes", { from: hoaAt })).toContain("dành cho một cán bộ khác");
    await stage.db.transact((tx) => unlinkOfficerChats(tx, lan.id));
    expect(await press("yes")).toContain("dành cho một cán bộ khác");
    expect(await stage.campaigns()).toMatchObject([{ status: "draft" }]);
  });

  test("an officer locked out since no longer decides", async () => {
    await ask(await write());
    await stage.db.transact((tx) =>
      tx.updateTable("officer").set({ status: "disabled" }).where("id", "=", lan.id).execute(),
    );
    expect(await press("yes")).toContain("dành cho một cán bộ khác");
  });

  test("an edited campaign wants a new request", async () => {
    const id = await write();
    await ask(id);
    await stage.db.transact((tx) =>
      editCampaign(tx, planOf({}, "Lời khác"), { id, by: hoa.name, officer: hoa, now: stage.clock() }),
    );
    expect(await press("yes")).toContain("đã thay đổi");
    expect(await press("yes")).toContain("không còn hiệu lực");
    expect(await stage.campaigns()).toMatchObject([{ status: "draft" }]);
    await ask(id);
    expect(await type("duyệt")).toContain("Đã duyệt");
  });

  test("a request ends with its time, and its words with it", async () => {
    await ask(await write({ at: "2026-11-30 08:00" }));
    stage.clock.set(addMs(stage.clock(), 24 * 3_600_000));
    expect(await press("yes")).toContain("quá hạn");
    expect(await type("duyệt")).toBeUndefined();
  });

  test("a large sending wants its number, then takes it in words", async () => {
    await stage.addSubscribers(6);
    await ask(await write(), 5);
    expect(await press("yes")).toContain("tới 6 người");
    expect(await type("7", 7)).toContain("bây giờ là 6");
    expect(await type("6", 6)).toContain("Đã duyệt");
  });

  test("nothing is approved for an outlet that cannot be used on this machine", async () => {
    await ask(await write({ outlets: "portal-feed" }));
    const outletsOff = new Map([["portal-feed", "is off"]]);
    expect(await press("yes", { outletsOff })).toContain("chưa được cài đặt để đăng lên trang tin");
    expect(await stage.campaigns()).toMatchObject([{ status: "draft" }]);
    expect(await press("yes")).toContain("Đã duyệt");
  });

  test("a draft given back in the dashboard ends the requests in chats and tells its writer why", async () => {
    const id = await write();
    await ask(id);
    const decline = (officer: Officer, fingerprint: string) =>
      stage.db.transact((tx) =>
        declineCampaign(tx, { id, officer, fingerprint, now: stage.clock(), why: "Thiếu địa điểm." }),
      );
    const { fingerprint } = await findCampaign(stage.db.read, id);
    expect(await decline(lan, "other")).toMatchObject({ kind: "refused", why: "changed" });
    expect(await decline(hoa, fingerprint)).toMatchObject({ kind: "refused", why: "own" });
    expect(await decline(lan, fingerprint)).toEqual({ kind: "declined" });
    expect(await press("yes")).toContain("không còn hiệu lực");
    expect((await lettersTo(hoaAt)).map((content) => plainText(content))).toEqual([
      "“Thử” bị Lan từ chối; tin ở lại dạng bản nháp.\nThiếu địa điểm.",
    ]);
  });

  test("a refusal leaves the draft and tells its writer", async () => {
    await ask(await write());
    expect(await type("Từ chối.")).toContain("Đã từ chối “Thử”");
    expect(await stage.campaigns()).toMatchObject([{ status: "draft" }]);
    expect(await stage.events()).toEqual(["added by Hoa", "asked by Hoa", "declined by Lan"]);
    expect((await lettersTo(hoaAt)).map((content) => plainText(content))[0]).toContain("bị Lan từ chối");
  });

  test("with two requests open the plain word asks for a button", async () => {
    await ask(await write());
    await ask(await write({ title: "Khác" }, "Lời khác"));
    expect(await type("duyệt")).toContain("2 tin đang chờ");
    expect((await stage.campaigns()).map(({ status }) => status)).toEqual(["draft", "draft"]);
  });

  test("nobody in a chat, and a campaign that is no draft, are refused in words", async () => {
    const id = await write();
    await stage.db.transact((tx) => unlinkOfficerChats(tx, lan.id));
    expect(await ask(id)).toMatchObject({ kind: "refused", why: "nobodyInChat" });
    await tie(lan, lanAt);
    await ask(id);
    await press("yes");
    expect(await ask(id)).toMatchObject({ kind: "refused", why: "notDraft" });
  });
});
