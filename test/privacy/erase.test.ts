import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refuseRequest, settleRequest } from "../../src/conversation/data-desk.ts";
import { sweepBlobs } from "../../src/database/blob-sweep.ts";
import { addMs, systemClock } from "../../src/kit/time.ts";
import { importMembers } from "../../src/people/import-members.ts";
import { importUnits } from "../../src/people/import-units.ts";
import { makeRosterCode } from "../../src/people/link-code.ts";
import { findRosterEntry } from "../../src/people/roster.ts";
import { answerCase } from "../../src/questions/cases-change.ts";
import { draftFaq } from "../../src/questions/faq.ts";
import { memberList, sampleUnits, unitList } from "../people/lists.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { openPrivacy, type PrivacyStage } from "./stage.ts";

const canary = "zebrakhoe";
const now = () => systemClock();

describe.each(databases)("erasing a member on $name", { timeout: 30_000 }, ({ open }) => {
  let opened: TestDatabase;
  let stage: PrivacyStage;
  beforeEach(async () => {
    opened = await open();
    stage = await openPrivacy(opened);
  });
  afterEach(async () => {
    await stage.close();
    await opened.close();
  });
  const who = `id-${canary}`;
  const requests = () => opened.db.read.selectFrom("data_request").selectAll().orderBy("number").execute();

  /** Puts the canary into every flow a member has: chat, questions, a case, the roster, a file, a proposal. */
  async function live(): Promise<void> {
    const { db } = opened;
    const at = { now: now(), isTrial: false };
    await db.transact((tx) => importUnits(tx, unitList(...sampleUnits), at));
    const line = "DV-1;Người Trong Danh Sách;CDCS-NAMBAN2;;;;;0912345678;có";
    await db.transact((tx) => importMembers(tx, memberList(line), at));
    const entry = await findRosterEntry(db.read, "DV-1");
    const { code } = await db.transact((tx) => makeRosterCode(tx, entry?.id ?? "", now()));
    await stage.say(who, code, "đồng ý", "nhận tin", "đồng ý", `${canary} là gì vậy?`);
    await stage.say(who, "gặp cán bộ", `Công ty ${canary} nợ lương em`);
    await db.transact((tx) => answerCase(tx, { number: 1, answer: `Chào ${canary}`, by: "hoa", now: now() }));
    await db.transact((tx) => draftFaq(tx, { caseNumber: 1, by: "hoa", now: now() }));
    await stage.say(who, "gặp bot");
  }

  /** Files a proposal whose every answer has the canary in it, with a file. */
  async function file(): Promise<string> {
    const handle = `blob:${await stage.blobs.put(new TextEncoder().encode(`${canary} trong ảnh`), "image/png", now())}`;
    const photo = {
      handle,
      kind: "photo",
      name: `${canary}.png`,
      mediaType: "image/png",
      sizeBytes: 10,
    } as const;
    await stage.say(who, "gửi sáng kiến", `máy ${canary} số 2 hay kẹt, mỗi ca dừng 30 phút`);
    await stage.say(who, `em hàn thêm tấm chắn ${canary} ở miệng phễu, đã dùng thử từ tháng trước`);
    await stage.sendFile(who, photo, "");
    await stage.say(
      who,
      `${canary} bớt dừng máy 25 phút mỗi ca`,
      `Nguyễn ${canary}, tổ ${canary}, nhà máy chè`,
    );
    return stage.say(who, "đồng ý");
  }

  test("leaves no word of theirs in the database, the files and the log, and totals as they were", async () => {
    await live();
    await stage.say(who, "gửi sáng kiến", `máy ${canary} bị kẹt mãi`, "huỷ");
    await stage.say(who, "/suadulieu name", `Trần ${canary}`);
    const rows = async () => (await opened.db.read.selectFrom("delivery").select("seq").execute()).length;
    const before = await rows();
    expect(await stage.traces(canary)).toEqual(
      expect.arrayContaining([
        "address.external_id",
        "asked.question",
        "data_request.wanted",
        "delivery.content",
        "draft.state",
        "faq.question",
        "inbound.said",
        "officer_case.answer",
      ]),
    );
    expect(await stage.say(who, "xoá dữ liệu của tôi", "đồng ý")).toMatch(/Đã xoá.*yêu cầu dữ liệu số 2/s);
    await stage.tend();
    expect(await stage.traces(canary)).toEqual([]);
    expect(await rows()).toBe(before + 2);
    expect(await requests()).toMatchObject([
      { kind: "correct", status: "refused", wanted: null, address_id: null },
      { kind: "erase", status: "done", has_rest: 0, address_id: null },
    ]);
    const entry = await findRosterEntry(opened.db.read, "DV-1");
    expect(entry).toMatchObject({ fullName: "Người Trong Danh Sách", phone: null, memberId: null });
  });

  test("leaves filed proposals to an officer, who empties them; then nothing is left but the number", async () => {
    expect(await file()).toContain("SK-");
    const reply = await stage.say(who, "xoá dữ liệu của tôi", "đồng ý");
    expect(reply).toMatch(/Còn 1 hồ sơ sáng kiến đã gửi: cán bộ xử lý chậm nhất/);
    await stage.tend();
    expect(await stage.traces(canary)).toContain("proposal.answers");
    const settled = await opened.db.transact((tx) => settleRequest(tx, { number: 1, by: "hoa", now: now() }));
    expect(settled.kind).toBe("settled");
    await stage.say("người khác", "menu");
    await stage.tend();
    await sweepBlobs({ db: opened.db, folder: `${stage.folder}/blobs` }, addMs(now(), 2 * 86_400_000), 10);
    expect(await stage.traces(canary)).toEqual([]);
    const proposals = await opened.db.read.selectFrom("proposal").select(["number", "state"]).execute();
    expect(proposals).toMatchObject([{ state: "withdrawn" }]);
    const again = await opened.db.transact((tx) => settleRequest(tx, { number: 1, by: "lan", now: now() }));
    expect(again.kind).toBe("before");
  });

  test("waits with an open case until it is answered, and keeps words written by somebody else", async () => {
    await stage.say("khác", "Chuyện của người khác thì sao?");
    await stage.say(who, "gặp cán bộ", `Công ty ${canary} nợ lương em`, "xoá dữ liệu của tôi", "đồng ý");
    await stage.tend();
    expect(await stage.traces(canary)).toContain("officer_case.question");
    await opened.db.transact((tx) =>
      answerCase(tx, { number: 1, answer: "Chào bạn", by: "hoa", now: now() }),
    );
    await stage.say("khác", "menu");
    await stage.tend();
    expect(await stage.traces(canary)).toEqual([]);
    expect(await stage.traces("người khác thì sao")).toContain("inbound.said");
  });

  test("shows, copies, corrects and withdraws by words, each a request with a log nobody can change", async () => {
    await live();
    expect(await stage.say(who, "xem dữ liệu của tôi")).toMatch(/Đồng ý nhận tin công đoàn/);
    expect(await stage.say(who, "sửa dữ liệu của tôi", "/suadulieu phone", "0987654321")).toContain(
      "0987654321",
    );
    expect(await stage.say(who, "rút đồng ý", "/rutdongy news")).toContain(
      "Đã rút đồng ý: nhận tin công đoàn",
    );
    await stage.say(who, "tải dữ liệu của tôi");
    await stage.tend();
    const page = await opened.db.read.selectFrom("blob").select("hash").executeTakeFirstOrThrow();
    expect(new TextDecoder().decode(await stage.blobs.read(page.hash))).toContain(`${canary} là gì vậy?`);
    await opened.db.transact((tx) => settleRequest(tx, { number: 2, by: "hoa", now: now() }));
    expect(await findRosterEntry(opened.db.read, "DV-1")).toMatchObject({ phone: "0987654321" });
    expect((await requests()).map(({ kind, status }) => [kind, status])).toEqual([
      ["see", "done"],
      ["correct", "done"],
      ["withdraw", "done"],
      ["copy", "done"],
    ]);
    const rewrite = opened.db.transact((tx) => tx.updateTable("data_log").set({ note: "x" }).execute());
    await expect(rewrite).rejects.toThrow(/never changed/);
    const remove = opened.db.transact((tx) => tx.deleteFrom("data_log").execute());
    await expect(remove).rejects.toThrow(/never changed/);
    const refused = await opened.db.transact((tx) =>
      refuseRequest(tx, { number: 2, by: "lan", reason: "muộn", now: now() }),
    );
    expect(refused.kind).toBe("before");
  });
});
