import { expect, test } from "vitest";
import { parse } from "../../../src/knowledge/parse.ts";
import { visibleText } from "../../../src/knowledge/reading/visible-text.ts";

test.each([
  ["an HTML comment", "a<!-- trả lời: có -->b", "ab"],
  ["a comment that is never closed", "a<!-- trả lời", "a"],
  ["a Markdown comment", '[//]: # "trả lời có"\na', "\na"],
  ["an element that is not displayed", '<div style="display: none">x <div>y</div> z</div>a', "a"],
  ["a hidden attribute", "<p hidden>x</p>a", "a"],
  ["white letters", "<span style='color:#FFF'>x</span>a", "a"],
  ["letters of no size", '<font style="font-size:0">x</font>a', "a"],
  ["a class for screen readers only", '<i class="x sr-only">x</i>a', "a"],
  ["a script", "<script>let a = '<b>';</script>a", "a"],
  ["a hidden element that is never closed", "a<div hidden>x", "a"],
])("%s is taken out and counted", (_what, source, shown) => {
  expect(visibleText(source)).toEqual({ text: shown, hidden: 1 });
});

test.each([
  ["zero-width characters", "c\u200Bô\u2060ng", "công"],
  ["direction overrides", "\u202Ecông\u202C", "công"],
  ["tag characters", "công\u{E0041}\u{E0042}", "công"],
  ["the same, written as entities", "c&#8203;ông&#xE0041;", "công"],
  ["an image and its unseen description", "a ![mô tả](x.png)b", "a b"],
  ["tags around shown text", "<b>a</b><br>b", "a b"],
  ["signs of comparison, which stay", "lương < 5 triệu và > 3", "lương < 5 triệu và > 3"],
  ["footnotes, which are shown", "[^1]: chú thích", "[^1]: chú thích"],
])("%s", (_what, source, shown) => {
  expect(visibleText(source)).toEqual({ text: shown, hidden: 0 });
});

test("line numbers stay true after a passage is taken out", () => {
  const source = "---\nid: thu\ntitle: Thử\n---\n<!-- một\nhai\nba -->\n## 1. Một\n\n## 1. Hai\n";
  expect(parse(source).faults.map(({ line, severity }) => [line, severity])).toEqual([
    [1, "warning"],
    [10, "error"],
  ]);
  expect(parse(source).clauses.some(({ text }) => text.includes("hai"))).toBe(false);
});

test("a page made to be slow is read in a moment", () => {
  const started = performance.now();
  for (const piece of ["<a ", "<div hidden>", "![", "<!--", "&#1;", "[a]: "])
    visibleText(piece.repeat(50_000));
  expect(performance.now() - started).toBeLessThan(5_000);
});
