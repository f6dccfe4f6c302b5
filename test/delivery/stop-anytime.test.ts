import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resumeRun, stopRun, tally } from "../../src/delivery/ledger.ts";
import { sleep } from "../../src/kit/time.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createStage } from "../support/delivery-stage.ts";
import { createScriptedChannel } from "../support/scripted-channel.ts";

describe.each(databases)("a run stopped and resumed at any moment, on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  const moment = fc.record({
    afterMs: fc.integer({ min: 0, max: 25 }),
    forMs: fc.integer({ min: 0, max: 10 }),
    restarts: fc.boolean(),
  });

  test("repeats nobody and forgets nobody", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { maxLength: 6 }), async (moments) => {
        const stage = createStage(opened);
        const channel = createScriptedChannel("telegram", { latencyMs: 2, bulkPerSecond: 1000 });
        await stage.addSubscribers(60);
        await stage.launch("news");
        let delivering = stage.deliver([channel]);
        for (const { afterMs, forMs, restarts } of moments) {
          await sleep(afterMs);
          await stage.db.transact((tx) => stopRun(tx, "news"));
          await sleep(forMs);
          if (restarts) {
            await delivering.stop();
            delivering = stage.deliver([channel]);
          }
          await stage.db.transact((tx) => resumeRun(tx, "news"));
          delivering.wake();
        }
        await stage.settled();
        expect(channel.sends.map(({ to }) => to).toSorted()).toEqual(
          Array.from({ length: 60 }, (_, n) => `s${n}`).toSorted(),
        );
        expect(await tally(stage.db.read, "news")).toMatchObject({ planned: 60, sent: 60 });
        await stage.clear();
      }),
      { numRuns: 8 },
    );
  });
});
