import { describe, expect, it } from "vitest";
import type { CalendarDate } from "../../src/kit/time.ts";
import {
  boundsOf,
  monthsOf,
  periodBefore,
  readPeriod,
  sayPeriod,
  untilToday,
} from "../../src/reports/period.ts";

const today = "2026-11-23" as CalendarDate;

function period(text: string) {
  const read = readPeriod(text, today);
  if (read.kind === "faulty") throw new Error(read.words);
  return read.period;
}

describe("a period", () => {
  it.each([
    ["2025", "2025-01-01", "2025-12-31", "năm 2025"],
    ["2026-h1", "2026-01-01", "2026-06-30", "6 tháng đầu năm 2026"],
    ["2026-H2", "2026-07-01", "2026-12-31", "6 tháng cuối năm 2026"],
    ["2026-Q4", "2026-10-01", "2026-12-31", "quý IV năm 2026"],
    ["2024-02", "2024-02-01", "2024-02-29", "tháng 2 năm 2024"],
    ["2026-01-15..2026-03-20", "2026-01-15", "2026-03-20", "từ 15/01/2026 đến 20/03/2026"],
  ])("%s is read", (text, from, to, said) => {
    expect(period(text)).toMatchObject({ from, to });
    expect(sayPeriod(period(text))).toBe(said);
  });

  it.each([
    ["quý 4", "Không đọc được"],
    ["2026-13", "Không đọc được"],
    ["2026-02-30..2026-03-01", "Không đọc được"],
    ["", "Không đọc được"],
    ["2027", "chưa tới"],
    ["2026-12", "bắt đầu ngày 01/12/2026, chưa tới"],
    ["2026-03-20..2026-01-15", "đứng trước"],
    ["1999", "trước năm 2000"],
    ["2016-01-01..2026-01-01", "5 năm"],
  ])("%j is refused in words", (text, words) => {
    expect(readPeriod(text, today)).toMatchObject({ kind: "faulty", words: expect.stringContaining(words) });
  });

  it.each([
    ["2025", "2024-01-01", "2024-12-31"],
    ["2026-H1", "2025-07-01", "2025-12-31"],
    ["2026-Q1", "2025-10-01", "2025-12-31"],
    ["2026-03", "2026-02-01", "2026-02-28"],
    ["2026-01-11..2026-01-20", "2026-01-01", "2026-01-10"],
    // Not over yet: as many days of the one before.
    ["2026", "2025-01-01", "2025-11-23"],
    ["2026-Q4", "2026-07-01", "2026-08-23"],
    ["2026-11", "2026-10-01", "2026-10-23"],
  ])("%s is compared with what was right before it", (text, from, to) => {
    expect(periodBefore(period(text), today)).toMatchObject({ from, to });
  });

  it("that is not over ends today, and a short month ends with its last day", () => {
    expect(untilToday(period("2026"), today).to).toBe(today);
    const march = readPeriod("2026-03", "2026-03-31" as CalendarDate);
    if (march.kind === "faulty") throw new Error(march.words);
    expect(periodBefore(march.period, "2026-03-30" as CalendarDate).to).toBe("2026-02-28");
  });

  it("begins and ends at midnight in Việt Nam, and its months follow each other", () => {
    expect(boundsOf(period("2026-10"))).toEqual({
      since: "2026-09-30T17:00:00.000Z",
      until: "2026-10-31T17:00:00.000Z",
    });
    const months = monthsOf(period("2026-01-15..2026-03-20"));
    expect(months.map(({ name }) => name)).toEqual(["2026-01", "2026-02", "2026-03"]);
    expect(months.at(-1)?.until).toBe("2026-03-31T17:00:00.000Z");
  });
});
