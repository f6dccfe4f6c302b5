import { type Clock, localDate } from "../kit/time.ts";

/** What may be spent a day in Việt Nam; 0 sets no limit. */
export type Limits = { readonly callsPerDay: number; readonly tokensPerDay: number };

/** Counts what is spent today, in this process since its start. */
export type Budget = {
  /** Takes one call from today's; false when calls or tokens are used up. */
  take(): boolean;
  spend(tokens: number): void;
};

export function createBudget({ callsPerDay, tokensPerDay }: Limits, clock: Clock): Budget {
  let spent = { day: localDate(clock()), calls: 0, tokens: 0 };
  const today = () => {
    const day = localDate(clock());
    if (day !== spent.day) spent = { day, calls: 0, tokens: 0 };
    return spent;
  };
  return {
    take() {
      const { calls, tokens } = today();
      if (callsPerDay > 0 && calls >= callsPerDay) return false;
      if (tokensPerDay > 0 && tokens >= tokensPerDay) return false;
      spent.calls += 1;
      return true;
    },
    spend(tokens) {
      today().tokens += tokens;
    },
  };
}
