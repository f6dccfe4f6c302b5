import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { extendLexicon, readLexicon, shippedLexicon } from "../../../src/knowledge/search/lexicon.ts";
import { shippedLibrary } from "../shelf.ts";

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "caunoi-lexicon-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

test("an office's own file adds to the shipped ones", () => {
  const own = folderWith({
    "abbreviations-lai-chau.tsv": "# của tỉnh\nqhđp\tquan hệ địa phương\n",
    "notes.md": "x",
  });
  const lexicon = readLexicon([shippedLexicon, own]);
  expect(lexicon.expansions("qhđp")[0]?.phrase.folded).toEqual(["quan", "he", "dia", "phuong"]);
  expect(lexicon.expansions("qhdp")).toHaveLength(1);
  expect(lexicon.expansions("nlđ")).not.toEqual([]);
});

test("a line that cannot be read is named with its file", () => {
  const own = folderWith({ "chat.tsv": "ko\tkhông\nkhong co nghia\n" });
  expect(() => readLexicon([own])).toThrow(/chat\.tsv, line 2/);
});

test("two files may give official words for one everyday phrase", () => {
  const own = folderWith({
    "synonyms-a.tsv": "lương\ttiền lương\n",
    "synonyms-b.tsv": "lương\tthu nhập|tiền lương\n",
  });
  const [synonym] = readLexicon([own]).synonymsFrom("luong");
  expect(synonym?.to.map(({ folded }) => folded.join(" "))).toEqual(["tien luong", "thu nhap"]);
});

test("longer everyday phrases come first", () => {
  const own = folderWith({ "synonyms.tsv": "nghỉ\tthôi\nnghỉ việc\tthôi việc\n" });
  expect(
    readLexicon([own])
      .synonymsFrom("nghi")
      .map(({ from }) => from.folded.length),
  ).toEqual([2, 1]);
});

test("the shipped files hold what the union's members write", () => {
  const lexicon = readLexicon();
  const meanings = (word: string) => lexicon.expansions(word).map(({ phrase }) => phrase.folded.join(" "));
  expect(meanings("cđcs")).toEqual(["cong doan co so"]);
  expect(meanings("kh")).toEqual(["ke hoach", "khoa hoc", "khong"]);
  expect(lexicon.functionWords.has("gi1")).toBe(true);
  expect(lexicon.isEveryday("website")).toBe(true);
});

test("every question kept for a clause belongs to a clause that is there", () => {
  const library = shippedLibrary();
  const places = readFileSync(join(shippedLexicon, "asked.tsv"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t")[0] ?? "");
  const lost = places.filter((place) => {
    const [document = "", clause = ""] = place.split("#");
    return library.clause(document, clause) === undefined;
  });
  expect(lost).toEqual([]);
  expect(new Set(places).size).toBe(places.length);
  expect(readLexicon().asked("lich#1.1")).toContain("1/5 là ngày gì");
  expect(readLexicon().asked("nowhere#1")).toEqual([]);
});

test("what officers teach comes beside what is shipped", () => {
  const base = readLexicon([folderWith({ "synonyms.tsv": "nghỉ\tthôi\n", "asked.tsv": "a#1\tcâu một\n" })]);
  const taught = extendLexicon(base, {
    synonyms: [{ from: "nghỉ việc", to: ["thôi việc"] }],
    asked: [{ from: "a#1", to: ["câu hai"] }],
  });
  expect(taught.synonymsFrom("nghi").map(({ from }) => from.folded.length)).toEqual([2, 1]);
  expect(taught.asked("a#1")).toEqual(["câu một", "câu hai"]);
  expect(taught.isEveryday("viec")).toBe(true);
  expect(base.isEveryday("viec")).toBe(false);
});
