import { describe, expect, test } from "vitest";
import { gather } from "../../src/intake/gather.ts";
import { startState } from "../../src/intake/state.ts";
import type { Instant } from "../../src/kit/time.ts";
import { quickForm } from "../../src/proposals/quick-form.ts";

const now = "2026-11-22T03:00:00.000Z" as Instant;

/** What a first message is told apart into, by field; undefined when it stays one answer. */
function parted(text: string): Record<string, string> | undefined {
  const pieces = gather(quickForm, startState(quickForm), text, now);
  return pieces && Object.fromEntries(pieces.map(({ field, text: words }) => [field?.id ?? "", words]));
}

describe("a story told in one message", () => {
  test("is told apart by its fields, numbers and abbreviations whole", () => {
    const told =
      "Băng tải số 2 hay kẹt, mỗi ca dừng 3 lần. Em lắp thêm thanh gạt từ tháng 3/2026. " +
      "Giờ chỉ còn dừng 1 lần, tiết kiệm 2.500.000 đồng mỗi tháng. Em là Nguyễn Văn An, tổ cơ điện.";
    expect(parted(told)).toEqual({
      problem: "Băng tải số 2 hay kẹt, mỗi ca dừng 3 lần.",
      solution: "Em lắp thêm thanh gạt từ tháng 3/2026.",
      benefit: "Giờ chỉ còn dừng 1 lần, tiết kiệm 2.500.000 đồng mỗi tháng.",
      author: "Em là Nguyễn Văn An, tổ cơ điện.",
    });
  });

  test("is understood without marks and without full stops", () => {
    const told =
      "bang tai hay ket moi ca dung 3 lan, em lap them thanh gat tu thang 3, gio tiet kiem 2 cu moi thang, " +
      "em ten la Nguyen Van An to co dien";
    expect(Object.keys(parted(told) ?? {})).toEqual(["problem", "solution", "benefit", "author"]);
  });

  test("is told apart without any punctuation, by the words its parts begin with", () => {
    const told =
      "bang tai so 2 hay ket moi ca dung may 3 lan em moi lap them thanh gat tu thang truoc gio chi con ket 1 lan " +
      "tiet kiem muoi hai cu mot thang e ten lo van pa to co dien";
    expect(parted(told)).toEqual({
      problem: "bang tai so 2 hay ket moi ca dung may 3 lan",
      solution: "em moi lap them thanh gat tu thang truoc",
      benefit: "gio chi con ket 1 lan tiet kiem muoi hai cu mot thang",
      author: "e ten lo van pa to co dien",
    });
  });

  test("as a voice transcript is told apart, too", () => {
    const told =
      "mỗi lần tìm sổ tiêm mất gần nửa tiếng bà con chờ lâu em mới chia sổ theo bản dán màu ở gáy từ đầu năm nay " +
      "giờ tìm một cuốn chưa tới hai phút em là vàng thị dua trạm y tế xã mường kim";
    expect(Object.keys(parted(told) ?? {})).toEqual(["problem", "solution", "benefit", "author"]);
  });

  test("comes together again when its writer returns to something", () => {
    const told =
      "Kho hay ẩm, hỏng hàng. Em kê pallet. Bớt hỏng 2 tạ mỗi tháng. Sau đó em đặt thêm quạt. Em là Lò Văn Pá, kho 2.";
    expect(parted(told)?.solution).toBe("Em kê pallet. Sau đó em đặt thêm quạt.");
  });

  test.each([
    ["only a problem with figures in it", "Nhà máy mất điện 3 lần mỗi tuần, phải tăng ca 4 giờ, ai cũng mệt"],
    ["a problem and what was done", "chấm chè bằng tay mất công nên mình làm máy hái mini, đỡ hơn nhiều"],
    ["somebody's trade in the middle", "em là công nhân vận hành, máy hay hỏng, chưa ai sửa được"],
    ["a text without any sign", "Băng tải số 2 hay kẹt vào đầu ca sáng"],
    ["only punctuation", ".,;!?…\n"],
    [
      "a long trouble without punctuation",
      "em thay viec ghi nhat ky ca bang tay mat thoi gian chu xau doc khong ra ban giao hay sai tiet kiem gi noi",
    ],
    [
      "somebody's work in one breath",
      "em la cong nhan van hanh may xuc ma ghe ngoi hong het ngoi 8 tieng dau lung lam ai cung keu",
    ],
  ])("stays one answer when it is %s", (_, text) => {
    expect(parted(text)).toBeUndefined();
  });
});
