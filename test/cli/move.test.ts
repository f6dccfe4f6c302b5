import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../../src/database/open.ts";
import { holdRole } from "../../src/database/sqlite.ts";
import { sampleUnits, unitList } from "../people/lists.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";

let terminal: Terminal;
let target: TestDatabase;
beforeEach(async () => {
  terminal = openTerminal();
  target = (await databases[1]?.open()) as TestDatabase;
  const units = join(terminal.folder, "units.csv");
  writeFileSync(units, unitList(...sampleUnits));
  await terminal.type(["units", "import", units]);
});
afterEach(async () => {
  await target.close();
  terminal.close();
});

test("a move brings everything over and puts the SQLite file aside", async () => {
  const { code, out, errors } = await terminal.type(["move", target.url]);
  expect([code, errors]).toEqual([0, expect.stringContaining(`copied unit: ${sampleUnits.length} rows`)]);
  expect(out).toContain("Set DATABASE_URL to the PostgreSQL address");
  expect(existsSync(join(terminal.folder, "caunoi.db"))).toBe(false);
  expect(readdirSync(terminal.folder)).toContainEqual(
    expect.stringMatching(/^caunoi\.db\.moved-\d{4}-\d\d-\d\d$/),
  );
  const moved = await openDatabase(target.url);
  expect(await moved.read.selectFrom("unit").select("id").execute()).toHaveLength(sampleUnits.length);
  await moved.close();
});

test("a move is refused while the server runs, and to anything but PostgreSQL; the file stays", async () => {
  const server = holdRole(join(terminal.folder, "caunoi.db"), "server");
  expect((await terminal.type(["move", target.url])).errors).toContain("stop it first");
  server?.release();
  expect((await terminal.type(["move", "file:other.db"])).errors).toContain("postgres://host/name");
  expect(existsSync(join(terminal.folder, "caunoi.db"))).toBe(true);
});
