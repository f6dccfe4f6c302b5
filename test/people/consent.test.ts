import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addMs } from "../../src/kit/time.ts";
import {
  consentsOf,
  hasConsent,
  type Purpose,
  recordConsent,
  whoConsents,
} from "../../src/people/consent.ts";
import { meet } from "../../src/people/members.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { noon } from "../support/delivery-stage.ts";

describe.each(databases)("consent, on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  async function newMember(externalId: string): Promise<string> {
    const address = { channel: "telegram", externalId } as const;
    return (await opened.db.transact((tx) => meet(tx, { address, name: null, at: noon }))).memberId;
  }
  const choose = (memberId: string, purpose: Purpose, choice: { isGiven: boolean; afterMs?: number }) =>
    opened.db.transact((tx) =>
      recordConsent(tx, {
        memberId,
        purpose,
        isGiven: choice.isGiven,
        textVersion: choice.isGiven ? "2" : "1",
        channel: "telegram",
        at: addMs(noon, choice.afterMs ?? 0),
      }),
    );

  test("silence is no consent", async () => {
    const member = await newMember("silent");
    expect(await hasConsent(opened.db.read, member, "news")).toBe(false);
    expect(await consentsOf(opened.db.read, member)).toEqual([]);
    expect(await hasConsent(opened.db.read, "nobody", "news")).toBe(false);
  });

  test("a yes counts for its own purpose only", async () => {
    const member = await newMember("one purpose");
    await choose(member, "proposal", { isGiven: true });
    expect(await hasConsent(opened.db.read, member, "proposal")).toBe(true);
    expect(await hasConsent(opened.db.read, member, "news")).toBe(false);
    expect(await hasConsent(opened.db.read, member, "publish-name")).toBe(false);
  });

  test("the last choice counts, and every choice stays as proof", async () => {
    const member = await newMember("wavering");
    await choose(member, "news", { isGiven: true });
    await choose(member, "news", { isGiven: false, afterMs: 1000 });
    expect(await hasConsent(opened.db.read, member, "news")).toBe(false);
    await choose(member, "news", { isGiven: true, afterMs: 2000 });
    expect(await hasConsent(opened.db.read, member, "news")).toBe(true);
    const proof = await opened.db.read
      .selectFrom("consent_event")
      .select(["is_given", "text_version", "channel", "at"])
      .where("member_id", "=", member)
      .orderBy("seq")
      .execute();
    expect(proof.map((row) => ({ ...row }))).toEqual([
      { is_given: 1, text_version: "2", channel: "telegram", at: noon },
      { is_given: 0, text_version: "1", channel: "telegram", at: addMs(noon, 1000) },
      { is_given: 1, text_version: "2", channel: "telegram", at: addMs(noon, 2000) },
    ]);
  });

  test("a member is shown every purpose as it stands now", async () => {
    const member = await newMember("curious");
    await choose(member, "news", { isGiven: true });
    await choose(member, "proposal", { isGiven: true, afterMs: 1000 });
    await choose(member, "news", { isGiven: false, afterMs: 2000 });
    expect(await consentsOf(opened.db.read, member)).toEqual([
      { purpose: "proposal", isGiven: true, at: addMs(noon, 1000) },
      { purpose: "news", isGiven: false, at: addMs(noon, 2000) },
    ]);
  });

  test("of many members only those who agree now are named", async () => {
    const [yes, no, silent] = [await newMember("yes"), await newMember("no"), await newMember("none")];
    await choose(yes, "news", { isGiven: true });
    await choose(no, "news", { isGiven: true });
    await choose(no, "news", { isGiven: false, afterMs: 1 });
    const agreeing = await whoConsents(opened.db.read, [yes, no, silent, "nobody"], "news");
    expect([...agreeing]).toEqual([yes]);
    expect(await whoConsents(opened.db.read, [], "news")).toEqual(new Set());
  });
});
