import { describe, expect, test } from "vitest";
import { readTold } from "../../src/intake/reading/told.ts";
import { instant } from "../../src/kit/time.ts";
import { fold } from "../../src/kit/vietnamese.ts";
import { firstApplied, stage } from "../../src/proposals/stage.ts";

const now = instant("2026-11-23T03:00:00Z");

/** How far a story says it got, and the first day its words can mean; "" where it says nothing. */
function told(...story: string[]): [string, string] {
  const how = readTold(stage, story, now);
  const when = readTold(firstApplied, story, now);
  return [how?.kind === "choice" ? how.value : "", when?.kind === "date" ? when.from : ""];
}

describe("how far it got and since when is read from a story, with marks and without", () => {
  test.each([
    ["em làm thêm tấm chắn bằng tôn, đã dùng thử 2 tháng", "trial", "2026-09-01"],
    ["em hàn thêm tấm chắn ở miệng phễu, đã dùng thử từ tháng trước", "trial", "2026-10-01"],
    ["thử nghiệm 1 tuần thấy tốt", "trial", "2026-11-16"],
    ["em cho anh em làm thử 3 ca", "trial", ""],
    ["đã dùng thử, chưa áp dụng rộng rãi", "trial", ""],
    ["đã lắp", "applied", ""],
    ["đã áp dụng từ 15/3/2026", "applied", "2026-03-15"],
    ["làm từ tháng 3", "applied", "2026-03-01"],
    ["từ tháng 3 em lắp thêm tấm chắn", "applied", "2026-03-01"],
    ["thay dây cu roa hồi tháng 5", "applied", "2026-05-01"],
    ["lắp quạt, chạy được nửa năm", "applied", "2026-05-01"],
    ["đang áp dụng ở tổ 3 được 4 tháng nay", "applied", "2026-07-01"],
    ["đã triển khai toàn công ty từ đầu năm 2026", "applied", "2026-01-01"],
    ["em lắp quạt xong rồi", "applied", ""],
    ["đã lắp rồi, muốn lắp thêm máy 2", "applied", ""],
    ["bụi nhiều nên em đã lắp quạt hút", "applied", ""],
    ["trước chưa lắp chắn nên bụi, nay đã lắp", "applied", ""],
    ["kê pallet, từ khi làm chè không ẩm nữa", "applied", ""],
    ["đã giảm 25 phút mỗi ca", "applied", ""],
    ["chưa làm thử", "idea", ""],
    ["chưa áp dụng", "idea", ""],
    ["chế thêm cái máng hứng, chưa kịp dùng", "idea", ""],
    ["đã vẽ bản thiết kế nhưng chưa làm", "idea", ""],
    ["mới nghĩ ra thôi", "idea", ""],
    ["muốn lắp thêm quạt", "idea", ""],
    ["em dự định hàn thêm khung", "idea", ""],
    ["muốn được làm thử ở một tổ", "idea", ""],
    ["đề nghị cho lắp thử một máy", "idea", ""],
    ["xin công ty cho làm thử", "idea", ""],
    ["Lắp thêm cảm biến nhiệt và quạt đảo", "", ""],
    ["hàn thêm thanh gạt từ sắt thừa", "", ""],
    ["sửa chữa lại máy bơm", "", ""],
    ["đóng thùng chứa dùng cho xỉ", "", ""],
    ["làm được 3 cái kệ", "", ""],
    ["giảm 25 phút dừng máy mỗi ca", "", ""],
  ])("“%s”", (text, how, when) => {
    expect(told(text)).toEqual([how, when]);
    expect(told(fold(text))).toEqual([how, when]);
  });

  test.each(["lát đá lắp thêm chậu", "mượn máy hàn thêm cái khung", "chữa dùng tạm"])(
    "“%s” holds other words with the same letters",
    (text) => {
      expect(told(text)).toEqual(["", ""]);
    },
  );

  test("what is done and then denied is read as nothing", () => {
    expect(told("Em đã lắp khung, chưa dùng")).toEqual(["", ""]);
  });

  test("all that was told counts, whichever question it was told for", () => {
    expect(told("hàn thêm thanh gạt", "chạy được nửa năm, bớt 25 phút mỗi ca")).toEqual([
      "applied",
      "2026-05-01",
    ]);
  });

  test("a day to come is no first day", () => {
    expect(told("đã lắp từ 30/12/2026")).toEqual(["applied", ""]);
  });

  test("a page of it is read within a blink", () => {
    const start = performance.now();
    told("muốn lắp thêm quạt từ tháng 3 và ".repeat(120), "chưa dùng thử ".repeat(200));
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
