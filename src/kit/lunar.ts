import { type CalendarDate, fromLocal, type Instant, localDate } from "./time.ts";

/**
 * The Vietnamese lunar calendar, after Hồ Ngọc Đức ("Computing the Vietnamese lunar calendar"), with the new
 * moon and solar longitude series of Jean Meeus, "Astronomical Algorithms" (1998), valid 1900–2199.
 *
 * Days are counted as Julian day numbers. A lunar month begins on the day of a new moon; the month that holds
 * the winter solstice is the eleventh; of thirteen months between two such, the first without a principal
 * solar term repeats the number before it (a leap month).
 */

/** Việt Nam reckons the calendar at the meridian 105°E by law (Quyết định 121-CP, 1967): 7/24 of a day. */
const meridianDays = 7 / 24;
const synodicMonth = 29.530588853;
/** Julian date of new moon number 0, 1 January 1900. */
const firstNewMoon = 2415021.076998695;
const julianDayOfUnixEpoch = 2440588;

/** One day as the lunar calendar writes it. `isLeap` marks the second month of a doubled number. */
export type LunarDate = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly isLeap: boolean;
};

/**
 * The solar day of a lunar one. Day 30 of a month that has 29 is read as 29 (the eve of Tết is "30 tháng
 * Chạp" even in a short month). Leap months are never meant.
 */
export function solarDay(year: number, month: number, day: number): CalendarDate {
  const start = monthStarts(month >= 11 ? year : year - 1).find((m) => m.number === month && !m.isLeap);
  if (!start) throw new RangeError(`there is no lunar month ${month}`);
  const wanted = start.day + day - 1;
  return calendarDate(Math.min(wanted, start.next - 1));
}

/** The moment a lunar day reaches a local time of day; `undefined` when the clock time does not exist. */
export function fromLunar(
  date: Omit<LunarDate, "isLeap">,
  hour: number,
  minute: number,
): Instant | undefined {
  const [year = 0, month = 0, day = 0] = solarDay(date.year, date.month, date.day).split("-").map(Number);
  return fromLocal(year, month, day, hour, minute);
}

/** The lunar day of a solar one. */
export function lunarDay(date: CalendarDate): LunarDate {
  const wanted = julianDay(date);
  const solarYear = Number(date.slice(0, 4));
  for (const year of [solarYear - 1, solarYear]) {
    const month = monthStarts(year).find((m) => m.day <= wanted && wanted < m.next);
    if (!month) continue;
    const lunarYear = month.number >= 11 ? year : year + 1;
    return { year: lunarYear, month: month.number, day: wanted - month.day + 1, isLeap: month.isLeap };
  }
  throw new RangeError(`no lunar month holds ${date}`);
}

/** The lunar day shown on calendars at this moment in Việt Nam. */
export function lunarDayAt(at: Instant): LunarDate {
  return lunarDay(localDate(at));
}

type LunarMonth = {
  readonly number: number;
  readonly isLeap: boolean;
  readonly day: number;
  readonly next: number;
};

/** The 12 or 13 months from the eleventh of lunar `year` up to the tenth of the year after. */
function monthStarts(year: number): LunarMonth[] {
  const first = eleventhMonth(year);
  const count = Math.round((dayOfNewMoon(eleventhMonth(year + 1)) - dayOfNewMoon(first)) / synodicMonth);
  const leapAt = count === 13 ? leapOffset(first) : -1;
  return Array.from({ length: count }, (_, index) => {
    const step = leapAt >= 0 && index >= leapAt ? index - 1 : index;
    return {
      number: ((10 + step) % 12) + 1,
      isLeap: index === leapAt,
      day: dayOfNewMoon(first + index),
      next: dayOfNewMoon(first + index + 1),
    };
  });
}

/** The new moon that begins the month holding the winter solstice of a solar year. */
function eleventhMonth(year: number): number {
  const lastDay = julianDay(`${year}-12-31` as CalendarDate);
  const guess = Math.floor((lastDay - firstNewMoon) / synodicMonth);
  // Sector 9 begins at 270°, the solstice: a month starting inside it begins after the solstice.
  return solarSector(dayOfNewMoon(guess)) >= 9 ? guess - 1 : guess;
}

/** Which of thirteen months is the leap one: the first that begins and ends in the same solar sector. */
function leapOffset(first: number): number {
  for (let index = 1; index < 13; index++) {
    const begins = solarSector(dayOfNewMoon(first + index));
    if (begins === solarSector(dayOfNewMoon(first + index + 1))) return index;
  }
  throw new RangeError("thirteen months without a leap month");
}

const rad = Math.PI / 180;

/** The local day on which new moon number `k` since 1900 falls (Meeus ch. 49, main terms). */
function dayOfNewMoon(k: number): number {
  const t = k / 1236.85;
  const mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t ** 2 - 0.000000155 * t ** 3;
  const wobble = 0.00033 * Math.sin((166.56 + 132.87 * t - 0.009173 * t ** 2) * rad);
  const sun = (359.2242 + 29.10535608 * k - 0.0000333 * t ** 2 - 0.00000347 * t ** 3) * rad;
  const moon = (306.0253 + 385.81691806 * k + 0.0107306 * t ** 2 + 0.00001236 * t ** 3) * rad;
  const node = (21.2964 + 390.67050646 * k - 0.0016528 * t ** 2 - 0.00000239 * t ** 3) * rad;
  const periodic =
    (0.1734 - 0.000393 * t) * Math.sin(sun) +
    0.0021 * Math.sin(2 * sun) -
    0.4068 * Math.sin(moon) +
    0.0161 * Math.sin(2 * moon) -
    0.0004 * Math.sin(3 * moon) +
    0.0104 * Math.sin(2 * node) -
    0.0051 * Math.sin(sun + moon) -
    0.0074 * Math.sin(sun - moon) +
    0.0004 * Math.sin(2 * node + sun) -
    0.0004 * Math.sin(2 * node - sun) -
    0.0006 * Math.sin(2 * node + moon) +
    0.001 * Math.sin(2 * node - moon) +
    0.0005 * Math.sin(sun + 2 * moon);
  const earthSlowing = -0.000278 + 0.000265 * t + 0.000262 * t ** 2;
  return Math.floor(mean + wobble + periodic - earthSlowing + 0.5 + meridianDays);
}

/** In which of twelve 30° sectors the sun stands at the start of a local day (Meeus ch. 25, low accuracy). */
function solarSector(day: number): number {
  const t = (day - 0.5 - meridianDays - 2451545) / 36525;
  const anomaly = (357.5291 + 35999.0503 * t - 0.0001559 * t ** 2 - 0.00000048 * t ** 3) * rad;
  const mean = 280.46645 + 36000.76983 * t + 0.0003032 * t ** 2;
  const center =
    (1.9146 - 0.004817 * t - 0.000014 * t ** 2) * Math.sin(anomaly) +
    (0.019993 - 0.000101 * t) * Math.sin(2 * anomaly) +
    0.00029 * Math.sin(3 * anomaly);
  const longitude = (((mean + center) % 360) + 360) % 360;
  return Math.floor(longitude / 30);
}

function julianDay(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000 + julianDayOfUnixEpoch;
}

function calendarDate(julian: number): CalendarDate {
  return new Date((julian - julianDayOfUnixEpoch) * 86_400_000).toISOString().slice(0, 10) as CalendarDate;
}
