import type { Queries } from "../../database/database.ts";
import { type CalendarDate, type Instant, localDate } from "../../kit/time.ts";
import { type Held, hold, moveOn, type NotActed } from "./act.ts";
import { addMonths } from "./clocks.ts";
import { sayDay } from "./texts.ts";
import { transition } from "./transitions.ts";
import { writeTried } from "./tried-record.ts";

export type Tried =
  | { readonly kind: "filed"; readonly held: Held; readonly isLate: boolean }
  | { readonly kind: "notPast" }
  | NotActed;

/**
 * Makes an application of an idea that was tried, or of a proposal that did not say whether it was: how far it got
 * and the day of first use go into its record, and the year to ask for recognition runs from that day (khoản 2
 * Điều 5 Điều lệ Sáng kiến; `isLate` when it is over). What the author wrote stays in the draft it was filed from.
 */
export async function fileTried(
  tx: Queries,
  given: {
    number: string;
    version: number | null;
    stage: "trial" | "applied";
    firstUse: CalendarDate;
    by: string;
    now: Instant;
  },
): Promise<Tried> {
  const { number, firstUse, now, by } = given;
  if (firstUse > localDate(now)) return { kind: "notPast" };
  const found = await hold(tx, number, given.version);
  if (found.kind !== "held") return found;
  const { held } = found;
  const next = transition(held.state, "file", null);
  if (next.kind === "notFrom") return { kind: "notFrom", number, state: held.state, allowed: next.allowed };
  await writeTried(tx, held, given);
  const acted = await moveOn(tx, held, { action: "file", by, reason: sayDay(firstUse), now });
  if (acted.kind !== "done") return acted;
  return { kind: "filed", held: acted.held, isLate: addMonths(firstUse, 12) < localDate(now) };
}
