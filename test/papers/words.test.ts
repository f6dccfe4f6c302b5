import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CalendarDate } from "../../src/kit/time.ts";
import { sayDay, sayMoney, sayNumber, showNumber } from "../../src/papers/words.ts";

describe("a number in words", () => {
  it.each([
    [0, "không"],
    [4, "bốn"],
    [10, "mười"],
    [14, "mười bốn"],
    [15, "mười lăm"],
    [20, "hai mươi"],
    [21, "hai mươi mốt"],
    [24, "hai mươi tư"],
    [55, "năm mươi lăm"],
    [100, "một trăm"],
    [101, "một trăm linh một"],
    [110, "một trăm mười"],
    [111, "một trăm mười một"],
    [345, "ba trăm bốn mươi lăm"],
    [1_000, "một nghìn"],
    [1_005, "một nghìn không trăm linh năm"],
    [10_010, "mười nghìn không trăm mười"],
    [21_500, "hai mươi mốt nghìn năm trăm"],
    [1_000_001, "một triệu không trăm linh một"],
    [12_000_000, "mười hai triệu"],
    [15_500_000, "mười lăm triệu năm trăm nghìn"],
    [1_005_000_000, "một tỷ không trăm linh năm triệu"],
    [2_000_000_003, "hai tỷ không trăm linh ba"],
    [1_000_000_000_000, "một nghìn tỷ"],
    [-7, "âm bảy"],
  ])("%i is “%s”", (value, words) => {
    expect(sayNumber(value)).toBe(words);
  });

  it("is never said twice in the same way, and never with a gap or an unknown word", () => {
    const value = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(value, value, (one, other) => {
        const words = sayNumber(one);
        expect(words).toMatch(/^\S+(?: \S+)*$/);
        expect(words).not.toContain("undefined");
        expect(words === sayNumber(other)).toBe(one === other);
      }),
    );
  });

  it("is refused when it is no whole number that is exact", () => {
    for (const value of [1.5, Number.NaN, 2 ** 53]) expect(() => sayNumber(value)).toThrow(RangeError);
  });
});

it("figures have a point between thousands and a comma before decimals", () => {
  expect([showNumber(12_000_000), showNumber(86.166), showNumber(5)]).toEqual(["12.000.000", "86,17", "5"]);
});

it("money stands in figures and in words", () => {
  expect(sayMoney(12_000_000)).toBe("12.000.000 đồng (mười hai triệu đồng)");
});

it.each([
  ["2026-03-05", "ngày 05 tháng 3 năm 2026"],
  ["2026-02-15", "ngày 15 tháng 02 năm 2026"],
  ["2026-12-31", "ngày 31 tháng 12 năm 2026"],
])("the day %s is “%s”", (date, words) => {
  expect(sayDay(date as CalendarDate)).toBe(words);
});
