import { describe, expect, test } from "vitest";
import { readPeople } from "../../src/intake/reading/people.ts";
import { instant } from "../../src/kit/time.ts";

const now = instant("2026-11-23T03:00:00Z");

function people(text: string, needsShares = true): string[] | string {
  const found = readPeople(text, needsShares, now);
  if (found.kind !== "read" || found.answer.kind !== "people") return "say" in found ? found.say : found.kind;
  return found.answer.people.map(({ name, share }) => `${name} ${share}`);
}

describe("a list of authors", () => {
  test.each([
    ["Nguyễn Văn An 60%, Lò Thị Mai 40%", ["Nguyễn Văn An 60", "Lò Thị Mai 40"]],
    ["Nguyễn Văn An 60% và Lò Thị Mai 40%", ["Nguyễn Văn An 60", "Lò Thị Mai 40"]],
    ["1. nguyễn văn an: 60 phần trăm\n2. lò thị mai: 40 phần trăm", ["Nguyễn Văn An 60", "Lò Thị Mai 40"]],
    ["Nguyễn Văn An, 60%, tổ cơ điện; Lò Thị Mai, 40%", ["Nguyễn Văn An 60", "Lò Thị Mai 40"]],
    ["Lò Thị Mai, xưởng chè", ["Lò Thị Mai 100"]],
    [
      "Lò Văn Pá, Vàng A Sinh, Giàng A Páo chia đều",
      ["Lò Văn Pá 33.34", "Vàng A Sinh 33.33", "Giàng A Páo 33.33"],
    ],
    ["Nguyễn Văn An và Lò Thị Mai, chia đều", ["Nguyễn Văn An 50", "Lò Thị Mai 50"]],
    [
      "Vàng A Sinh\nLò Thị Mai\nGiàng A Páo\nchia deu nhau",
      ["Vàng A Sinh 33.34", "Lò Thị Mai 33.33", "Giàng A Páo 33.33"],
    ],
    [
      "Giàng A Páo 33,33%\nSùng A Chứ 33,33%\nVàng Seo Dế 33,34%",
      ["Giàng A Páo 33.33", "Sùng A Chứ 33.33", "Vàng Seo Dế 33.34"],
    ],
  ])("“%s”", (text, expected) => {
    expect(people(text)).toEqual(expected);
  });

  test("takes the columns of the official table in their order", () => {
    const line = "Lò Thị Mai - sinh năm 1990 - phòng kỹ thuật - nhân viên - đại học - 100%";
    const found = readPeople(line, true, now);
    expect(found).toMatchObject({
      answer: {
        people: [
          {
            name: "Lò Thị Mai",
            born: "1990",
            place: "phòng kỹ thuật",
            title: "nhân viên",
            qualification: "đại học",
          },
        ],
      },
    });
  });

  test.each([
    ["Nguyễn Văn An 50%\nLò Thị Mai 40%", "cộng lại là 90%, còn thiếu 10%"],
    ["Nguyễn Văn An 70%\nLò Thị Mai 40%", "thừa 10%"],
    ["Nguyễn Văn An 0%\nLò Thị Mai 100%", "ai cũng trên 0%"],
    ["Nguyễn Văn An\nLò Thị Mai", "tỷ lệ đóng góp cho từng người"],
    ["Nguyễn Văn An 60%\nLò Thị Mai", "tỷ lệ đóng góp cho từng người"],
    ["Nguyễn Văn An 50%\nnguyen van an 50%", "được ghi hai lần"],
    ["An 100%", "bắt đầu bằng họ và tên"],
    ["60%", "bắt đầu bằng họ và tên"],
  ])("“%s” is refused with what to write", (text, expected) => {
    expect(people(text)).toContain(expected);
  });

  test("two colleagues of one name are told apart by birthday or workplace", () => {
    expect(people("Nguyễn Văn An, tổ 1, 50%\nNguyễn Văn An, tổ 2, 50%")).toHaveLength(2);
  });

  test("without shares nobody has one", () => {
    expect(people("Nguyễn Văn An\nLò Thị Mai", false)).toEqual(["Nguyễn Văn An null", "Lò Thị Mai null"]);
  });
});
