import { expect, test } from "vitest";
import { readFigures, valuesOf } from "../../src/questions/figures.ts";

const read = (text: string) => readFigures(text).map((figure) => `${figure.role} ${figure.value}`);

test.each([
  ["Ngày 28/7 là ngày thành lập (28/7/1929).", ["date 28/7", "date 28/7/1929"]],
  ["Lai Châu, ngày 22 tháng 7 năm 2022", ["date 22/7/2022"]],
  ["ban hành ngày 22/02/2022", ["date 22/2/2022"]],
  ["Nghị quyết số 16/NQ-BCH", ["document 16/nq-bch"]],
  ["Thông tư 18/2013/TT-BKHCN", ["document 18/2013/tt-bkhcn"]],
  ["khoản 2 Điều 5; Phụ lục 1", ["reference 2", "reference 5", "reference 1"]],
  ["Giai đoạn 2023–2028 có 05 đề tài", ["year 2023", "year 2028", "count 5"]],
  ["tăng 1,5 lần so với năm 2022", ["count 1.5", "year 2022"]],
  ["tối thiểu bằng 7% trong 03 năm", ["percent 7", "span 3"]],
  ["mười phần trăm là 10 phần trăm", ["percent 10"]],
  ["thưởng 10.000.000 đồng", ["money 10000000"]],
  ["gọi 0912 345 678 lúc 7h30", ["phone 0912345678", "hour 7:30"]],
  ["Tháng 5 và quý IV", ["month 5", "quarter iv"]],
  ["không có số nào", []],
])("%s", (text, figures) => {
  expect(read(text)).toEqual(figures);
});

test("one number is one value however it is written", () => {
  const value = (text: string) => readFigures(text)[0]?.value;
  expect(value("01 năm")).toBe(value("1 năm"));
  expect(value("ngày 22 tháng 7 năm 2022")).toBe(value("22/07/2022"));
  expect(value("1.000.000 đồng")).toBe(value("1000000 đồng"));
});

test("of a date its year and its day may be repeated alone", () => {
  const [date] = readFigures("22/7/2022");
  expect(date && valuesOf(date)).toEqual(["22/7/2022", "22/7", "7", "2022", "7/2022"]);
});
