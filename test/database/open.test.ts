import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "../../src/database/open.ts";
import { isFailure } from "../../src/kit/failure.ts";

test.each([
  ["a folder that cannot be made", "file:/proc/caunoi/data/caunoi.db", /cannot be created/],
  ["a kind of database nobody knows", "mysql://u:geheim@host/x", /must start with file: or postgres/],
  ["a server that is not there", "postgres://u:geheim@127.0.0.1:9/x", /does not answer.*DATABASE_URL/],
])("%s is refused with words and without the password", async (_name, url, words) => {
  const refusal = await openDatabase(url).catch((error: unknown) => error);
  expect(isFailure(refusal)).toBe(true);
  expect(String(refusal)).toMatch(words);
  expect(String(refusal)).not.toContain("geheim");
});

test("a file that is no database is refused with words and left as it was", async () => {
  const folder = mkdtempSync(join(tmpdir(), "caunoi-open-"));
  const path = join(folder, "caunoi.db");
  writeFileSync(path, "this is a letter, not a database ".repeat(200));
  const refusal = await openDatabase(`file:${path}`).catch((error: unknown) => error);
  expect(isFailure(refusal, "unavailable")).toBe(true);
  expect(String(refusal)).toContain(path);
  rmSync(folder, { recursive: true });
});
