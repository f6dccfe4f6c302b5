import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const project = join(import.meta.dirname, "..", "..");
const threats = readFileSync(join(project, "docs", "security.md"), "utf8");
const rows = threats.split("\n").filter((line) => /^\| .* \| .* \| .*`(test|\.ci|deploy)\//.test(line));

it("every threat of the model names a test that is there", () => {
  expect(rows.length).toBeGreaterThan(25);
  for (const row of rows) {
    const [, path = "", name = ""] = /`([^`]+)`(?:: "([^"]+)")? \|$/.exec(row) ?? [];
    expect([row, existsSync(join(project, path))]).toEqual([row, true]);
    const source = readFileSync(join(project, path), "utf8");
    expect([row, source.includes(name)]).toEqual([row, true]);
  }
});

it("every row of the tables of threats has one", () => {
  const tables = threats.slice(threats.indexOf("## From outside"), threats.indexOf("## What is not"));
  const all = tables.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| Threat"));
  expect(all.filter((row) => !rows.includes(row))).toEqual([]);
});
