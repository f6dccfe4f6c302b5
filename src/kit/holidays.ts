import { lunarDay, solarDay } from "./lunar.ts";
import { type Instant, localDate } from "./time.ts";

/** Ngày nghỉ lễ — a public holiday, by the name officers know. */
export type Holiday =
  | "Tết Dương lịch"
  | "Tết Nguyên đán"
  | "Giỗ Tổ Hùng Vương"
  | "Ngày Chiến thắng 30/4"
  | "Quốc tế Lao động 1/5"
  | "Quốc khánh 2/9";

const solar: Readonly<Record<string, Holiday>> = {
  "01-01": "Tết Dương lịch",
  "04-30": "Ngày Chiến thắng 30/4",
  "05-01": "Quốc tế Lao động 1/5",
  "09-02": "Quốc khánh 2/9",
};

/** The five days of Tết: the eve and the first four. Which five are given is decided anew each year. */
const daysOfTet = 4;

/**
 * The public holiday of this day in Việt Nam, if it is one (Bộ luật Lao động 2019 Điều 112.1). The day beside
 * 2/9 and days given in exchange are announced year by year and not known here.
 */
export function holidayOn(at: Instant): Holiday | undefined {
  const date = localDate(at);
  const lunar = lunarDay(date);
  if (lunar.month === 1 && !lunar.isLeap && lunar.day <= daysOfTet) return "Tết Nguyên đán";
  if (date === solarDay(lunar.year, 12, 30)) return "Tết Nguyên đán";
  if (lunar.month === 3 && !lunar.isLeap && lunar.day === 10) return "Giỗ Tổ Hùng Vương";
  return solar[date.slice(5)];
}
