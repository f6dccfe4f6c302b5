import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addMs } from "../../src/kit/time.ts";
import { continueForm } from "../../src/participation/dialogue.ts";
import { closeDue, closeForm, editForm, openForm } from "../../src/participation/forms.ts";
import { eraseForms, moveMember, ownFormWords } from "../../src/participation/own.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { answers, definition, newFiller, now, openedForm } from "./filler.ts";

describe.each(databases)("a member and a form on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  const named = () => opened.db.read.selectFrom("form_answer").selectAll().orderBy("number").execute();
  const nameless = () => opened.db.read.selectFrom("form_anonymous_answer").selectAll().execute();
  const drafts = () => opened.db.read.selectFrom("form_draft").selectAll().execute();
  const marks = () => opened.db.read.selectFrom("form_mark").selectAll().execute();

  test("answers question by question, agrees below the summary, and gets a receipt with a number", async () => {
    await openedForm(opened.db);
    const mai = await newFiller(opened.db);
    await mai.begin();
    expect(mai.text).toContain("Khảo sát bữa ăn ca");
    expect(mai.text).toContain("1. Ngon\n2. Dở");
    await mai.say("2", "Cơm nguội", "năm bữa", "5", "[Bỏ qua]");
    expect(mai.text).toContain("Gửi nghĩa là bạn đồng ý");
    await mai.say("sửa số bữa: 6", "gửi");
    expect(mai.text).toContain("Mã: BM-ANCA-0001");
    const [row] = await named();
    expect(row).toMatchObject({ member_id: mai.id, version: 1, number: 1, state: "filed" });
    expect(JSON.parse(row?.answers ?? "").answers).toMatchObject({
      quality: { value: "bad" },
      why: { text: "Cơm nguội" },
      meals: { value: 6 },
    });
    expect(await drafts()).toEqual([]);
    const consents = await opened.db.read.selectFrom("consent").selectAll().execute();
    expect(consents).toMatchObject([
      { purpose: "participation", is_given: 1, text_version: "forms-2026-11" },
    ]);
  });

  test("a power cut in the middle of sending leaves the draft and no answer", async () => {
    await openedForm(opened.db);
    const mai = await newFiller(opened.db);
    await mai.begin();
    await mai.say(...answers);
    const said = { text: "gửi", files: [], choice: null };
    const turn = { draftId: mai.draftId ?? "", memberId: mai.id, channel: "terminal" as const, said, now };
    const crash = opened.db.transact(async (tx) => {
      await continueForm(tx, turn);
      throw new Error("power cut");
    });
    await expect(crash).rejects.toThrow("power cut");
    expect([await named(), await marks()]).toEqual([[], []]);
    await mai.say("gửi");
    expect(mai.text).toContain("BM-ANCA-0001");
  });

  test("“gửi” heard twice at the same moment files once", async () => {
    await openedForm(opened.db);
    const mai = await newFiller(opened.db);
    await mai.begin();
    await mai.say(...answers);
    const said = { text: "gửi", files: [], choice: null };
    const turn = { draftId: mai.draftId ?? "", memberId: mai.id, channel: "terminal" as const, said, now };
    await Promise.all([1, 2, 3].map(() => opened.db.transact((tx) => continueForm(tx, turn))));
    expect(await named()).toHaveLength(1);
  });

  test("two drafts of one person become one answer where a form is answered once", async () => {
    await openedForm(opened.db);
    const mai = await newFiller(opened.db);
    await mai.begin();
    await mai.say(...answers, "gửi");
    await mai.begin();
    expect(mai.text).toContain("mỗi người gửi một lần");
    const again = await openedForm(opened.db, definition({ code: "BM-LAI", times: "many" }));
    for (const _ of [1, 2]) {
      await mai.begin(again.code);
      await mai.say(...answers, "gửi");
    }
    expect((await named()).filter(({ form_id }) => form_id === again.id)).toHaveLength(2);
  });

  test("goes on days later where they stood, by the code or by “tiếp tục”", async () => {
    await openedForm(opened.db);
    const mai = await newFiller(opened.db);
    await mai.begin();
    await mai.say("Dở", "Cơm nguội", "huỷ");
    expect(mai.outcome).toBe("paused");
    await mai.begin();
    expect(mai.text).toContain("Mỗi tuần bạn ăn mấy bữa?");
  });

  test("who is in the middle finishes on the version they began; answers keep theirs", async () => {
    const form = await openedForm(opened.db);
    const mai = await newFiller(opened.db);
    await mai.begin();
    await mai.say("Ngon");
    const [first, ...rest] = definition().fields;
    if (!first) throw new Error("no field");
    const edited = { ...definition(), fields: [...rest.filter(({ id }) => id !== "why")] };
    const by = { by: "Lan", now };
    const change = await opened.db.transact((tx) =>
      editForm(tx, { id: form.id, version: 1, definition: edited }, by),
    );
    expect(change.kind).toBe("done");
    await mai.say("3", "[Bỏ qua]", "gửi");
    const lan = await newFiller(opened.db);
    await lan.begin();
    expect(lan.text).not.toContain("Bữa ăn ca thế nào?");
    await lan.say("4", "[Bỏ qua]", "gửi");
    expect((await named()).map(({ version }) => version)).toEqual([1, 2]);
    const late = await opened.db.transact((tx) =>
      editForm(tx, { id: form.id, version: 1, definition: edited }, by),
    );
    expect(late.kind).toBe("stale");
  });

  test("a form that closes in the middle says so, keeps the draft, and takes it when opened again", async () => {
    const form = await openedForm(opened.db);
    const mai = await newFiller(opened.db);
    await mai.begin();
    await mai.say(...answers);
    await opened.db.transact((tx) => closeForm(tx, form.id, now));
    await mai.say("gửi");
    expect(mai.text).toContain("vừa đóng");
    expect([await named(), (await drafts()).length]).toEqual([[], 1]);
    await opened.db.transact((tx) => openForm(tx, form.id, now));
    await mai.begin();
    await mai.say("gửi");
    expect(await named()).toHaveLength(1);
  });

  test("closes by the clock and not before it opens", async () => {
    const opens = "2026-11-23 09:00";
    const closes = "2026-11-23 11:00";
    await openedForm(opened.db, definition({ opens, closes }));
    const early = await newFiller(opened.db, { at: addMs(now, -2 * 3_600_000) });
    await early.begin();
    expect(early.text).toContain("chưa mở");
    const late = await newFiller(opened.db, { at: addMs(now, 2 * 3_600_000) });
    await late.begin();
    expect(late.text).toContain("đã đóng");
    expect(await opened.db.transact((tx) => closeDue(tx, addMs(now, 2 * 3_600_000)))).toBe(1);
  });

  test("a button of another form answers nothing here", async () => {
    await openedForm(opened.db);
    await openedForm(opened.db, definition({ code: "BM-KHAC", title: "Khác" }));
    const mai = await newFiller(opened.db);
    await mai.begin();
    const draftId = mai.draftId ?? "";
    const said = { text: "", files: [], choice: "form:@12345678:choose:quality=good" };
    const turn = { draftId, memberId: mai.id, channel: "terminal" as const, said, now };
    const after = await opened.db.transact((tx) => continueForm(tx, turn));
    expect(after.replies[0]?.choices[0]?.action).toContain("choose:quality=good");
    expect(JSON.parse((await drafts())[0]?.state ?? "").intake.answers).toEqual({});
  });

  test("only whom the form names may answer", async () => {
    await openedForm(opened.db, definition({ who: { state: "active" } }));
    const mai = await newFiller(opened.db);
    await mai.begin();
    expect(mai.text).toContain("chỉ dành cho một số đoàn viên");
    await opened.db.transact((tx) =>
      tx.updateTable("member").set({ state: "active" }).where("id", "=", mai.id).execute(),
    );
    await mai.begin();
    expect(mai.draftId).not.toBeNull();
  });

  test("10,000 characters in every text field end as a cut answer with the whole kept beside it", async () => {
    await openedForm(opened.db);
    const mai = await newFiller(opened.db);
    const long = "Cơm nguội và canh nhạt. ".repeat(420);
    await mai.begin();
    await mai.say("Dở", long, long, "5", long, long, "gửi");
    const [row] = await named();
    const stored = JSON.parse(row?.answers ?? "");
    expect(stored.annexes.map(({ text }: { text: string }) => text.length)).toContain(long.trim().length);
    expect(stored.answers.why.text.length).toBeLessThanOrEqual(2000);
  });

  test("an anonymous answer has no member, no moment and no key with a moment in it", async () => {
    const form = await openedForm(opened.db, definition({ names: "anonymous" }));
    const people = await Promise.all(Array.from({ length: 8 }, () => newFiller(opened.db)));
    for (const one of people) {
      await one.begin();
      expect(one.text).toContain("ẩn danh");
      await one.say("Dở", `Cơm nguội ${one.id}`, "5", "[Bỏ qua]");
      expect(one.text).not.toContain("đồng ý");
      await one.say("gửi");
      expect(one.text).not.toMatch(/BM-ANCA-\d{4}/);
      expect(one.forgetSince).toBe(now);
    }
    const rows = await nameless();
    expect(Object.keys(rows[0] ?? {}).toSorted()).toEqual(["answers", "form_id", "id", "version"]);
    const mentions = JSON.stringify(rows.map(({ id, form_id, version }) => [id, form_id, version]));
    for (const { id } of people) expect(mentions).not.toContain(id);
    expect(rows.map(({ answers: given }) => JSON.parse(given).answers.meals.said)).toEqual(Array(8).fill(""));
    expect([await named(), await drafts(), (await marks()).length]).toEqual([[], [], 8]);
    expect(JSON.stringify(await marks())).not.toContain(people[0]?.id);
    await people[0]?.begin();
    expect(people[0]?.text).toContain("mỗi người gửi một lần");

    await opened.db.transact((tx) => closeForm(tx, form.id, now));
    const [{ secret } = { secret: "" }] = await opened.db.read.selectFrom("form").select("secret").execute();
    expect([secret, await marks(), (await nameless()).length]).toEqual([null, [], 8]);
    const old = new Set(rows.map(({ id }) => id));
    expect((await nameless()).filter(({ id }) => old.has(id))).toEqual([]);
    expect((await opened.db.transact((tx) => openForm(tx, form.id, now))).kind).toBe("anonymityIsOver");
  });

  test("who may choose is nameless only by choice, and the draft goes with the form", async () => {
    const form = await openedForm(opened.db, definition({ names: "choice" }));
    const [mai, lan, binh] = await Promise.all([1, 2, 3].map(() => newFiller(opened.db)));
    await mai?.begin();
    await mai?.say("Ẩn danh", "Ngon", "5", "[Bỏ qua]", "gửi");
    await lan?.begin();
    await lan?.say("Có tên", "Ngon", "5", "[Bỏ qua]", "gửi");
    expect([(await nameless()).length, (await named()).length]).toEqual([1, 1]);
    await binh?.begin();
    await binh?.say("Ẩn danh", "Ngon");
    await opened.db.transact((tx) => closeForm(tx, form.id, now));
    await binh?.say("5");
    expect(binh?.text).toContain("đã được xoá");
    expect(await drafts()).toEqual([]);
  });

  test("a nameless draft given up goes with what was said for it", async () => {
    await openedForm(opened.db, definition({ names: "anonymous" }));
    const mai = await newFiller(opened.db);
    await mai.begin();
    await mai.say("Dở", "bỏ hồ sơ");
    expect([mai.outcome, mai.forgetSince, await drafts()]).toEqual(["canceled", now, []]);
  });

  test("two chats of one person answer once, and erasing takes named answers alone", async () => {
    await openedForm(opened.db, definition({ names: "choice" }));
    const [mai, web] = await Promise.all([newFiller(opened.db), newFiller(opened.db)]);
    await web.begin();
    await web.say("Có tên", "Ngon", "5", "[Bỏ qua]", "gửi");
    await opened.db.transact((tx) => moveMember(tx, web.id, mai.id));
    await mai.begin();
    expect(mai.text).toContain("mỗi người gửi một lần");
    expect((await ownFormWords(opened.db.read, mai.id)).join()).toContain("BM-ANCA-0001");
    await opened.db.transact((tx) => eraseForms(tx, mai.id));
    expect(await named()).toEqual([]);
  });

  test("a crowd that answers at once leaves no gap and no twin in the numbers", async () => {
    await openedForm(opened.db);
    const crowd = await Promise.all(Array.from({ length: 30 }, () => newFiller(opened.db)));
    await Promise.all(
      crowd.map(async (one) => {
        await one.begin();
        await one.say("Ngon", "5", "[Bỏ qua]", "gửi");
      }),
    );
    expect((await named()).map(({ number }) => Number(number))).toEqual(
      Array.from({ length: 30 }, (_, index) => index + 1),
    );
  });
});
