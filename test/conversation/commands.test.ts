import { describe, expect, test } from "vitest";
import { readCommand } from "../../src/conversation/commands.ts";

describe("commands", () => {
  test.each([
    ["/start", "start", ""],
    ["/start ref_01", "start", "ref_01"],
    ["/TrangThai SK-2026-0001", "trangthai", "SK-2026-0001"],
    ["/sangkien@caunoi_bot", "sangkien", ""],
    ["/tat_tin", "tattin", ""],
    ["menu", "menu", ""],
    ["Menu ạ", "menu", ""],
    ["gửi sáng kiến", "sangkien", ""],
    ["gui sang kien", "sangkien", ""],
    ["em muốn nộp sáng kiến ạ", "sangkien", ""],
    ["cho em gặp cán bộ với", "canbo", ""],
    ["tắt tin", "tattin", ""],
    ["TAT TIN", "tattin", ""],
    ["đừng gửi tin nữa", "tattin", ""],
    ["dừng gửi tin nữa nhé", "tattin", ""],
    ["huỷ nhận tin", "tattin", ""],
    ["hủy nhận tin", "tattin", ""],
    ["xem dữ liệu của tôi", "dulieu", ""],
    ["xoa het thong tin cua toi", "xoadulieu", ""],
    ["vì sao tôi nhận tin này?", "visao", ""],
    ["tiếp tục", "tieptuc", ""],
    ["liên kết", "lienket", ""],
    ["lien ket tai khoan", "lienket", ""],
    ["/lienket LK-7KQM-2XR9", "lienket", "LK-7KQM-2XR9"],
    ["lk 7kqm 2xr9", "lienket", "lk 7kqm 2xr9"],
    ["cho em nhận tin qua Zalo với ạ", "nhantin", "zalo"],
    ["nhan tin qua trang web", "nhantin", "trang web"],
    ["huỷ", "huy", ""],
  ])("%j is %s", (text, name, rest) => {
    expect(readCommand(text)).toEqual({ name, rest });
  });

  test.each([
    "nộp sáng kiến ở đâu",
    "em muốn nộp sáng kiến thì làm thế nào",
    "sáng kiến là gì",
    "cán bộ nào phụ trách",
    "/khongco",
    "/",
    "",
    "huỷ hợp đồng lao động thì sao",
    "trạng thái hồ sơ tính từ ngày nào",
  ])("%j is no command", (text) => {
    expect(readCommand(text)).toBeUndefined();
  });
});
