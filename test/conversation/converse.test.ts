import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inboundBacklog, listParked, retryParked } from "../../src/conversation/inbox.ts";
import { newId } from "../../src/kit/id.ts";
import { systemClock } from "../../src/kit/time.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { type ConversationStage, openConversation } from "./conversation-stage.ts";

describe.each(databases)("conversations on $name", ({ open }) => {
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

  test("the same update fifty times is one message with one answer", async () => {
    const message = stage.said("lan", "/start", "update-1");
    await Promise.all(Array.from({ length: 50 }, () => stage.engine.receive([message])));
    await stage.settled();
    expect(stage.textsTo("lan")).toHaveLength(1);
    expect(stage.textsTo("lan")[0]).toContain("trợ lý tự động");
  });

  test("one person's messages are answered in order, many people's side by side", async () => {
    const people = Array.from({ length: 12 }, (_, index) => `p${index}`);
    const messages = people.flatMap((who) => [
      stage.said(who, "/start"),
      stage.said(who, "nhận tin"),
      stage.said(who, "đồng ý"),
      stage.said(who, "tắt tin"),
    ]);
    await stage.engine.receive(messages);
    await stage.settled();
    for (const who of people) {
      const texts = stage.textsTo(who);
      expect(texts.map((text) => text.slice(0, 12))).toEqual([
        "Chào bạn! Mì",
        "Bạn có đồng ",
        "Đã ghi nhận:",
        "Đã tắt tin. ",
      ]);
    }
  });

  test("a message that makes the code throw is retried, parked, told about, and blocks nobody", async () => {
    await stage.engine.receive([stage.said("lan", "/start"), stage.said("mai", "/start")]);
    await stage.settled();
    // What a bug of an older program could have left: a dialogue no program can read.
    await opened.db.transact(async (tx) => {
      const lan = await tx
        .selectFrom("address")
        .select("member_id")
        .where("external_id", "=", "lan")
        .executeTakeFirstOrThrow();
      const broken = { member_id: lan.member_id, state: '{"v":99}', updated_at: systemClock() };
      await tx
        .insertInto("dialogue")
        .values(broken)
        .onConflict((conflict) => conflict.column("member_id").doUpdateSet({ state: broken.state }))
        .execute();
    });
    await stage.engine.receive([stage.said("lan", "menu"), stage.said("mai", "menu")]);
    await stage.settled();
    expect(stage.textsTo("mai").at(-1)).toContain("Bạn muốn làm gì");
    expect(stage.textsTo("lan").at(-1)).toContain("chưa xử lý được");
    const [parked] = await listParked(opened.db.read);
    expect(parked).toMatchObject({ channel: "telegram" });
    expect(await inboundBacklog(opened.db.read)).toMatchObject({ waiting: 0, parked: 1 });

    await opened.db.transact((tx) => tx.deleteFrom("dialogue").execute());
    await opened.db.transact((tx) => retryParked(tx, parked?.seq ?? 0, systemClock()));
    await stage.settled();
    expect(stage.textsTo("lan").at(-1)).toContain("Bạn muốn làm gì");
    expect(await inboundBacklog(opened.db.read)).toMatchObject({ waiting: 0, parked: 0 });
  });

  test("a button works for the person it was sent to and for nobody else", async () => {
    await stage.engine.receive([stage.said("lan", "/start"), stage.said("mai", "/start")]);
    await stage.settled();
    const seq = stage.channel.sends.find(({ to }) => to === "lan")?.seq;
    await stage.engine.receive([stage.pressed("mai", `${seq}.2`), stage.pressed("lan", `${seq}.2`)]);
    await stage.engine.receive([stage.pressed("lan", `${seq}.99`), stage.pressed("lan", "';DROP TABLE")]);
    await stage.settled();
    expect(stage.textsTo("mai").at(-1)).toContain("của người khác");
    const texts = stage.textsTo("lan").slice(1);
    expect(texts[0]).toContain("Bạn có đồng ý nhận tin");
    expect(texts.slice(1).every((text) => text.includes("không còn dùng được"))).toBe(true);
    const consents = await opened.db.read.selectFrom("consent").selectAll().execute();
    expect(consents).toEqual([]);
  });

  test("a question goes to an officer as a case, once, with its words", async () => {
    await stage.engine.receive([
      stage.said("lan", "lương tối thiểu vùng 2026 là bao nhiêu"),
      stage.said("lan", "gặp cán bộ"),
      stage.said("mai", "gap can bo"),
      stage.said("mai", "Công ty nợ lương em ba tháng"),
    ]);
    await stage.settled();
    const rows = await opened.db.read.selectFrom("officer_case").select(["question", "status"]).execute();
    expect(rows.map((row) => ({ ...row })).toSorted((a, b) => (a.question < b.question ? -1 : 1))).toEqual([
      { question: "Công ty nợ lương em ba tháng", status: "open" },
      { question: "lương tối thiểu vùng 2026 là bao nhiêu", status: "open" },
    ]);
  });

  test("own data is shown and erased by words, and the totals stay", async () => {
    await stage.engine.receive([
      stage.said("lan", "Sáng kiến là gì?"),
      stage.said("lan", "nhận tin"),
      stage.said("lan", "đồng ý"),
      stage.said("lan", "xem dữ liệu của tôi"),
    ]);
    await stage.settled();
    expect(stage.textsTo("lan").at(-1)).toMatch(/Đồng ý nhận tin công đoàn/);
    await stage.engine.receive([stage.said("lan", "xoá dữ liệu của tôi"), stage.said("lan", "đồng ý")]);
    await stage.settled();
    expect(stage.textsTo("lan").at(-1)).toContain("Đã xoá");
    const said = await opened.db.read.selectFrom("inbound").select("said").execute();
    expect(said.filter((row) => row.said.includes("Sáng kiến"))).toEqual([]);
    const asked = await opened.db.read.selectFrom("asked").select(["question", "kind"]).execute();
    expect(asked.map((row) => row.question)).toEqual([""]);
    const consent = await opened.db.read.selectFrom("consent").select("is_given").execute();
    expect(consent.map((row) => row.is_given)).toEqual([0]);
    expect(said.length).toBe(6);
  });

  test("an officer is reached in the middle of a form, which then goes on where it stood", async () => {
    const say = async (text: string) => {
      const before = stage.textsTo("lan").length;
      await stage.engine.receive([stage.said("lan", text)]);
      await stage.settled();
      return stage.textsTo("lan").slice(before);
    };
    await say("gửi sáng kiến");
    expect(await say("gap can bo")).toEqual([expect.stringContaining("Bạn cần hỏi cán bộ điều gì")]);
    expect(await say("huỷ")).toEqual([
      expect.stringContaining("chưa chuyển gì"),
      expect.stringContaining("Câu 1"),
    ]);
    await say("gặp cán bộ");
    expect(await say("Công ty nợ lương em ba tháng")).toEqual([
      expect.stringContaining("phiếu số 1"),
      expect.stringContaining("Câu 1"),
    ]);
    expect(await say("máy sàng chè số 2 hay kẹt, mỗi ca dừng 30 phút")).toEqual([
      expect.stringContaining("Câu 2"),
    ]);
  });

  test("thanks and questions in a form are answered, whatever the form asks for, and are no answers of it", async () => {
    const say = async (text: string) => {
      const before = stage.textsTo("lan").length;
      await stage.engine.receive([stage.said("lan", text)]);
      await stage.settled();
      return stage.textsTo("lan").slice(before);
    };
    await say("gửi sáng kiến");
    for (const text of [
      "cảm ơn bạn",
      "xin chào",
      "giá vé xe khách đi Hà Nội bao nhiêu tiền",
      "mày là người hay máy",
    ]) {
      expect((await say(text)).at(-1), text).toContain("Câu 1");
    }
    expect((await say("máy hay kẹt, không biết sửa thế nào")).at(-1)).toContain("Câu 2");
  });

  test("a yes to something else erases nothing", async () => {
    await stage.engine.receive([
      stage.said("lan", "Sáng kiến là gì?"),
      stage.said("lan", "xoá dữ liệu của tôi"),
    ]);
    await stage.engine.receive([stage.said("lan", "trạng thái"), stage.said("lan", "đồng ý")]);
    await stage.settled();
    const asked = await opened.db.read.selectFrom("asked").select("question").execute();
    expect(asked.map(({ question }) => question)).toContain("Sáng kiến là gì?");
    expect(stage.textsTo("lan").some((text) => text.includes("Đã xoá"))).toBe(false);
  });

  test("whatever is typed gets an answer: emoji, NFD, HTML, SQL, half characters, 20,000 letters", async () => {
    const odd = [
      "😀😀😀",
      "Sáng kiến là gì?".normalize("NFD"),
      "<b>sáng</b> <script>alert(1)</script>",
      "'; DROP TABLE member; --",
      "a\ud800b",
      "kế hoạch ".repeat(2222),
      "   ",
      "```js\nconsole.log(1)\n```",
    ];
    await stage.engine.receive(odd.map((text, index) => stage.said(`p${index}`, text, newId())));
    await stage.settled();
    for (const index of odd.keys()) expect(stage.textsTo(`p${index}`).length).toBeGreaterThan(0);
    expect(await inboundBacklog(opened.db.read)).toMatchObject({ parked: 0 });
  });
});
