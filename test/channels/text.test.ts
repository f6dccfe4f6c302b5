import { describe, expect, test } from "vitest";
import { cleanName, cleanText, splitText } from "../../src/channels/text.ts";

describe("splitting a text", () => {
  test.each([
    ["at a paragraph", "một hai ba\n\nbốn năm sáu. bảy", 24, ["một hai ba", "bốn năm sáu. bảy"]],
    ["else at a line", "một hai ba\nbốn năm. sáu bảy", 20, ["một hai ba", "bốn năm. sáu bảy"]],
    ["else after a sentence", "Một hai ba. Bốn năm sáu bảy", 20, ["Một hai ba.", "Bốn năm sáu bảy"]],
    ["with the sentence's closing quote", "Một “hai ba.” Bốn năm sáu", 18, ["Một “hai ba.”", "Bốn năm sáu"]],
    ["else between words", "một hai ba bốn năm", 12, ["một hai ba", "bốn năm"]],
    ["not at a stump of a paragraph", "a\n\nmột hai ba bốn năm", 14, ["a\n\nmột hai ba", "bốn năm"]],
    ["a text that fits stays whole", "  một hai ", 7, ["một hai"]],
    ["a word exactly as long as the limit stays whole", "abcde fghij", 5, ["abcde", "fghij"]],
    ["a blank text has no pieces", " \n ", 10, []],
  ])("%s", (_how, text, limit, expected) => {
    expect(splitText(text, limit)).toEqual(expected);
  });

  test("never inside an emoji or between a letter and its accent", () => {
    expect(splitText("👷‍♀️👷‍♀️👷‍♀️", 7)).toEqual(["👷‍♀️", "👷‍♀️", "👷‍♀️"]);
    const decomposed = "ế".normalize("NFD").repeat(5);
    for (const piece of splitText(decomposed, 4)) expect(piece).toBe("ế".normalize("NFD"));
  });

  test("ends also for a letter with endless accents, in whole characters", () => {
    const pieces = splitText(`a${"\u0301".repeat(500)}${"😀".repeat(50)}`, 33);
    for (const piece of pieces) {
      expect(piece.length).toBeLessThanOrEqual(33);
      expect(piece.isWellFormed()).toBe(true);
    }
    expect(pieces.join("")).toHaveLength(601);
  });

  test.each([32, 33, 34])("cuts an endless emoji at %i between whole characters", (limit) => {
    const endless = "👩\u200d".repeat(200);
    const pieces = splitText(endless, limit);
    expect(pieces.every((piece) => piece.isWellFormed() && piece.length <= limit)).toBe(true);
    expect(pieces.join("")).toBe(endless);
  });
});

describe("cleaning", () => {
  test("line ends become one kind, tabs stay, NUL and bells go", () => {
    expect(cleanText("a\r\nb\rc\td\u0000\u0007\u0085e")).toBe("a\nb\nc\tde");
  });

  test("a name is one line of at most the given length, never half an emoji", () => {
    expect(cleanName(" Nguyễn\t Thị\n Lan ")).toBe("Nguyễn Thị Lan");
    expect(cleanName(`${"x".repeat(63)}😀`)).toBe("x".repeat(63));
    expect(cleanName("😀".repeat(100), 10)).toBe("😀".repeat(5));
  });

  test("a name of nothing visible is no name", () => {
    expect(cleanName(" \u202e\u0000 ")).toBeNull();
  });
});
