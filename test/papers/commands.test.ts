import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TemplateHandler } from "easy-template-x";
import { readXlsx } from "hucre/xlsx";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../src/database/open.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";
import { file } from "./filed.ts";

let terminal: Terminal;
beforeEach(async () => {
  terminal = openTerminal();
  const db = await openDatabase(terminal.config.database.url);
  await file(db, { number: "SK-2026-0001" });
  await db.close();
});
afterEach(() => terminal.close());

const at = (name: string) => join(terminal.folder, name);
const textOf = (path: string) => new TemplateHandler().getText(readFileSync(path));

describe("caunoi proposals", () => {
  it("export writes the register and says where", async () => {
    const { code, out, errors } = await terminal.type(["proposals", "export", at("so.xlsx")]);
    expect([code, errors, out]).toEqual([0, "", `${at("so.xlsx")}\n`]);
    const { sheets } = await readXlsx(readFileSync(at("so.xlsx")));
    expect(sheets[0]?.rows[3]?.[1]).toBe("SK-2026-0001");
  });

  it("paper writes one paper, from the operator's template when there is one", async () => {
    const call = [
      "proposals",
      "paper",
      "sk-2026-0001",
      "receipt",
      at("bien-nhan.docx"),
      "--place",
      "Lai Châu",
    ];
    expect((await terminal.type(call)).code).toBe(0);
    expect(await textOf(at("bien-nhan.docx"))).toContain("Lai Châu, ngày 23 tháng 11 năm 2026");
    mkdirSync(at("templates"));
    await terminal.type(["papers", "template", "receipt", at("templates/receipt.docx")]);
    expect(await textOf(at("templates/receipt.docx"))).toContain("Hồ sơ sáng kiến số {number}");
    expect((await terminal.type(call)).code).toBe(0);
    writeFileSync(at("templates/receipt.docx"), "no Word file");
    const refused = await terminal.type(call);
    expect(refused.code).toBe(1);
    expect(refused.errors).toMatch(/receipt\.docx cannot be filled/);
    expect(await textOf(at("bien-nhan.docx"))).toContain("Hồ sơ sáng kiến số SK-2026-0001");
  });

  it("dossier writes every paper into a folder", async () => {
    const { code, out } = await terminal.type(["proposals", "dossier", "SK-2026-0001", at("ho-so")]);
    expect(code).toBe(0);
    expect(readdirSync(at("ho-so"))).toHaveLength(6);
    expect(
      out
        .trim()
        .split("\n")
        .map((path) => existsSync(path)),
    ).not.toContain(false);
  });

  it.each([
    [["paper", "SK-2026-0001", "certificate", "x.docx"], 1, /SK-2026-0001 is not recognized by its unit/],
    [["paper", "SK-2026-0009", "receipt", "x.docx"], 1, /There is no proposal SK-2026-0009/],
    [["paper", "SK-2026-0001", "poem", "x.docx"], 2, /"poem" is none of application, description/],
    [["export", "no/such/folder/x.xlsx"], 1, /cannot be written \(ENOENT\)/],
  ])("%j is refused in one line and writes nothing", async (args, exit, words) => {
    const path = at(args.at(-1) ?? "");
    const { code, out, errors } = await terminal.type(["proposals", ...args.slice(0, -1), path]);
    expect([code, out]).toEqual([exit, ""]);
    expect(errors).toMatch(words);
    expect(errors.trim().split("\n")).toHaveLength(1);
    expect(existsSync(path)).toBe(false);
  });
});

it("caunoi papers lists every paper and every field a template may hold", async () => {
  expect((await terminal.type(["papers", "list"])).out).toMatch(
    /^application +Đơn yêu cầu công nhận sáng kiến$/m,
  );
  const { out } = await terminal.type(["papers", "fields"]);
  for (const words of ["{firstApplied}", "{#authors}", "  {share}", "{qr}"]) expect(out).toContain(words);
});

it("caunoi doctor reads every template before a paper needs it", async () => {
  expect((await terminal.type(["doctor"])).out).not.toContain("templates");
  mkdirSync(at("templates"));
  await terminal.type(["papers", "template", "receipt", at("templates/receipt.docx")]);
  writeFileSync(at("templates/decline.docx"), "no Word file");
  writeFileSync(at("templates/recept.docx"), "");
  writeFileSync(at("templates/portal.json"), "[]");
  const lines = (await terminal.type(["doctor"])).out
    .split("\n")
    .filter((line) => line.includes("templates"));
  expect(lines).toEqual([
    expect.stringMatching(/^fault +templates +.*decline\.docx cannot be filled/),
    expect.stringMatching(/^fault +templates +.*portal\.json is no list of columns/),
    expect.stringMatching(/^ok +templates +receipt\.docx replaces ours/),
    expect.stringMatching(/^warn +templates +.*recept\.docx is not used/),
  ]);
});
