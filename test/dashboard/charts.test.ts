import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { enqueue } from "../../src/delivery/enqueue.ts";
import { say } from "../../src/kit/message.ts";
import { addMs } from "../../src/kit/time.ts";
import { meet } from "../../src/people/members.ts";
import { openCase } from "../../src/questions/cases.ts";
import { answerCase } from "../../src/questions/cases-change.ts";
import { applied, newMember } from "../proposals/member.ts";
import { type DashboardStage, openStage } from "./stage.ts";

const dayMs = 24 * 3_600_000;

describe("a chart", () => {
  let stage: DashboardStage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it("is a drawing on its own with the figures it shows beside it", async () => {
    const author = await newMember(stage.db, stage.now);
    await author.begin();
    await author.say(...applied, "gửi");
    const { cookie } = await stage.officer("lan");
    const { body } = await stage.get("/charts/proposals?year=2026", cookie);
    expect(body.svg).toMatch(/^<svg[^>]*width="440"/);
    expect(body.svg).not.toMatch(/<script|href=/);
    for (const { label } of body.rows) expect(body.svg).toContain(label);
    const href = "/sang-kien?heading=filed&year=2026";
    expect(body.rows).toContainEqual({ label: "Đã nộp, chưa chấp nhận", value: 1, href });
    expect((await stage.get("/charts/proposals?year=abc", cookie)).status).toBe(400);
  });

  it("counts the weeks' questions, what was cited, how fast officers answered, and what became of messages", async () => {
    const address = { channel: "web-chat", externalId: "v1" } as const;
    await stage.db.transact(async (tx) => {
      const { memberId } = await meet(tx, { address, name: null, at: stage.now });
      for (const [kind, cited, days] of [
        ["answer", ["kh-360#II.3.4", "kh-360#I"], 0],
        ["unknown", [], 0],
        ["answer", ["kh-360#II.1.1"], 8],
      ] as const) {
        const row = { member_id: memberId, inbound_seq: null, question: "Hỏi?", kind };
        const at = addMs(stage.now, -days * dayMs);
        await tx
          .insertInto("asked")
          .values({ ...row, cited: JSON.stringify(cited), at })
          .execute();
      }
      const asked = { memberId, askedFrom: address, question: "Nghỉ phép?", nearest: [] };
      const { opened } = await openCase(tx, { ...asked, now: addMs(stage.now, -5 * 3_600_000) });
      await answerCase(tx, { number: opened.number, answer: "12 ngày", by: "lan", now: stage.now });
      await enqueue(tx, [{ memberId, to: address, content: say("Chào"), inboundSeq: null }], stage.now);
    });
    const { cookie } = await stage.officer("hoa");
    const read = async (name: string) => (await stage.get(`/charts/${name}`, cookie)).body;
    const figure = (chart: { rows: { label: string; value: number }[] }, label: string) =>
      chart.rows.find((row) => row.label === label)?.value;
    const questions = await read("questions");
    expect(questions.rows).toHaveLength(16);
    expect(figure(questions, "Tuần từ 23/11, trả lời được")).toBe(1);
    expect(figure(questions, "Tuần từ 23/11, chưa trả lời được")).toBe(1);
    expect(figure(questions, "Tuần từ 09/11, trả lời được")).toBe(1);
    const [topic] = (await read("topics")).rows;
    expect(topic).toMatchObject({ label: "Kế hoạch 360/KH-LĐLĐ", value: 2, href: "/tri-thuc/kh-360" });
    expect(figure(await read("answers"), "Trong 1 ngày")).toBe(1);
    expect(figure(await read("deliveries"), "Đang chờ")).toBe(1);
  });

  it("of the whole federation is not shown to an officer of one unit", async () => {
    const { cookie } = await stage.officer("che", { role: "unit", unit: "CHE" });
    for (const name of ["proposals?year=2026", "questions", "topics", "answers", "deliveries"])
      expect([403, 404]).toContain((await stage.get(`/charts/${name}`, cookie)).status);
  });
});
