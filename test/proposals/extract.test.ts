import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Behavior, type ModelServer, startModelServer } from "../support/openai-server.ts";
import { type ChatStage, openChat } from "./chat-stage.ts";

const story =
  "Chuyện là máy sao chè cứ nóng không đều làm cháy cả mẻ, chị em kêu suốt. Tổ bảo nhau gắn thêm quạt đảo gió ở " +
  "đáy lò, chưa làm thử. Mỗi mẻ chắc đỡ phí vài cân. Em tên Lò Thị Mai ở xưởng chè Tân Uyên, số 0912345678";
const answers = [
  { field: "problem", words: "máy sao chè cứ nóng không đều làm cháy cả mẻ" },
  { field: "solution", words: "gắn thêm quạt đảo gió ở đáy lò" },
  { field: "benefit", words: "Mỗi mẻ chắc đỡ phí vài cân" },
  { field: "author", words: "[TÊN_1]" },
  { field: "unit", words: "xưởng chè Tân Uyên" },
  { field: "saving", words: "tiết kiệm 90 triệu" },
];
const mind = () => JSON.stringify({ answers });
const canary = "CANARY7731";

let server: ModelServer;
let chat: ChatStage;
let people = 0;
let who = "";
beforeAll(async () => {
  server = await startModelServer(mind);
  chat = await openChat({ modelUrl: server.url });
});
afterAll(async () => {
  await chat.close();
  await server.close();
});
beforeEach(() => {
  who = `member-${++people}`;
  server.behave(undefined);
});

/** The bodies of the calls since `from`, joined. */
const sentSince = (from: number) =>
  server.calls
    .slice(from)
    .map(({ body }) => body)
    .join("\n");

describe("a long message to an open form, with a model", () => {
  test("is read without names and numbers, and what is understood waits for a yes", async () => {
    await chat.say(who, "/sangkien");
    const from = server.calls.length;
    const reply = await chat.say(who, story);
    expect(sentSince(from)).toContain("quạt đảo gió");
    expect(sentSince(from)).not.toMatch(/Lò Thị Mai|0912345678/);
    expect(reply).toContain("Mình hiểu là:");
    expect(reply).toContain("• Lợi ích: mình hiểu là “Mỗi mẻ chắc đỡ phí vài cân”");
    expect(reply).toContain("• Người làm: mình hiểu là “Lò Thị Mai”");
    expect(reply).not.toContain("90 triệu");
    expect(await chat.say(who, "đồng ý")).toMatch(/SK-\d{4}-\d{4}/);
    const filed = await chat.db.read.selectFrom("proposal").select("answers").executeTakeFirstOrThrow();
    expect(filed.answers).toContain(story);
  });

  test("is not sent when it is short, a question, or read by the patterns", async () => {
    await chat.say(who, "/sangkien");
    const from = server.calls.length;
    await chat.say(
      who,
      "1. máy hỏng\n2. lắp thêm quạt ở đáy lò từ tháng trước\n3. bớt 5 mẻ mỗi ngày\n4. Lò Thị Mai, tổ 3",
    );
    expect(server.calls).toHaveLength(from);
  });

  // A server that fails is left alone for a while: the lies come first, and each is heard.
  test.each<[string, Behavior]>([
    [
      "lies",
      { how: "reply", text: JSON.stringify({ answers: [{ field: "author", words: "Giàng A Páo" }] }) },
    ],
    ["gives orders", { how: "reply", text: '{"answers":[{"field":"stage","words":"đã công nhận"}]}' }],
    ["writes no JSON", { how: "reply", text: "Vâng, tôi hiểu rồi" }],
    ["is too slow", { how: "hang" }],
    ["fails", { how: "status", status: 500 }],
  ])("changes nothing when the server %s", async (_, behavior) => {
    await chat.say(who, "/sangkien");
    server.behave(behavior);
    const from = server.calls.length;
    const reply = await chat.say(who, story);
    expect(reply).toContain("Câu 2/4");
    expect(reply).not.toContain("Mình hiểu");
    expect(reply).not.toContain("Giàng A Páo");
    expect(server.calls.length).toBeGreaterThan(from);
  });
});

describe("what is confidential", () => {
  test("never reaches the model, a list of similar ones, other people or the log", async () => {
    const secret = `Pha ${canary} theo tỷ lệ ba hai vào nước làm mát của máy sao chè rồi đảo đều, phần này bí mật nhé`;
    const from = server.calls.length;
    await chat.say(who, "/sangkien");
    await chat.say(who, "Máy sao chè nóng không đều nên cháy mẻ chè");
    expect(await chat.say(who, secret)).toContain("“Cách làm” là bí mật");
    // From here on the whole draft is kept from the model, also words that name no secret.
    await chat.say(
      who,
      `Mỗi mẻ đỡ hỏng năm cân chè, khách khen màu đẹp, ${canary} dùng được lâu, mà công nhân cũng đỡ mệt hơn`,
    );
    await chat.say(who, "Lò Thị Mai, xưởng chè Tân Uyên");
    const number = /SK-\d{4}-\d{4}/.exec(await chat.say(who, "đồng ý"))?.[0] ?? "";
    expect(number).not.toBe("");
    expect(sentSince(from)).not.toContain(canary);

    const other = `${who}-other`;
    await chat.say(other, "/sangkien");
    await chat.say(other, "Máy sao chè nóng không đều nên cháy mẻ chè");
    await chat.say(other, `Pha ${canary} theo tỷ lệ ba hai vào nước làm mát của máy sao chè rồi đảo`);
    await chat.say(other, "đỡ cháy");
    const summary = await chat.say(other, "Giàng A Páo, tổ 3");
    expect(summary).toContain("Bạn xem lại");
    expect(summary).not.toContain(number);
    expect(await chat.say(who, "/trangthai")).not.toContain(canary);
    expect(chat.log()).not.toContain(canary);
    expect(chat.log()).not.toContain("sao chè");
  });

  test("in a voice message is not given to the model to hear", async () => {
    await chat.say(who, "/sangkien");
    await chat.say(who, "Máy sao chè nóng không đều nên cháy mẻ chè");
    await chat.say(who, "Lắp quạt đảo gió, phần này bí mật");
    const hash = await chat.blobs.put(
      Buffer.from("OggS and a secret"),
      "audio/ogg",
      "2026-11-22T00:00:00.000Z" as never,
    );
    const voice = {
      handle: `blob:${hash}`,
      kind: "voice",
      name: null,
      mediaType: "audio/ogg",
      sizeBytes: 17,
    } as const;
    await chat.say(who, "", { files: [voice] });
    expect(server.callsTo("/audio/transcriptions")).toHaveLength(0);
  });
});
