import { execFileSync } from "node:child_process";
import { truncateSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packStored, unpack } from "../../../src/kit/zip.ts";
import { convert } from "../../../src/knowledge/ingest/convert.ts";
import { readDocument, readDocumentFile } from "../../../src/knowledge/ingest/read-document.ts";
import { makeNumberedDocx, makePdf, makeWorkbook, paragraphsOf, plan } from "./make-files.ts";

const lines = paragraphsOf(plan);
let folder = "";
let docx: Uint8Array;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "caunoi-refusals-"));
  docx = await makeNumberedDocx(lines);
});
afterAll(() => rm(folder, { recursive: true }));

/** Why a file is refused, from the code that runs inside of the worker. */
async function why(bytes: Uint8Array | string, fileName = "a.bin"): Promise<string> {
  const source = {
    kind: "file",
    bytes: typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes,
  } as const;
  const converted = await convert({ fileName, source }, () => {});
  return converted.kind === "refused" ? converted.why : `it was ${converted.kind}`;
}

/** A ZIP of one part whose directory may lie about its size. */
function zipOf(name: string, content: Buffer, declared = content.length): Buffer {
  const packed = deflateRawSync(content);
  const zip = packStored(new Map([[name, packed]]));
  const at = zip.lastIndexOf(Buffer.from("PK\x01\x02", "latin1"));
  zip.writeUInt16LE(8, at + 10);
  zip.writeUInt32LE(declared, at + 24);
  return zip;
}

const tcvn3 = "Liªn ®oµn Lao ®éng tØnh Lai Ch©u tæ chøc thùc hiÖn NghÞ quyÕt cña C«ng ®oµn ViÖt Nam";
const vni =
  "Lieân ñoaøn Lao ñoäng tænh Lai Chaâu toå chöùc thöïc hieän Nghò quyeát cuûa Coâng ñoaøn Vieät Nam";

describe("a file that cannot be read is refused in words that say what to do", () => {
  it.each([
    [
      "old Word",
      Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.from("WordDocument", "utf16le")]),
      /đời cũ.*DOCX/,
    ],
    [
      "old Excel",
      Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.from("Workbook", "utf16le")]),
      /đời cũ.*XLSX/,
    ],
    [
      "Word with a password",
      Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.from("EncryptedPackage", "utf16le")]),
      /mật khẩu/,
    ],
    ["a picture", "\x89PNG\r\n\x1a\n", /tệp ảnh/],
    ["a program", "\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0", /Không nhận ra/],
    ["RTF", "{\\rtf1 abc}", /RTF/],
    ["a gzip", "\x1f\x8b\x08\0abc", /tệp nén/],
    ["a PDF that is cut", "%PDF-1.7\n1 0 obj\n<<", /PDF bị hỏng/],
    ["only blanks", " \n\t\n", /Không tìm thấy chữ/],
    ["Latin letters of another encoding", "Caf\xe9 v\xe0 th\xe9 \xe0 la carte", /UTF-8/],
    ["UTF-16 without its mark", "a\0b\0c\0 \0d\0e\0f\0g\0h\0i\0", /UTF-16/],
    [
      "TCVN3 as its bytes",
      "Li\xaan \xae\xb5n Lao \xae\xe9ng t\xd8nh Lai Ch\xa9u thùc hi\xd6n C\xabng \xae\xb5n",
      /TCVN3.*UniKey/,
    ],
    ["TCVN3 saved as Unicode", Buffer.from(tcvn3), /TCVN3.*UniKey/],
    ["VNI saved as Unicode", Buffer.from(vni), /VNI.*UniKey/],
  ])("%s", async (_, bytes, words) => {
    expect(await why(bytes)).toMatch(words);
  });

  it("a PDF with a password", async () => {
    expect(await why(await makePdf(["Xin chào"], { userPassword: "x" }))).toMatch(/mật khẩu/);
  });

  it("a Word file that is cut, anywhere", async () => {
    for (const share of [0.2, 0.5, 0.9, 0.999])
      expect(await why(docx.subarray(0, docx.length * share)), String(share)).toMatch(/cắt cụt|hỏng/);
  });

  it("a Word file with a byte changed on the disk", async () => {
    const changed = Buffer.from(docx);
    const at = changed.indexOf("word/document.xml") + 400;
    changed.writeUInt8(changed.readUInt8(at) ^ 0xff, at);
    expect(await why(changed)).toMatch(/cắt cụt|hỏng/);
  });

  it("XML that declares entities", async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>';
    expect(await why(packStored(new Map([["word/document.xml", Buffer.from(bomb)]])))).toMatch(/DOCTYPE/);
  });

  it("garbled text with its worst lines and the share of impossible words", async () => {
    const { check } = await import("../../../src/knowledge/check.ts");
    const { toKnowledgeFile } = await import("../../../src/knowledge/ingest/describe.ts");
    const garbled =
      "1. Cong tac nghién citu khoa hec, cdng nghé va déi méi sang tao phuc vu ciia té chike.\n".repeat(9);
    const read = await readDocument(Buffer.from(garbled), "quet.txt");
    if (read.kind === "refused") throw new Error(read.why);
    const { isAccepted, report } = check(toKnowledgeFile(read));
    expect(isAccepted).toBe(false);
    expect(report).toMatch(/\d+% số chữ không phải âm tiết/);
    expect(report).toMatch(/LỖI dòng \d+: Dòng có chữ không phải tiếng Việt: .*citu/);
  });
});

describe("a zip bomb", () => {
  const zeros = Buffer.alloc(100_000_000);

  it("is refused by what its directory says before anything is unpacked", () => {
    const zip = zipOf("word/document.xml", Buffer.from("x"), 3_000_000_000);
    expect(unpack(zip, () => true)).toEqual({ kind: "refused", why: "bomb" });
  });

  it("that lies in its directory is stopped while it unpacks", async () => {
    expect(await why(zipOf("word/document.xml", zeros, 1_000))).toMatch(/phình ra/);
    expect(await why(zipOf("xl/workbook.xml", zeros, 1_000))).toMatch(/phình ra/);
  });

  it("in a part nobody reads is never unpacked", async () => {
    const parts = new Map([["word/media/bomb.xml", zeros]]);
    const unpacked = unpack(
      zipOf("word/media/bomb.xml", zeros, 1_000),
      (name) => name === "word/document.xml",
    );
    expect(unpacked).toEqual({ kind: "unpacked", parts: new Map() });
    expect(parts.size).toBe(1);
  });

  it("of a hundred thousand entries is refused", () => {
    const zip = packStored(new Map(Array.from({ length: 6_000 }, (_, n) => [`${n}`, Buffer.alloc(0)])));
    expect(unpack(zip, () => true)).toMatchObject({ kind: "refused" });
  });
});

describe("limits", () => {
  it("an empty file is refused without a word from the worker", async () => {
    expect(await readDocument(new Uint8Array(), "a.pdf")).toMatchObject({
      kind: "refused",
      why: expect.stringMatching(/0 byte/),
    });
  });

  it("a file of 500 MB is refused by its size, before a byte of it is read", async () => {
    const path = join(folder, "big.pdf");
    writeFileSync(path, "%PDF-");
    truncateSync(path, 500_000_000);
    const before = process.memoryUsage().rss;
    const read = await readDocumentFile(path);
    expect(read).toMatchObject({ kind: "refused", why: expect.stringMatching(/500 MB.*120 MB/) });
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it("a file that takes too long is given up, and nothing goes on behind", async () => {
    const read = await readDocument(docx, "a.docx", { limits: { timeMs: 1 } });
    expect(read).toMatchObject({ kind: "refused", why: expect.stringMatching(/giây nên đã dừng/) });
  });

  it("a workbook that wants more memory than it may have is refused, and this process lives", async () => {
    const read = await readDocument(await makeWorkbook(), "a.xlsx", { limits: { heapMb: 6 } });
    expect(read).toMatchObject({ kind: "refused", why: expect.stringMatching(/bộ nhớ/) });
  });

  it("an aborted reading throws the reason", async () => {
    const abort = new AbortController();
    const reading = readDocument(docx, "a.docx", { signal: abort.signal });
    abort.abort(new Error("closed"));
    await expect(reading).rejects.toThrow("closed");
  });

  it("a path that is no file is named", async () => {
    await expect(readDocumentFile(join(folder, "none.pdf"))).rejects.toThrow(
      /none\.pdf cannot be read \(ENOENT\)/,
    );
    await expect(readDocumentFile(folder)).rejects.toThrow(/is not a file/);
  });
});

describe("the libraries that read files", () => {
  it("are loaded in the worker only: starting the program does not pay for them", () => {
    const source = (path: string) => JSON.stringify(join(import.meta.dirname, "../../../src", path));
    const script = `import { registerHooks } from "node:module";
      const seen = [];
      registerHooks({ load: (url, context, next) => (seen.push(url), next(url, context)) });
      for (const path of [${source("app.ts")}, ${source("cli/knowledge.ts")}]) await import(path);
      console.log(seen.join("\\n"));`;
    const seen = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    expect(seen).toContain("ingest/read-document.ts");
    expect(seen).not.toMatch(/node_modules\/(?:mammoth|unpdf|hucre)\//);
  });
});

describe("a PDF of 200 pages", () => {
  it("is read whole, and says how far it is", async () => {
    const long = Array.from({ length: 200 }, (_, n) => [
      `Điều ${n + 1}. Quy định thứ ${n + 1}`,
      lines[8] ?? "",
    ]);
    const seen: number[] = [];
    const read = await readDocument(
      await makePdf(long.flat(), { pageBefore: /^Điều [^1]|^Điều 1\d/ }),
      "long.pdf",
      { report: (done) => seen.push(done) },
    );
    if (read.kind === "refused") throw new Error(read.why);
    expect(read.pages).toBe(200);
    expect(seen).toEqual(Array.from({ length: 200 }, (_, n) => n + 1));
    expect(read.markdown.match(/^Điều \d+\./gm)).toHaveLength(200);
  }, 60_000);
});
