import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { plainText } from "../../src/kit/message.ts";
import { systemClock } from "../../src/kit/time.ts";
import { answerInvite, showInvite } from "../../src/proposals/coauthors/answer.ts";
import { answersOf } from "../../src/proposals/coauthors/invite.ts";
import { completionAsked } from "../../src/proposals/completing/reopen.ts";
import { continueDraft } from "../../src/proposals/dialogue.ts";
import { eraseUnfiled } from "../../src/proposals/erase.ts";
import { countProposals } from "../../src/proposals/finding/counts.ts";
import { act, type PlainAction } from "../../src/proposals/life/act.ts";
import { findProposal } from "../../src/proposals/life/find.ts";
import { status } from "../../src/proposals/status.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { type ChatStage, openChat } from "./chat-stage.ts";
import { file, fileTogether, type Member, newMember, now } from "./member.ts";
import { createOffice } from "./office.ts";

const number = "SK-2026-0001";
const reason = "Thiếu ảnh sau khi lắp, lợi ích chưa có số";

describe("words that ask to complete what was given back", () => {
  test.each([
    ["bổ sung SK-2026-0042", "SK-2026-0042"],
    ["em muốn sửa lại hồ sơ sk 2026 42 ạ", "SK-2026-0042"],
    ["form:complete:SK-2026-0042", "SK-2026-0042"],
    ["hoan thien ho so", null],
    ["bổ sung hồ sơ của em", null],
    ["em bổ sung ạ", null],
  ])("“%s” asks for %s", (text, asked) => {
    expect(completionAsked(text)).toEqual({ number: asked });
  });

  test.each([
    "sửa",
    "bổ sung lưới che cho băng tải",
    "SK-2026-0042 tới đâu rồi",
    "sửa lợi ích",
    "đã bổ sung",
  ])("“%s” does not", (text) => {
    expect(completionAsked(text)).toBeUndefined();
  });
});

describe.each(databases)("a proposal that was given back, on $name", ({ open }) => {
  let opened: TestDatabase;
  let mai: Member;
  beforeEach(async () => {
    opened = await open();
    mai = await newMember(opened.db);
  });
  afterEach(() => opened.close());

  const officer = (action: PlainAction) =>
    opened.db.transact((tx) => act(tx, { number, version: null, action, by: "Cán bộ", reason, now }));
  const giveBack = async () => {
    await officer("receive");
    await officer("return");
  };
  const find = async () => {
    const found = await findProposal(opened.db.read, number);
    if (!found) throw new Error("It is gone.");
    return found;
  };
  const benefit = async () => {
    const answer = (await find()).record.answers.benefit;
    return answer?.kind === "text" ? answer.text : undefined;
  };

  test("is completed by its author and has its number, its history and what changed", async () => {
    await file(mai);
    await giveBack();
    await mai.complete();
    expect(mai.text).toContain(reason);
    expect(mai.text).toContain("trước hết ngày 23/12/2026");
    expect(mai.text).toContain("Mỗi mẻ bớt hỏng 5 kg chè");
    await mai.say("sửa lợi ích: mỗi mẻ bớt hỏng 5 kg, mỗi tháng 2 triệu đồng", "gửi");
    expect(mai.text).toContain(`Đã gửi phần bổ sung của hồ sơ ${number} (sửa: Lợi ích)`);
    expect(mai.draftId).toBeNull();
    expect(await find()).toMatchObject({ state: "received", version: 3 });
    expect(await benefit()).toContain("2 triệu đồng");
    expect((await find()).events.at(-1)).toMatchObject({
      ...{ kind: "resubmit", by: `member:${mai.id}`, note: "sửa: Lợi ích" },
    });
    await officer("return");
    await mai.complete(number);
    expect(mai.text).toContain("2 triệu đồng");
  });

  test("is not sent as long as nothing is changed; photos are a change", async () => {
    await file(mai);
    await giveBack();
    await mai.complete();
    await mai.say("gửi");
    expect(mai.text).toContain("chưa có gì khác lần trước");
    expect((await find()).state).toBe("returned");
    const photo = {
      handle: "a".repeat(64),
      kind: "photo",
      name: null,
      mediaType: "image/jpeg",
      sizeBytes: 9,
    } as const;
    const turn = { draftId: mai.draftId ?? "", memberId: mai.id, channel: "terminal" as const, now };
    await opened.db.transact((tx) =>
      continueDraft(tx, { ...turn, said: { text: "", files: [photo], choice: null } }),
    );
    await mai.say("gửi");
    expect(mai.text).toContain("thêm 1 tệp");
    expect((await find()).record.files).toHaveLength(1);
  });

  test("can be put away and taken up again; given up, it stays as it was sent", async () => {
    await file(mai);
    await giveBack();
    await mai.complete();
    await mai.say("sửa lợi ích: đỡ cháy hẳn", "để sau");
    await mai.complete();
    expect(mai.text).toContain("đỡ cháy hẳn");
    await mai.say("bỏ hồ sơ này");
    expect(mai.text).toContain("vẫn chờ bổ sung");
    expect(await benefit()).toBe("Mỗi mẻ bớt hỏng 5 kg chè");
    await mai.complete();
    expect(mai.text).toContain("Mỗi mẻ bớt hỏng 5 kg chè");
    expect((await countProposals(opened.db.read)).drafts).toBe(0);
  });

  test("survives that its author's drafts were erased in between", async () => {
    await file(mai);
    await giveBack();
    await mai.complete();
    await opened.db.transact((tx) => eraseUnfiled(tx, mai.id));
    await mai.complete();
    await mai.say("sửa lợi ích: bớt hỏng 6 kg mỗi mẻ", "gửi");
    expect(await benefit()).toBe("bớt hỏng 6 kg mỗi mẻ");
  });

  test("that an officer moved on in between is not sent over the officer's step", async () => {
    await file(mai);
    await giveBack();
    await mai.complete();
    await mai.say("sửa lợi ích: bớt hỏng 6 kg mỗi mẻ");
    await officer("resubmit");
    await officer("accept");
    await mai.say("gửi");
    expect(mai.text).toContain("không chờ bổ sung");
    expect(await find()).toMatchObject({ state: "inReview" });
    expect(await benefit()).toBe("Mỗi mẻ bớt hỏng 5 kg chè");
  });

  test("is nobody else's to complete, nor one that was not given back", async () => {
    await file(mai);
    await mai.complete(number);
    expect(mai.draftId).toBeNull();
    expect(mai.text).toContain("Đã ghi nhận, chờ cán bộ");
    await giveBack();
    const pao = await newMember(opened.db);
    await pao.complete(number);
    expect(pao.draftId).toBeNull();
    expect(pao.text).not.toContain("Máy sao chè");
  });

  test("a co-author whose share was changed is asked again, the others are not", async () => {
    const pao = await newMember(opened.db);
    await fileTogether(mai);
    const code = mai.text.match(/DTG-\w{4}-\w{4}/)?.[0] ?? "";
    await opened.db.transact((tx) => showInvite(tx, { code, memberId: pao.id, now }));
    await opened.db.transact((tx) =>
      answerInvite(tx, { inviteId: null, memberId: pao.id, isYes: true, now }),
    );
    await giveBack();
    await mai.complete();
    await mai.say("sửa lợi ích: bớt hỏng 6 kg mỗi mẻ", "gửi");
    expect(mai.text).not.toContain("DTG-");
    await officer("return");
    await mai.complete();
    await mai.say("sửa tác giả và tỷ lệ đóng góp: Lò Thị Mai, 70%\nGiàng A Páo, 30%", "gửi");
    expect(mai.text).toContain("DTG-");
    const { confirmed, open: waiting } = await answersOf(opened.db.read, (await find()).id);
    expect([confirmed.length, waiting]).toEqual([0, 1]);
  });
});

describe.each(databases)("who is told of it, on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  test("its author gets the reason and a button, and no letter about their own step", async () => {
    const office = createOffice(opened.db);
    const mai = await office.author("mai");
    const given = await office.file(mai.memberId);
    await office.act(given, "receive");
    await office.act(given, "return", { reason });
    const rows = await opened.db.read.selectFrom("delivery").select("content").orderBy("seq").execute();
    const content = JSON.parse(rows.at(-1)?.content ?? "");
    expect(plainText(content)).toContain(`Lý do: ${reason}`);
    expect(plainText(content)).toContain("trước hết ngày 23/12/2026");
    expect(content.choices[0]).toEqual({ label: "Bổ sung hồ sơ", action: `form:complete:${given}` });
    const [asked] = await status(opened.db.read, mai.memberId, { number: given, now });
    expect(asked?.choices[0]?.label).toBe("Bổ sung hồ sơ");
    expect(asked && plainText(asked)).toContain("trước hết ngày 23/12/2026");
    await office.act(given, "resubmit", { by: `member:${mai.memberId}` });
    expect(await office.letters(mai)).toHaveLength(2);
  });
});

describe("in a conversation", () => {
  let chat: ChatStage;
  beforeEach(async () => {
    chat = await openChat();
  });
  afterEach(() => chat.close());

  test("the button opens the form, and the words do, too", async () => {
    for (const text of ["/sangkien", "Máy sao chè nóng không đều", "Lắp cảm biến, đã dùng từ 3/2026"])
      await chat.say("mai", text);
    await chat.say("mai", "đỡ cháy chè");
    await chat.say("mai", "Lò Thị Mai, xưởng chè Tân Uyên");
    const filed = /SK-\d{4}-\d{4}/.exec(await chat.say("mai", "đồng ý"))?.[0] ?? "";
    const step = { number: filed, version: null, by: "Cán bộ", reason, now: systemClock() };
    await chat.db.transact(async (tx) => {
      await act(tx, { ...step, action: "receive" });
      await act(tx, { ...step, action: "return" });
    });
    await chat.say("mai", "chào");
    expect(await chat.press("mai", "Bổ sung hồ sơ")).toContain(reason);
    await chat.say("mai", "để sau");
    expect(await chat.say("mai", `bổ sung ${filed}`)).toContain(reason);
    await chat.say("mai", "sửa lợi ích: đỡ cháy 5 kg mỗi mẻ");
    expect(await chat.say("mai", "gửi")).toContain("Đã gửi phần bổ sung");
    const found = await findProposal(chat.db.read, filed);
    expect(found?.state).toBe("received");
  });

  test("a wish to send what was put away shows it again, and sends it only from there", async () => {
    const told = [
      "/sangkien",
      "Máy sao chè nóng không đều",
      "Lắp cảm biến, đã dùng từ 3/2026",
      "đỡ cháy chè",
    ];
    for (const text of [...told, "Lò Thị Mai, xưởng chè Tân Uyên", "để sau"]) await chat.say("mai", text);
    expect(await chat.say("mai", "cho em gửi hồ sơ ạ")).toContain("Bạn xem lại hồ sơ sáng kiến");
    expect(await chat.say("mai", "gửi")).toContain("BIÊN NHẬN");
    expect(await chat.say("mai", "gửi")).toContain("không có hồ sơ nào đang viết dở");
  });
});
