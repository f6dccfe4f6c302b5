import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readXlsx } from "hucre/xlsx";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { instant } from "../../src/kit/time.ts";
import { exportRegister } from "../../src/proposals/papers-register.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { bringToCouncil, decide } from "./council.ts";
import { file, fullAnswers, now } from "./filed.ts";

describe.each(databases)("the register as Excel on $name", ({ open }) => {
  let stage: TestDatabase;
  let dataDir: string;
  beforeEach(async () => {
    stage = await open();
    dataDir = mkdtempSync(join(tmpdir(), "caunoi-register-"));
    mkdirSync(join(dataDir, "templates"));
  });
  afterEach(async () => {
    await stage.close();
    rmSync(dataDir, { recursive: true });
  });

  const read = async (withConfidential = false) => {
    const { sheets } = await readXlsx(
      await exportRegister(stage.db.read, { dataDir, withConfidential, now }),
    );
    return new Map(sheets.map(({ name, rows }) => [name, rows]));
  };

  it("keeps ideas, filed, valid and recognized ones apart, on sheets and in figures", async () => {
    await file(
      stage.db,
      ...["SK-2026-0001", "SK-2026-0002", "SK-2026-0003"].map((number) => ({ number })),
      { number: "SK-2026-0004", state: "idea" },
      { number: "SK-2026-0005", state: "unclear" },
    );
    await bringToCouncil(stage.db, ["SK-2026-0001", "SK-2026-0002"]);
    await decide(stage.db, ["SK-2026-0001"]);
    const book = await read();
    const numbers = (name: string) => (book.get(name) ?? []).slice(3).map((row) => row[1]);
    expect([...book.keys()]).toEqual(["Sổ đăng ký", "Ý tưởng", "Chưa rõ", "Cổng Sáng kiến", "Số liệu"]);
    expect(numbers("Sổ đăng ký")).toEqual(["SK-2026-0001", "SK-2026-0002", "SK-2026-0003"]);
    expect(numbers("Ý tưởng")).toEqual(["SK-2026-0004"]);
    expect(numbers("Chưa rõ")).toEqual(["SK-2026-0005"]);
    expect(numbers("Cổng Sáng kiến")).toEqual([
      fullAnswers.title?.kind === "text" ? fullAnswers.title.text : "",
    ]);
    expect(Object.fromEntries((book.get("Số liệu") ?? []).slice(3))).toEqual({
      "Bản nháp đang khai (chưa nộp)": 0,
      "Ý tưởng (chưa áp dụng thử hoặc đang thử)": 1,
      "Chưa rõ đã áp dụng thử hay chưa": 1,
      "Hồ sơ đã nộp, chưa được chấp nhận": 1,
      "Hồ sơ hợp lệ (đơn đã được chấp nhận, đang xét)": 1,
      "Sáng kiến được cơ sở công nhận": 1,
      "Hồ sơ không được công nhận": 0,
      "Hồ sơ tác giả đã rút": 0,
      "Hồ sơ đã gộp vào hồ sơ khác (không đếm ở trên)": 0,
    });
  });

  it("has the columns of the book, with days as days of Việt Nam and money as numbers", async () => {
    await file(stage.db, { number: "SK-2026-0001", filedAt: instant("2026-11-22T18:00:00Z") });
    await bringToCouncil(stage.db, ["SK-2026-0001"]);
    await decide(stage.db, ["SK-2026-0001"]);
    const rows = (await read()).get("Sổ đăng ký") ?? [];
    const day = (text: string) => new Date(`${text}T00:00:00Z`);
    const [unit, date] = ["Công ty Cổ phần Chè Than Uyên", day("2026-11-23")];
    expect(rows.slice(0, 2).map(([text]) => text)).toEqual([
      "SỔ ĐĂNG KÝ SÁNG KIẾN",
      "Lập ngày 23 tháng 11 năm 2026",
    ]);
    expect(rows[2]?.slice(0, 4)).toEqual([
      "STT",
      "Số hồ sơ",
      "Tên sáng kiến",
      "Tác giả, đồng tác giả (tỷ lệ đóng góp)",
    ]);
    expect(rows[3]).toEqual([
      ...[
        1,
        "SK-2026-0001",
        "Lắp cảm biến nhiệt cho máy sao chè số 2",
        "Lò Thị Mai (60%), Nguyễn Văn Trường (40%)",
      ],
      ...[unit, unit, "Chế biến chè", "tháng 3/2026", date, date, date, expect.stringContaining("công nhận")],
      ...["27/QĐ-CTY", day("2026-11-20"), "Đặng Quốc Khánh", 12_000_000, null],
    ]);
  });

  it("masks what is confidential unless it is asked for", async () => {
    const answers = { ...fullAnswers, confidential: { kind: "text", text: "Tỷ lệ phối trộn" } } as const;
    await file(stage.db, { number: "SK-2026-0001", answers, state: "recognized" });
    const masked = JSON.stringify([...(await read())]);
    expect(masked).toContain("giữ bí mật");
    expect(masked).not.toContain("cảm biến nhiệt loại K");
    expect(JSON.stringify([...(await read(true))])).toContain("cảm biến nhiệt loại K");
  });

  it("takes an operator's columns, and names what is wrong with them", async () => {
    await file(stage.db, { number: "SK-2026-0001", state: "recognized" });
    const set = (text: string) => writeFileSync(join(dataDir, "templates", "portal.json"), text);
    set('[{"title": "Tên", "field": "title"}, {"title": "Mã", "field": "number", "width": 12}]');
    expect((await read()).get("Cổng Sáng kiến")?.slice(2)).toEqual([
      ["Tên", "Mã"],
      ["Lắp cảm biến nhiệt cho máy sao chè số 2", "SK-2026-0001"],
    ]);
    set('[{"title": "Tên", "field": "tittle"}]');
    await expect(read()).rejects.toThrow(
      /portal\.json is no list of columns.*0\.field: field has to be one of: index/,
    );
    set("no json");
    await expect(read()).rejects.toThrow(/portal\.json is no list of columns/);
  });
});
