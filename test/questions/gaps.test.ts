import { expect, test } from "vitest";
import { findGaps } from "../../src/questions/gaps.ts";
import { shippedLibrary } from "./gold.ts";

const library = shippedLibrary();

test("questions that ask alike are one gap, however they are typed, the most asked first", () => {
  const gaps = findGaps(library, [
    "tiền thưởng tết năm nay bao nhiêu",
    "mất thẻ đoàn viên thì làm lại ở đâu",
    "tien thuong tet nam nay bn",
    "Tiền thưởng Tết năm nay là bao nhiêu ạ?",
  ]);
  expect(gaps.map(({ count }) => count)).toEqual([3, 1]);
  expect(gaps[0]).toMatchObject({ question: "tien thuong tet nam nay bn" });
  expect(gaps[0]?.others).toHaveLength(2);
  expect(gaps[1]).toMatchObject({ question: "mất thẻ đoàn viên thì làm lại ở đâu", others: [] });
});

test("a gap shows the clause that comes nearest, or that none does", () => {
  const [near] = findGaps(library, ["biên nhận ghi gì"]);
  expect(near?.nearest).toMatchObject({ place: "sang-kien#3.2" });
  expect(near?.nearest?.label).toContain("mục 3.2");
  expect(findGaps(library, ["qwrtz"])[0]?.nearest).toBeUndefined();
});

test("what holds no word of content is no gap", () => {
  expect(findGaps(library, ["là gì vậy ạ", "", "😀"])).toEqual([]);
});
