import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Converted, convert } from "../../../src/knowledge/ingest/convert.ts";
import { toKnowledgeFile } from "../../../src/knowledge/ingest/describe.ts";
import { isAccepted, parse } from "../../../src/knowledge/parse.ts";
import {
  headOf,
  makeLawDocx,
  makeNumberedDocx,
  makePdf,
  makeWorkbook,
  paragraphsOf,
  plan,
} from "./make-files.ts";

type Read = Converted & { kind: "read" };

async function read(bytes: Uint8Array | string, fileName: string): Promise<Read> {
  const source = { kind: "file", bytes: typeof bytes === "string" ? Buffer.from(bytes) : bytes } as const;
  const converted = await convert({ fileName, source }, () => {});
  if (converted.kind !== "read") throw new Error(JSON.stringify(converted));
  return converted;
}

const shipped = parse(plan);
const shippedWords = new Map(shipped.clauses.map(({ id, text }) => [id, text]));
const lines = paragraphsOf(plan);
const head = headOf(lines);

const printed = readFileSync(
  join(import.meta.dirname, "..", "..", "fixtures", "documents", "ke-hoach-360-chromium.pdf"),
);
/** The plan as other programs would hand it over. */
const asText = lines.flatMap((line) => [...(line.match(/.{1,90}(?:\s|$)/gu) ?? []), ""]).join("\n");
const asHtml = `<!doctype html><html><head><meta charset="utf-8"><title>x</title></head><body>${lines
  .map((line) => `<p>${line.replaceAll("&", "&amp;").replace(/ê/g, "&ecirc;")}</p>`)
  .join("\n")}</body></html>`;

describe("the plan in another format", () => {
  it.each([
    ["Word with numbers Word draws itself", () => makeNumberedDocx(lines), "plan.docx"],
    ["PDF in two columns and pages", () => makePdf(head.rest, { head }), "plan.pdf"],
    ["PDF as Chromium prints it", async () => printed, "plan.pdf"],
    ["a web page", async () => asHtml, "plan.html"],
    ["text broken at the margin", async () => asText, "plan.txt"],
  ])("%s gives the clauses of the shipped one, word for word", async (_, make, fileName) => {
    const parsed = parse(toKnowledgeFile(await read(await make(), fileName)));
    expect(isAccepted(parsed)).toBe(true);
    const found = parsed.clauses.filter(({ id }) => id !== "header" && id !== "footer");
    const expected = shipped.clauses.filter(({ id }) => id !== "header" && id !== "footer");
    expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    for (const { id, text } of found) expect(text, id).toBe(shippedWords.get(id));
  });

  it.each([
    ["Word", () => makeNumberedDocx(lines), "plan.docx"],
    ["PDF", () => makePdf(head.rest, { head }), "plan.pdf"],
  ])("%s proposes the description a person would write", async (_, make, fileName) => {
    const { proposedMeta } = await read(await make(), fileName);
    expect(proposedMeta).toMatchObject({
      id: "kh-360",
      number: "360/KH-LĐLĐ",
      kind: "Kế hoạch",
      issuer: "Liên đoàn Lao động tỉnh Lai Châu",
      issued: "2022-07-22",
      implements: ["01/CTr-ĐCT"],
    });
    expect(proposedMeta?.title).toMatch(/^Kế hoạch 360\/KH-LĐLĐ thực hiện Chương trình hành động/);
  });
});

describe("a law", () => {
  it("gives chapters, articles, clauses and points, and says from when it is in force", async () => {
    const converted = await read(await makeLawDocx(), "luat.docx");
    const parsed = parse(toKnowledgeFile(converted));
    expect(parsed.clauses.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["C1", "Đ1", "Đ2", "Đ2.k1", "Đ2.k2", "Đ2.k2.a", "Đ2.k2.b", "C2", "Đ3"]),
    );
    expect(converted.proposedMeta).toMatchObject({
      id: "luat-50-2024",
      number: "50/2024/QH15",
      kind: "Luật",
      issuer: "Quốc hội",
      issued: "2024-11-27",
      in_force_from: "2025-07-01",
    });
  });
});

describe("tables", () => {
  it("of a workbook become one citable line per row, with the names of their columns", async () => {
    const { markdown, remarks } = await read(await makeWorkbook(), "danh-sach.xlsx");
    expect(markdown).toContain("## Công đoàn cơ sở");
    expect(markdown).toContain("- STT: 1; Đơn vị: Trường THPT số 1; Đoàn viên: 1.250.000; Ngày: 18/05/2026");
    expect(markdown).toContain("- STT: 2; Đơn vị: Bệnh viện | khoa Nội");
    expect(markdown).not.toContain("mật khẩu");
    expect(remarks).toHaveLength(1);
    const parsed = parse(`---\nid: x\ntitle: X\n---\n${markdown}`);
    expect(parsed.clauses.map(({ id }) => id)).toEqual([
      "cong-doan-co-so",
      "cong-doan-co-so/1",
      "cong-doan-co-so/2",
      "cong-doan-co-so/3",
    ]);
  });

  it("of a page become the same, and unclosed cells are cells", async () => {
    const rows = "<tr><th>Mức<th>Tiền<tr><td>Nhất<td>5 triệu<tr><td>Nhì<td>3 triệu";
    const { markdown } = await read(`<html><h2>Thưởng</h2><table>${rows}</table><p>Hết.</html>`, "a.html");
    expect(markdown).toBe("### Thưởng\n\n- Mức: Nhất; Tiền: 5 triệu\n\n- Mức: Nhì; Tiền: 3 triệu\n\nHết.\n");
  });
});

describe("Markdown", () => {
  it("with a description of its own comes back to the letter", async () => {
    const converted = await read(plan, "plan.md");
    expect(converted.proposedMeta).toBeUndefined();
    expect(toKnowledgeFile(converted)).toBe(plan);
  });

  it("keeps the rest of its description when one value is overridden", async () => {
    const file = toKnowledgeFile(await read(plan, "plan.md"), { title: "Kế hoạch: số 360" });
    const parsed = parse(file);
    expect(parsed.document?.title).toBe("Kế hoạch: số 360");
    expect(parsed.document?.number).toBe("360/KH-LĐLĐ");
    expect(parsed.clauses).toHaveLength(shipped.clauses.length);
  });

  it("without one gets a proposal, which a person's words override", async () => {
    const converted = await read("# Nội quy cơ quan\n\n1. Đi làm đúng giờ.\n", "noi-quy.md");
    expect(converted.proposedMeta).toMatchObject({ id: "noi-quy-co-quan", title: "Nội quy cơ quan" });
    const parsed = parse(toKnowledgeFile(converted, { id: "nq", issued: "2026-01-02" }));
    expect(parsed.document).toMatchObject({ id: "nq", issued: "2026-01-02" });
  });
});

describe("what a file is, its content says", () => {
  it.each([
    ["a PDF named .docx", () => makePdf(head.rest, { head }), "a.docx", ["docx", "PDF"]],
    ["a Word file named .pdf", () => makeNumberedDocx(lines), "a.pdf", ["pdf", "DOCX"]],
    ["a page named .txt", async () => asHtml, "a.txt", ["txt", "HTML"]],
  ])(
    "%s is read as what it is, and the officer is told",
    async (_, make, fileName, [ending = "", found = ""]) => {
      const { remarks, proposedMeta } = await read(await make(), fileName);
      expect(proposedMeta?.number).toBe("360/KH-LĐLĐ");
      expect(remarks.map(({ what }) => what).join()).toContain(`.${ending} nhưng nội dung là ${found}`);
    },
  );

  it("a name without an ending, or with one nobody knows, is no fault", async () => {
    expect((await read(asText, "constructor")).remarks).toEqual([]);
    expect((await read(asText, "plan.constructor")).remarks).toEqual([]);
  });
});
