import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTerminal, type Terminal } from "../../support/terminal.ts";
import { headOf, makeNumberedDocx, makePdf, paragraphsOf, plan } from "./make-files.ts";

let terminal: Terminal;
beforeEach(() => {
  terminal = openTerminal();
});
afterEach(() => terminal.close());

function fileHolding(name: string, content: Uint8Array | string): string {
  const path = join(terminal.folder, name);
  writeFileSync(path, content);
  return path;
}

const lines = paragraphsOf(plan);
const head = headOf(lines);

describe("knowledge check of a PDF", () => {
  it("prints the proposed description, the clauses and the pages done, and changes nothing", async () => {
    const path = fileHolding("kh.pdf", await makePdf(head.rest, { head }));
    const { code, out, errors } = await terminal.type(["knowledge", "check", path]);
    expect(code).toBe(0);
    expect(out).toMatch(/^---\nid: kh-360\nnumber: 360\/KH-LĐLĐ\ntitle: /);
    expect(out).toContain("II.3.4  Hàng năm, vào dịp Tháng Công nhân");
    expect(errors).toMatch(/^page 1 of (\d+)\n(?:page \d+ of \1\n)*page \1 of \1\n$/);
    expect(existsSync(join(terminal.folder, "caunoi.db"))).toBe(false);
  });

  it("writes what was read for a person to correct, once, and add takes the corrected file", async () => {
    const path = fileHolding("kh.docx", await makeNumberedDocx(lines));
    const saved = join(terminal.folder, "kh.md");
    const first = await terminal.type(["knowledge", "check", path, "--save", saved]);
    expect(first.code).toBe(0);
    writeFileSync(saved, readFileSync(saved, "utf8").replace("id: kh-360", "id: kh-360-sua"));
    const again = await terminal.type(["knowledge", "check", path, "--save", saved]);
    expect(again).toMatchObject({ code: 1, errors: expect.stringMatching(/kh\.md is there already/) });
    expect((await terminal.type(["knowledge", "add", saved])).out).toMatch(/^kh-360-sua v1\n/);
  });
});

describe("knowledge add of a Word file", () => {
  it("stores a draft with the person's words over the proposed ones", async () => {
    const path = fileHolding("kh.docx", await makeNumberedDocx(lines));
    const words = ["--id", "kh-moi", "--short", "Kế hoạch mới", "--authority", "summary"];
    const added = await terminal.type(["knowledge", "add", path, ...words]);
    expect(added).toMatchObject({ code: 0, errors: "" });
    expect(added.out).toMatch(/^kh-moi v1\nKế hoạch mới is a draft now/);
    expect((await terminal.type(["knowledge", "list"])).out).toMatch(/kh-moi +v1 +draft/);
  });

  it("names a wrong word of the person, and stores nothing", async () => {
    const path = fileHolding("kh.docx", await makeNumberedDocx(lines));
    const added = await terminal.type(["knowledge", "add", path, "--issued", "22/7/2022"]);
    expect(added.code).toBe(1);
    expect(added.errors).toMatch(/“issued”/);
    expect((await terminal.type(["knowledge", "list"])).out).not.toMatch(/draft/);
  });
});

describe("a file that is refused", () => {
  it.each([
    ["an empty file", "", /rong\.pdf: Tệp rỗng/],
    ["a cut Word file", "PK\x03\x04 abc", /rong\.pdf: Tệp bị cắt cụt/],
    ["a damaged PDF", "%PDF-1.4", /rong\.pdf: Tệp PDF bị hỏng/],
  ])("%s says why in one line and leaves everything as it was", async (_, content, words) => {
    const path = fileHolding("rong.pdf", content);
    for (const command of ["check", "add"]) {
      const { code, out, errors } = await terminal.type(["knowledge", command, path]);
      expect([code, out]).toEqual([1, ""]);
      expect(errors).toMatch(words);
      expect(errors.trim().split("\n")).toHaveLength(1);
    }
    expect(existsSync(join(terminal.folder, "caunoi.db"))).toBe(false);
  });
});
