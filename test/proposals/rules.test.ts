import { describe, expect, test } from "vitest";
import type { Answers } from "../../src/intake/answer.ts";
import { instant } from "../../src/kit/time.ts";
import { fullForm } from "../../src/proposals/full-form.ts";
import { quickForm } from "../../src/proposals/quick-form.ts";
import { isIdea, missingOf, remarks, stateWhenFiled } from "../../src/proposals/rules.ts";

const now = instant("2026-11-23T03:00:00Z");

function answers(stage: string, first: [string, string] | null): Answers {
  return {
    stage: { kind: "choice", value: stage },
    benefit: { kind: "text", text: "bớt 25 phút dừng máy mỗi ca" },
    ...(first ? { first_applied: { kind: "date", from: first[0], to: first[1], said: "" } } : {}),
  };
}

describe("the one-year limit (khoản 2 Điều 5 Điều lệ Sáng kiến)", () => {
  test.each([
    ["a day inside the year", ["2026-03-15", "2026-03-15"], ""],
    ["the last day of the year", ["2025-11-23", "2025-11-23"], "trước ngày 23/11/2026"],
    ["a day after the year", ["2025-11-22", "2025-11-22"], "đã quá 01 năm"],
    ["two months before the end", ["2026-01-20", "2026-01-20"], "trước ngày 20/01/2027"],
    ["a month that ended over a year ago", ["2025-10-01", "2025-10-31"], "đã quá 01 năm"],
    ["a month that lies across the limit", ["2025-11-01", "2025-11-30"], "có thể đã quá 01 năm"],
    ["last year, known no better", ["2025-01-01", "2025-12-31"], "có thể đã quá 01 năm"],
  ] as const)("%s", (_, [from, to], expected) => {
    const said = remarks(answers("applied", [from, to]), now);
    expect(said).toHaveLength(expected === "" ? 0 : 1);
    expect(said.join()).toContain(expected);
  });

  test("what was done without a word about its benefit is told that one is needed", () => {
    const { benefit: _, ...without } = answers("applied", ["2026-03-15", "2026-03-15"]);
    expect(remarks(without, now)).toEqual([expect.stringContaining("sửa lợi ích")]);
  });

  test("an idea has no clock yet and is told what it is", () => {
    const said = remarks(answers("idea", ["2020-01-01", "2020-01-01"]), now);
    expect(said).toHaveLength(1);
    expect(said.join()).toContain("chưa làm thử thì chưa được công nhận");
  });

  test("what does not say whether it was tried has no clock yet", () => {
    expect(remarks({}, now)).toEqual([]);
  });

  test("a missing date is named, not forbidden", () => {
    expect(remarks(answers("trial", null), now)).toEqual([expect.stringContaining("sửa ngày")]);
  });
});

describe("an idea", () => {
  test("is what was not even tried", () => {
    expect([isIdea(answers("idea", null)), isIdea(answers("trial", null)), isIdea({})]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("the state a proposal is filed in", () => {
  test("tells what was done, what is an idea and what says neither apart", () => {
    const stages = ["applied", "trial", "idea"].map((stage) => stateWhenFiled(answers(stage, null)));
    expect([...stages, stateWhenFiled({})]).toEqual(["filed", "filed", "idea", "unclear"]);
  });
});

describe("what an application misses", () => {
  test("is named by its required fields; the quick form and what is optional miss nothing", () => {
    const title = { kind: "text" as const, text: "Ống khói cho lò sấy chè" };
    expect(missingOf(fullForm, { title })).toContain("Tác giả và tỷ lệ đóng góp");
    expect(missingOf(fullForm, { title })).not.toContain("Tên sáng kiến");
    expect(missingOf(fullForm, { title })).not.toContain("Tiền làm lợi");
    expect(missingOf(quickForm, answers("idea", null))).not.toContain("Đã làm tới đâu");
  });
});
