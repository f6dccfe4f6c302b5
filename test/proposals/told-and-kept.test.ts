import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addMs, type Instant } from "../../src/kit/time.ts";
import { importUnits } from "../../src/people/import-units.ts";
import { continueDraft, resumeDraft } from "../../src/proposals/dialogue.ts";
import { readDraftState } from "../../src/proposals/drafts.ts";
import { eraseUnfiled } from "../../src/proposals/erase.ts";
import { purgeCanceledDrafts } from "../../src/proposals/purge.ts";
import { quickForm } from "../../src/proposals/quick-form.ts";
import { readRecord } from "../../src/proposals/record.ts";
import { sampleUnits, unitList } from "../people/lists.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { applied, type Member, newMember, now } from "./member.ts";

const dayMs = 24 * 60 * 60 * 1000;

describe.each(databases)("a draft on $name", ({ open }) => {
  let opened: TestDatabase;
  let mai: Member;
  beforeEach(async () => {
    opened = await open();
    mai = await newMember(opened.db);
    await mai.begin();
  });
  afterEach(() => opened.close());

  const purge = (at: Instant) => opened.db.transact((tx) => purgeCanceledDrafts(tx, at));
  const drafts = () => opened.db.read.selectFrom("draft").select(["state", "status"]).execute();

  test("given up is kept for seven days with the way back, and gone after that; others stay", async () => {
    await mai.say("Máy sao chè nóng không đều", "bỏ hồ sơ này");
    expect(mai.text).toContain("7 ngày");
    const other = await newMember(opened.db);
    await other.begin();
    await other.say("Nước mưa tràn vào kho chè", "để sau");
    expect(await purge(addMs(now, 7 * dayMs))).toBe(0);
    const back = await opened.db.transact((tx) =>
      resumeDraft(tx, { memberId: mai.id, now: addMs(now, 6 * dayMs) }),
    );
    expect(back.draftId).not.toBeNull();
    const paused = await drafts();
    expect(paused.map(({ status }) => status).toSorted()).toEqual(["open", "paused"]);
    await opened.db.transact((tx) =>
      continueDraft(tx, {
        ...{ draftId: back.draftId ?? "", memberId: mai.id, channel: "terminal", now: addMs(now, 6 * dayMs) },
        said: { text: "bỏ hồ sơ này", files: [], choice: null },
      }),
    );
    expect(await purge(addMs(now, 12 * dayMs))).toBe(0);
    expect(await purge(addMs(now, 14 * dayMs))).toBe(1);
    expect((await drafts()).map(({ status }) => status)).toEqual(["paused"]);
  });

  test("two answers on two channels at once are both in it", async () => {
    await mai.say(applied[0] ?? "");
    const turn = (text: string, channel: "telegram" | "web-chat") =>
      opened.db.transact((tx) =>
        continueDraft(tx, {
          ...{ draftId: mai.draftId ?? "", memberId: mai.id, channel, now },
          said: { text, files: [], choice: null },
        }),
      );
    await Promise.all([
      turn("Cách làm: Lắp thêm cảm biến nhiệt, đã dùng từ 15/3/2026", "telegram"),
      turn("Lợi ích: mỗi mẻ bớt hỏng 5 kg", "web-chat"),
      turn("Họ tên: Lò Thị Mai", "telegram"),
    ]);
    const [row] = await drafts();
    const { answers } = readDraftState(quickForm, row?.state ?? "").intake;
    expect(Object.keys(answers).toSorted()).toEqual(
      ["author", "benefit", "first_applied", "problem", "solution", "stage"].toSorted(),
    );
  });

  test("offers the unit of the list its words mean, keeps the words, and takes no other unit", async () => {
    await opened.db.transact((tx) => importUnits(tx, unitList(...sampleUnits), { now, isTrial: false }));
    await mai.say(...applied.slice(0, 3), "Lò Thị Mai, Công ty Chè Than Uyên");
    expect(mai.text).toContain("Trong danh sách của công đoàn có “CĐCS Công ty CP Chè Than Uyên”");
    const { length } = mai.screen.at(-1)?.choices ?? [];
    await mai.say(String(length));
    expect(mai.text).toContain("Đã ghi nơi làm là CĐCS Công ty CP Chè Than Uyên");
    expect(mai.text).not.toContain("Trong danh sách của công đoàn có");
    await mai.say("đồng ý");
    const filed = await opened.db.read.selectFrom("proposal").select("answers").executeTakeFirstOrThrow();
    expect(readRecord(filed.answers).answers.unit).toEqual({
      kind: "unit",
      name: "Công ty Chè Than Uyên",
      code: "CDCS-CHE",
    });
  });

  test("offers no unit where the words may mean several or none", async () => {
    await opened.db.transact((tx) => importUnits(tx, unitList(...sampleUnits), { now, isTrial: false }));
    await mai.say(...applied.slice(0, 3), "Lò Thị Mai, trạm y tế Mường Kim");
    expect(mai.text).toContain("Bạn xem lại");
    expect(mai.text).not.toContain("danh sách của công đoàn");
  });

  test("whoever is forgotten is no longer shown an invitation", async () => {
    const { db } = opened;
    const invite = {
      ...{ id: "i", seat: 1, name: "Páo", share: 4000, code_hash: "h", status: "open" as const },
      ...{ shown_to: mai.id, answered_by: null, created_at: now, expires_at: now, answered_at: null },
    };
    const other = await newMember(db);
    await other.begin();
    await other.say(...applied, "đồng ý");
    const { id } = await db.read.selectFrom("proposal").select("id").executeTakeFirstOrThrow();
    await db.transact(async (tx) => {
      await tx
        .insertInto("coauthor_invite")
        .values({ ...invite, proposal_id: id })
        .execute();
      await eraseUnfiled(tx, mai.id);
    });
    const row = await db.read.selectFrom("coauthor_invite").selectAll().executeTakeFirstOrThrow();
    expect(row.shown_to).toBeNull();
    expect((await drafts()).map(({ status }) => status)).toEqual(["filed"]);
  });
});

describe("somebody who wants it written for them", () => {
  test.each(["viết hộ em", "em khong biet viet, viet ho em voi", "nhờ bạn soạn giúp hồ sơ"])(
    "“%s” is asked, with an example, and nothing is made up",
    async (words) => {
      const { open } = databases[0] ?? {};
      const opened = await open?.();
      if (!opened) throw new Error("No database.");
      try {
        const member = await newMember(opened.db);
        await member.begin();
        await member.say(words);
        expect(member.text).toContain("Mình không viết thay");
        expect(member.text).toContain("Ví dụ");
        const [row] = await opened.db.read.selectFrom("draft").select("state").execute();
        expect(readDraftState(quickForm, row?.state ?? "").intake.answers).toEqual({});
      } finally {
        await opened.close();
      }
    },
  );
});
