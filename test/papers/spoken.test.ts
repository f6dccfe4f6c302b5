import { expect, it } from "vitest";
import { toSpoken } from "../../src/papers/spoken.ts";

it.each([
  ["Ngày 18/5/2026", "Ngày mười tám tháng năm năm hai nghìn không trăm hai mươi sáu"],
  ["ngày 01/04", "ngày mùng một tháng tư"],
  ["tháng 5/2026", "tháng năm năm hai nghìn không trăm hai mươi sáu"],
  ["8h30 hoặc 08:00, muộn nhất 17g", "tám giờ ba mươi phút hoặc tám giờ, muộn nhất mười bảy giờ"],
  ["1.250 sáng kiến, tăng 12,5%", "một nghìn hai trăm năm mươi sáng kiến, tăng mười hai phẩy năm phần trăm"],
  [
    "giai đoạn 2025-2030; 05 đơn vị",
    "giai đoạn hai nghìn không trăm hai mươi lăm đến hai nghìn không trăm ba mươi; năm đơn vị",
  ],
  ["Kế hoạch 360/KH-LĐLĐ, mục II.3.4", "Kế hoạch số ba trăm sáu mươi, mục hai chấm ba chấm bốn"],
  ["Nghị quyết số 16/NQ-BCH", "Nghị quyết số mười sáu"],
  ["Nghị định 13/2012/NĐ-CP, mục II", "Nghị định số mười ba, mục hai"],
  ["gọi 0213 3876 543", "gọi không hai một ba ba tám bảy sáu năm bốn ba"],
  [
    "LĐLĐ tỉnh, BHXH, CĐCS và NLĐ",
    "Liên đoàn Lao động tỉnh, bảo hiểm xã hội, công đoàn cơ sở và người lao động",
  ],
  ["xem trang (https://a.vn/1) hoặc https://a.vn/2", "xem trang hoặc trang tin của công đoàn"],
  ["VILAS 900, COVID19, A4, {title}", "VILAS chín trăm, COVID19, A4, {title}"],
])("%s is read aloud as %s", (written, spoken) => {
  expect(toSpoken(written)).toBe(spoken);
});
