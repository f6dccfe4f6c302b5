import { describe, expect, it } from "vitest";
import type { Field } from "../../src/intake/form.ts";
import { readAnswer } from "../../src/intake/reading/read-answer.ts";
import { instant } from "../../src/kit/time.ts";

const now = instant("2026-11-23T03:00:00Z");
const count: Field = {
  ...{ id: "n", label: "Số người", names: [], ask: "Mấy người?", help: "" },
  ...{ kind: "number", min: 0, max: 5000, hasDecimals: false },
};
const figureOf = (text: string, field: Field = count) => {
  const reading = readAnswer(field, text, now);
  return reading.kind === "read" && reading.answer.kind === "number" ? reading.answer.value : reading.kind;
};

describe("a figure as people type it", () => {
  it.each([
    ["12", 12],
    ["khoảng 12 người ạ", 12],
    ["1.250", 1250],
    ["1,250", 1250],
    ["không có ai", 0],
    ["0", 0],
  ])("%s is %d", (text, value) => expect(figureOf(text)).toBe(value));

  it.each(["12 hoặc 13", "nhiều lắm", "-3", "9.000", "12,5", "x".repeat(10_000)])(
    "%s is asked again",
    (text) => expect(figureOf(text)).toBe("unclear"),
  );

  it("keeps decimals where the field has them", () => {
    expect(figureOf("12,5", { ...count, hasDecimals: true })).toBe(12.5);
  });
});
