import { expect, test } from "vitest";
import { remembering } from "../../src/questions/remember.ts";

test("what was made lately is not made again, and what was made long ago is forgotten", () => {
  const made: number[] = [];
  const double = remembering(3, (key: number) => {
    made.push(key);
    return 2 * key;
  });
  expect([1, 2, 3, 1, 2, 3].map(double)).toEqual([2, 4, 6, 2, 4, 6]);
  expect(made).toEqual([1, 2, 3]);
  for (let key = 4; key < 12; key++) double(key);
  expect(double(1)).toBe(2);
  expect(made.filter((key) => key === 1)).toHaveLength(2);
});

test("what is met again and again stays", () => {
  let makings = 0;
  const length = remembering(3, (key: string) => {
    makings += key === "often" ? 1 : 0;
    return key.length;
  });
  for (let round = 0; round < 20; round++) {
    length("often");
    length(`seldom ${round}`);
  }
  expect(makings).toBe(1);
});
