import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { toKnowledgeFile } from "../../../src/knowledge/ingest/describe.ts";
import { canRecognize, debianTools } from "../../../src/knowledge/ingest/ocr.ts";
import { readDocument } from "../../../src/knowledge/ingest/read-document.ts";
import { parse } from "../../../src/knowledge/parse.ts";
import { measureQuality } from "../../../src/knowledge/reading/quality.ts";
import { headOf, makePdf, makePictures, paragraphsOf, plan, scanOf } from "./make-files.ts";

const isInstalled = await canRecognize(debianTools);
const head = headOf(paragraphsOf(plan));
const foldersOfOurs = () => readdirSync(tmpdir()).filter((name) => name.startsWith("caunoi-ocr-"));

describe("a scanned PDF", () => {
  it("is refused with the command to install when the machine cannot read pictures", async () => {
    const tools = { pdftoppm: "pdftoppm", tesseract: "/nowhere/tesseract" };
    const read = await readDocument(await makePictures(3), "quet.pdf", { tools });
    expect(read).toMatchObject({
      kind: "refused",
      why: expect.stringMatching(
        /3 trang ảnh.*sudo apt install tesseract-ocr tesseract-ocr-vie poppler-utils/,
      ),
    });
  });

  it("and so is one in an old font, with what to do about the font", async () => {
    const words = "Liªn ®oµn Lao ®éng tØnh Lai Ch©u tæ chøc thùc hiÖn NghÞ quyÕt cña C«ng ®oµn ViÖt Nam";
    const tools = { pdftoppm: "/nowhere/pdftoppm", tesseract: "tesseract" };
    const read = await readDocument(await makePdf([words, words]), "cu.pdf", { tools });
    expect(read).toMatchObject({ kind: "refused", why: expect.stringMatching(/TCVN3.*UniKey.*apt install/) });
  });

  it.runIf(isInstalled)(
    "is read from its pictures, clause by clause, with its description",
    { timeout: 120_000 },
    async () => {
      const scan = await scanOf(await makePdf(head.rest, { head }), 1);
      const seen: [number, number][] = [];
      const read = await readDocument(scan, "quet.pdf", {
        report: (done, total) => seen.push([done, total]),
      });
      if (read.kind === "refused") throw new Error(read.why);
      expect(read.proposedMeta).toMatchObject({ id: "kh-360", number: "360/KH-LĐLĐ", issued: "2022-07-22" });
      expect(read.proposedMeta?.provenance).toContain("OCR");
      expect(read.faults.map(({ what }) => what)).toEqual([
        expect.stringContaining("1 trang được nhận dạng"),
      ]);
      expect(seen.at(-1)).toEqual([1, 1]);
      const { clauses } = parse(toKnowledgeFile(read));
      expect(clauses.map(({ id }) => id)).toEqual(expect.arrayContaining(["I", "I/1", "I/2", "II", "II.1"]));
      const { words, impossible } = measureQuality(read.markdown);
      expect(words).toBeGreaterThan(250);
      expect(impossible / words).toBeLessThan(0.03);
      expect(foldersOfOurs()).toEqual([]);
    },
  );

  it.runIf(isInstalled)(
    "under garbled text of its scanner is read from its pictures",
    { timeout: 120_000 },
    async () => {
      const garbled =
        "Cong tac nghién citu khoa hec, cdng nghé va déi méi sang tao phuc vu ciia té chike. ".repeat(9);
      const scan = await scanOf(await makePdf(head.rest.slice(0, 3), { head }), 1, garbled);
      const read = await readDocument(scan, "quet.pdf");
      if (read.kind === "refused") throw new Error(read.why);
      expect(read.proposedMeta).toMatchObject({ number: "360/KH-LĐLĐ", kind: "Kế hoạch" });
      expect(read.markdown).not.toContain("citu");
    },
  );

  it.runIf(isInstalled)(
    "that is aborted while it is recognized leaves no file behind",
    { timeout: 60_000 },
    async () => {
      const abort = new AbortController();
      const seen: number[] = [];
      const report = (done: number) => {
        if (seen.includes(3)) abort.abort(new Error("closed"));
        seen.push(done);
      };
      const reading = readDocument(await makePictures(3), "quet.pdf", { signal: abort.signal, report });
      await expect(reading).rejects.toThrow();
      expect(seen).toEqual([1, 2, 3, 1]);
      expect(foldersOfOurs()).toEqual([]);
    },
  );
});
