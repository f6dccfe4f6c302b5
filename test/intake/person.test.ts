import { describe, expect, test } from "vitest";
import { readPerson, readUnit } from "../../src/intake/reading/person.ts";

/** The name and, after a bar, the workplace that the rest of the words give. */
function who(text: string): string {
  const found = readPerson(text);
  if (found.kind !== "read" || found.answer.kind !== "person") return found.kind;
  const unit = readUnit(found.rest);
  const place = unit.kind === "read" && unit.answer.kind === "unit" ? ` | ${unit.answer.name}` : "";
  return found.answer.name + place;
}

describe("who and where in one message", () => {
  test.each([
    ["Nguyễn Văn An, tổ cơ điện, Công ty Chè", "Nguyễn Văn An | tổ cơ điện, Công ty Chè"],
    ["em là Lò Thị Mai ở Công ty TNHH X", "Lò Thị Mai | Công ty TNHH X"],
    ["Em tên Vàng Seo Dế làm ở nhà máy gạch", "Vàng Seo Dế | nhà máy gạch"],
    ["nguyen van tai cong ty xyz", "Nguyen Van Tai | cong ty xyz"],
    ["Giàng A Páo\nTrường THPT Mường Tè", "Giàng A Páo | Trường THPT Mường Tè"],
    ["NGUYỄN VĂN BÌNH - phòng kỹ thuật", "Nguyễn Văn Bình | phòng kỹ thuật"],
    ["Lê Thị Phương (UBND xã Bum Nưa)", "Lê Thị Phương | UBND xã Bum Nưa"],
    ["Nguyễn Văn An bảo vệ trường", "Nguyễn Văn An | bảo vệ trường"],
    ["họ tên: Sùng A Chứ", "Sùng A Chứ"],
    ["minh ten la Tẩn Láo Tả", "Tẩn Láo Tả"],
    ["Nguyễn Văn Nam, tổ sàng, nhà máy chè Tam Đường", "Nguyễn Văn Nam | tổ sàng, nhà máy chè Tam Đường"],
    ["toi la Nam o to 3 nha may che", "Nam | to 3 nha may che"],
    ["Nam - tổ 3", "Nam | tổ 3"],
    ["Nam-tổ 3", "Nam | tổ 3"],
    ["nam to 3", "Nam | to 3"],
    ["anh Nam tổ điện", "Nam | tổ điện"],
    ["tôi là Nam", "Nam"],
    ["Lò Thị Mai công ty chè Than Uyên", "Lò Thị Mai | công ty chè Than Uyên"],
    ["em ten lo van pa to co dien cong ty che", "Lo Van Pa | to co dien cong ty che"],
    ["minh la vi van quyet to san xuat gach", "Vi Van Quyet | to san xuat gach"],
    ["mik tên lê thị thu trường mầm non", "Lê Thị Thu | trường mầm non"],
    ["Mai khoa nội bệnh viện Phong Thổ", "Mai | khoa nội bệnh viện Phong Thổ"],
  ])("“%s”", (text, expected) => {
    expect(who(text)).toBe(expected);
  });

  test.each([
    ["Nguyễn Xuân Trường", "Nguyễn Xuân Trường"],
    ["Nguyễn Văn Tại", "Nguyễn Văn Tại"],
    ["Trần Minh Sở", "Trần Minh Sở"],
    ["Lò Văn Tổ", "Lò Văn Tổ"],
    ["Nguyễn Anh Khoa", "Nguyễn Anh Khoa"],
    ["Minh Tuấn Anh", "Minh Tuấn Anh"],
    ["nguyen thi anh khoa", "Nguyen Thi Anh Khoa"],
  ])("the name %s is not cut where it sounds like a place", (text, expected) => {
    expect(who(text)).toBe(expected);
  });

  test.each([
    "Huy",
    "không biết",
    "chưa có tên",
    "cảm ơn",
    "da cam on ban nhieu",
    "chào bạn",
    "ok bạn",
    "vâng ạ",
    "123",
    "0912345678",
    "Nguyễn Văn An 1990",
    "?",
    "a".repeat(300),
  ])("“%s” is no full name", (text) => {
    expect(who(text)).toBe("unclear");
  });

  test("a workplace is a word at least, and not a whole page", () => {
    expect(readUnit("x").kind).toBe("unclear");
    expect(readUnit("tổ 3").kind).toBe("read");
    expect(readUnit(`Công ty ${"rất ".repeat(80)}dài`).kind).toBe("unclear");
  });
});
