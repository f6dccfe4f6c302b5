import { addMs, fromLocal, type Instant, localTime } from "../kit/time.ts";

/** Minutes after local midnight between which no bulk message and no notice leaves; `from > to` spans midnight. */
export type QuietHours = { readonly fromMinute: number; readonly toMinute: number };

/**
 * The first moment at or after `at` when bulk messages may leave: `at` itself when it is outside the quiet
 * hours. Equal ends mean there are none.
 */
export function nextWakingMoment(at: Instant, quiet: QuietHours): Instant {
  if (!isQuiet(at, quiet)) return at;
  const local = localTime(at);
  const end = fromLocal(
    local.year,
    local.month,
    local.day,
    Math.floor(quiet.toMinute / 60),
    quiet.toMinute % 60,
  );
  if (end === undefined) return at;
  return end > at ? end : addMs(end, 24 * 3_600_000);
}

/** Whether `at` lies within the quiet hours. */
export function isQuiet(at: Instant, quiet: QuietHours): boolean {
  const { fromMinute, toMinute } = quiet;
  if (fromMinute === toMinute) return false;
  const local = localTime(at);
  const minute = local.hour * 60 + local.minute;
  return fromMinute < toMinute
    ? minute >= fromMinute && minute < toMinute
    : minute >= fromMinute || minute < toMinute;
}
