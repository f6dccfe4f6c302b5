import { NativeSelect } from "@mantine/core";
import type { ReplyWindow } from "../../../src/dashboard/inbox-shapes.ts";
import { saySpan } from "../words.ts";
import { inboxTexts as words } from "./inbox-texts.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Until when Zalo lets us write to this person, and at what price. */
export function WindowChip({
  window: { freeUntil, openUntil, isPaidAllowed },
}: {
  readonly window: ReplyWindow;
}) {
  const left = (until: string | null) => (until === null ? 0 : Date.parse(until) - Date.now());
  const [free, open] = [left(freeUntil), left(openUntil)];
  const [tone, text] =
    free > 0
      ? (["good", words.zaloFree(saySpan(free))] as const)
      : open > 0 && isPaidAllowed
        ? (["paid", words.zaloPaid(saySpan(open))] as const)
        : (["held", words.zaloHeld] as const);
  return (
    <p>
      <span className={`window-chip ${tone}`}>{text}</span>
    </p>
  );
}

type SnoozeProps = { readonly isBusy: boolean; readonly onSnooze: (until: string) => void };

/** Puts a case aside until a moment people name. */
export function Snooze({ isBusy, onSnooze }: SnoozeProps) {
  const choices = Object.keys(words.snoozeChoices) as (keyof typeof words.snoozeChoices)[];
  return (
    <NativeSelect
      size="xs"
      aria-label={words.snooze}
      disabled={isBusy}
      value=""
      data={[
        { value: "", label: `${words.snooze}…` },
        ...choices.map((value) => ({ value, label: words.snoozeChoices[value] })),
      ]}
      onChange={(event) => {
        const chosen = choices.find((one) => one === event.currentTarget.value);
        if (chosen) onSnooze(momentOf(chosen, Date.now()));
      }}
    />
  );
}

/** Việt Nam has one offset all year, so eight in the morning there is one in UTC. */
function momentOf(choice: keyof typeof words.snoozeChoices, now: number): string {
  if (choice === "hours") return new Date(now + 2 * hourMs).toISOString();
  if (choice === "week") return new Date(now + 7 * dayMs).toISOString();
  const there = new Date(now + 7 * hourMs);
  const days = choice === "tomorrow" ? 1 : (8 - there.getUTCDay()) % 7 || 7;
  const day = Date.UTC(there.getUTCFullYear(), there.getUTCMonth(), there.getUTCDate() + days);
  return new Date(day + hourMs).toISOString();
}
