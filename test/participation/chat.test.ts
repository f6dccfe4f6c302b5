import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { addMs } from "../../src/kit/time.ts";
import { closeForm } from "../../src/participation/forms.ts";
import { type ChatStage, openChat } from "../proposals/chat-stage.ts";
import { definition, now, openedForm } from "./filler.ts";

let members = 0;

describe("forms in a chat", () => {
  let chat: ChatStage;
  let who: string;
  beforeAll(async () => {
    chat = await openChat();
    await openedForm(chat.db, definition({ names: "named" }));
    await openedForm(chat.db, definition({ code: "BM-KIN", title: "Hòm thư góp ý", names: "anonymous" }));
  });
  afterEach(() => {
    who = "";
  });
  afterAll(() => chat.close());
  const newcomer = () => {
    who = `form-member-${++members}`;
    return (text: string) => chat.say(who, text);
  };

  test("are listed, begun by a button, and interrupted by a question that is answered", async () => {
    const say = newcomer();
    expect(await say("biểu mẫu")).toContain("Khảo sát bữa ăn ca (BM-ANCA)");
    expect(await chat.press(who, "Khảo sát bữa ăn ca")).toContain("Bữa ăn ca thế nào?");
    await chat.press(who, "Dở");
    const between = await say("Kế hoạch 360 có mấy nhóm nhiệm vụ?");
    expect(between).toContain("Kế hoạch 360/KH-LĐLĐ");
    expect(between).toContain("Dở chỗ nào?");
    await say("Cơm nguội");
    expect(await say("huỷ")).toContain("đã cất");
    expect(await say("tiếp tục")).toContain("Mỗi tuần bạn ăn mấy bữa?");
    await say("5");
    await say("bỏ qua");
    expect(await say("gửi")).toMatch(/BM-ANCA-\d{4}/);
    expect(await say("xem dữ liệu của tôi")).toContain("“Khảo sát bữa ăn ca” (BM-ANCA-");
  });

  test("begin by a code as people type it, and by a deep link of Telegram", async () => {
    for (const words of ["bm anca", "/start BM-ANCA", "em muốn khai BM-ANCA ạ", "/bieumau BM-ANCA"]) {
      const say = newcomer();
      expect([words, await say(words)]).toEqual([words, expect.stringContaining("Bữa ăn ca thế nào?")]);
    }
    expect(await newcomer()("BM-KHONGCO")).toContain("Không có biểu mẫu BM-KHONGCO");
  });

  test("leave nothing of a nameless answer in the chat's own rows", async () => {
    const say = newcomer();
    await say("BM-KIN");
    await say("Dở");
    await say("Quản đốc ca ba chửi công nhân");
    await say("5");
    await say("bỏ qua");
    expect(await say("gửi")).toContain("không ghi tên bạn");
    const told = await chat.db.read
      .selectFrom("delivery")
      .select("content")
      .where("address_id", "=", who)
      .execute();
    const heard = await chat.db.read
      .selectFrom("inbound")
      .select("said")
      .where("sender_id", "=", who)
      .execute();
    const asked = await chat.db.read.selectFrom("asked").select("question").execute();
    expect(JSON.stringify([told, heard, asked])).not.toContain("Quản đốc");
    expect(chat.log()).not.toContain("Quản đốc");
    const answers = await chat.db.read.selectFrom("form_anonymous_answer").select("answers").execute();
    expect(JSON.stringify(answers)).toContain("Quản đốc ca ba");
  });

  test("keep a proposal's draft when a form is begun in the middle of it, and the other way round", async () => {
    const say = newcomer();
    await say("gửi sáng kiến");
    await say("Máy sao chè nóng không đều, chè hay bị cháy");
    expect(await say("BM-ANCA")).toContain("Bữa ăn ca thế nào?");
    await say("Ngon");
    await say("huỷ");
    expect(await say("tiếp tục")).toContain("Mỗi tuần bạn ăn mấy bữa?");
    await say("huỷ");
    expect(await say("gửi sáng kiến")).toContain("Máy sao chè nóng không đều");
  });

  test("are closed in the middle with words that say so, and the next message is free again", async () => {
    const form = await openedForm(chat.db, definition({ code: "BM-SOM", title: "Đóng sớm" }));
    const say = newcomer();
    await say("BM-SOM");
    await say("Ngon");
    await chat.db.transact((tx) => closeForm(tx, form.id, addMs(now, 0)));
    expect(await say("5")).toContain("vừa đóng");
    expect(await say("Kế hoạch 360 có mấy nhóm nhiệm vụ?")).toContain("Kế hoạch 360");
  });
});
