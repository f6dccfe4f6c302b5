import { Zip } from "easy-template-x";
import { readXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { type Sheet, safeText, writeSheets } from "../../src/papers/sheet.ts";
import { hasOffice, openInOffice } from "./office.ts";

const sheet: Sheet = {
  name: "Sổ",
  heading: ["SỔ ĐĂNG KÝ", "Lập ngày 23 tháng 11 năm 2026"],
  columns: [
    { title: "Tên", width: 30, kind: "text" },
    { title: "Ngày", width: 12, kind: "date" },
    { title: "Tiền", width: 14, kind: "number" },
  ],
  rows: [
    ['=HYPERLINK("http://x")', "2026-03-05", 12_000_000],
    ["Lò Thị Mai\nNguyễn Văn Trường \u0000<b>&", null, null],
  ],
};

describe("a sheet", () => {
  it("keeps days as days, numbers as numbers and never holds a formula", async () => {
    const { sheets } = await readXlsx(await writeSheets([sheet]));
    const [one] = sheets;
    expect(one?.name).toBe("Sổ");
    expect(one?.rows.slice(2)).toEqual([
      ["Tên", "Ngày", "Tiền"],
      ['\'=HYPERLINK("http://x")', new Date("2026-03-05T00:00:00Z"), 12_000_000],
      ["Lò Thị Mai\nNguyễn Văn Trường <b>&", null, null],
    ]);
    expect([...(one?.cells?.values() ?? [])].filter(({ formula }) => formula !== undefined)).toEqual([]);
    expect(one?.freezePane?.rows).toBe(3);
    expect(one?.columns?.map(({ width }) => width)).toEqual([30, 12, 14]);
  });

  it("repeats its head on every printed page, under a name that Excel can read", async () => {
    const zip = await Zip.load(Buffer.from(await writeSheets([{ ...sheet, name: "Sổ 'cũ' 2026" }])));
    const xml = await zip.getFile("xl/workbook.xml").getContentText();
    const [, range] = xml.match(/Print_Titles" localSheetId="0">([^<]*)</) ?? [];
    expect(range?.replaceAll("&apos;", "'")).toBe("'Sổ ''cũ'' 2026'!$3:$3");
  });

  it.runIf(hasOffice)(
    "opens in LibreOffice with Vietnamese days and figures",
    async () => {
      const shown = await openInOffice({
        "so.xlsx": await writeSheets([sheet, { ...sheet, name: "Trống", rows: [] }]),
      });
      const text = shown.get("so.xlsx")?.text ?? "";
      for (const words of ["SỔ ĐĂNG KÝ", "05/03/2026", "Lò Thị Mai", "'=HYPERLINK"])
        expect(text).toContain(words);
      expect(text).not.toContain("#NAME?");
    },
    90_000,
  );
});

it.each([
  ["=1+1", "'=1+1"],
  ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
  ["-2+3+cmd", "'-2+3+cmd"],
  ["@SUM(A1)", "'@SUM(A1)"],
  [" \n=1", "' \n=1"],
  ["\t=1", "' =1"],
  ["+84 912 345 678", "+84 912 345 678"],
  ["-12,5", "-12,5"],
  ["SK-2026-0001", "SK-2026-0001"],
  ["a=b", "a=b"],
])("the text %j is written as %j", (text, written) => {
  expect(safeText(text)).toBe(written);
});
