import { holidayOn } from "../../kit/holidays.ts";
import { type CalendarDate, fromLocal, localTime } from "../../kit/time.ts";

/** Saturdays, Sundays and the public holidays whose days are known ahead (Bộ luật Lao động 2019 Điều 112). */
export function daysOff(date: CalendarDate): boolean {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const noon = fromLocal(year, month, day, 12);
  return noon !== undefined && (localTime(noon).weekday > 5 || holidayOn(noon) !== undefined);
}
