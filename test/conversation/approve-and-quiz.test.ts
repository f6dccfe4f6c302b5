import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addCampaign } from "../../src/campaigns/approve.ts";
import { askForApproval } from "../../src/campaigns/approve-in-chat.ts";
import type { Plan } from "../../src/campaigns/file.ts";
import { addQuiz, startAction } from "../../src/campaigns/quiz/quiz.ts";
import { enqueue } from "../../src/delivery/enqueue.ts";
import { newId } from "../../src/kit/id.ts";
import { say } from "../../src/kit/message.ts";
import { addMs, systemClock } from "../../src/kit/time.ts";
import { createLibrary } from "../../src/knowledge/library.ts";
import { findPerson } from "../../src/people/members.ts";
import { makeOfficerCode } from "../../src/people/officer-chat.ts";
import { makeActive } from "../campaigns/officers.ts";
import { openTestDatabase, type TestDatabase } from "../support/databases.ts";
import { type ConversationStage, openConversation } from "./conversation-stage.ts";

describe("in the chat", () => {
  let opened: TestDatabase;
  let stage: ConversationStage;
  beforeEach(async () => {
    opened = await openTestDatabase();
    stage = await openConversation(opened);
  });
  afterEach(async () => {
    await stage.close();
    await opened.close();
  });

  const tell = async (who: string, text: string): Promise<string> => {
    await stage.engine.receive([stage.said(who, text)]);
    await stage.settled();
    return stage.textsTo(who).at(-1) ?? "";
  };
  const plan = (): Plan => ({
    ...{
      title: "Họp mặt",
      topic: "chung",
      content: say("Mời họp."),
      audience: "all",
      channels: ["telegram"],
    },
    ...{ graceMinutes: 120, sources: [] },
    schedule: { kind: "at", at: addMs(systemClock(), 3_600_000), until: null },
  });

  test("an officer ties the chat by a code, gets the request, and approves it in one word", async () => {
    const lan = await makeActive(opened.db, "Lan");
    const now = systemClock();
    const { code } = await opened.db.transact((tx) => makeOfficerCode(tx, lan.id, now));
    expect(await tell("77", code)).toContain("Đã nối cuộc trò chuyện này với cán bộ Lan");
    expect(await tell("78", code)).toContain("Mã này không đúng");
    await opened.db.transact(async (tx) => {
      const id = await addCampaign(tx, plan(), { by: "Minh", now });
      const terms = { perSecond: new Map(), quietHours: { fromMinute: 0, toMinute: 0 } };
      return askForApproval(tx, { id, by: "Minh", now, library: createLibrary([], []), terms });
    });
    expect(await tell("78", "duyệt")).not.toContain("Đã duyệt");
    expect(await tell("77", "Duyệt")).toContain("Đã duyệt “Họp mặt”");
    expect(await tell("77", "duyệt")).not.toContain("Đã duyệt");
    const rows = await opened.db.read.selectFrom("campaign").select(["status", "approved_by"]).execute();
    expect(rows).toEqual([{ status: "scheduled", approved_by: "Lan" }]);
  });

  test("a quiz is answered by number, waits while something else is asked, and goes on", async () => {
    await tell("9", "chào");
    const id = newId<"quiz">();
    const options = ["Công đoàn cơ sở", "Tòa soạn báo"];
    const question = (text: string) => ({ text, source: "kh-360#II.3.4", options, right: 0 });
    await opened.db.transact(async (tx) => {
      const now = systemClock();
      const window = { opensAt: now, closesAt: addMs(now, 3_600_000) };
      const rules = { kind: "quiz", explains: "at-once", ties: "time", unitsBy: "total" } as const;
      const quiz = {
        title: "Tìm hiểu",
        ...window,
        ...rules,
        questions: [question("Gửi về đâu?"), question("Ai nhận?")],
      };
      await addQuiz(tx, { id, plan: plan(), quiz }, { by: "Minh", now });
      const to = { channel: "telegram", externalId: "9" } as const;
      const memberId = (await findPerson(tx, to))?.memberId ?? "";
      const content = say("Mời bạn.", [{ label: "Bắt đầu làm bài", action: startAction(id) }]);
      await enqueue(tx, [{ memberId, to, content, inboundSeq: null }], now);
    });
    expect(await tell("9", "hi hi")).not.toBe("");
    const rows = await opened.db.read
      .selectFrom("delivery")
      .select("seq")
      .where("content", "like", "%quiz:%")
      .execute();
    await stage.engine.receive([stage.pressed("9", `${rows[0]?.seq}.0`)]);
    await stage.settled();
    expect(stage.textsTo("9").at(-1)).toContain("Câu 1/2. Gửi về đâu?");
    expect(await tell("9", "1")).toContain("Câu 2/2. Ai nhận?");
    expect(stage.textsTo("9").at(-2)).toContain("Đúng rồi.");
    await tell("9", "nhận tin");
    await tell("9", "không");
    expect(await tell("9", "làm bài")).toContain("Câu 2/2. Ai nhận?");
    expect(await tell("9", "2")).toContain("nêu tên");
    expect(stage.textsTo("9").join("\n")).toContain("đúng 1/2 câu");
    expect(await tell("9", "1")).toContain("được nêu tên bạn nếu đạt giải");
    expect(await tell("9", "xem dữ liệu của tôi")).toContain("Câu trả lời trong “Tìm hiểu”");
  });
});
