import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Drill, runDrill } from "../../bench/crash-drill.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const small = { updates: 150, recipients: 200, kills: 2, seed: 20261123, rate: 60 };

describe.each(databases)("the program under kill -9, on $name", ({ name, open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  test("every update is answered, no campaign row is sent twice, every row is accounted for", async () => {
    const drill: Drill =
      name === "SQLite"
        ? { ...small, mode: "webhook" }
        : { ...small, mode: "polling", databaseUrl: opened.url };
    const verdict = await runDrill(drill);
    expect(verdict.faults).toEqual([]);
    expect(verdict).toMatchObject({ updates: 150, answered: 150, planned: 200 });
    expect(verdict.campaignSent + verdict.campaignUncertain).toBe(200);
  }, 120_000);
});
