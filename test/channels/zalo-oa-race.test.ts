import { expect, test } from "vitest";
import { openDatabase } from "../../src/database/open.ts";
import { openPlatformTokens } from "../../src/database/platform-tokens.ts";
import { databases } from "../support/databases.ts";
import { oa } from "../support/zalo-server-oa.ts";
import { raceTokens } from "../support/zalo-token-race.ts";

test("two processes of the system that renew at once on PostgreSQL never lose the pair", async () => {
  const opened = await databases.find(({ name }) => name === "PostgreSQL")?.open();
  if (!opened) throw new Error("no PostgreSQL to test on");
  const rounds = 15;
  const race = await raceTokens({ databaseUrl: opened.url, rounds, processes: 2 });
  expect(race).toEqual({ faults: [], renewals: rounds });
  const db = await openDatabase(opened.url);
  const stored = await openPlatformTokens(db, `zalo-oa:${oa.oaId}`).read();
  expect(stored).toMatchObject({ status: "ready", version: rounds + 1 });
  await db.close();
  await opened.close();
});
