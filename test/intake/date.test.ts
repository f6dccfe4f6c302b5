import { describe, expect, test } from "vitest";
import { saySpan } from "../../src/intake/reading/calendar.ts";
import { readDate } from "../../src/intake/reading/date.ts";
import { instant } from "../../src/kit/time.ts";

/** A Monday, ten in the morning in Việt Nam. */
const now = instant("2026-11-23T03:00:00Z");

function reading(text: string, isPast = true): string {
  const found = readDate(text, now, isPast);
  return found.kind === "read" ? saySpan(found.span.from, found.span.to) : found.kind;
}

describe("a date in Vietnamese words", () => {
  test.each([
    ["hôm nay", "23/11/2026"],
    ["hôm qua", "22/11/2026"],
    ["hom kia", "21/11/2026"],
    ["tối qua", "22/11/2026"],
    ["15/3", "15/03/2026"],
    ["15/3/2025", "15/03/2025"],
    ["15-3-26", "15/03/2026"],
    ["15.3.2026", "15/03/2026"],
    ["2026-03-15", "15/03/2026"],
    ["ngày 15 tháng 3 năm ngoái", "15/03/2025"],
    ["20 tháng 11", "20/11/2026"],
    ["mùng 5 tháng 2", "05/02/2026"],
    ["ngày 15", "15/11/2026"],
    ["ngày 28", "28/10/2026"],
    ["ngày 15 tháng trước", "15/10/2026"],
    ["29/2", "29/02/2024"],
  ])("“%s” is one day", (text, expected) => {
    expect(reading(text)).toBe(expected);
  });

  test.each([
    ["tháng trước", "tháng 10/2026"],
    ["từ tháng này", "tháng 11/2026"],
    ["3/2026", "tháng 3/2026"],
    ["3/26", "tháng 3/2026"],
    ["tháng 3", "tháng 3/2026"],
    ["tháng 12", "tháng 12/2025"],
    ["tháng năm", "tháng 5/2026"],
    ["tháng mười hai", "tháng 12/2025"],
    ["tháng 3 năm nay ạ", "tháng 3/2026"],
    ["cách đây 3 tháng", "tháng 8/2026"],
    ["2 tháng trước", "tháng 9/2026"],
    ["ba tháng nay", "tháng 8/2026"],
    ["1 năm rưỡi trước", "tháng 5/2025"],
    ["nửa năm trước", "tháng 5/2026"],
  ])("“%s” is one month, no more exact", (text, expected) => {
    expect(reading(text)).toBe(expected);
  });

  test.each([
    ["năm ngoái", "năm 2025"],
    ["nam nay", "năm 2026"],
    ["năm kia", "năm 2024"],
    ["năm 2024", "năm 2024"],
    ["từ 2025", "năm 2025"],
    ["3 năm nay", "năm 2023"],
    ["hơn một năm", "năm 2025"],
    ["quý 1/2026", "tháng 1–3/2026"],
    ["quý IV năm ngoái", "tháng 10–12/2025"],
    ["tuần trước", "16/11/2026 – 22/11/2026"],
    ["hai tuần trước", "09/11/2026 – 15/11/2026"],
  ])("“%s” keeps its own precision", (text, expected) => {
    expect(reading(text)).toBe(expected);
  });

  test.each(["31/2", "tháng 13", "0/0", "99/99/9999", "1/1/1800", "31/4/2026"])(
    "“%s” is in no calendar",
    (text) => {
      expect(reading(text)).toBe("impossible");
    },
  );

  test.each(["chưa rõ", "12 củ", "20251", "lâu rồi", "", "1-2 tháng trước"])("“%s” names no date", (text) => {
    expect(reading(text)).toBe("none");
  });

  test("two different dates are not chosen between", () => {
    expect(reading("từ 1/3 đến 5/4")).toBe("several");
    expect(reading("1/3 tức là ngày 1/3")).toBe("01/03/2026");
  });

  test("a day without a year may lie ahead where the past is not asked for", () => {
    expect(reading("30/12", true)).toBe("30/12/2025");
    expect(reading("30/12", false)).toBe("30/12/2026");
  });

  test("today is the day in Việt Nam, not in UTC", () => {
    const lateEvening = instant("2026-12-31T18:30:00Z");
    expect(readDate("hôm nay", lateEvening, true)).toMatchObject({ span: { from: "2027-01-01" } });
    expect(readDate("năm nay", lateEvening, true)).toMatchObject({ span: { from: "2027-01-01" } });
  });

  test("decomposed letters are read like composed ones", () => {
    expect(reading("tháng trước".normalize("NFD"))).toBe("tháng 10/2026");
  });
});
