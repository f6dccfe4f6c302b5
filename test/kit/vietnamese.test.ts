import { describe, expect, test } from "vitest";
import {
  clean,
  exactKey,
  fold,
  foldedKey,
  hasMarks,
  isFoldedSyllable,
  isMarked,
  isSyllable,
  isVietnamese,
  normalize,
  words,
} from "../../src/kit/vietnamese.ts";

const pairs =
  "òa oà óa oá ỏa oả õa oã ọa oạ òe oè óe oé ỏe oẻ õe oẽ ọe oẹ ùy uỳ úy uý ủy uỷ ũy uỹ ụy uỵ".split(" ");

describe("one text in its many spellings", () => {
  test.each([
    ["decomposed text", "Công đoàn Việt Nam".normalize("NFD"), "công đoàn việt nam"],
    ["half composed text of old code pages", "Vi\u00EA\u0323t Nam", "việt nam"],
    ["marks in the other order", "vie\u0323\u0302t", "việt"],
    ["zero-width characters", "công\u200B đo\uFEFFàn", "công đoàn"],
    ["soft hyphens", "sáng\u00AD kiến", "sáng kiến"],
    ["a stroke laid over d", "d\u0335oàn D\u0336oàn", "đoàn đoàn"],
    ["look-alikes of đ", "\u00D0oàn \u0189oàn \u00F0oàn \u0256oàn", "đoàn đoàn đoàn đoàn"],
    ["odd spaces", "công\u00A0đoàn\u3000tỉnh", "công đoàn tỉnh"],
  ])("%s reads as the plain text", (_what, given, expected) => {
    expect(normalize(given)).toBe(expected);
  });

  test("cleaning keeps letter case and line ends", () => {
    expect(clean("Điều 1.\nPhạm vi")).toBe("Điều 1.\nPhạm vi");
  });

  test.each([
    ["Liên đoàn  Lao động\ntỉnh", "lien doan lao dong tinh"],
    ["  ĐÃ KÝ ", "da ky"],
    ["Ủy ban", "uy ban"],
    ["7%", "7%"],
  ])("%j folds to %j", (given, expected) => {
    expect(fold(given)).toBe(expected);
  });

  test("normalizing and folding twice changes nothing more", () => {
    const samples = [
      "Nghĩa vụ",
      "TƯỞNG".normalize("NFD"),
      "ð\u200B Ð",
      "İstanbul",
      "ǅ ﬁ",
      "một  hai\tba",
      "\u0301a",
    ];
    for (const sample of samples) {
      expect(normalize(normalize(sample))).toBe(normalize(sample));
      expect(fold(fold(sample))).toBe(fold(sample));
    }
  });
});

describe("the key of a word", () => {
  test.each(pairs.flatMap((old, index) => (index % 2 === 0 ? [[old, pairs[index + 1] ?? ""]] : [])))(
    "%s and %s are the same rime",
    (old, modern) => {
      expect(exactKey(`h${old}`)).toBe(exactKey(`h${modern}`));
    },
  );

  test.each([
    ["hòa", "hoa1"],
    ["thuỷ", "thuy3"],
    ["đựơc", "đươc5"],
    ["được", "đươc5"],
    ["kỷ", "ki3"],
    ["kỉ", "ki3"],
    ["quý", "qui2"],
    ["mĩ", "mi4"],
    ["tay", "tay"],
    ["huy", "huy"],
    ["yêu", "yêu"],
    ["y", "y"],
    ["facebook", "facebook"],
  ])("%s is %s", (word, key) => {
    expect(exactKey(word)).toBe(key);
  });

  test.each([
    ["lý", "li"],
    ["đường", "duong"],
    ["quỹ", "qui"],
    ["thủy", "thuy"],
  ])("%s without marks is %s", (word, key) => {
    expect(foldedKey(word)).toBe(key);
  });
});

describe("possible syllables", () => {
  test.each(["nghiêng", "gì", "giếng", "quốc", "quyết", "khuỷu", "ý", "xoong", "thuở", "đoàn", "ngoằn"])(
    "%s can be Vietnamese",
    (word) => {
      expect(isSyllable(word)).toBe(true);
    },
  );

  test.each(["nghién", "ciia", "chike", "sãt", "cê", "ghao", "nga1", "công-ty", "doctor", "tắch", "dìch"])(
    "%s cannot be Vietnamese",
    (word) => {
      expect(isSyllable(word)).toBe(false);
    },
  );

  test("without marks the tone says nothing", () => {
    expect(isFoldedSyllable("sat")).toBe(true);
    expect(isFoldedSyllable("lao")).toBe(true);
    expect(isFoldedSyllable("ktra")).toBe(false);
  });
});

describe("what kind of text", () => {
  test.each([
    ["Kế hoạch 360 có mấy nhóm nhiệm vụ?", true],
    ["ke hoach 360 co may nhom nhiem vu", false],
    ["sk làm từ 2 năm trước giờ nộp được không", true],
    ["", false],
  ])("whether marks are used in %j: %s", (text, expected) => {
    expect(isMarked(text)).toBe(expected);
  });

  test.each([
    ["lương tháng này sao thấp vậy", true],
    ["luong thang nay sao thap vay", true],
    ["what is the minimum wage this year", false],
    ["12345", false],
  ])("whether %j is Vietnamese: %s", (text, expected) => {
    expect(isVietnamese(text)).toBe(expected);
  });

  test("words are runs of letters in normalized form", () => {
    expect(words("Điều 5, khoản 2b!")).toEqual(["điều", "khoản", "b"]);
    expect(hasMarks("đi")).toBe(true);
    expect(hasMarks("di")).toBe(false);
  });
});
