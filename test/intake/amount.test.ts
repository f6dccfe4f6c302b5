import { describe, expect, test } from "vitest";
import { readMoney, readPercent, sayMoney } from "../../src/intake/reading/amount.ts";

function money(text: string): string {
  const found = readMoney(text);
  return found.kind === "read" ? sayMoney(found.dong, found.per) : found.kind;
}

describe("an amount of money in Vietnamese words", () => {
  test.each([
    ["12 củ", "12.000.000 đồng"],
    ["1,2 tỷ", "1.200.000.000 đồng"],
    ["1.2 tỷ", "1.200.000.000 đồng"],
    ["1,250 tỷ", "1.250.000.000 đồng"],
    ["1.250 triệu", "1.250.000.000 đồng"],
    ["500k", "500.000 đồng"],
    ["500,000", "500.000 đồng"],
    ["75.000.000 đồng", "75.000.000 đồng"],
    ["75000000", "75.000.000 đồng"],
    ["1.200.000.000 VNĐ", "1.200.000.000 đồng"],
    ["2tr5", "2.500.000 đồng"],
    ["1tr250", "1.250.000 đồng"],
    ["2 tỷ 5", "2.500.000.000 đồng"],
    ["2 triệu rưỡi", "2.500.000 đồng"],
    ["nửa tỷ", "500.000.000 đồng"],
    ["năm triệu", "5.000.000 đồng"],
    ["1 tỷ 200 triệu", "1.200.000.000 đồng"],
    ["3 trăm nghìn", "300.000 đồng"],
    ["200 ngan", "200.000 đồng"],
    ["0 đồng", "0 đồng"],
    ["mười hai củ", "12.000.000 đồng"],
    ["muoi hai cu", "12.000.000 đồng"],
    ["hai mươi lăm triệu", "25.000.000 đồng"],
    ["một trăm năm mươi nghìn", "150.000 đồng"],
    ["ba trăm linh năm triệu", "305.000.000 đồng"],
    ["hai trăm triệu", "200.000.000 đồng"],
    ["ba chục triệu", "30.000.000 đồng"],
    ["trăm triệu", "100.000.000 đồng"],
    ["từ mười hai triệu", "12.000.000 đồng"],
    ["một tỷ hai trăm triệu", "1.200.000.000 đồng"],
    ["một triệu hai", "1.200.000 đồng"],
  ])("“%s” is %s", (text, expected) => {
    expect(money(text)).toBe(expected);
  });

  test.each([
    ["khoảng 12 củ một tháng", "12.000.000 đồng/tháng"],
    ["80tr/năm", "80.000.000 đồng/năm"],
    ["500.000đ/ngày", "500.000 đồng/ngày"],
    ["mỗi năm 120 triệu", "120.000.000 đồng/năm"],
    ["moi nam muoi hai trieu", "12.000.000 đồng/năm"],
    ["mười lăm triệu một năm", "15.000.000 đồng/năm"],
  ])("“%s” keeps how often", (text, expected) => {
    expect(money(text)).toBe(expected);
  });

  test.each([
    ["12", "noUnit"],
    ["-5 triệu", "negative"],
    ["lỗ hai triệu", "negative"],
    ["10-12 triệu", "several"],
    ["5 triệu và 3 triệu", "several"],
    ["không tính được", "none"],
    ["999999999999999999", "none"],
    ["", "none"],
  ])("“%s” is not guessed (%s)", (text, expected) => {
    expect(money(text)).toBe(expected);
  });
});

describe("a share in percent", () => {
  test.each([
    ["30%", 30],
    ["30 phần trăm", 30],
    ["33,3", 33.3],
    ["33.333", 33.33],
    ["0", 0],
    ["100 %", 100],
    ["ba mươi lăm phần trăm", 35],
    ["sáu mươi", 60],
  ])("“%s” is %d", (text, expected) => {
    expect(readPercent(text)).toEqual({ kind: "read", percent: expected });
  });

  test.each([
    ["101", "outside"],
    ["-5%", "outside"],
    ["50/50", "several"],
    ["một nửa", "none"],
  ])("“%s” is not guessed (%s)", (text, expected) => {
    expect(readPercent(text).kind).toBe(expected);
  });
});
