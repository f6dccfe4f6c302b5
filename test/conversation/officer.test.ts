import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { floorAt, handBack, officerSpoke } from "../../src/conversation/floor.ts";
import { answerMember, speakToMember } from "../../src/conversation/speak.ts";
import { readThread } from "../../src/conversation/thread.ts";
import type { Address } from "../../src/kit/message.ts";
import { addMs, systemClock } from "../../src/kit/time.ts";
import { addressesOf } from "../../src/people/members.ts";
import { findCase } from "../../src/questions/cases.ts";
import { databases, openTestDatabase, type TestDatabase } from "../support/databases.ts";
import { type ConversationStage, openConversation } from "./conversation-stage.ts";

const hourMs = 3_600_000;
const lan: Address = { channel: "telegram", externalId: "lan" };

describe.each(databases)("an officer in a conversation on $name", ({ open }) => {
  let opened: TestDatabase;
  let stage: ConversationStage;
  beforeEach(async () => {
    opened = await open();
    stage = await openConversation(opened);
  });
  afterEach(async () => {
    await stage.close();
    await opened.close();
  });

  const hear = async (...texts: string[]) => {
    const before = stage.textsTo("lan").length;
    for (const text of texts) await stage.engine.receive([stage.said("lan", text)]);
    await stage.settled();
    return stage.textsTo("lan").slice(before);
  };
  const answer = async (text: string, more: { handsBack?: boolean } = {}) => {
    const asked = { number: 1, answer: text, by: "Hoa", now: systemClock(), ...more };
    const result = await opened.db.transact((tx) => answerMember(tx, asked));
    await stage.settled();
    return result;
  };
  const memberId = async () => (await findCase(opened.db.read, 1))?.memberId ?? "";
  const askOfficer = () => hear("lương tối thiểu vùng 2026 là bao nhiêu", "gặp cán bộ");

  test("answers where it was asked, and from then on the bot is silent and the case is open again", async () => {
    await askOfficer();
    expect((await answer("Bạn xem Nghị định 293.")).kind).toBe("changed");
    const said = stage.textsTo("lan").at(-1);
    expect(said).toContain("Bạn xem Nghị định 293.");
    expect(said).toContain("gặp bot");
    expect(await hear("cảm ơn chị")).toEqual([]);
    expect((await findCase(opened.db.read, 1))?.status).toBe("answered");
    expect(await hear("sáng kiến là gì?", "1", "còn vùng 3 thì sao")).toEqual([]);
    const again = await findCase(opened.db.read, 1);
    expect(again).toMatchObject({ status: "assigned", assignedTo: "Hoa" });
    expect(again?.waitingSince).not.toBeNull();
    const { lines, floors } = await readThread(opened.db.read, {
      memberId: await memberId(),
      now: systemClock(),
      limit: 3,
    });
    expect(
      lines.map((line) => (line.from === "member" && line.said.kind === "text" ? line.said.text : "")),
    ).toEqual(["sáng kiến là gì?", "1", "còn vùng 3 thì sao"]);
    expect(floors).toMatchObject([{ by: "Hoa", address: lan }]);
  });

  test("beside an officer one's own affairs go on, and asking for the bot brings it back", async () => {
    await askOfficer();
    await answer("Có.");
    expect(await hear("tat tin")).toEqual([expect.stringContaining("Đã tắt tin")]);
    expect(await hear("vì sao em nhận tin này?")).toHaveLength(1);
    expect(await hear("xem dữ liệu của tôi")).toHaveLength(1);
    expect(await hear("cảm ơn chị")).toEqual([]);
    expect(await hear("gap bot")).toEqual([expect.stringContaining("Bạn muốn làm gì")]);
    expect(await hear("cảm ơn chị")).toHaveLength(1);
  });

  test("a yes said to the officer answers nothing the bot asked before", async () => {
    await hear("lương tối thiểu vùng 2026 là bao nhiêu", "gặp cán bộ", "xoá dữ liệu của tôi");
    await answer("Chị gọi lại cho em nhé, đồng ý không?");
    expect(await hear("đồng ý")).toEqual([]);
    expect((await findCase(opened.db.read, 1))?.question).toContain("lương tối thiểu");
    await opened.db.transact(async (tx) => handBack(tx, { memberId: await memberId(), now: systemClock() }));
    const [reply] = await hear("đồng ý");
    expect(reply).not.toContain("Đã xoá");
  });

  test("the floor ends when it is handed back, with the answer itself, or after twelve hours", async () => {
    await askOfficer();
    await answer("Xong.", { handsBack: true });
    expect(await hear("sáng kiến là gì?")).toHaveLength(1);
    await opened.db.transact(async (tx) =>
      speakToMember(tx, {
        memberId: await memberId(),
        text: "Em cần gì nữa?",
        by: "Hoa",
        now: systemClock(),
      }),
    );
    await stage.settled();
    expect(stage.textsTo("lan").at(-1)).toBe("Cán bộ công đoàn: Em cần gì nữa?");
    expect(await hear("sáng kiến là gì?")).toEqual([]);
    await opened.db.transact((tx) => tx.deleteFrom("officer_floor").execute());
    const long = addMs(systemClock(), -12 * hourMs - 1000);
    await opened.db.transact((tx) => officerSpoke(tx, { address: lan, at: long }));
    expect(await hear("sáng kiến là gì?")).toHaveLength(1);
  });

  test("an officer seen outside of this program silences the bot, an older report changes nothing", async () => {
    const now = systemClock();
    await opened.db.transact((tx) => officerSpoke(tx, { address: lan, at: now }));
    await opened.db.transact((tx) => officerSpoke(tx, { address: lan, at: addMs(now, -hourMs) }));
    expect(await floorAt(opened.db.read, lan, now)).toEqual({
      by: null,
      spokeAt: now,
      until: addMs(now, 12 * hourMs),
    });
    expect(await hear("sáng kiến là gì?")).toEqual([]);
    expect(await hear("/start")).toHaveLength(1);
  });

  test("a member asks how a case stands by its number, and sees nobody else's", async () => {
    await askOfficer();
    expect(await hear("phieu so 1 toi dau roi")).toEqual([expect.stringContaining("đang chờ cán bộ")]);
    await answer("Xem Nghị định 293.");
    expect(await hear("phiếu 1")).toEqual([expect.stringContaining("Xem Nghị định 293.")]);
    expect(await hear("xem dữ liệu của tôi")).toEqual([expect.stringContaining("Phiếu hỏi cán bộ số 1")]);
    await stage.engine.receive([stage.said("mai", "/start"), stage.said("mai", "phiếu 1")]);
    await stage.settled();
    expect(stage.textsTo("mai").at(-1)).toContain("không thấy phiếu số 1 của bạn");
  });

  test("nothing is answered to somebody who cannot be reached, or in another officer's case", async () => {
    await askOfficer();
    const [to] = await addressesOf(opened.db.read, await memberId());
    expect(to).toEqual(lan);
    await opened.db.transact((tx) => tx.deleteFrom("address").execute());
    expect((await answer("Có.")).kind).toBe("unreachable");
    expect((await findCase(opened.db.read, 1))?.status).toBe("open");
  });
});

describe("an answer outside of Zalo's window", () => {
  test("is held, shown to the officer as held, and goes when the member writes next", async () => {
    const opened = await openTestDatabase();
    const stage = await openConversation(opened, { on: "zalo-oa" });
    try {
      await stage.engine.receive([stage.said("lan", "lương tối thiểu vùng 2026 là bao nhiêu")]);
      await stage.engine.receive([stage.said("lan", "gặp cán bộ")]);
      await stage.settled();
      stage.channel.answer("lan", { kind: "refused", why: "windowClosed" });
      const asked = { number: 1, answer: "Xem Nghị định 293.", by: "Hoa", now: systemClock() };
      const answered = await opened.db.transact((tx) => answerMember(tx, asked));
      await stage.settled();
      const memberId = answered.kind === "changed" ? answered.changed.memberId : "";
      const newest = async () => {
        const { lines } = await readThread(opened.db.read, { memberId, now: systemClock(), limit: 50 });
        return lines.findLast((line) => line.from === "union");
      };
      expect(await newest()).toMatchObject({ status: "held", why: "windowClosed" });
      await stage.engine.receive([stage.said("lan", "chị ơi có trả lời chưa")]);
      await stage.settled();
      expect(await newest()).toMatchObject({ status: "sent", why: null });
      expect(stage.textsTo("lan").filter((text) => text.includes("Nghị định 293"))).toHaveLength(2);
    } finally {
      await stage.close();
      await opened.close();
    }
  });
});
