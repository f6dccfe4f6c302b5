import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { moveMember as moveDeliveries } from "../../src/delivery/move-member.ts";
import { addMs } from "../../src/kit/time.ts";
import { selectAudience } from "../../src/people/audience.ts";
import { hasConsent, recordConsent } from "../../src/people/consent.ts";
import { importMembers } from "../../src/people/import-members.ts";
import { importUnits } from "../../src/people/import-units.ts";
import {
  checkLinkCode,
  makeMemberCode,
  makeRosterCode,
  readLinkCode,
  spendLinkCode,
} from "../../src/people/link-code.ts";
import { addressesOf, countPeople, preferChannel } from "../../src/people/members.ts";
import { holdMembers, moveMember } from "../../src/people/merge-members.ts";
import { findRosterEntry, rosterOf, tieRoster } from "../../src/people/roster.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createStage, noon, type Stage } from "../support/delivery-stage.ts";
import type { Recipient } from "../support/stage-people.ts";
import { memberList, sampleUnits, unitList } from "./lists.ts";

const hour = 3_600_000;

test.each([
  ["LK-7KQM-2XR9", "7KQM2XR9"],
  ["lk 7kqm 2xr9", "7KQM2XR9"],
  ["lk7kqm2xr9", "7KQM2XR9"],
  ["LK-7KQM", undefined],
  ["DTG-7KQM-2XR9", undefined],
  ["LK-7KQ1-2XR0", undefined],
  ["mã LK-7KQM-2XR9", undefined],
])("“%s” is read as a link code: %s", (text, code) => {
  expect(readLinkCode(text)).toBe(code);
});

describe.each(databases)("linking, on $name", ({ open }) => {
  let opened: TestDatabase;
  let stage: Stage;
  beforeAll(async () => {
    opened = await open();
  });
  beforeEach(async () => {
    stage = createStage(opened);
    await opened.db.transact(async (tx) => {
      for (const table of ["link_code", "link_miss", "member_merge", "member_tag", "roster"] as const) {
        await tx.deleteFrom(table).execute();
      }
    });
    await stage.clear();
  });
  afterAll(() => opened.close());

  const code = async (person: Recipient, now = noon) => {
    const { memberId, address } = person;
    const made = await opened.db.transact((tx) =>
      makeMemberCode(tx, { memberId, channel: address.channel, now }),
    );
    return made && readLinkCode(made.code);
  };
  const check = (person: Recipient, signs: string, now = noon) =>
    opened.db.transact((tx) => checkLinkCode(tx, { signs, memberId: person.memberId, now }));
  const merge = (from: Recipient, to: Recipient, now = noon) =>
    opened.db.transact(async (tx) => {
      const addresses = await addressesOf(tx, from.memberId);
      const ids = { from: from.memberId, to: to.memberId };
      if (!(await holdMembers(tx, ids))) return false;
      await moveMember(tx, { ...ids, channel: "telegram", now });
      await moveDeliveries(tx, { ...ids, addresses, now });
      return true;
    });

  describe("a code", () => {
    test("names the other chat, works once and only for ten minutes", async () => {
      const zalo = await stage.addPerson("z", "zalo-oa");
      const telegram = await stage.addPerson("t");
      const signs = (await code(zalo)) ?? "";
      const checked = await check(telegram, signs);
      expect(checked).toMatchObject({
        kind: "member",
        memberId: zalo.memberId,
        channel: "zalo-oa",
        name: "z",
      });
      expect(await check(zalo, signs)).toEqual({ kind: "own" });
      expect(await check(telegram, signs, addMs(noon, 10 * 60_000))).toEqual({ kind: "wrong" });
      const hash = checked.kind === "member" ? checked.hash : "";
      const spend = () => opened.db.transact((tx) => spendLinkCode(tx, hash, noon));
      expect((await Promise.all([spend(), spend(), spend()])).filter(Boolean)).toHaveLength(1);
      expect(await check(telegram, signs)).toEqual({ kind: "wrong" });
    });

    test("is not stored, and a new one ends the one before", async () => {
      const zalo = await stage.addPerson("z", "zalo-oa");
      const telegram = await stage.addPerson("t");
      const first = (await code(zalo)) ?? "";
      const second = (await code(zalo)) ?? "";
      expect(await check(telegram, first)).toEqual({ kind: "wrong" });
      expect(await check(telegram, second)).toMatchObject({ kind: "member" });
      const stored = JSON.stringify(await opened.db.read.selectFrom("link_code").selectAll().execute());
      expect(stored).not.toContain(second);
    });

    test("cannot be asked for more than five times an hour", async () => {
      const person = await stage.addPerson("p");
      for (let n = 0; n < 5; n++) expect(await code(person)).toBeDefined();
      expect(await code(person)).toBeUndefined();
      expect(await code(person, addMs(noon, hour))).toBeDefined();
    });

    test("cannot be guessed: after five wrong ones even the right one is not looked at for an hour", async () => {
      const zalo = await stage.addPerson("z", "zalo-oa");
      const guesser = await stage.addPerson("g");
      for (let n = 2; n < 7; n++) expect(await check(guesser, `AAAA222${n}`)).toEqual({ kind: "wrong" });
      const signs = (await code(zalo)) ?? "";
      expect(await check(guesser, signs)).toEqual({ kind: "throttled" });
      const later = addMs(noon, hour + 1);
      const fresh = (await code(zalo, later)) ?? "";
      expect(await check(guesser, fresh, later)).toMatchObject({ kind: "member" });
    });
  });

  describe("merging", () => {
    test("gives one member both addresses, and the later choice counts", async () => {
      const zalo = await stage.addSubscriber("z", "zalo-oa");
      const telegram = await stage.addPerson("t");
      const refuse = {
        memberId: telegram.memberId,
        purpose: "news",
        isGiven: false,
        textVersion: "1",
      } as const;
      await opened.db.transact((tx) =>
        recordConsent(tx, { ...refuse, channel: "telegram", at: addMs(noon, 1000) }),
      );
      expect(await merge(zalo, telegram)).toBe(true);
      expect(await addressesOf(opened.db.read, telegram.memberId)).toHaveLength(2);
      expect(await countPeople(opened.db)).toEqual({ members: 1, reachable: 2 });
      expect(await hasConsent(opened.db.read, telegram.memberId, "news")).toBe(false);
      const [log] = await opened.db.read.selectFrom("member_merge").selectAll().execute();
      expect(log).toMatchObject({ from_id: zalo.memberId, into_id: telegram.memberId });
      expect(JSON.parse(log?.overruled ?? "")).toEqual([
        { purpose: "news", is_given: 1, at: noon, channel: "zalo-oa" },
      ]);
      const proof = await opened.db.read.selectFrom("consent_event").select("member_id").execute();
      expect(new Set(proof.map((row) => row.member_id))).toEqual(new Set([telegram.memberId]));
    });

    test("keeps a no against a yes of the same moment", async () => {
      const zalo = await stage.addSubscriber("z", "zalo-oa");
      const telegram = await stage.addPerson("t");
      await stage.choose(telegram, false);
      await merge(zalo, telegram);
      expect(await hasConsent(opened.db.read, telegram.memberId, "news")).toBe(false);
    });

    test("refuses two people of the roster, and brings the one entry over", async () => {
      await opened.db.transact((tx) =>
        importUnits(tx, unitList(...sampleUnits), { now: noon, isTrial: false }),
      );
      const list = memberList(
        "DV1;Lò Thị Mai;CDCS-CHE;Chủ tịch;an toàn;;;;",
        "DV2;Vàng A Hùng;CDCS-CHE;;;;;;",
      );
      await opened.db.transact((tx) => importMembers(tx, list, { now: noon, isTrial: false }));
      const [zalo, telegram, web] = [
        await stage.addPerson("z", "zalo-oa"),
        await stage.addPerson("t"),
        await stage.addPerson("w", "web-chat"),
      ];
      const tie = async (codeOf: string, { memberId }: Recipient) => {
        const rosterId = (await findRosterEntry(opened.db.read, codeOf))?.id ?? "";
        await opened.db.transact((tx) => tieRoster(tx, { rosterId, memberId, now: noon }));
      };
      await tie("DV1", zalo);
      await tie("DV2", web);
      expect(await merge(zalo, web)).toBe(false);
      expect(await merge(zalo, telegram)).toBe(true);
      expect(await rosterOf(opened.db.read, telegram.memberId)).toMatchObject({ code: "DV1" });
      const member = opened.db.read.selectFrom("member").selectAll().where("id", "=", telegram.memberId);
      expect(await member.execute()).toMatchObject([{ position: "Chủ tịch", state: "active" }]);
      const tags = await opened.db.read.selectFrom("member_tag").selectAll().execute();
      expect(tags).toMatchObject([{ member_id: telegram.memberId, tag: "an toan" }]);
    });

    test("a roster code ties the chat to its entry once", async () => {
      await opened.db.transact((tx) =>
        importUnits(tx, unitList(...sampleUnits), { now: noon, isTrial: false }),
      );
      const list = memberList("DV1;Lò Thị Mai;CDCS-CHE;;;;;;");
      await opened.db.transact((tx) => importMembers(tx, list, { now: noon, isTrial: false }));
      const entry = await findRosterEntry(opened.db.read, "DV1");
      const made = await opened.db.transact((tx) => makeRosterCode(tx, entry?.id ?? "", noon));
      const person = await stage.addPerson("p");
      const inSixDays = addMs(noon, 6 * 24 * hour);
      expect(await check(person, readLinkCode(made.code) ?? "", inSixDays)).toMatchObject({
        kind: "roster",
        entry: { code: "DV1", fullName: "Lò Thị Mai" },
      });
    });
  });

  describe("one campaign for a person with two chats", () => {
    test("a run that had both of them waiting reaches the person once", async () => {
      const zalo = await stage.addSubscriber("z");
      const telegram = await stage.addSubscriber("t");
      await stage.launch("run");
      await merge(zalo, telegram);
      const rows = await stage.rows();
      expect(rows.map((row) => [row.status, row.why]).toSorted()).toEqual([
        ["canceled", "linked"],
        ["pending", null],
      ]);
      expect(rows.find((row) => row.status === "pending")?.member_id).toBe(telegram.memberId);
    });

    test.each([
      ["sent", "refused"],
      ["refused", "sent"],
      ["sent", "pending"],
      ["pending", "refused"],
      ["uncertain", "pending"],
      ["sent", "sent"],
    ] as const)("of a row that is %s and one that is %s the further one is theirs", async (old, kept) => {
      const zalo = await stage.addSubscriber("z");
      const telegram = await stage.addSubscriber("t");
      await stage.launch("run");
      await opened.db.transact(async (tx) => {
        for (const [person, status] of [
          [zalo, old],
          [telegram, kept],
        ] as const) {
          const settled_at = status === "pending" ? null : noon;
          await tx
            .updateTable("delivery")
            .set({ status, settled_at })
            .where("member_id", "=", person.memberId)
            .execute();
        }
      });
      await merge(zalo, telegram);
      const rows = await stage.rows();
      const theirs = rows.filter((row) => row.member_id === telegram.memberId).map((row) => row.status);
      const further = ["refused", "pending", "uncertain", "sent"].findLast(
        (one) => one === old || one === kept,
      );
      expect(theirs).toEqual([further]);
      expect(rows.filter((row) => row.status === "pending")).toHaveLength(further === "pending" ? 1 : 0);
      expect(rows).toHaveLength(2);
    });

    test("goes to the channel they asked for while it can be reached", async () => {
      const zalo = await stage.addSubscriber("z", "zalo-oa");
      const telegram = await stage.addSubscriber("t");
      await merge(telegram, zalo);
      await opened.db.transact((tx) => preferChannel(tx, zalo.memberId, "telegram"));
      await opened.db.transact((tx) =>
        tx
          .updateTable("address")
          .set({ last_inbound_at: addMs(noon, hour) })
          .where("channel", "=", "zalo-oa")
          .execute(),
      );
      const audience = async () => {
        const channels = ["telegram", "zalo-oa"] as const;
        const rows = await selectAudience(opened.db.read, { rule: "all", channels, now: noon }).execute();
        return rows.map((row) => row.channel);
      };
      expect(await audience()).toEqual(["telegram"]);
      await opened.db.transact((tx) =>
        tx.updateTable("address").set({ is_reachable: 0 }).where("channel", "=", "telegram").execute(),
      );
      expect(await audience()).toEqual(["zalo-oa"]);
    });
  });
});
