import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Document, Packer, Paragraph } from "docx";
import { TemplateHandler } from "easy-template-x";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makePaper, shippedTemplate } from "../../src/papers/fill.ts";
import { paperKinds } from "../../src/papers/kinds.ts";
import { fullFields } from "./sample.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "caunoi-templates-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function place(kind: string, ...lines: string[]): Promise<void> {
  const document = new Document({ sections: [{ children: lines.map((text) => new Paragraph(text)) }] });
  writeFileSync(join(folder, `${kind}.docx`), await Packer.toBuffer(document));
}

async function textOf(docx: Uint8Array): Promise<string> {
  return new TemplateHandler().getText(Buffer.from(docx));
}

describe("a template an operator puts in the folder", () => {
  it("replaces the one of the program, for its kind alone", async () => {
    await place(
      "receipt",
      "Phiếu của chúng tôi: {number}",
      "{#authors}",
      "- {name}: {share}% của {title}",
      "{/authors}",
    );
    const fields = await fullFields();
    expect(await textOf(await makePaper("receipt", fields, folder))).toBe(
      "Phiếu của chúng tôi: SK-2026-0042- Lò Thị Mai: 60% của Tổ trưởng- Nguyễn Văn Trường: 40% của Tổ trưởng",
    );
    expect(await textOf(await makePaper("decline", fields, folder))).toContain("THÔNG BÁO");
  });

  it("may use every field of every paper, and the template of the program stays what it was", async () => {
    await place("receipt", "{signer} {conclusion}");
    const fields = await fullFields();
    expect(await textOf(await makePaper("receipt", fields, folder))).toContain("Đặng Quốc Khánh Hội đồng");
    for (const kind of paperKinds) {
      writeFileSync(join(folder, `${kind}.docx`), await shippedTemplate(kind));
      await expect(makePaper(kind, fields, folder)).resolves.toBeInstanceOf(Buffer);
    }
  });

  it.each([
    ["an unknown field", ["Tên: {tite}"], /receipt\.docx holds \{tite\}, which is no field.*\btitle\b/],
    ["an unknown list", ["{#people}", "{name}", "{/people}"], /holds \{#people\}, .*authors \(index, name/],
    ["a field of a list outside of it", ["{share}"], /holds \{share\}, which is no field/],
    [
      "a field another list has",
      ["{#conflicts}", "{share}", "{/conflicts}"],
      /inside \{#conflicts\}: index, name, why/,
    ],
    ["a list that is not closed", ["{#authors}", "{name}"], /cannot be filled: .*authors.*papers template/],
    ["a list that was never opened", ["{/authors}"], /cannot be filled: \{\/authors\} closes nothing/],
    ["a brace that is not closed", ["Tên: {title"], /the brace before “title” has no partner/],
    ["a name of the language", ["{constructor}"], /holds \{constructor\}, which is no field/],
  ])("with %s is refused in words that say what to correct", async (_what, lines, words) => {
    await place("receipt", ...lines);
    await expect(makePaper("receipt", await fullFields(), folder)).rejects.toThrow(words);
  });

  it.each([
    ["no Word file at all", Buffer.from("Kính gửi …")],
    ["an empty file", Buffer.alloc(0)],
    ["a torn file", Buffer.from("PK\u0003\u0004torn")],
  ])("that is %s is refused in words that say what to do", async (_what, bytes) => {
    writeFileSync(join(folder, "receipt.docx"), bytes);
    await expect(makePaper("receipt", await fullFields(), folder)).rejects.toThrow(
      /receipt\.docx cannot be filled: .*npx caunoi papers template/,
    );
  });
});
