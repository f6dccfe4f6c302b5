import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { latestVersion, migrate } from "../../src/database/migrate.ts";
import { openDatabase } from "../../src/database/open.ts";
import { type Program, startProgram } from "../support/program.ts";

let program: Program;
beforeAll(async () => {
  program = await startProgram();
}, 30_000);
afterAll(() => program.remove());

test("a program beside which a newer one has brought the database forward goes on serving", async () => {
  const db = await openDatabase(`file:${join(program.dataDir, "caunoi.db")}`);
  await migrate(db, [{ version: latestVersion + 1, name: "future", statements: () => [] }]);
  await db.close();
  const answer = await fetch(`${program.url}/readyz`);
  expect(answer.status).toBe(200);
});
