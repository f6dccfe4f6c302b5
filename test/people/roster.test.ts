import type { CellValue } from "hucre/xlsx";
import { writeXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { exportMembers } from "../../src/people/export-members.ts";
import { importMembers } from "../../src/people/import-members.ts";
import { importUnits } from "../../src/people/import-units.ts";
import { findRosterEntry, rosterOf, tieRoster } from "../../src/people/roster.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createHandClock, noon } from "../support/delivery-stage.ts";
import { createStagePeople } from "../support/stage-people.ts";
import { csv, memberList, sampleUnits, unitList } from "./lists.ts";

const mai = "DV001;Lò Thị Mai;CDCS-NAMBAN2;Chủ tịch;nữ công; An toàn;05/03/2019;;0912 345 678;có";
const hung = "DV002;Vàng A Hùng;tổ sao chè;;;;tạm nghỉ;912345679;";
const quoted = mai.replace("nữ công; An toàn", '"nữ công; An toàn"');

describe.each(databases)("the roster, on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
    await opened.db.transact((tx) =>
      importUnits(tx, unitList(...sampleUnits), { now: noon, isTrial: false }),
    );
  });
  beforeEach(() => opened.db.transact((tx) => tx.deleteFrom("roster").execute()));
  afterAll(() => opened.close());

  const take = (bytes: Uint8Array, isTrial = false) =>
    opened.db.transact((tx) => importMembers(tx, bytes, { now: noon, isTrial }));
  const rows = () => opened.db.read.selectFrom("roster").selectAll().orderBy("code").execute();
  const exported = async () => {
    let text = "";
    for await (const piece of exportMembers(opened.db.read)) text += piece;
    return text;
  };

  test("a list is taken, a trial changes nothing, the same list again changes nothing", async () => {
    expect(await take(memberList(quoted, hung), true)).toMatchObject({ kind: "taken", added: 2 });
    expect(await rows()).toEqual([]);
    expect(await take(memberList(quoted, hung))).toMatchObject({ added: 2, phonesLeftOut: 1 });
    const first = await rows();
    expect(first).toMatchObject([
      {
        full_name: "Lò Thị Mai",
        position: "Chủ tịch",
        joined_on: "2019-03-05",
        state: "active",
        phone: "0912345678",
      },
      { full_name: "Vàng A Hùng", position: null, joined_on: null, state: "paused", phone: null },
    ]);
    expect(JSON.parse(first[0]?.tags ?? "")).toEqual(["an toan", "nu cong"]);
    expect(await take(memberList(quoted, hung))).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    expect(await rows()).toEqual(first);
  });

  test("one wrong row refuses the whole list and names every row and column", async () => {
    const result = await take(
      memberList(
        quoted,
        "DV003;;CDCS-NAMBAN2;;;5-13-2019;đang bay;123;có",
        "DV003;Lần nữa;Than Uyên;;;;;;",
        "DV004;Đã chuyển;LĐLĐ huyện Than Uyên;;;;;;",
        "dv 5;Lạ;;;;;;;",
      ),
    );
    expect(
      result.kind === "refused" && result.faults.map((one) => `${one.row} [${one.column}] ${one.what}`),
    ).toEqual([
      "3 [Trạng thái] không có trạng thái “đang bay”: viết đang sinh hoạt, tạm nghỉ hoặc đã thôi",
      "3 [Số điện thoại] “123” không phải số điện thoại: viết 10 chữ số, ví dụ 0912345678",
      "3 [Họ và tên] còn trống",
      "3 [Ngày vào công đoàn] “5-13-2019” không phải ngày: viết dạng 31/12/2026",
      "4 [Mã đoàn viên] “DV003” đã có ở dòng 3",
      "4 [Đơn vị] không có đơn vị “Than Uyên”: viết đúng mã hoặc tên trong danh sách đơn vị",
      "5 [Đơn vị] “LĐLĐ huyện Than Uyên” đã kết thúc hoạt động: hãy viết LDLD-TINH",
      "6 [Mã đoàn viên] “dv 5”: mã chỉ gồm chữ không dấu, số, dấu chấm, gạch ngang (tối đa 40 ký tự)",
      "6 [Đơn vị] còn trống",
    ]);
    expect(await rows()).toEqual([]);
  });

  test("who left may stay with a unit that ended", async () => {
    const line = "DV009;Đã nghỉ;LĐLĐ huyện Than Uyên;;;;đã thôi;;";
    expect(await take(memberList(line))).toMatchObject({ kind: "taken", added: 1 });
  });

  test("more than the union needs is not read, and named", async () => {
    const head = "Mã đoàn viên,Họ và tên,Đơn vị,Dân tộc,Số CCCD,Tôn giáo";
    const result = await take(csv(head, "DV001,Lò Thị Mai,CDCS-NAMBAN2,Thái,012345678901,Không"));
    expect(result).toMatchObject({ kind: "taken", unread: ["Dân tộc", "Số CCCD", "Tôn giáo"] });
    expect(JSON.stringify(await rows())).not.toMatch(/Thái|012345678901|Không/);
  });

  test("a workbook gives the same as a CSV: dates, numbers, formulas as text", async () => {
    const head = [
      "Mã đoàn viên",
      "Họ và tên",
      "Đơn vị",
      "Ngày vào công đoàn",
      "Số điện thoại",
      "Đồng ý lưu SĐT",
    ];
    const cells: CellValue[][] = [
      head,
      ["DV001", "Lò Thị Mai", "CDCS-NAMBAN2", new Date("2019-03-05T00:00:00Z"), 912345678, "có"],
      ["DV002", "=HYPERLINK(1)", "CDCS-NAMBAN2", "06/03/2019", null, null],
    ];
    const workbook = await writeXlsx({ sheets: [{ name: "Đoàn viên", rows: cells }] });
    expect(await take(workbook)).toMatchObject({ kind: "taken", added: 2 });
    expect(await rows()).toMatchObject([
      { full_name: "Lò Thị Mai", joined_on: "2019-03-05", phone: "0912345678" },
      { full_name: "=HYPERLINK(1)", joined_on: "2019-03-06" },
    ]);
  });

  test("what is exported is taken back without a change, and no spreadsheet works it out", async () => {
    await take(memberList(quoted, hung, 'DV003;"=1+1;""x""";CDCS-NAMBAN2;;;;;;'));
    const text = await exported();
    expect(text).toContain(`"'=1+1;""x"""`);
    expect(await take(new TextEncoder().encode(text))).toMatchObject({ added: 0, changed: 0, unchanged: 3 });
  });

  test("what the list says reaches the member who is linked to the row, and others' tags stay", async () => {
    await take(memberList(quoted));
    const people = createStagePeople(opened.db, createHandClock());
    const { memberId } = await people.addPerson(`mai-${opened.url}`);
    const entry = await findRosterEntry(opened.db.read, "dv001");
    const tie = { rosterId: entry?.id ?? "", memberId, now: noon };
    expect(await opened.db.transact((tx) => tieRoster(tx, tie))).toBe(true);
    await opened.db.transact((tx) =>
      tx
        .insertInto("member_tag")
        .values({ member_id: memberId, tag: "quiz", origin: "campaign", at: noon })
        .execute(),
    );
    await take(memberList("DV001;Lò Thị Mai;TO-CHE1;Tổ trưởng;;;;;"));
    const member = await opened.db.read.selectFrom("member").selectAll().where("id", "=", memberId).execute();
    expect(member).toMatchObject([{ position: "Tổ trưởng", position_key: "to truong", state: "active" }]);
    expect(await rosterOf(opened.db.read, memberId)).toMatchObject({ unitCode: "TO-CHE1", memberId });
    const tags = await opened.db.read
      .selectFrom("member_tag")
      .select("tag")
      .where("member_id", "=", memberId)
      .execute();
    expect(tags.map(({ tag }) => tag)).toEqual(["quiz"]);
    const other = await people.addPerson(`other-${opened.url}`);
    expect(await opened.db.transact((tx) => tieRoster(tx, { ...tie, memberId: other.memberId }))).toBe(false);
  });

  test("a file that is no list is refused in words", async () => {
    await expect(take(new Uint8Array([0x50, 0x4b, 3, 4, 5]))).rejects.toThrow("Không đọc được tệp Excel");
    await expect(take(new Uint8Array([0xff, 0xfe, 65]))).rejects.toThrow("không phải UTF-8");
    await expect(take(memberList('DV001;"Lò'))).rejects.toThrow("dấu ngoặc kép");
  });
});
