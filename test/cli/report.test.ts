import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTerminal, type Terminal } from "../support/terminal.ts";

let terminal: Terminal;
beforeEach(() => {
  terminal = openTerminal();
});
afterEach(() => terminal.close());

test("a report is printed and written as Word and Excel files", async () => {
  const [docx, xlsx] = [join(terminal.folder, "r.docx"), join(terminal.folder, "r.xlsx")];
  const { code, out } = await terminal.type(["report", "2025", "--docx", docx, "--xlsx", xlsx]);
  expect(code).toBe(0);
  expect(out).toMatch(/II\.3\.3 .*\n +Đơn đề nghị công nhận đã nộp +0 +không đổi/);
  expect(out).toMatch(/II\.4\.1 .*\n +chưa có số liệu/);
  for (const path of [docx, xlsx]) expect(readFileSync(path).subarray(0, 2).toString()).toBe("PK");
});

test.each([
  ["2999", "chưa tới"],
  ["quý bốn", "Không đọc được"],
  ["2026-02-02..2026-01-01", "đứng trước"],
])("a report of %j is refused and leaves no file", async (period, words) => {
  const docx = join(terminal.folder, "r.docx");
  const { code, out, errors } = await terminal.type(["report", period, "--docx", docx]);
  expect([code, out, existsSync(docx)]).toEqual([1, "", false]);
  expect(errors).toContain(words);
});

test("a report of a unit nobody knows is refused", async () => {
  expect((await terminal.type(["report", "2025", "--unit", "KHONG-CO"])).errors).toContain("Không có đơn vị");
});
