import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { silentLog } from "../../src/kit/log.ts";
import { addMs, instant } from "../../src/kit/time.ts";
import { columnsOf, namedAnswers } from "../../src/participation/answers.ts";
import { readDefinition } from "../../src/participation/definition.ts";
import { attendancePapers } from "../../src/participation/event-papers.ts";
import { attend, countSeats, doorCode, giveUpSeat } from "../../src/participation/event-seats.ts";
import { editForm } from "../../src/participation/forms.ts";
import { moveMember } from "../../src/participation/own.ts";
import { commentsDocx, commentsXlsx } from "../../src/participation/policy-file.ts";
import { readyForms } from "../../src/participation/ready-forms.ts";
import { rosterXlsx } from "../../src/participation/roster-file.ts";
import { decideCorrection } from "../../src/participation/roster-form.ts";
import { tendForms } from "../../src/participation/run-forms.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { definition, newFiller, now, openedForm } from "./filler.ts";
import { readBack, rosterOf3 } from "./world.ts";

/** A form that comes with the program, parts of it replaced. */
function ready(id: string, changed: Record<string, unknown> = {}) {
  const found = readyForms.find((form) => form.id === id);
  return definition({ ...found?.definition, ...changed });
}

test.each(readyForms)("$name can be used as it comes", (form) => {
  expect(readDefinition(form.definition).kind).toBe("read");
});

describe.each(databases)("corrections of the roster on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  test("start from what the roster has, wait for an officer, and reach roster, member and export", async () => {
    const { mai } = await rosterOf3(opened.db);
    const form = await openedForm(opened.db, ready("roster"));
    const filler = await newFiller(opened.db, { id: mai });
    await filler.begin("BM-THONGTIN");
    expect(filler.text).toContain("Số điện thoại của bạn?");
    await filler.say("0912345678", "15/3/2019", "Cao đẳng", "=HYPERLINK(1)");
    expect(filler.text).toContain("Họ và tên: Lò Thị Mai");
    await filler.say("sửa chức vụ: Tổ trưởng", "gửi");
    expect(filler.text).toContain("Cán bộ sẽ đối chiếu");
    const entry = () =>
      opened.db.read.selectFrom("roster").selectAll().where("code", "=", "DV1").executeTakeFirst();
    expect(await entry()).toMatchObject({ phone: null, position: "Công nhân" });

    const [answer] = await namedAnswers(opened.db.read, form);
    expect(answer).toMatchObject({ state: "waiting", who: { name: "Lò Thị Mai", unit: "CĐCS Chè" } });
    expect(answer?.detail.before).toMatchObject({ position: "Công nhân", phone: "" });
    const decide = (accepted: string[]) =>
      opened.db.transact((tx) =>
        decideCorrection(tx, { form, answerId: answer?.id ?? "", accepted, reason: "", by: "Lan", now }),
      );
    expect(await decide(["position", "phone", "education", "job", "strange"])).toMatchObject({
      state: "confirmed",
    });
    expect(await decide(["position"])).toEqual({ kind: "settled" });
    expect(await entry()).toMatchObject({ phone: "0912345678", position: "Tổ trưởng", joined_on: null });
    const member = await opened.db.read
      .selectFrom("member")
      .selectAll()
      .where("id", "=", mai)
      .executeTakeFirst();
    expect(member?.position_key).toBe("to truong");
    const told = await opened.db.read.selectFrom("delivery").select("content").execute();
    expect(JSON.stringify(told)).toContain("đã được cán bộ xác nhận: Chức vụ, Số điện thoại, Trình độ");

    const sheet = await readBack(await rosterXlsx(opened.db.read, form, { now }));
    const line = sheet.find((row) => row.includes("DV1"));
    expect(line).toEqual([
      "DV1",
      "Lò Thị Mai",
      "CDCS-CHE",
      "CĐCS Chè",
      "Tổ trưởng",
      "",
      "Cao đẳng",
      "'=HYPERLINK(1)",
    ]);
    expect(sheet.some((row) => row.includes("DV3"))).toBe(true);
  });

  test("of a wrong unit change nothing, and a refusal lets the member send again", async () => {
    const { mai } = await rosterOf3(opened.db);
    const form = await openedForm(opened.db, ready("roster", { times: "once" }));
    const filler = await newFiller(opened.db, { id: mai });
    const send = async () => {
      await filler.begin("BM-THONGTIN");
      await filler.say("bỏ qua", "bỏ qua", "bỏ qua", "bỏ qua", "sửa đơn vị: Công ty Không Có Thật", "gửi");
    };
    await send();
    const answer = async () => (await namedAnswers(opened.db.read, form)).at(-1);
    const decide = async (accepted: string[]) => {
      const answerId = (await answer())?.id ?? "";
      const given = { form, answerId, accepted, reason: "Không có đơn vị này", by: "Lan", now };
      return opened.db.transact(async (tx) => {
        const decided = await decideCorrection(tx, given);
        if (decided.kind !== "done") throw new Error(decided.kind);
        return decided;
      });
    };
    await expect(decide(["unit"])).rejects.toThrow("faulty");
    expect((await answer())?.state).toBe("waiting");
    expect(await decide([])).toMatchObject({ state: "refused" });
    await send();
    expect((await namedAnswers(opened.db.read, form)).map(({ state }) => state)).toEqual([
      "refused",
      "waiting",
    ]);
  });

  test("move a member of a merged unit to the one that took over", async () => {
    const { mai } = await rosterOf3(opened.db);
    const form = await openedForm(opened.db, ready("roster"));
    const filler = await newFiller(opened.db, { id: mai });
    await filler.begin("BM-THONGTIN");
    await filler.say("bỏ qua", "bỏ qua", "bỏ qua", "bỏ qua", "sửa đơn vị: CĐCS Cũ", "gửi");
    const [answer] = await namedAnswers(opened.db.read, form);
    await opened.db.transact((tx) =>
      decideCorrection(tx, {
        form,
        answerId: answer?.id ?? "",
        accepted: ["unit"],
        reason: "",
        by: "Lan",
        now,
      }),
    );
    const entry = await opened.db.read
      .selectFrom("roster")
      .innerJoin("unit", "unit.id", "roster.unit_id")
      .select("unit.code")
      .where("roster.code", "=", "DV1")
      .executeTakeFirst();
    expect(entry?.code).toBe("CDCS-MOI");
  });
});

describe.each(databases)("an event on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());
  const starts = instant("2026-11-25T01:00:00Z");
  const event = (seats: number | null) =>
    ready("event", {
      service: {
        ...{ kind: "event", place: "Hội trường", seats, remindHours: [24, 2] },
        ...{ starts: "2026-11-25 08:00", ends: "2026-11-25 17:00" },
      },
    });
  const register = async (id?: string) => {
    const one = await newFiller(opened.db, id === undefined ? {} : { id });
    await one.begin("BM-TAPHUAN");
    await one.say("Có", "bỏ qua", "gửi");
    return one;
  };

  test("gives every seat once, however many come at the same moment, and the rest a place in the queue", async () => {
    const form = await openedForm(opened.db, event(5));
    await Promise.all(Array.from({ length: 20 }, () => register()));
    expect(await countSeats(opened.db.read, form.id)).toEqual({ going: 5, queued: 15, attended: 0 });
  });

  test("hands a seat that is given up to who waits longest, and lets the one who left come back last", async () => {
    const form = await openedForm(opened.db, event(1));
    const [first, second, third] = [await register(), await register(), await register()];
    expect(first.text).toContain("Bạn có chỗ");
    expect(third.text).toContain("đứng thứ 2 trong danh sách chờ");
    await opened.db.transact((tx) =>
      tx
        .insertInto("address")
        .values({
          ...{ channel: "telegram", external_id: "2", member_id: second.id, name: null, is_reachable: 1 },
          ...{ unreachable_why: null, last_inbound_at: now, created_at: now },
        })
        .execute(),
    );
    const given = { code: "BM-TAPHUAN", memberId: first.id, now };
    await opened.db.transact((tx) => giveUpSeat(tx, given));
    const told = await opened.db.read.selectFrom("delivery").select(["member_id", "content"]).execute();
    expect(told.map(({ member_id }) => member_id)).toEqual([second.id]);
    expect(told[0]?.content).toContain("bạn đã có chỗ");
    const back = await register(first.id);
    expect(back.text).toContain("đứng thứ 2");
    expect(await countSeats(opened.db.read, form.id)).toEqual({ going: 1, queued: 2, attended: 0 });
  });

  test("leaves one person one seat when two of their chats are linked", async () => {
    const form = await openedForm(opened.db, event(5));
    const [one, other] = [await register(), await register()];
    await opened.db.transact((tx) => moveMember(tx, other.id, one.id));
    expect(await countSeats(opened.db.read, form.id)).toEqual({ going: 1, queued: 0, attended: 0 });
  });

  test("hands out seats an officer adds, to those who wait first", async () => {
    const form = await openedForm(opened.db, event(1));
    for (const _ of [1, 2, 3]) await register();
    const given = { id: form.id, version: 1, definition: event(2) };
    await opened.db.transact((tx) => editForm(tx, given, { by: "Lan", now }));
    const parts = { quietHours: { fromMinute: 0, toMinute: 0 }, onWritten: () => {} };
    await tendForms({ db: opened.db, clock: () => now, log: silentLog, ...parts });
    expect((await namedAnswers(opened.db.read, form)).map(({ state }) => state)).toEqual([
      "going",
      "going",
      "queued",
    ]);
  });

  test("reminds each person once per moment, also when the loop dies and starts again, and never at night", async () => {
    const form = await openedForm(opened.db, event(null));
    const people = [await register(), await register()];
    for (const { id } of people)
      await opened.db.transact((tx) =>
        tx
          .insertInto("address")
          .values({
            ...{ channel: "telegram", external_id: id, member_id: id, name: null, is_reachable: 1 },
            ...{ unreachable_why: null, last_inbound_at: now, created_at: now },
          })
          .execute(),
      );
    const count = async () => (await opened.db.read.selectFrom("delivery").select("seq").execute()).length;
    const tend = (at: typeof now, quiet = { fromMinute: 0, toMinute: 0 }) =>
      tendForms({ db: opened.db, clock: () => at, log: silentLog, quietHours: quiet, onWritten: () => {} });
    await tend(addMs(starts, -25 * 3_600_000));
    expect(await count()).toBe(0);
    await tend(addMs(starts, -23 * 3_600_000), { fromMinute: 0, toMinute: 1439 });
    expect(await count()).toBe(0);
    for (let times = 0; times < 3; times++) await tend(addMs(starts, -23 * 3_600_000));
    expect(await count()).toBe(2);
    for (let times = 0; times < 3; times++) await tend(addMs(starts, -1 * 3_600_000));
    expect(await count()).toBe(4);
    await tend(addMs(starts, 3_600_000));
    expect([await count(), form.status]).toEqual([4, "open"]);
  });

  test("takes attendance by the code at the door around its time only, and confirms it on paper", async () => {
    const form = await openedForm(opened.db, event(10));
    const mai = await register();
    const code = (await doorCode(opened.db.read, form)) ?? "";
    expect(code).toMatch(/^[A-Z2-9]{6}$/);
    const come = (at: typeof now, given = code, memberId = mai.id) =>
      opened.db.transact(async (tx) => JSON.stringify(await attend(tx, { code: given, memberId, now: at })));
    expect(await come(now)).toContain("chỉ dùng được quanh giờ");
    expect(await come(starts, "AAAAAA")).toContain("không đúng");
    expect(await come(starts, code, (await newFiller(opened.db)).id)).toContain("chưa đăng ký");
    for (let times = 0; times < 2; times++) expect(await come(starts)).toContain("Đã điểm danh");
    expect(await countSeats(opened.db.read, form.id)).toEqual({ going: 0, queued: 0, attended: 1 });
    const people = await namedAnswers(opened.db.read, form, { states: ["attended"] });
    const paper = await attendancePapers(form, { people, now });
    expect(Buffer.from(paper.subarray(0, 2)).toString()).toBe("PK");
  });
});

describe.each(databases)("comments on a draft on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  test("show the clause first, come with or without a name, and are grouped for the drafter", async () => {
    const form = await openedForm(opened.db, ready("policy"));
    const mai = await newFiller(opened.db);
    await mai.begin("BM-GOPY");
    await mai.say("Ẩn danh", "Điều 2. Đối tượng");
    expect(mai.text).toContain("Chép nội dung điều 2");
    await mai.say("Đề nghị sửa", "=1+1 thêm lao động tự do", "Họ cũng đóng góp", "gửi");
    expect(mai.text).toContain("không ghi tên bạn");
    await mai.begin("BM-GOPY");
    await mai.say("Có tên", "Cả dự thảo", "Đồng ý như dự thảo", "gửi");
    const { allAnswers } = await import("../../src/participation/answers.ts");
    const answers = await allAnswers(opened.db.read, form);
    const columns = await columnsOf(opened.db.read, form);
    const rows = await readBack(await commentsXlsx(form, { answers, columns, now }));
    expect(rows.slice(-2)).toEqual([
      ["Điều 2. Đối tượng", "Đề nghị sửa", "'=1+1 thêm lao động tự do", "Họ cũng đóng góp", "Ẩn danh", ""],
      ["Cả dự thảo", "Đồng ý như dự thảo", "", "", "BM-GOPY-0001", ""],
    ]);
    const paper = await commentsDocx(form, { answers, columns, now });
    expect(Buffer.from(paper.subarray(0, 2)).toString()).toBe("PK");
  });
});
