import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hasConsent } from "../../src/people/consent.ts";
import { consentVersion } from "../../src/proposals/texts.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { applied, file, newMember } from "./member.ts";

describe.each(databases)("consent to file a proposal on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  const proposals = () => opened.db.read.selectFrom("proposal").selectAll().orderBy("number").execute();
  const drafts = () => opened.db.read.selectFrom("draft").selectAll().orderBy("created_at").execute();

  test("nothing is filed before an explicit yes, and the yes is kept with its words' version", async () => {
    const mai = await newMember(opened.db);
    await mai.begin();
    await mai.say(...applied, "ok", "ừ", "đúng rồi");
    expect(mai.outcome).toBe("going");
    expect(await proposals()).toEqual([]);
    expect(await hasConsent(opened.db.read, mai.id, "proposal")).toBe(false);
    await mai.say("em đồng ý ạ");
    expect(mai.outcome).toBe("filed");
    const consent = await opened.db.read.selectFrom("consent").selectAll().executeTakeFirst();
    expect(consent).toMatchObject({
      purpose: "proposal",
      is_given: 1,
      text_version: consentVersion,
      channel: "terminal",
    });
  });

  test("“gửi” below the consent words is a yes as well, and says so before", async () => {
    const mai = await newMember(opened.db);
    await mai.begin();
    await mai.say(...applied);
    expect(mai.text).toContain("Viết “đồng ý” hoặc “gửi” là bạn đồng ý và gửi hồ sơ.");
    await mai.say("gửi luôn nhé");
    expect(mai.outcome).toBe("filed");
    expect(await hasConsent(opened.db.read, mai.id, "proposal")).toBe(true);
  });

  test("“không đồng ý” is recorded, files nothing and keeps the draft", async () => {
    const mai = await newMember(opened.db);
    await mai.begin();
    await mai.say(...applied, "không đồng ý");
    expect(mai.text).toContain("Mình chưa gửi hồ sơ");
    // A bare number means the button with that number, so the same ones stand here as under the summary.
    expect(mai.text).toContain("1. Đồng ý và gửi");
    expect(await proposals()).toEqual([]);
    const choices = await opened.db.read.selectFrom("consent_event").select("is_given").execute();
    expect(choices.map(({ is_given }) => is_given)).toEqual([0]);
    await mai.say("đồng ý");
    expect(mai.outcome).toBe("filed");
  });

  test("a summary that showed no consent words is shown again with them before anything is filed", async () => {
    const mai = await newMember(opened.db);
    await mai.begin();
    await mai.say(...applied);
    const [draft] = await drafts();
    const state = JSON.stringify({ ...JSON.parse(draft?.state ?? ""), consentShown: null });
    await opened.db.transact((tx) => tx.updateTable("draft").set({ state }).execute());
    await mai.say("gửi");
    expect(mai.outcome).toBe("going");
    expect(mai.text).toContain("Viết “đồng ý” hoặc “gửi”");
    await mai.say("gửi");
    expect(mai.outcome).toBe("filed");
  });

  test("who answered the separate consent question of an earlier version agreed to its words", async () => {
    const mai = await newMember(opened.db);
    await mai.begin();
    await mai.say(...applied);
    const [draft] = await drafts();
    const { v, intake } = JSON.parse(draft?.state ?? "");
    const state = JSON.stringify({ v, asking: "consent", intake });
    await opened.db.transact((tx) => tx.updateTable("draft").set({ state }).execute());
    await mai.say("đồng ý");
    expect(mai.outcome).toBe("filed");
    const consent = await opened.db.read.selectFrom("consent").select("text_version").executeTakeFirst();
    expect(consent?.text_version).toBe("proposal-2026-11");
  });

  test("who agreed once is not asked again", async () => {
    const mai = await newMember(opened.db);
    await file(mai);
    await mai.begin();
    await mai.say(...applied);
    expect(mai.text).not.toContain("đồng ý");
    await mai.say("gửi");
    expect(mai.outcome).toBe("filed");
    expect(mai.text).toContain("SK-2026-0002");
  });
});
