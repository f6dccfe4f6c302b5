import { describe, expect, test } from "vitest";
import { holidayOn } from "../../src/kit/holidays.ts";
import { instant } from "../../src/kit/time.ts";

const local = (at: string) => instant(`${at.replace(" ", "T")}:00+07:00`);
const on = (day: string) => holidayOn(local(`${day} 08:00`));

describe("public holidays", () => {
  test.each([
    ["2027-01-01", "Tết Dương lịch"],
    ["2026-02-16", "Tết Nguyên đán"],
    ["2026-02-17", "Tết Nguyên đán"],
    ["2026-02-20", "Tết Nguyên đán"],
    ["2027-02-05", "Tết Nguyên đán"],
    ["2026-04-26", "Giỗ Tổ Hùng Vương"],
    ["2026-04-30", "Ngày Chiến thắng 30/4"],
    ["2026-05-01", "Quốc tế Lao động 1/5"],
    ["2026-09-02", "Quốc khánh 2/9"],
  ])("%s is one: %s", (day, name) => {
    expect(on(day)).toBe(name);
  });

  test.each(["2026-02-15", "2026-02-21", "2026-05-18", "2026-07-28", "2026-09-03", "2026-11-22"])(
    "%s is none",
    (day) => {
      expect(on(day)).toBeUndefined();
    },
  );

  test("begin and end at midnight in Việt Nam", () => {
    expect(holidayOn(local("2026-04-29 23:59"))).toBeUndefined();
    expect(holidayOn(local("2026-04-30 00:00"))).toBe("Ngày Chiến thắng 30/4");
    expect(holidayOn(local("2026-09-02 23:59"))).toBe("Quốc khánh 2/9");
    expect(holidayOn(local("2026-09-03 00:00"))).toBeUndefined();
  });

  test("are ten days a year, or one less when two fall together", () => {
    for (let year = 2024; year <= 2060; year++) {
      let days = 0;
      for (
        let day = new Date(Date.UTC(year, 0, 1));
        day.getUTCFullYear() === year;
        day.setUTCDate(day.getUTCDate() + 1)
      ) {
        if (on(day.toISOString().slice(0, 10)) !== undefined) days += 1;
      }
      expect([9, 10]).toContain(days);
    }
  });
});
