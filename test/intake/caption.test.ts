import { describe, expect, test } from "vitest";
import { isAboutPicture } from "../../src/intake/reading/caption.ts";

describe("words under a picture", () => {
  test.each([
    "ảnh máy sau khi lắp",
    "hình đây ạ",
    "anh day a",
    "Em gửi thêm 2 tấm ảnh",
    "day a",
    "đây là máy sàng số 2",
    "máy trước khi sửa",
    "trước và sau",
    "video máy chạy",
    "gui anh",
    "cái này ở khoa em",
  ])("“%s” are about the picture", (text) => {
    expect(isAboutPicture(text)).toBe(true);
  });

  test.each([
    "anh Nam lắp thêm quạt ở cửa lò",
    "Hàn thêm thanh gạt từ sắt thừa",
    "hình dán lên nắp thùng theo màu",
    "sau khi lắp giảm 25 phút mỗi ca",
    "sau khi lắp hết kẹt",
    "máy này hay kẹt vào ca đêm",
    "hết bỏ nhầm kim tiêm",
    "Dây này hay đứt",
  ])("“%s” may answer a question", (text) => {
    expect(isAboutPicture(text)).toBe(false);
  });
});
