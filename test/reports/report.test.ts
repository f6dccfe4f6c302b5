import { TemplateHandler } from "easy-template-x";
import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instant } from "../../src/kit/time.ts";
import { recordConsent } from "../../src/people/consent.ts";
import { gaps, outline, sayChange, unitLines } from "../../src/reports/outline.ts";
import { frameReport, makeReport, type Report } from "../../src/reports/report.ts";
import { reportDocx } from "../../src/reports/report-docx.ts";
import { reportXlsx } from "../../src/reports/report-xlsx.ts";
import { fullAnswers } from "../papers/filed.ts";
import { openTestDatabase, type TestDatabase } from "../support/databases.ts";
import { memberId, tell } from "./federation.ts";

const now = instant("2026-11-23T03:00:00Z");
const issuer = { organization: "Liên đoàn Lao động tỉnh Lai Châu", place: "Lai Châu" };
const record = { v: 1, form: "proposal-full", formVersion: 1, files: [], annexes: [], unsure: [] };
const secret = { ...fullAnswers, confidential: { kind: "text", text: "Mạch điều khiển" } };
const recognized = { state: "recognized", filedAt: "2026-02-01T03:00:00Z", decidedOn: "2026-05-18" };

describe("a report", () => {
  let opened: TestDatabase;

  beforeAll(async () => {
    opened = await openTestDatabase();
    await opened.db.transact(async (tx) => {
      await tell(tx, {
        units: [
          { code: "TINH", name: "LĐLĐ tỉnh Lai Châu", level: "province" },
          {
            code: "HUYEN",
            name: "LĐLĐ huyện Than Uyên",
            parent: "TINH",
            to: "2025-06-30",
            successors: ["XA"],
          },
          { code: "XA", name: "Công đoàn xã Than Uyên", parent: "TINH", from: "2025-07-01" },
          { code: "CHE", name: "CĐCS Chè", parent: "XA" },
          { code: "CHE-2", name: "CĐCS Chè", parent: "TINH" },
          { code: "IM", name: "CĐCS =Im lặng", parent: "TINH" },
        ],
        members: ["HUYEN", "CHE", "CHE", null],
        proposals: [
          { member: 0, state: "filed", filedAt: "2025-03-01T03:00:00Z" },
          { member: 0, state: "filed", filedAt: "2026-03-01T03:00:00Z" },
          { member: 1, ...recognized, reward: 2_000_000, answers: { ...record, answers: fullAnswers } },
          {
            member: 2,
            ...recognized,
            answers: {
              ...record,
              answers: { ...fullAnswers, title: { kind: "text", text: "Không ai được nêu" } },
            },
          },
          { member: 1, ...recognized, answers: { ...record, answers: secret } },
          { member: 3, state: "idea", filedAt: "2026-04-01T03:00:00Z", title: "=CMD()" },
          { member: 3, state: "filed", filedAt: "2026-04-01T03:00:00Z", title: "=CMD()" },
        ],
        asked: [{ member: 1, at: "2026-10-10T03:00:00Z", kind: "answer", cited: "kh-360#II.3.4" }],
      });
      const agreed = {
        purpose: "publish-name",
        isGiven: true,
        textVersion: "1",
        channel: "telegram",
        at: now,
      } as const;
      await recordConsent(tx, { ...agreed, memberId: memberId(1) });
    });
  });
  afterAll(() => opened.close());

  const make = async (period: string, unit: string | null = null): Promise<Report> => {
    const framed = await frameReport(opened.db.read, { period, unit }, now);
    if (framed.kind === "refused") throw new Error(framed.words);
    return makeReport(opened.db.read, framed.frame, now);
  };
  const refusal = async (period: string, unit: string) => {
    const framed = await frameReport(opened.db.read, { period, unit }, now);
    return framed.kind === "refused" ? framed.words : "";
  };
  const textOf = async (docx: Uint8Array) => new TemplateHandler().getText(Buffer.from(docx));
  const totals = ({ figures }: Report, ...ids: string[]) => ids.map((id) => figures.get(id)?.total.now);

  it("keeps ideas, filed and recognized apart, each beside the period before", async () => {
    const report = await make("2026");
    expect(totals(report, "ideas", "filed", "accepted", "recognized")).toEqual([1, 5, 0, 3]);
    expect(report.figures.get("filed")?.total).toEqual({ now: 5, before: 1 });
    expect([sayChange({ now: 5, before: 1 }), sayChange({ now: 1, before: 4 })]).toEqual([
      "tăng 4 (400%)",
      "giảm 3 (75%)",
    ]);
    expect([sayChange({ now: 2, before: 0 }), sayChange({ now: 2, before: 2 })]).toEqual([
      "tăng 2",
      "không đổi",
    ]);
  });

  it("counts what a unit had that ended with who took over, in both periods", async () => {
    const report = await make("2026", "XA");
    expect(report.figures.get("filed")?.total).toEqual({ now: 4, before: 1 });
    expect(unitLines(report).map(({ name, values }) => [name, values[1]?.now, values[1]?.before])).toEqual([
      ["CĐCS Chè", 3, 0],
      ["Công đoàn xã Than Uyên (trực tiếp)", 1, 1],
    ]);
    // Before the change it stands under its own name.
    expect((await make("2025-H1", "HUYEN")).figures.get("filed")?.total.now).toBe(1);
  });

  it("understands the unit by its name, and says which is meant when it cannot be used", async () => {
    expect((await make("2026", "công đoàn xã than uyên")).unit?.code).toBe("XA");
    expect(await refusal("2026", "LĐLĐ huyện Than Uyên")).toMatch(/kết thúc hoạt động ngày 30\/06\/2025.*XA/);
    expect(await refusal("2024", "XA")).toMatch(/có từ ngày 01\/07\/2025/);
    expect(await refusal("2026", "CĐCS Chè")).toMatch(/Có nhiều đơn vị.*CHE, CHE-2/);
    expect(await refusal("2026", "than uyên")).toMatch(/Không có đơn vị “than uyên”\. Có phải: XA/);
    expect(await refusal("2026", "mặt trăng")).toMatch(/Không có đơn vị/);
    expect(await refusal("2030", "XA")).toMatch(/chưa tới/);
  });

  it("leaves what belongs to no unit out of a unit's report", async () => {
    expect((await make("2026", "XA")).figures.has("launched")).toBe(false);
    expect((await make("2026")).figures.has("launched")).toBe(true);
  });

  it("says of every task without figures that there are none, and names what is missing", async () => {
    const report = await make("2026");
    const empty = outline(report).flatMap(({ tasks }) =>
      tasks.filter(({ isEmpty }) => isEmpty).map(({ task }) => task.clause),
    );
    expect(empty).toContain("II.2.2");
    expect(empty).not.toContain("II.3.3");
    const missing = gaps(report).join("\n");
    expect(missing).toContain("tính đến hết ngày 23/11/2026");
    expect(missing).toContain("2 đơn vị chưa phát sinh số liệu trong kỳ: CĐCS =Im lặng; CĐCS Chè.");
    expect(missing).toContain("1 đơn đã nộp chưa xác định được đơn vị.");
  });

  it("tells examples only of authors who agreed to be named, and nothing confidential", async () => {
    const report = await make("2026");
    expect(report.examples).toMatchObject([
      { author: "Lò Thị Mai", title: fullAnswers.title && "Lắp cảm biến nhiệt cho máy sao chè số 2" },
    ]);
    const text = await textOf(await reportDocx(report, issuer));
    expect(text).toContain("Lò Thị Mai và đồng tác giả");
    expect(text).not.toContain("Không ai được nêu");
  });

  it("is a Word file with head, figures, tasks, what is missing, and a place to sign", async () => {
    const text = await textOf(await reportDocx(await make("2026-H1"), issuer));
    for (const words of [
      "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
      "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",
      "LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU",
      "/BC-LĐLĐ",
      "Lai Châu, ngày 23 tháng 11 năm 2026",
      "Sơ kết thực hiện Kế hoạch số 360/KH-LĐLĐ",
      "kỳ trước để so sánh: từ ngày 01/07/2025 đến ngày 31/12/2025",
      "3.2. Phối hợp tổ chức đào tạo",
      "Chưa có số liệu.",
      "Nơi nhận:",
      "TM. BAN THƯỜNG VỤ",
    ])
      expect(text).toContain(words);
    const ofUnit = await textOf(await reportDocx(await make("2025", "CHE"), { ...issuer, place: "" }));
    expect(ofUnit).toContain("CÔNG ĐOÀN XÃ THAN UYÊN");
    expect(ofUnit).toContain("/BC-CĐCS");
    expect(ofUnit).toContain("Tổng kết thực hiện");
  });

  it("has every figure, unit, month and row in the table behind it, and no formula of a stranger", async () => {
    const { sheets } = await readXlsx(await reportXlsx(opened.db.read, await make("2026")));
    expect(sheets.map(({ name }) => name)).toEqual([
      "Số liệu",
      "Theo đơn vị",
      "Theo tháng",
      "Dòng số liệu",
      "Còn thiếu",
    ]);
    const rows = (sheets[3]?.rows ?? []).map((row) => row.map((cell) => String(cell ?? "")));
    expect(rows.filter(([figure]) => figure === "Sáng kiến được công nhận")).toHaveLength(3);
    expect(rows.flat().some((cell) => cell.startsWith("=") || cell === "=CMD()")).toBe(false);
    expect(rows.flat()).toContain("'=CMD()");
    const months = sheets[2]?.rows.slice(4) ?? [];
    expect(months.map(([month]) => month)).toHaveLength(11);
  });

  it("of a period in which nothing happened is whole all the same", async () => {
    const report = await make("2021-Q1");
    expect(totals(report, "filed", "asked", "recognized")).toEqual([0, 0, 0]);
    expect(await textOf(await reportDocx(report, issuer))).toContain("Chưa có số liệu.");
  });
});
