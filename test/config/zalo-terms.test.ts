import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readZaloTerms } from "../../src/config/zalo-terms.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "caunoi-terms-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const faults: string[] = [];
function read(content: unknown) {
  faults.length = 0;
  const path = join(folder, "terms.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return readZaloTerms(path, (name, why) => void faults.push(`${name} ${why}`));
}

const term = {
  from: "2027-01-01",
  freeHours: 24,
  openHours: 168,
  paidPrice: 60,
  paidPerDay: null,
  paidPerMonth: 2000,
  templatePrice: 130,
  templatesPerDay: 500,
  templatesPerMonth: null,
  callsPerMinute: 100,
};

describe("the file of Zalo's terms", () => {
  test("without one the published terms hold", () => {
    const { terms, templates } = readZaloTerms(undefined, () => {});
    expect(terms.map(({ from }) => from)).toEqual(["2026-01-01", "2026-06-01"]);
    expect(templates).toEqual({});
  });

  test("its terms replace the published ones; a template's fields are cut at 100 if it does not say", () => {
    const template = { templateId: "7895417a7d3f9461cd2e", params: { noi_dung: "{text}" } };
    const given = read({ terms: [term], templates: { "*": template } });
    expect(given).toEqual({ terms: [term], templates: { "*": { ...template, longest: 100 } } });
    expect(read({ templates: {} }).terms).toHaveLength(2);
    expect(faults).toEqual([]);
  });

  test.each([
    ["no JSON", "{", /not readable JSON/],
    ["a wrong day", { terms: [{ ...term, from: "2027-02-30" }] }, /terms\.0\.from/],
    ["a missing price", { terms: [{ ...term, paidPrice: undefined }] }, /terms\.0\.paidPrice/],
    ["a negative quota", { terms: [{ ...term, paidPerMonth: -1 }] }, /terms\.0\.paidPerMonth/],
    ["no terms at all", { terms: [] }, /terms cannot be read/],
    ["a name nobody knows", { term: [] }, /the whole file/],
    ["a template without an id", { templates: { a: { params: {} } } }, /templates\.a\.templateId/],
  ])("%s stops the start and says where", (_what, content, expected) => {
    read(content);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(expected);
    expect(faults[0]).toMatch(/^ZALO_OA_TERMS /);
  });

  test("a file that is not there stops the start", () => {
    faults.length = 0;
    readZaloTerms(join(folder, "none.json"), (name, why) => void faults.push(`${name} ${why}`));
    expect(faults[0]).toMatch(/ENOENT/);
  });

  test("the example in the documents can be read", () => {
    const docs = readFileSync(new URL("../../docs/zalo.md", import.meta.url), "utf8");
    const example = /```json\n(\{[^`]+\})\n```/.exec(docs)?.[1] ?? "";
    expect(Object.keys(read(example).templates)).not.toEqual([]);
    expect(faults).toEqual([]);
  });
});
