import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { haltRefused } from "../../src/campaigns/halt.ts";
import type { Id } from "../../src/kit/id.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { type CampaignStage, createCampaignStage, due } from "./stage.ts";

describe.each(databases)("refusals on $name", ({ open }) => {
  let opened: TestDatabase;
  let stage: CampaignStage;
  beforeAll(async () => {
    opened = await open();
  });
  beforeEach(() => {
    stage = createCampaignStage(opened);
  });
  afterEach(() => stage.clear());
  afterAll(() => opened.close());

  /** A run under way of which the first so many rows were settled as named, the rest still wait. */
  async function runWith(
    outcomes: Partial<Record<"sent" | "refused" | "uncertain" | "pending" | "held", number>>,
  ) {
    const statuses = Object.entries(outcomes).flatMap(([status, n]) => Array<string>(n).fill(status));
    for (const index of statuses.keys()) await stage.addSubscriber(`${index}`);
    const id = await stage.schedule();
    stage.clock.set(due);
    await stage.launch(id);
    const rows = await stage.rows();
    await stage.db.transact(async (tx) => {
      for (const [index, status] of statuses.entries()) {
        const change = { status: status as "sent", why: status === "refused" ? "blocked" : null };
        await tx
          .updateTable("delivery")
          .set(change)
          .where("seq", "=", rows[index]?.seq ?? 0)
          .execute();
      }
    });
    return id as Id<"campaign">;
  }

  test("ten of ninety-nine stop the campaign until a person looks", async () => {
    const id = await runWith({ refused: 10, sent: 88, uncertain: 1, pending: 3 });
    const [run] = await stage.runs();
    expect(await haltRefused(stage.db, due)).toEqual([run?.id]);
    expect(await stage.runs()).toMatchObject([{ status: "stopped", why: "refusals" }]);
    expect(await stage.campaigns()).toMatchObject([{ id, status: "stopped" }]);
    expect(await stage.events()).toContain("stopped by schedule");
  });

  test.each([
    ["ten of a hundred", { refused: 10, sent: 90, pending: 3 }],
    ["nine of nine", { refused: 9, pending: 3 }],
    ["none of many", { sent: 20, pending: 3 }],
  ])("%s do not", async (_, outcomes) => {
    await runWith(outcomes);
    expect(await haltRefused(stage.db, due)).toEqual([]);
    expect(await stage.runs()).toMatchObject([{ status: "running", why: null }]);
  });

  test("people who have been silent for too long for the platform are no fault of channel or list", async () => {
    await runWith({ held: 60, refused: 4, sent: 5, pending: 3 });
    expect(await haltRefused(stage.db, due)).toEqual([]);
  });

  test("rows still waiting do not make the share look smaller", async () => {
    await runWith({ refused: 10, sent: 5, pending: 85 });
    expect(await haltRefused(stage.db, due)).toHaveLength(1);
  });

  test("a run that a person lets go on is not stopped again", async () => {
    const id = await runWith({ refused: 10, pending: 1 });
    await haltRefused(stage.db, due);
    expect(await stage.resume(id)).toMatchObject({ kind: "resumed", runs: 1 });
    expect(await haltRefused(stage.db, due)).toEqual([]);
    expect(await stage.runs()).toMatchObject([{ status: "running" }]);
  });
});
