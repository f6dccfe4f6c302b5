import { describe, expect, test } from "vitest";
import { search } from "../../src/knowledge/retrieve.ts";
import { libraryOf, shippedLibrary } from "./shelf.ts";

const library = shippedLibrary();
const first = (question: string) => {
  const hit = search(library, question).hits[0];
  return hit ? `${hit.clause.document}#${hit.clause.id}` : "nothing";
};

describe("questions on the shipped documents", () => {
  test.each([
    ["Kế hoạch 360 có mấy nhóm nhiệm vụ, giải pháp?", "kh-360#II"],
    ["vai trò của trang facebook công đoàn lai châu", "kh-360#II.1.3"],
    ["fb cd lai chau lam j", "kh-360#II.1.3"],
    ["18/5 la ngay gi", "lich#1.3"],
    ["đào tạo, tập huấn phối hợp với sở nào", "kh-360#II.3.2"],
    ["NQ 16 đặt ra bao nhiêu tiến sĩ", "nq-16#3.7"],
    ["nq16 bn tien si den 2028", "nq-16#3.7"],
    ["sáng kiến là gì", "sang-kien#1.1"],
    ["sang kien nghia la sao", "sang-kien#1.1"],
    ["thời hiệu yêu cầu công nhận", "sang-kien#2.2"],
    ["đơn gồm những gì", "sang-kien#3.1"],
    ["ddown gomf nhuwngx gif", "sang-kien#3.1"],
    ["moi nam thu lao bn phan tram tien lam loi", "sang-kien#4.1"],
    ["kế hoạch 360 mục II.3.4", "kh-360#II.3.4"],
    ["muc 3.4 phan II ke hoach 360", "kh-360#II.3.4"],
    ["mục III.1 đoạn 2", "kh-360#III.1/2"],
    ["mục 3.2 nghị quyết 16", "nq-16#3.2"],
  ])("%s → %s", (question, expected) => {
    expect(first(question)).toBe(expected);
  });

  test("a section comes with the clauses under it within reach", () => {
    const hit = search(library, "Kế hoạch 360 có mấy nhóm nhiệm vụ, giải pháp?").hits[0];
    expect(hit && library.children(hit.clause)).toHaveLength(4);
  });

  test("what is plainly answered is told from what is plainly not", () => {
    const chance = (question: string) => search(library, question).hits[0]?.p ?? 0;
    const answered = [
      "thời hiệu yêu cầu công nhận",
      "đồng tác giả là ai",
      "tien si den nam 2028",
      "phong thi nghiem vilas",
    ];
    const foreign = [
      "hôm nay trời có mưa không",
      "gia vang hom nay",
      "cách nấu phở bò",
      "bhxh 1 lan rut sao",
    ];
    for (const question of answered) expect(chance(question)).toBeGreaterThan(0.5);
    for (const question of foreign) expect(chance(question)).toBeLessThan(0.2);
  });

  test("every signal lies between nothing and all", () => {
    for (const question of [
      "tien si",
      "sáng kiến sáng kiến sáng kiến",
      "kế hoạch 360 và nghị quyết 16",
      "7%",
    ]) {
      for (const { norm, cover, bicover, window, p } of search(library, question, { limit: 50 }).hits) {
        for (const signal of [norm, cover, bicover, window, p]) {
          expect(signal).toBeGreaterThanOrEqual(0);
          expect(signal).toBeLessThanOrEqual(1);
        }
      }
    }
  });

  test("hits come best first and no more than asked for", () => {
    const { hits } = search(library, "khoa học công nghệ và đổi mới sáng tạo", { limit: 7 });
    expect(hits).toHaveLength(7);
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).toSorted((a, b) => b - a));
  });

  test.each(["", "???", "😀😀", "xyzzyq"])("%j finds nothing and breaks nothing", (question) => {
    expect(search(library, question).hits).toEqual([]);
  });
});

test("an article's other clauses help to find the one that answers", () => {
  const own = libraryOf([
    `---
id: luat
title: Luật Thử
---
Điều 1. Nghỉ hằng năm
1. Người lao động làm đủ 12 tháng được nghỉ 12 ngày.
2. Người làm việc nặng nhọc được nghỉ 14 ngày.

Điều 2. Nghỉ việc riêng
1. Kết hôn nghỉ 03 ngày.
2. Con kết hôn nghỉ 01 ngày.
`,
  ]);
  const ids = (question: string) => search(own, question).hits.map(({ clause }) => clause.id);
  expect(ids("nghỉ việc riêng khi con kết hôn")[0]).toBe("Đ2.k2");
  expect(ids("khoản 2 điều 1")[0]).toBe("Đ1.k2");
  expect(ids("dieu 2 khoan 1")[0]).toBe("Đ2.k1");
  expect(ids("nghỉ hằng năm việc nặng nhọc")[0]).toBe("Đ1.k2");
});

test("a library without documents answers every question with nothing", () => {
  const empty = libraryOf([]);
  expect(search(empty, "sáng kiến là gì").hits).toEqual([]);
});
