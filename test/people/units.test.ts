import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CalendarDate } from "../../src/kit/time.ts";
import { importUnits } from "../../src/people/import-units.ts";
import { findUnit, loadUnits } from "../../src/people/units.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { noon } from "../support/delivery-stage.ts";
import { csv, sampleUnits, unitList } from "./lists.ts";

const today = "2026-11-23" as CalendarDate;

describe.each(databases)("units, on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  const take = (bytes: Uint8Array, isTrial = false) =>
    opened.db.transact((tx) => importUnits(tx, bytes, { now: noon, isTrial }));
  const find = async (text: string, on = today) =>
    (await findUnit(opened.db.read, text, on)).map(({ unit, now }) => [
      unit.code,
      ...now.map(({ code }) => code),
    ]);
  const refused = async (...lines: string[]) => {
    const result = await take(unitList(...lines));
    if (result.kind !== "refused") throw new Error("The list was taken.");
    return result.faults.map(({ row, column, what }) => `${row} [${column}] ${what}`);
  };

  test("a list is taken with parents further down, and the same list changes nothing", async () => {
    const upsideDown = sampleUnits.toReversed();
    expect(await take(unitList(...upsideDown), true)).toMatchObject({ kind: "taken", added: 5 });
    expect((await loadUnits(opened.db.read)).all).toEqual([]);
    expect(await take(unitList(...upsideDown))).toMatchObject({ kind: "taken", added: 5, changed: 0 });
    expect(await take(unitList(...sampleUnits))).toMatchObject({ added: 0, changed: 0, unchanged: 5 });
    const units = await loadUnits(opened.db.read);
    expect(units.byCode("to-che1")).toMatchObject({ name: "Tổ sao chè", level: "group", parent: "CDCS-CHE" });
    expect(units.byCode("LDLD-THANUYEN")).toMatchObject({ validTo: "2025-06-30", successors: ["LDLD-TINH"] });
  });

  test.each([
    ["CĐCS Nậm Ban 2", [["CDCS-NAMBAN2"]]],
    ["cdcs nha may thuy dien nam ban 2", [["CDCS-NAMBAN2"]]],
    ["thuy dien nam ban", [["CDCS-NAMBAN2"]]],
    ["cty cp che than uyen", [["CDCS-CHE"]]],
    ["ldld-tinh", [["LDLD-TINH"]]],
    ["công đoàn trên mặt trăng", []],
    ["", []],
  ])("“%s” is found however it is typed", async (text, codes) => {
    expect(await find(text)).toEqual(codes);
  });

  test("a unit that ended is found by its name, with who took over", async () => {
    expect(await find("ldld huyen than uyen")).toEqual([["LDLD-THANUYEN", "LDLD-TINH"]]);
    expect(await find("ldld huyen than uyen", "2025-06-30" as CalendarDate)).toEqual([["LDLD-THANUYEN"]]);
  });

  test("words that fit several units give all of them, those that exist first", async () => {
    expect(await find("than uyên")).toEqual([["CDCS-CHE"], ["LDLD-THANUYEN", "LDLD-TINH"]]);
  });

  test("a list with one wrong row is refused whole, each fault with its row and column", async () => {
    const before = (await loadUnits(opened.db.read)).all;
    expect(
      await refused(
        "MOI;Đơn vị mới;cơ sở;LDLD-TINH;;;;;;",
        "MOI;Lần nữa;cơ sở;;;31/02/2026;;;;",
        ";Không mã;liên hành tinh;;;;;;;",
        "A;A;cơ sở;B;;02/01/2026;01/01/2026;;;",
        "B;B;cơ sở;A;;;;KHONG-CO;;",
        "C;;cơ sở;;;;;C;;",
      ),
    ).toEqual([
      "3 [Từ ngày] “31/02/2026” không phải ngày: viết dạng 31/12/2026",
      "3 [Mã] “MOI” đã có ở dòng 2",
      "4 [Cấp] không có cấp “liên hành tinh”: viết tỉnh, cấp trên cơ sở, xã, cơ sở, tổ",
      "4 [Mã] còn trống",
      "5 [Đến ngày] ngày kết thúc trước ngày bắt đầu",
      "5 [Mã cấp trên] đơn vị không thể trực thuộc chính nó, kể cả qua đơn vị khác",
      "6 [Đơn vị kế tục] không có đơn vị “KHONG-CO”: viết đúng mã hoặc tên trong danh sách đơn vị",
      "6 [Mã cấp trên] đơn vị không thể trực thuộc chính nó, kể cả qua đơn vị khác",
      "7 [Tên] còn trống",
      "7 [Đơn vị kế tục] đơn vị không thể kế tục chính nó",
    ]);
    expect((await loadUnits(opened.db.read)).all).toEqual(before);
  });

  test("the list that comes with the program is one that can be taken", async () => {
    const shipped = await readFile(join(import.meta.dirname, "../../deploy/units/lai-chau.csv"));
    expect(await take(shipped, true)).toMatchObject({ kind: "taken", unread: [] });
  });

  test("a circle that closes through units known before is seen", async () => {
    expect(await refused("LDLD-TINH;Liên đoàn Lao động tỉnh;tỉnh;TO-CHE1;;;;;;")).toEqual([
      "2 [Mã cấp trên] đơn vị không thể trực thuộc chính nó, kể cả qua đơn vị khác",
    ]);
  });

  test("a file without the needed columns, or without a row, is refused in words", async () => {
    await expect(take(csv("Tên;Ghi chú", "A;B"))).rejects.toThrow("Thiếu cột: Mã, Cấp");
    await expect(take(new Uint8Array())).rejects.toThrow("Tệp không có dòng nào");
  });
});
