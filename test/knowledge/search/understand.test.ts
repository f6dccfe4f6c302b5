import { describe, expect, test } from "vitest";
import { createLexicon, readLexicon } from "../../../src/knowledge/search/lexicon.ts";
import { restoreMarks } from "../../../src/knowledge/search/restore.ts";
import { understand } from "../../../src/knowledge/search/understand.ts";
import { indexOf, retrievalFile } from "../shelf.ts";

const articles = retrievalFile("labour-code/corpus.jsonl")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line))
  .map(({ title, text }) => `${title}\n${text}`);
const index = indexOf(articles);
const lexicon = readLexicon();
const read = (question: string) => understand(question, index, lexicon);
const folded = (question: string) =>
  read(question)
    .words.map((word) => word.folded)
    .join(" ");
const exact = (question: string) =>
  read(question)
    .words.map((word) => word.exact ?? "?")
    .join(" ");

describe("what people type", () => {
  test.each([
    ["abbreviations", "nlđ dc nghi bn ngay", "nguoi lao dong duoc nghi bao nhieu ngay"],
    ["abbreviations without đ", "nld va nsdld", "nguoi lao dong va nguoi su dung lao dong"],
    ["chat spellings", "cty ko tra luong thi lm j", "cong ti khong tra luong thi lam gi"],
    ["a figure with its unit", "14t lam dc ko", "14 tuoi lam duoc khong"],
    ["Telex rests", "dduowcj nghir maays ngayf", "duoc nghi may ngay"],
    ["VNI rests", "d9u7o7c5 nghi3 phe1p", "duoc nghi phep"],
    ["a shortened first syllable", "ktra hợp đồng", "kiem tra hop dong"],
    ["two words in one", "nguoilaodong nghi viec", "nguoi lao dong nghi viec"],
    ["a letter too few", "hợp đồg lao động", "hop dong lao dong"],
    ["letters swapped", "người lao đnộg", "nguoi lao dong"],
    ["the tone on the wrong letter", "hơp đồng đựơc ký", "hop dong duoc ki"],
    ["decomposed text", "hợp đồng".normalize("NFD"), "hop dong"],
  ])("%s: %j", (_what, question, expected) => {
    expect(folded(question)).toBe(expected);
  });

  test("what the documents hold as typed is not changed", () => {
    expect(folded("bị sa thải")).toBe("bi sa thai");
    expect(folded("tai nạn lao động")).toBe("tai nan lao dong");
  });

  test("the neighbours choose between the meanings of an abbreviation", () => {
    const own = createLexicon([{ from: "hd", to: ["hướng dẫn", "hợp đồng"] }], [], []);
    const texts = indexOf(["Hướng dẫn thi hành luật.", "Ký hợp đồng lao động."]);
    const choose = (question: string) =>
      understand(question, texts, own)
        .words.map((word) => word.folded)
        .join(" ");
    expect(choose("ki hd lao dong")).toBe("ki hop dong lao dong");
    expect(choose("hd thi hanh luat")).toBe("huong dan thi hanh luat");
  });

  test("a meaning that was not chosen is still looked for, with less weight", () => {
    const extras = read("hd lao động").extras.filter(({ standsFor }) => standsFor === null);
    expect(extras.some(({ words }) => words.map((word) => word.folded).join(" ") === "huong dan")).toBe(true);
    expect(extras.every(({ weight }) => weight < 0.5)).toBe(true);
  });

  test("a known abbreviation whose meaning the documents lack is no slip of another word", () => {
    expect(folded("sdt")).toBe("so dien thoai");
  });

  test("unknown initials are read from the terms of the documents", () => {
    const plain = createLexicon([], [], []);
    expect(understand("tclđ", index, plain).words.map((word) => word.folded)).toEqual([
      "tranh",
      "chap",
      "lao",
      "dong",
    ]);
  });

  test("marks of a bare word are taken from its neighbours, and kept when they were typed", () => {
    const { words } = read("luong lam them gio");
    const likeliest = restoreMarks(words, index).map((forms) => {
      const best = forms.reduce((one, other) => (other.probability > one.probability ? other : one));
      return index.exact.keys[best.id];
    });
    expect(likeliest).toEqual(["lương", "lam1", "thêm", "giơ1"]);
    expect(exact("lương làm thêm giờ")).toBe("lương lam1 thêm giơ1");
    expect(exact("luong lam them gio")).toBe("? ? ? ?");
  });

  test("English words do not decode into Vietnamese", () => {
    expect(folded("what does the law say about wages")).toBe("what does the law say about wages");
  });

  test("numbers of documents and articles are not keystrokes", () => {
    expect(folded("dieu5 nq16")).toBe("dieu 5 nghi quyet 16");
  });
});

describe("everyday words", () => {
  const official = (question: string) =>
    read(question).extras.flatMap(({ standsFor, words }) => {
      return standsFor ? [words.map((word) => word.folded).join(" ")] : [];
    });

  test("bring the official phrase with them", () => {
    expect(official("bị đuổi việc")).toContain("sa thai");
    expect(official("bi duoi viec")).toContain("sa thai");
    expect(official("tăng ca")).toEqual(["lam them gio"]);
  });

  test("do so only when the documents hold the official phrase", () => {
    expect(official("trang web")).toEqual([]);
  });

  test("are left alone inside a term of the documents", () => {
    const own = createLexicon([], [{ from: "đồng", to: ["tiền lương"] }], []);
    expect(understand("hợp đồng", index, own).extras).toEqual([]);
    expect(understand("đồng", index, own).extras).toHaveLength(1);
  });
});

test("any text at all is understood in bounded time", () => {
  const started = performance.now();
  for (const text of [
    "",
    "   ",
    "?!",
    "a".repeat(50_000),
    "ktra ".repeat(20_000),
    "1".repeat(50_000),
    "😀".repeat(9_000),
  ]) {
    expect(read(text).words.length).toBeLessThanOrEqual(400);
  }
  expect(performance.now() - started).toBeLessThan(5_000);
});
