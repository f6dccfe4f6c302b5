import { describe, expect, test } from "vitest";
import { instant } from "../../src/kit/time.ts";
import { openFigure } from "../../src/reports/count.ts";
import { findFigure } from "../../src/reports/figures.ts";
import { frameReport } from "../../src/reports/report.ts";
import { databases } from "../support/databases.ts";
import { numberOf, tell } from "./federation.ts";

const now = instant("2026-11-23T03:00:00Z");

describe.each(databases)("applications, on $name", ({ open }) => {
  test("count in the period they were made in, of an idea the day it became one", async () => {
    const { db, close } = await open();
    const early = { member: 0, filedAt: "2025-05-01T03:00:00Z" };
    await db.transact(async (tx) => {
      await tell(tx, {
        members: [null],
        proposals: [
          { ...early, state: "filed" },
          { ...early, state: "inReview" },
          { ...early, state: "withdrawn" },
          { ...early, state: "withdrawn" },
          { ...early, state: "idea" },
          { member: 0, state: "filed", filedAt: "2026-05-01T03:00:00Z" },
        ],
      });
      const event = { by_whom: "Sáng", note: null, from_state: "idea" };
      const at = instant("2026-06-01T03:00:00Z");
      for (const [index, kind, to_state] of [
        [1, "file", "filed"],
        [3, "filed", null],
        [4, "tryOut", "trial"],
      ] as const)
        await tx
          .insertInto("proposal_event")
          .values({ ...event, proposal_id: `p-${index}`, kind, to_state, at })
          .execute();
    });
    const figure = findFigure("filed");
    const framed = await frameReport(db.read, { period: "2026", unit: null }, now);
    if (!figure || framed.kind === "refused") throw new Error("There is no such report.");
    const { counted, before, places, scope } = framed.frame;
    const numbersOf = async (period: typeof counted) =>
      (await openFigure(db.read, figure, { period, places, scope, skip: 0, limit: 10 })).rows.map(
        ({ key }) => key,
      );
    expect((await numbersOf(counted)).toSorted()).toEqual([numberOf(1), numberOf(3), numberOf(5)]);
    // Withdrawn as an idea, it never was an application.
    expect(await numbersOf(before)).toEqual([numberOf(0)]);
    await close();
  });
});
