import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isFailure } from "../../src/kit/failure.ts";
import { plainText } from "../../src/kit/message.ts";
import { addMs, instant } from "../../src/kit/time.ts";
import {
  begin,
  continueDraft,
  couldContinue,
  pauseDraft,
  remindDraft,
  resumeDraft,
} from "../../src/proposals/dialogue.ts";
import { listOwn } from "../../src/proposals/own.ts";
import { status } from "../../src/proposals/status.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { applied, file, idea, newMember, now } from "./member.ts";

const dayMs = 24 * 60 * 60 * 1000;

describe.each(databases)("the proposals room on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  const proposals = () => opened.db.read.selectFrom("proposal").selectAll().orderBy("number").execute();
  const drafts = () => opened.db.read.selectFrom("draft").selectAll().orderBy("created_at").execute();
  const events = () => opened.db.read.selectFrom("proposal_event").selectAll().orderBy("seq").execute();

  test("a filed proposal has a number, its answers, an event and a closed draft", async () => {
    const mai = await newMember(opened.db);
    await file(mai);
    const [proposal] = await proposals();
    expect(proposal).toMatchObject({
      number: "SK-2026-0001",
      state: "filed",
      depth: "quick",
      member_id: mai.id,
    });
    expect(JSON.parse(proposal?.answers ?? "").answers).toMatchObject({
      first_applied: { from: "2026-03-15", to: "2026-03-15" },
      author: { name: "Lò Thị Mai" },
      unit: { name: "xưởng chè Tân Uyên" },
    });
    expect(await events()).toMatchObject([{ kind: "filed", by_whom: `member:${mai.id}`, at: now }]);
    expect((await drafts()).map((draft) => draft.status)).toEqual(["filed"]);
    expect(mai.draftId).toBeNull();
  });

  test("a draft stays what it was when another turn of it fails half-way", async () => {
    const mai = await newMember(opened.db);
    await mai.begin();
    await mai.say(...applied);
    const turn = {
      draftId: mai.draftId ?? "",
      memberId: mai.id,
      channel: "terminal" as const,
      said: { text: "đồng ý", files: [], choice: null },
      now,
    };
    const crash = opened.db.transact(async (tx) => {
      await continueDraft(tx, turn);
      throw new Error("power cut");
    });
    await expect(crash).rejects.toThrow("power cut");
    expect(await proposals()).toEqual([]);
    await mai.say("đồng ý");
    expect(mai.text).toContain("SK-2026-0001");
  });

  test("“đồng ý” heard twice files once and names the same number", async () => {
    const mai = await newMember(opened.db);
    await mai.begin();
    await mai.say(...applied);
    const said = { text: "đồng ý", files: [], choice: null };
    const turn = { draftId: mai.draftId ?? "", memberId: mai.id, channel: "terminal" as const, said, now };
    const both = await Promise.all([1, 2].map(() => opened.db.transact((tx) => continueDraft(tx, turn))));
    expect(both.map(({ outcome }) => outcome)).toEqual(["filed", "filed"]);
    for (const { replies } of both)
      expect(replies.map((reply) => plainText(reply)).join()).toContain("SK-2026-0001");
    expect(await proposals()).toHaveLength(1);
  });

  test("two messages handled at the same moment are both kept", async () => {
    const mai = await newMember(opened.db);
    await mai.begin();
    const given = { draftId: mai.draftId ?? "", memberId: mai.id, channel: "terminal" as const, now };
    const texts = ["Lợi ích: đỡ cháy chè", "Họ tên: Lò Thị Mai, tổ 3", "Đã làm: lắp cảm biến nhiệt"];
    await Promise.all(
      texts.map((text) =>
        opened.db.transact((tx) => continueDraft(tx, { ...given, said: { text, files: [], choice: null } })),
      ),
    );
    const [draft] = await drafts();
    const answers = JSON.parse(draft?.state ?? "").intake.answers;
    expect(Object.keys(answers).toSorted()).toEqual(["author", "benefit", "solution", "unit"]);
  });

  test("an untried idea is filed as an idea, never as a proposal for recognition", async () => {
    const mai = await newMember(opened.db);
    await file(mai, idea);
    expect(mai.text).toMatch(/BIÊN NHẬN Ý TƯỞNG SK-2026-0001[\s\S]*chưa được xét công nhận/);
    expect((await proposals()).map(({ state }) => state)).toEqual(["idea"]);
  });

  test("what does not say whether it was tried is filed as unclear, with words that say so", async () => {
    const mai = await newMember(opened.db);
    await file(mai, [applied[0] ?? "", "Lắp thêm cảm biến nhiệt", "Bớt hỏng 5 kg", "Lò Thị Mai, tổ 3"]);
    expect(mai.text).toContain("Chưa rõ đã làm thử hay chưa, cán bộ sẽ hỏi lại bạn.");
    expect((await proposals()).map(({ state }) => state)).toEqual(["unclear"]);
    expect((await events()).map(({ kind }) => kind)).toEqual(["unclear"]);
  });

  test("a picture's words and answers nobody understood are filed with the record", async () => {
    const mai = await newMember(opened.db);
    await mai.begin();
    await mai.say("(ảnh) hình máy sao đây ạ", ...applied.slice(0, 3), "Mai", "Mai", "tổ 3", "đồng ý");
    const [proposal] = await proposals();
    const record = JSON.parse(proposal?.answers ?? "");
    expect(record.files).toMatchObject([{ kind: "photo", caption: "hình máy sao đây ạ" }]);
    expect(record.unsure).toEqual(["author"]);
  });

  test("every message stays within a phone screen", async () => {
    const mai = await newMember(opened.db);
    for (const story of [
      applied,
      idea,
      [applied[0] ?? "", "Lắp quạt", "Lắp quạt", "đỡ khói", "Mai - tổ 3"],
    ]) {
      await mai.begin();
      await mai.say("(ảnh) hình đây ạ", ...story);
      expect(
        mai.screen
          .flatMap(({ parts }) => parts)
          .map((part) => (part.kind === "text" ? part.text : ""))
          .join("\n\n").length,
      ).toBeLessThanOrEqual(740);
      await mai.say("đồng ý");
      expect(mai.screen.map((content) => plainText(content)).join("").length).toBeLessThanOrEqual(600);
    }
  });

  test("a member's own proposals are listed with their first words and day", async () => {
    const mai = await newMember(opened.db);
    await file(mai);
    expect(await listOwn(opened.db.read, mai.id)).toEqual([
      "SK-2026-0001 – Lắp thêm cảm biến nhiệt và quạt đảo, đã áp dụng từ 15/3/2026, đã ghi nhận 23/11/2026",
    ]);
  });

  test("answers that no longer apply stay in the draft and are not filed", async () => {
    const mai = await newMember(opened.db);
    await mai.begin();
    await mai.say(...applied, "sửa đã làm tới đâu", "chưa làm", "đồng ý");
    const [proposal] = await proposals();
    const [draft] = await drafts();
    expect(JSON.parse(proposal?.answers ?? "").answers).not.toHaveProperty("first_applied");
    expect(JSON.parse(draft?.state ?? "").intake.answers).toHaveProperty("first_applied");
  });

  test("starting again offers the unfinished draft, and a new one leaves the old one kept", async () => {
    const mai = await newMember(opened.db);
    await mai.begin();
    await mai.say(applied[0] ?? "");
    const old = mai.draftId;
    await mai.begin();
    expect(mai.draftId).toBe(old);
    expect(mai.text).toContain("Máy sao chè nóng không đều");
    await mai.say("viết hồ sơ mới");
    expect(mai.draftId).not.toBe(old);
    expect((await drafts()).map(({ status: state }) => state).toSorted()).toEqual(["open", "paused"]);
  });

  test("whoever answers neither “làm tiếp” nor “viết mới” twice is taken on, and what they told is kept", async () => {
    const mai = await newMember(opened.db);
    await mai.begin();
    await mai.say(applied[0] ?? "");
    await mai.begin();
    const told = "Kho vật tư của tổ em để lẫn lộn nên lần nào tìm cũng mất nửa tiếng đồng hồ";
    await mai.say("hôm nay trời đẹp");
    expect(mai.text).toContain("Bạn làm tiếp hay viết hồ sơ mới?");
    await mai.say(told);
    expect(mai.text).toContain("Câu 2/4");
    const [draft] = await drafts();
    expect(JSON.parse(draft?.state ?? "").intake.annexes).toEqual([{ field: null, text: told }]);
  });

  test("starting again before a word was said uses the same draft", async () => {
    const mai = await newMember(opened.db);
    await mai.begin();
    await mai.begin();
    expect(await drafts()).toHaveLength(1);
    expect(mai.text).toContain("Câu 1/4");
  });

  test("a paused draft comes back where it stood, days later", async () => {
    const mai = await newMember(opened.db);
    await mai.begin();
    await mai.say(applied[0] ?? "");
    const draftId = mai.draftId ?? "";
    const words = await opened.db.transact((tx) => pauseDraft(tx, { draftId, memberId: mai.id, now }));
    expect(words.map((word) => plainText(word)).join()).toContain("cất bản nháp");
    const later = addMs(now, 90 * dayMs);
    const back = await opened.db.transact((tx) => resumeDraft(tx, { memberId: mai.id, now: later }));
    expect(back.draftId).toBe(draftId);
    expect(back.replies.map((reply) => plainText(reply)).join()).toContain("Câu 2/4");
  });

  test("a draft given up can be taken back for seven days and no longer", async () => {
    const mai = await newMember(opened.db);
    await mai.begin();
    await mai.say(applied[0] ?? "", "bỏ hồ sơ");
    expect(mai.outcome).toBe("canceled");
    const resumeAfter = (days: number) =>
      opened.db.transact((tx) => resumeDraft(tx, { memberId: mai.id, now: addMs(now, days * dayMs) }));
    expect((await resumeAfter(8)).draftId).toBeNull();
    expect((await resumeAfter(6)).draftId).not.toBeNull();
  });

  test("another member's draft cannot be continued, read or paused", async () => {
    const [mai, pao] = [await newMember(opened.db), await newMember(opened.db)];
    await mai.begin();
    const given = { draftId: mai.draftId ?? "", memberId: pao.id, now };
    const said = { text: "gửi", files: [], choice: null };
    const attempts = [
      opened.db.transact((tx) => continueDraft(tx, { ...given, channel: "terminal", said })),
      opened.db.transact((tx) => pauseDraft(tx, given)),
    ];
    for (const attempt of attempts)
      await expect(attempt).rejects.toSatisfy((error) => isFailure(error, "missing"));
    expect(await remindDraft(opened.db.read, given)).toEqual([]);
    expect(await couldContinue(opened.db.read, { ...given, text: "gửi" })).toBe(0);
  });

  test("a question in between leaves the draft where it stood", async () => {
    const mai = await newMember(opened.db);
    await mai.begin();
    await mai.say(...applied.slice(0, 2));
    const given = { draftId: mai.draftId ?? "", memberId: mai.id };
    const weigh = (text: string) => couldContinue(opened.db.read, { ...given, text, now });
    expect(await weigh("Kế hoạch 360 ban hành khi nào?")).toBe(0.5);
    expect(await weigh("bớt hỏng 5 kg mỗi mẻ")).toBe(0.9);
    const reminder = await remindDraft(opened.db.read, given);
    expect(reminder.map((reply) => plainText(reply)).join()).toContain("Câu 3/4");
  });

  test("a name with a workplace is who writes, whatever was asked", async () => {
    const mai = await newMember(opened.db);
    await mai.begin();
    await mai.say(applied[0] ?? "", "Lò Thị Mai, xưởng chè Tân Uyên");
    expect(mai.text).toContain("Câu 2/4");
    await mai.say(applied[1] ?? "", "bớt hỏng 5 kg mỗi mẻ");
    expect(mai.text).toMatch(/Người làm: Lò Thị Mai[\s\S]*Nơi làm: xưởng chè Tân Uyên/);
  });

  test("a member sees own proposals only; another's number reads like an unknown one", async () => {
    const [mai, pao] = [await newMember(opened.db), await newMember(opened.db)];
    await file(mai);
    const words = async (memberId: string, number?: string) =>
      (await status(opened.db.read, memberId, { number, now }))
        .map((content) => plainText(content))
        .join("\n");
    expect(await words(mai.id)).toContain("SK-2026-0001 – Lắp thêm cảm biến nhiệt");
    expect(await words(mai.id, "sk 2026 1")).toContain("chờ cán bộ công đoàn xem");
    const foreign = await words(pao.id, "SK-2026-0001");
    const unknown = await words(pao.id, "SK-2026-0777");
    expect(foreign.replace("0001", "")).toBe(unknown.replace("0777", ""));
    expect(await words(pao.id)).toContain("chưa gửi hồ sơ");
  });

  test("a similar proposal is shown by number and first words, never by its author", async () => {
    const [mai, pao] = [await newMember(opened.db), await newMember(opened.db)];
    await file(mai);
    await pao.begin();
    await pao.say(
      "may sao che nong qua, che chay het",
      "lap cam bien nhiet voi quat dao",
      "bỏ qua",
      "Giàng A Páo, tổ 2",
    );
    expect(pao.text).toContain(
      "SK-2026-0001: “Lắp thêm cảm biến nhiệt và quạt đảo, đã áp dụng từ 15/3/2026”",
    );
    expect(pao.text).not.toContain("Lò Thị Mai");
    expect(pao.text).not.toContain("Tân Uyên");
    await pao.say("đồng ý");
    expect(pao.outcome).toBe("filed");
  });

  test("a quick draft grows into the full application and is filed at full depth", async () => {
    const mai = await newMember(opened.db);
    await mai.begin();
    await mai.say(
      ...applied,
      "[Viết đơn đầy đủ]",
      "Công ty Chè Tân Uyên",
      "Lò Thị Mai",
      "Chống cháy chè khi sao",
    );
    expect((await drafts()).map(({ form }) => form)).toEqual(["proposal-full"]);
    await mai.say("bỏ qua", "chế biến chè", "bỏ qua", "cảm biến tự ngắt lửa");
    for (let turn = 0; turn < 8 && !mai.text.includes("Bạn cam đoan"); turn++) await mai.say("bỏ qua");
    await mai.say("tôi cam đoan", "đồng ý");
    const [proposal] = await proposals();
    expect(proposal).toMatchObject({ depth: "full", state: "filed" });
    expect(JSON.parse(proposal?.answers ?? "").answers).toMatchObject({
      problem: { text: applied[0] },
      authors: { people: [{ name: "Lò Thị Mai", share: 100 }] },
      title: { text: "Chống cháy chè khi sao" },
    });
  });

  test("an idea is not offered the application", async () => {
    const mai = await newMember(opened.db);
    await mai.begin();
    await mai.say(...idea);
    expect(mai.text).not.toContain("đơn đầy đủ");
    await mai.say("đơn đầy đủ");
    expect((await drafts()).map(({ form }) => form)).toEqual(["proposal-quick"]);
  });

  test("what an author wants kept secret is shown to nobody as similar", async () => {
    const [mai, pao] = [await newMember(opened.db), await newMember(opened.db)];
    await mai.begin();
    await mai.say(...applied, "4", "Bảo mật: công thức lớp phủ khay", "Công ty Chè Tân Uyên", "Lò Thị Mai");
    await mai.say("Chống cháy chè khi sao", "bỏ qua", "chế biến chè", "bỏ qua", "cảm biến tự ngắt lửa");
    for (let turn = 0; turn < 8 && !mai.text.includes("Bạn cam đoan"); turn++) await mai.say("bỏ qua");
    await mai.say("tôi cam đoan", "đồng ý");
    expect(mai.outcome).toBe("filed");
    await pao.begin();
    await pao.say(...applied.slice(0, 3), "Giàng A Páo, tổ 2");
    expect(pao.text).not.toContain("SK-2026-0001");
  });

  test("the year of a number is the year in Việt Nam", async () => {
    const newYear = instant("2026-12-31T17:30:00Z");
    const mai = await newMember(opened.db, newYear);
    await file(mai, idea);
    expect((await proposals()).map(({ number }) => number)).toEqual(["SK-2027-0001"]);
  });

  test("the earliest draft state without anything said is opened by its first question", async () => {
    const mai = await newMember(opened.db);
    const begun = await opened.db.transact((tx) => begin(tx, { memberId: mai.id, now }));
    expect(begun.replies.map((reply) => plainText(reply)).join()).toContain("Câu 1/4");
  });
});
