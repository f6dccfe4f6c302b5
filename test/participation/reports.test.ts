import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { silentLog } from "../../src/kit/log.ts";
import { addMs, type Instant, instant } from "../../src/kit/time.ts";
import { namedAnswers } from "../../src/participation/answers.ts";
import { lastDay, lastOver, momentAfter, periodsSince, sayPeriod } from "../../src/participation/periods.ts";
import { readyForms } from "../../src/participation/ready-forms.ts";
import { rollUp, rollupXlsx } from "../../src/participation/report-rollup.ts";
import { tendForms } from "../../src/participation/run-forms.ts";
import { importUnits } from "../../src/people/import-units.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { definition, newFiller, openedForm } from "./filler.ts";
import { readBack } from "./world.ts";

const at = (text: string) => instant(`${text}+07:00`);

test("periods are told from the clock of Việt Nam, over the ends of years", () => {
  expect(lastOver(at("2026-12-01T00:30:00"), "month")).toBe("2026-11");
  expect(lastOver(at("2026-11-30T23:30:00"), "month")).toBe("2026-10");
  expect(lastOver(at("2027-01-15T08:00:00"), "month")).toBe("2026-12");
  expect(lastOver(at("2027-01-15T08:00:00"), "quarter")).toBe("2026-Q4");
  expect(periodsSince("2026-11", at("2027-02-01T08:00:00"), "month")).toEqual([
    "2026-11",
    "2026-12",
    "2027-01",
  ]);
  expect(periodsSince("2027-05", at("2027-02-01T08:00:00"), "month")).toEqual([]);
  expect(momentAfter("2026-12", 5, 17)).toBe(at("2027-01-05T17:00:00"));
  expect(momentAfter("2026-Q4", 5, 17)).toBe(at("2027-01-05T17:00:00"));
  expect([lastDay("2028-02"), lastDay("2026-Q1")]).toEqual(["2028-02-29", "2026-03-31"]);
  expect([sayPeriod("2026-02"), sayPeriod("2026-Q4")]).toEqual(["tháng 2/2026", "quý 4/2026"]);
});

const units =
  "Mã,Tên,Cấp,Mã cấp trên,Hiệu lực từ,Hiệu lực đến\nLDLD,Liên đoàn Lao động tỉnh,tỉnh,,,\n" +
  "XA,Công đoàn xã,xã,LDLD,,\nCS-1,CĐCS Một,cơ sở,XA,,\nCS-2,CĐCS Hai,cơ sở,XA,,\n" +
  "CS-3,CĐCS Ba,cơ sở,LDLD,,\nCS-CU,CĐCS Cũ,cơ sở,LDLD,,2026-11-15\nCS-TAN,CĐCS Tan,cơ sở,LDLD,,2026-12-02\n";

describe.each(databases)("reports of units on $name", ({ open }) => {
  let opened: TestDatabase;
  let form: Awaited<ReturnType<typeof openedForm>>;
  beforeEach(async () => {
    opened = await open();
    await opened.db.transact((tx) =>
      importUnits(tx, Buffer.from(units), { now: at("2026-11-01T08:00:00"), isTrial: false }),
    );
    const ready = readyForms.find(({ id }) => id === "report")?.definition;
    form = await openedForm(opened.db, definition({ ...ready, who: "all" }));
  });
  afterEach(() => opened.close());

  /** The officer of a unit, in a chat that can be written to. */
  async function officer(code: string): Promise<string> {
    const { id } = await newFiller(opened.db);
    await opened.db.transact(async (tx) => {
      const unit = await tx
        .selectFrom("unit")
        .select("id")
        .where("code", "=", code)
        .executeTakeFirstOrThrow();
      await tx.updateTable("member").set({ unit_id: unit.id }).where("id", "=", id).execute();
      const created_at = at("2026-11-01T08:00:00");
      await tx
        .insertInto("address")
        .values({
          ...{ channel: "telegram", external_id: id, member_id: id, name: null, is_reachable: 1 },
          ...{ unreachable_why: null, last_inbound_at: created_at, created_at },
        })
        .execute();
    });
    return id;
  }

  async function report(id: string, when: Instant, figures: readonly string[]) {
    const filler = await newFiller(opened.db, { id, at: when });
    await filler.begin("BM-BAOCAO");
    await filler.say(...figures, "bỏ qua");
    const summary = filler.text;
    await filler.say("gửi");
    return { summary, receipt: filler.text };
  }

  const told = async () =>
    (
      await opened.db.read.selectFrom("delivery").select(["member_id", "content"]).orderBy("seq").execute()
    ).map(({ member_id, content }) => `${member_id} ${content}`);
  const tend = (now: Instant) =>
    tendForms({
      ...{ db: opened.db, clock: () => now, log: silentLog, onWritten: () => {} },
      quietHours: { fromMinute: 0, toMinute: 0 },
    });

  test("are asked for once, chased politely until they come, and no more afterwards", async () => {
    const [one, two] = [await officer("CS-1"), await officer("CS-2")];
    const merged = await officer("CS-CU");
    await tend(at("2026-12-01T07:00:00"));
    expect(await told()).toEqual([]);
    for (let times = 0; times < 3; times++) await tend(at("2026-12-01T08:01:00"));
    expect(await told()).toEqual([expect.stringContaining(`${one} `), expect.stringContaining(`${two} `)]);
    expect((await told())[0]).toContain("tháng 11/2026");
    expect((await told()).join()).not.toContain(merged);
    await report(one, at("2026-12-02T09:00:00"), ["120", "2", "80", "3", "bỏ qua"]);
    for (let times = 0; times < 2; times++) await tend(at("2026-12-03T08:30:00"));
    expect((await told()).slice(2)).toEqual([expect.stringContaining("Nhắc nhẹ: CĐCS Hai")]);
    await tend(at("2026-12-09T09:00:00"));
    expect((await told()).slice(3)).toEqual([expect.stringContaining("đã quá hạn")]);
  });

  test("say whose and which period they are, and point at figures that jumped", async () => {
    const one = await officer("CS-1");
    const first = await newFiller(opened.db, { id: one, at: at("2026-12-02T09:00:00") });
    await first.begin("BM-BAOCAO");
    expect(first.text).toContain("Báo cáo của CĐCS Một, tháng 11/2026. Hạn: 17:00, thứ Bảy 05/12/2026.");
    await first.say("120", "2", "80", "3", "bỏ qua", "bỏ qua", "gửi");
    const { summary, receipt } = await report(one, at("2027-01-03T09:00:00"), [
      "1200",
      "2",
      "85",
      "3",
      "12 triệu",
    ]);
    expect(summary).toContain("• Số đoàn viên: kỳ trước 120, kỳ này 1.200");
    expect(summary).not.toContain("Lượt người dự: kỳ trước");
    expect(receipt).toContain("báo cáo tháng 12/2026 của CĐCS Một");
  });

  test("of who belongs to no reporting unit, or before the first period, are not begun", async () => {
    const top = await newFiller(opened.db, { id: await officer("LDLD"), at: at("2026-12-02T09:00:00") });
    await top.begin("BM-BAOCAO");
    expect(top.text).toContain("chưa gắn với đơn vị phải báo cáo");
    const early = await newFiller(opened.db, { id: await officer("CS-1"), at: at("2026-11-25T09:00:00") });
    await early.begin("BM-BAOCAO");
    expect(early.text).toContain("Chưa tới kỳ báo cáo nào");
  });

  test("are added up along the tree, the newest of each unit alone, with who is late", async () => {
    const [one, two] = [await officer("CS-1"), await officer("CS-2")];
    await report(one, at("2026-12-02T09:00:00"), ["999", "1", "1", "1", "bỏ qua"]);
    await report(one, at("2026-12-02T10:00:00"), ["120", "2", "80", "3", "1,5 tỷ"]);
    await report(two, at("2026-12-04T10:00:00"), ["30", "1", "20", "0", "bỏ qua"]);
    const now = at("2026-12-06T09:00:00");
    const rolled = await rollUp(opened.db.read, form, { from: "2026-11", to: "2026-11", now });
    const of = (code: string) =>
      rolled?.totals.get(rolled.units.find((unit) => unit.code === code)?.id ?? "");
    // One unit ended before the period's last day, one after it: that one owes nothing any more.
    expect(of("LDLD")).toMatchObject({ expected: 4, reported: 2, late: 1 });
    expect(of("XA")).toMatchObject({ expected: 2, reported: 2, late: 0 });
    expect(of("XA")?.figures).toEqual({
      members: 150,
      sessions: 3,
      reached: 100,
      ideas: 3,
      money: 1_500_000_000,
    });
    expect(rolled?.late.map(({ unit }) => unit.code)).toEqual(["CS-3"]);
    expect((await namedAnswers(opened.db.read, form)).map(({ state }) => state)).toEqual([
      "replaced",
      "filed",
      "filed",
    ]);
    const rows = await readBack(
      await rollupXlsx(opened.db.read, form, { from: "2026-11", to: "2026-11", now, root: "XA" }),
    );
    expect(rows.slice(-3).map((row) => row.slice(0, 6))).toEqual([
      ["Công đoàn xã", "XA", "2", "2", "0", "150"],
      ["    CĐCS Một", "CS-1", "1", "1", "0", "120"],
      ["    CĐCS Hai", "CS-2", "1", "1", "0", "30"],
    ]);
    const empty = await rollUp(opened.db.read, form, { from: "2030-01", to: "2030-12", now });
    expect(empty?.all).toEqual({ expected: 0, reported: 0, late: 0, figures: {} });
  });

  test("of one unit sent twice at the same moment leave one that counts", async () => {
    const [one, other] = [await officer("CS-1"), await officer("CS-1")];
    const now = at("2026-12-02T09:00:00");
    await Promise.all([one, other].map((id) => report(id, now, ["120", "2", "80", "3", "bỏ qua"])));
    const rolled = await rollUp(opened.db.read, form, { from: "2026-11", to: "2026-11", now: addMs(now, 1) });
    expect([rolled?.all.reported, rolled?.all.figures.members]).toEqual([1, 120]);
  });
});
