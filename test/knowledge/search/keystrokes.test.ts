import { describe, expect, test } from "vitest";
import { decodeKeystrokes } from "../../../src/knowledge/search/keystrokes.ts";

describe("keystrokes of an input method that was off", () => {
  test.each([
    ["tieengs", "tiêng2"],
    ["tiengse", "tiêng2"],
    ["dduowngf", "đương1"],
    ["duongdwf", "đương1"],
    ["nguoiwf", "ngươi1"],
    ["huowngr", "hương3"],
    ["hoaf", "hoa1"],
    ["quyeenf", "quyên1"],
    ["tw", "tư"],
    ["nawm", "năm"],
    ["tie6ng1", "tiêng2"],
    ["d9oa2n", "đoan1"],
    ["ngu7o7i2", "ngươi1"],
    ["na8m", "năm"],
    ["d9u7o7c5", "đươc5"],
  ])("%s is %s", (typed, exact) => {
    expect(decodeKeystrokes(typed)?.exact).toBe(exact);
  });

  test.each(["cong", "bcs", "strength", "tiesng", "x", "thow9w", "ktra"])("%s is left alone", (typed) => {
    expect(decodeKeystrokes(typed)).toBeUndefined();
  });
});
