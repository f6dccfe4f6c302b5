import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { inventory } from "../../src/people/data-inventory.ts";
import { openTestDatabase } from "../support/databases.ts";

/** Columns of these names say nothing about a person wherever they stand; any other is looked at one by one. */
const harmless =
  /^(id|seq|number|version|status|kind|at|attempts|not_before|channel|is_\w+|\w+_at|topic|grace_minutes)$/;

type Column = { readonly table: string; readonly column: string };

async function columnsOfDatabase(): Promise<Column[]> {
  const { db, close } = await openTestDatabase();
  const { rows } = await sql<Column>`
    SELECT m.name AS "table", c.name AS "column" FROM sqlite_master m JOIN pragma_table_info(m.name) c
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name <> 'migration'`.execute(db.read);
  await close();
  return rows;
}

/** What the inventory does not know of these columns, as `table.column`. */
function unknown(columns: readonly Column[]): string[] {
  const known = new Set(
    inventory.flatMap(({ table, columns: personal, plain }) =>
      [...Object.keys(personal), ...plain].map((column) => `${table}.${column}`),
    ),
  );
  return columns
    .filter(({ column }) => !harmless.test(column))
    .map(({ table, column }) => `${table}.${column}`)
    .filter((place) => !known.has(place));
}

test("every column of the database is in the inventory of personal data", async () => {
  expect(unknown(await columnsOfDatabase())).toEqual([]);
});

test("every table of src/database/tables is in the inventory, under its room", () => {
  const folder = join(import.meta.dirname, "..", "..", "src", "database", "tables");
  const owned = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/^ {2}(\w+): \{/gm)].map(
      ([, table]) => `${file.replace(".ts", "")}.${table}`,
    ),
  );
  expect(inventory.map(({ room, table }) => `${room}.${table}`).toSorted()).toEqual(owned.toSorted());
});

test("a new table or column with a name, a phone or words of a person is noticed", async () => {
  const fresh = ["phone", "full_name", "member_id", "said", "note", "address_id", "state"];
  const columns = fresh.map((column) => ({ table: "member", column }));
  expect(unknown(columns)).toEqual(fresh.filter((each) => each !== "state").map((each) => `member.${each}`));
  expect(unknown([{ table: "visit", column: "member_id" }])).toEqual(["visit.member_id"]);
});

test("nothing in the inventory is gone from the database, and every reason to keep is given", async () => {
  const there = new Set((await columnsOfDatabase()).map(({ table, column }) => `${table}.${column}`));
  for (const { table, columns, plain, purpose, basis, term } of inventory) {
    for (const column of [...Object.keys(columns), ...plain]) expect(there).toContain(`${table}.${column}`);
    for (const rule of Object.values(columns)) {
      if (typeof rule === "object") expect(rule.kept.length).toBeGreaterThan(10);
    }
    for (const words of [purpose, basis, term]) expect(words).not.toBe("");
  }
});
