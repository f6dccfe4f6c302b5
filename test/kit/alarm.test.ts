import { describe, expect, test } from "vitest";
import { createAlarm } from "../../src/kit/alarm.ts";

const never = new AbortController().signal;
const long = 60_000;

/** Milliseconds `rest` took; far below `long` means that something ended it. */
async function timed(rest: Promise<void>): Promise<number> {
  const began = performance.now();
  await rest;
  return performance.now() - began;
}

describe("the alarm of a loop", () => {
  test("a rest lasts as long as it was asked to", async () => {
    expect(await timed(createAlarm().rest(30, never))).toBeGreaterThanOrEqual(28);
  });

  test("a ring ends the present rest", async () => {
    const alarm = createAlarm();
    const rest = timed(alarm.rest(long, never));
    alarm.ring();
    expect(await rest).toBeLessThan(1000);
  });

  test("a ring between two rests spares the next one, and only that", async () => {
    const alarm = createAlarm();
    alarm.ring();
    alarm.ring();
    expect(await timed(alarm.rest(long, never))).toBeLessThan(1000);
    expect(await timed(alarm.rest(30, never))).toBeGreaterThanOrEqual(28);
  });

  test("an aborted signal ends a rest, before it begins or in the middle", async () => {
    const stopping = new AbortController();
    const rest = timed(createAlarm().rest(long, stopping.signal));
    stopping.abort();
    expect(await rest).toBeLessThan(1000);
    expect(await timed(createAlarm().rest(long, stopping.signal))).toBeLessThan(1000);
  });

  test("a thousand rests leave nothing behind on the signal", async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...args);
    };
    const alarm = createAlarm();
    for (let rests = 0; rests < 1000; rests++) {
      const rest = alarm.rest(long, signal);
      alarm.ring();
      await rest;
    }
    expect(listeners).toBe(0);
  });
});
