import { expect, test } from "vitest";
import { withDigits } from "../../src/questions/spelled-numbers.ts";

test.each([
  ["nghị quyết mười sáu nói gì", "nghị quyết 16 nói gì"],
  ["nghi quyet so muoi sau", "nghi quyet so 16"],
  ["Kế hoạch ba trăm sáu mươi có mấy nhóm", "Kế hoạch 360 có mấy nhóm"],
  ["kế hoạch ba sáu không", "kế hoạch 360"],
  ["nghị định một trăm lẻ năm", "nghị định 105"],
  ["nghị định hai mươi ba", "nghị định 23"],
  ["ngày mười tám tháng năm", "ngày 18 tháng 5"],
  ["ngay hai muoi tam thang bay", "ngay 28 thang 7"],
  ["mùng một tháng năm", "mùng 1 tháng 5"],
])("%s is %s", (spoken, written) => {
  expect(withDigits(spoken)).toBe(written);
});

test.each([
  "kế hoạch này",
  "nghị quyết 16 năm nay",
  "sáu mươi người",
  "kế hoạch năm sau",
  "ngày hai tháng đó",
])("%s stays", (text) => {
  expect(withDigits(text)).toBe(text);
});
