import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readRule } from "../../src/campaigns/audience-rule.ts";
import { addMs } from "../../src/kit/time.ts";
import { selectAudience, surveyAudience } from "../../src/people/audience.ts";
import {
  answeredTag,
  audienceRule,
  sayRule,
  topicPurpose,
  unknownUnits,
} from "../../src/people/audience-rule.ts";
import { recordConsent } from "../../src/people/consent.ts";
import { importMembers } from "../../src/people/import-members.ts";
import { importUnits } from "../../src/people/import-units.ts";
import { setReachable } from "../../src/people/members.ts";
import { findRosterEntry, putTag, tieRoster } from "../../src/people/roster.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createStage, noon, type Stage } from "../support/delivery-stage.ts";
import { memberList, sampleUnits, unitList } from "./lists.ts";

const dayMs = 24 * 3_600_000;
const channels = ["telegram", "zalo-oa"] as const;

function ruleOf(text: string) {
  const reading = readRule(text);
  if (reading.kind === "fault") throw new Error(reading.what);
  return reading.rule;
}

/** Six members; who is where stands in the list, the rest below. */
const roster = [
  "A;An;CDCS-CHE;Chủ tịch;an toàn;;;;",
  "B;Bình;TO-CHE1;Tổ trưởng;;;;;",
  "C;Cúc;CDCS-NAMBAN2;Phó Chủ tịch;an toàn;;tạm nghỉ;;",
  "D;Dung;LDLD-TINH;Chủ tịch;;;;;",
];

describe.each(databases)("audience rules, on $name", ({ open }) => {
  let opened: TestDatabase;
  let stage: Stage;
  const ids = new Map<string, string>();
  beforeAll(async () => {
    opened = await open();
    stage = createStage(opened);
    const list = { now: noon, isTrial: false };
    await opened.db.transact((tx) => importUnits(tx, unitList(...sampleUnits), list));
    await opened.db.transact((tx) => importMembers(tx, memberList(...roster), list));
    for (const name of ["A", "B", "C", "D", "E", "F"]) {
      const person = await stage.addSubscriber(name, name === "C" ? "zalo-oa" : "telegram");
      ids.set(person.memberId, name);
      const rosterId = (await findRosterEntry(opened.db.read, name))?.id;
      const tie = { rosterId: rosterId ?? "", memberId: person.memberId, now: noon };
      if (rosterId) await opened.db.transact((tx) => tieRoster(tx, tie));
      if (name === "E") await opened.db.transact((tx) => putTags(tx, person.memberId));
      if (name === "F") await longAgo(person.memberId);
    }
  });
  afterAll(() => opened.close());

  async function putTags(tx: Parameters<typeof putTag>[0], memberId: string) {
    await putTag(tx, { memberId, tag: answeredTag("Tìm hiểu NQ 16"), origin: "campaign", now: noon });
    const choice = { memberId, isGiven: true, textVersion: "1", channel: "telegram", at: noon } as const;
    await recordConsent(tx, { ...choice, purpose: topicPurpose("An toàn lao động") });
  }
  const longAgo = (memberId: string) =>
    opened.db.transact((tx) =>
      tx
        .updateTable("address")
        .set({ last_inbound_at: addMs(noon, -40 * dayMs) })
        .where("member_id", "=", memberId)
        .execute(),
    );
  const reached = async (text: string) => {
    const audience = { rule: ruleOf(text), channels, now: noon };
    const rows = await selectAudience(opened.db.read, audience).execute();
    return rows
      .map((row) => ids.get(row.member_id))
      .toSorted()
      .join("");
  };

  test.each([
    ["all", "ABCDEF"],
    ["unit CDCS-CHE", "AB"],
    ["unit to-che1", "B"],
    // The district's union ended: the province's took over from it and has its units.
    ["unit LDLD-THANUYEN", "AB"],
    ["unit LDLD-TINH", "ABCD"],
    ['role "chu tich"', "AD"],
    ["tag “An toàn”", "AC"],
    ['topic "an toan lao dong"', "E"],
    ["channel zalo-oa", "C"],
    ["state active", "ABD"],
    ["not state active", "CEF"],
    ["wrote within 30 days", "ABCDE"],
    ["not wrote within 30 days", "F"],
    ["wrote since 2026-11-23", "ABCDE"],
    ["wrote since 2026-11-24", ""],
    ['answered "tìm hiểu nq 16"', "E"],
    ['not answered "tìm hiểu nq 16" and unit LDLD-TINH', "ABCD"],
    ["unit CDCS-CHE or state paused and not all", "AB"],
    ["(unit CDCS-CHE or state paused) and not role tổ", "ABC"],
    ["not (unit CDCS-CHE or not unit LDLD-TINH)", "CD"],
  ])("%s reaches %s", async (text, names) => {
    expect(await reached(text)).toBe(names);
  });

  test("everyone a rule names is reached or has a reason not to be", async () => {
    const silent = await stage.addPerson("silent");
    const blocked = await stage.addSubscriber("blocked");
    await opened.db.transact((tx) =>
      setReachable(tx, blocked.address, { isReachable: false, why: "blocked" }),
    );
    await stage.addSubscriber("elsewhere", "web-chat");
    const survey = await surveyAudience(opened.db.read, { rule: "all", channels, now: noon });
    expect(survey).toEqual({
      matched: 9,
      reached: 6,
      channels: new Map([
        ["telegram", 5],
        ["zalo-oa", 1],
      ]),
      excluded: { noConsent: 1, noAddress: 1, unreachable: 1 },
    });
    const none = await surveyAudience(opened.db.read, { rule: { unit: "X" }, channels, now: noon });
    expect(none).toMatchObject({ matched: 0, reached: 0 });
    expect(silent.memberId).not.toBe("");
  });

  test("a unit that is not known is named with those it may mean", async () => {
    const unknown = await unknownUnits(
      opened.db.read,
      ruleOf('unit CDCS-CHE and not (unit "Nậm Ban" or unit X)'),
      noon,
    );
    expect(unknown).toEqual([
      { code: "Nậm Ban", maybe: ["CDCS-NAMBAN2"] },
      { code: "X", maybe: [] },
    ]);
  });
});

describe("the text of a rule", () => {
  test.each([
    ["", "ends where a condition is expected"],
    ["everybody", "at character 1: `everybody` is no condition"],
    ["unit", "at character 1: `unit` needs a value"],
    ["unit and all", "at character 1: `unit` needs a value"],
    ["all all", "at character 5: `all` comes after the end"],
    ["(all", "a parenthesis `(` has no `)`"],
    ['tag "an toàn', "at character 5: the quotation mark has no second one"],
    ["channel facebook", "`facebook` is not known: write telegram, zalo-oa, zalo-bot, web-chat"],
    ["wrote", "write `wrote within 30 days`"],
    ["wrote within 0 days", "write `wrote within 30 days`"],
    ["wrote since 31/12/2026", "`31/12/2026` is no day"],
    ["all and", "ends where a condition is expected"],
    ["(".repeat(60), "conditions inside one another"],
  ])("“%s” is refused in words", (text, words) => {
    const reading = readRule(text);
    expect(reading.kind === "fault" && reading.what).toContain(words);
  });

  test("what was read is what is stored, and said in words", () => {
    const rule = ruleOf('(unit CDCS-CHE or role "chủ tịch") and not tag quiz and wrote within 30 days');
    expect(audienceRule.parse(JSON.parse(JSON.stringify(rule)))).toEqual(rule);
    expect(sayRule(rule)).toBe(
      "(thuộc đơn vị CDCS-CHE hoặc có chức vụ “chủ tịch”) và không có nhãn “quiz” và đã nhắn tin trong 30 ngày qua",
    );
  });
});
