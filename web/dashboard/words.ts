import type { At } from "../../src/dashboard/shapes.ts";

const zone = "Asia/Ho_Chi_Minh";
const clock = new Intl.DateTimeFormat("vi-VN", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("vi-VN", {
  timeZone: zone,
  day: "2-digit",
  month: "2-digit",
  year: "numeric",
});
const weekdays = ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"];
const weekday = new Intl.DateTimeFormat("en-US", { timeZone: zone, weekday: "short" });
const shortDays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** `14:20, thứ Hai 23/11/2026`, in Việt Nam whatever the machine's own zone. */
export function sayTime(at: At): string {
  const moment = new Date(at);
  const name = weekdays[shortDays.indexOf(weekday.format(moment))];
  return `${clock.format(moment)}, ${name} ${day.format(moment)}`;
}

const dayMs = 86_400_000;
const there = (ms: number) => Math.floor((ms + 7 * 3_600_000) / dayMs);

/** A moment as people say it at `now`: `vừa xong`, `5 phút trước`, `14:20`, `hôm qua 14:20`, else the day and time. */
export function sayAgo(at: At, now: number): string {
  const moment = Date.parse(at);
  const ago = now - moment;
  if (ago >= 0 && ago < 60_000) return "vừa xong";
  if (ago >= 0 && ago < 3_600_000) return `${Math.floor(ago / 60_000)} phút trước`;
  const days = there(now) - there(moment);
  const time = clock.format(moment);
  if (days === 0) return `${time} hôm nay`;
  if (days === 1) return `${time} hôm qua`;
  if (days === -1) return `${time} ngày mai`;
  return sayTime(at);
}

/** `23/11/2026`; of a calendar date as well. */
export function sayDay(at: string): string {
  return day.format(new Date(at.length === 10 ? `${at}T00:00:00+07:00` : at));
}

/** How long something took or waits: `3 ngày`, `2 giờ`, `5 phút`. */
export function saySpan(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return "dưới 1 phút";
  if (minutes < 60) return `${minutes} phút`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} giờ`;
  return `${Math.floor(minutes / 1440)} ngày`;
}

const numbers = new Intl.NumberFormat("vi-VN");

/** `12.345`. */
export function sayNumber(value: number): string {
  return numbers.format(value);
}
