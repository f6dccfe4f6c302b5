import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { allAnswers, columnsOf, namedAnswers } from "../../src/participation/answers.ts";
import { decideEmulation, type EmulationStep } from "../../src/participation/emulation.ts";
import { commendationDocx, commendationXlsx } from "../../src/participation/emulation-file.ts";
import { readyForms } from "../../src/participation/ready-forms.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { definition, newFiller, now, openedForm } from "./filler.ts";
import { readBack, rosterOf3 } from "./world.ts";

describe.each(databases)("a year of emulation on $name", ({ open }) => {
  let opened: TestDatabase;
  let form: Awaited<ReturnType<typeof openedForm>>;
  let mai: string;
  beforeEach(async () => {
    opened = await open();
    ({ mai } = await rosterOf3(opened.db));
    const ready = readyForms.find(({ id }) => id === "emulation")?.definition;
    form = await openedForm(opened.db, definition({ ...ready }));
  });
  afterEach(() => opened.close());

  const say = async (...words: string[]) => {
    const filler = await newFiller(opened.db, { id: mai });
    await filler.begin("BM-THIDUA");
    await filler.say(...words, "gửi");
    return filler.text;
  };
  const states = async () => (await namedAnswers(opened.db.read, form)).map(({ state }) => state);
  const decide = async (step: EmulationStep, reason = "", at = -1) => {
    const answerId = (await namedAnswers(opened.db.read, form)).at(at)?.id ?? "";
    return opened.db.transact((tx) => decideEmulation(tx, { form, answerId, step, reason, by: "Lan", now }));
  };
  const told = async () =>
    JSON.stringify(await opened.db.read.selectFrom("delivery").select("content").orderBy("seq").execute());

  test("goes from the registration over the unit's confirmation and the result to the list, told at each step", async () => {
    expect(await say("Đăng ký", "Lao động giỏi – Lao động sáng tạo", "Giảm 5% chè hỏng")).toContain(
      "xác nhận đăng ký",
    );
    expect(await decide("achieved")).toEqual({ kind: "settled" });
    expect(await decide("returned", "Ghi rõ số liệu")).toEqual({ kind: "done" });
    expect(await told()).toContain("Ghi rõ số liệu");
    await say("Đăng ký", "Lao động giỏi – Lao động sáng tạo", "Giảm 5% chè hỏng, từ 40 kg xuống 38 kg");
    expect(await states()).toEqual(["replaced", "registered"]);
    expect(await decide("confirmed")).toEqual({ kind: "done" });
    expect(await decide("confirmed")).toEqual({ kind: "settled" });
    const text = await say(
      "Gửi kết quả",
      "Lao động giỏi – Lao động sáng tạo",
      "=2+3 mẻ đạt",
      "12 triệu",
      "(ảnh) ",
    );
    expect(text).toContain("được chuyển để xét");
    expect(await states()).toEqual(["replaced", "confirmed", "result"]);
    expect(await decide("achieved")).toEqual({ kind: "done" });
    expect(await told()).toContain("danh sách đề nghị khen thưởng");
    const answers = await allAnswers(opened.db.read, form);
    const given = { answers, columns: await columnsOf(opened.db.read, form), now };
    const rows = await readBack(await commendationXlsx(form, given));
    expect(rows.at(-1)?.slice(1, 6)).toEqual([
      ...["Lò Thị Mai", "CĐCS Chè", "Lao động giỏi – Lao động sáng tạo", "'=2+3 mẻ đạt", "12.000.000 đồng"],
    ]);
    const paper = await commendationDocx(form, given);
    expect(Buffer.from(paper.subarray(0, 2)).toString()).toBe("PK");
  });

  test("keeps the two titles apart, and takes a result nobody registered for with a word about it", async () => {
    await say("Đăng ký", "Lao động giỏi – Lao động sáng tạo", "Giảm hỏng");
    await say("đăng ký ạ", "tham muu gioi", "Soạn văn bản nhanh");
    expect(await states()).toEqual(["registered", "registered"]);
    expect(
      await say("Gửi kết quả", "Tham mưu giỏi – Phục vụ tốt", "Xong 20 văn bản", "bỏ qua", "bỏ qua"),
    ).toContain("chưa có đăng ký được đơn vị xác nhận");
    await decide("notAchieved", "Chưa đăng ký");
    await say("Gửi kết quả", "Tham mưu giỏi – Phục vụ tốt", "Xong 30 văn bản", "bỏ qua", "bỏ qua");
    expect(await states()).toEqual(["registered", "registered", "notAchieved", "result"]);
  });
});
