import { expect, test } from "vitest";
import { judgeText, measureQuality } from "../../../src/knowledge/reading/quality.ts";
import { retrievalFile, shippedFile } from "../shelf.ts";

const scanned = [
  "Thuc hién Chwong trinh hanh dong sé6 01/CTr-PCT, ngay 06/6/2022",
  "ciia Ban Chap hanh Tong Lién doan Lao dong Viét Nam Khoa XI1 vé day",
  "manh cong tac nghién citu khoa hec, cdng nghé va déi méi sang tao phuc vu",
].join("\n");
const oldFont =
  "Liªn ®oµn Lao ®éng tØnh tæ chøc thùc hiÖn nghÞ quyÕt vÒ ®æi míi s¸ng t¹o vµ c«ng nghÖ trong hÖ thèng";
const withoutMarks =
  "Cac cap cong doan chu dong to chuc nghien cuu quan triet trien khai thuc hien nghiem tuc nghi quyet nay";

test.each([
  ["a bad scan", scanned],
  ["a legacy font", oldFont],
  ["text that lost its marks", withoutMarks],
  [
    "a foreign language",
    "The federation shall organise training courses for all its members in every province this year and report the results to its president",
  ],
])("%s is refused with its worst lines", (_what, text) => {
  const faults = judgeText(text, 7);
  expect(faults[0]).toMatchObject({ line: 7, severity: "error" });
  expect(faults.length).toBe(1 + text.split("\n").length);
});

test("the restored plan and the Labour Code are proper Vietnamese", () => {
  expect(judgeText(shippedFile("ke-hoach-360.md"), 1)).toEqual([]);
  const code = retrievalFile("labour-code/corpus.jsonl")
    .trim()
    .split("\n")
    .map((line) => String(JSON.parse(line).text))
    .join("\n");
  const { words, impossible } = measureQuality(code);
  expect(impossible / words).toBeLessThan(0.002);
});

test("one garbled line in a good document is pointed at, not refused", () => {
  const text = `${shippedFile("ke-hoach-360.md")}\nnghién ciru khoa hec cdng nghé\n`;
  const faults = judgeText(text, 1);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatchObject({ severity: "warning", line: text.split("\n").length - 1 });
});

test("abbreviations in capitals and numbers are not held against a text", () => {
  expect(measureQuality("LĐLĐ CĐCS QHLĐ 16/NQ-BCH KH&CN 25 a b").impossible).toBe(0);
});
