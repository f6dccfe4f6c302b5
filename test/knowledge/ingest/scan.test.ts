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
    "that is aborted leaves neither a process nor a file",
    { timeout: 60_000 },
    async () => {
      const abort = new AbortController();
      const read = readDocument(await makePictures(30), "quet.pdf", {
        signal: abort.signal,
        report: (done) => done === 30 || abort.abort(new Error("closed")),
      });
      await expect(read).rejects.toThrow();
      expect(foldersOfOurs()).toEqual([]);
    },
  );
});
