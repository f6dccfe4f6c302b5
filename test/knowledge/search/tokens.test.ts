import { describe, expect, test } from "vitest";
import { placesOf } from "../../../src/knowledge/search/places.ts";
import { readTokens } from "../../../src/knowledge/search/tokens.ts";

const wordsOf = (text: string) => readTokens(text).tokens.map(({ word }) => word);
const termsOf = (text: string) => readTokens(text).mentions.flatMap(({ terms }) => terms);

describe("words and numbers", () => {
  test.each([
    ["Hòa bình, ấm no", "hòa bình ấm no"],
    ["75.000.000 đồng", "75000000 đồng"],
    ["3,5 triệu", "3.5 triệu"],
    ["05 đề tài, 01 năm", "5 đề tài 1 năm"],
    ["7% mỗi năm", "7 phần trăm mỗi năm"],
    ["ngày 22/7/2022", "ngày 22 7 2022"],
    ["22.7.2022", "22 7 2022"],
    ["nq16", "nq 16"],
    ["0,5 và 1.5", "0.5 và 1.5"],
    ["mục II.3.4.", "mục ii.3.4"],
    ["Facebook, 日本 và Ελλάδα", "facebook 日本 và ελλάδα"],
    ["", ""],
  ])("%j is read as %j", (text, expected) => {
    expect(wordsOf(text).join(" ")).toBe(expected);
  });

  test.each([
    ["công đoàn, cơ sở", [true, false, true, false]],
    ["công đoàn - cơ sở", [true, false, true, false]],
    ["thứ-ba", [true, false]],
    ["18/5 là", [true, false, false]],
    ["một\nhai", [true, true]],
  ])("phrases of %j end where people pause", (text, expected) => {
    expect(readTokens(text).tokens.map(({ afterBreak }) => afterBreak)).toEqual(expected);
  });
});

describe("documents that are named", () => {
  test.each([
    "16/NQ-BCH",
    "NQ16",
    "nq 16",
    "nghị quyết 16",
    "nghi quyet so 16",
    "Nghị quyết số 16/NQ-BCH",
    "NQ số 16",
  ])("%s is Nghị quyết 16", (text) => {
    expect(termsOf(text)).toContain("#doc:nq16");
  });

  test.each([
    ["Nghị định 13/2012/NĐ-CP", "#docy:13/2012"],
    ["nghị định 13/2023", "#docy:13/2023"],
    ["Luật số 45/2019/QH14", "#docy:45/2019"],
    ["kế hoạch số 360", "#doc:kh360"],
    ["Chương trình 01/CTr-ĐCT", "#doc:ctr1"],
    ["QĐ 3463", "#doc:qd3463"],
  ])("%s names %s", (text, term) => {
    expect(termsOf(text)).toContain(term);
  });

  test.each(["kế hoạch năm 2026", "nghị quyết của ban chấp hành", "kể hoạch 360", "16 nghị quyết"])(
    "%s names no document",
    (text) => {
      expect(termsOf(text)).toEqual([]);
    },
  );

  test("a count after a kind of document is not sure to name one", () => {
    expect(readTokens("báo cáo 2 lần").mentions).toMatchObject([{ isSure: false }]);
    expect(readTokens("báo cáo số 2").mentions).toMatchObject([{ isSure: true }]);
  });
});

describe("places that are named", () => {
  test.each([
    ["Điều 5 khoản 2", "#dieu5.khoan2"],
    ["khoản 2 Điều 5", "#dieu5.khoan2"],
    ["khoan 2 cua dieu 5", "#dieu5.khoan2"],
    ["điểm b khoản 2 Điều 5", "#khoan2.diemb"],
    ["điểm đ khoản 1", "#khoan1.diemđ"],
    ["mục II.3.4", "#muc:ii.3.4"],
    ["II.3.4 nói gì", "#muc:ii.3.4"],
    ["phần II mục 3.4", "#muc:ii.3.4"],
    ["diem 3.4 muc II", "#muc:ii.3.4"],
    ["mục III.1 đoạn 2", "#muciii.1.doan2"],
    ["mục 3.7", "#muc:3.7"],
    ["phần 3", "#muc:iii"],
    ["chương XI", "#chuong:11"],
  ])("%s is %s", (text, term) => {
    expect(termsOf(text)).toContain(term);
  });

  test.each(["mức 5 triệu", "điều kiện", "khoản tiền", "phần lớn", "điểm a, b"])(
    "%s names no place by mistake",
    (text) => {
      expect(termsOf(text).filter((term) => term !== "#diem:a")).toEqual([]);
    },
  );

  test.each([
    ["II.3.4", ["#muc:ii.3.4"], ["#muc:2.3.4"]],
    ["III.1/2", ["#muciii.1.doan2"], ["#doan:2"]],
    ["3.7", ["#muc:3.7"], []],
    ["Đ5.k2.b", ["#khoan2.diemb"], ["#diem:b"]],
    ["Đ5.k2", ["#dieu5.khoan2"], ["#khoan:2"]],
    ["C3", ["#chuong:3"], []],
    ["header", [], []],
  ])("clause %s answers to %j and less surely to %j", (id, exact, loose) => {
    expect(placesOf(id)).toEqual({ exact, loose });
  });
});
