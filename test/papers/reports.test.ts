import { TemplateHandler } from "easy-template-x";
import { describe, expect, it } from "vitest";
import { type Chart, chartSize, drawChart } from "../../src/papers/chart.ts";
import { picture } from "../../src/papers/pieces.ts";
import {
  type PressItem,
  readingSeconds,
  sayLength,
  writeBroadcastScript,
  writePressRelease,
} from "../../src/papers/press-kit.ts";
import { writeDocx } from "../../src/papers/write-docx.ts";
import { hasOffice, openInOffice } from "./office.ts";

const chart: Chart = {
  kind: "bar",
  title: "Hồ sơ sáng kiến theo tháng",
  labels: ["Tháng 9", "Tháng 10", "Tháng 11"],
  series: [
    { name: "Đã nộp", values: [12, 1_840, 7] },
    { name: "Được công nhận", values: [3, 5, 0] },
  ],
};
const item: PressItem = {
  title: "Phát động viết sáng kiến",
  lead: "Liên đoàn Lao động tỉnh mời đoàn viên gửi sáng kiến.",
  paragraphs: [Array(180).fill("chữ").join(" "), "Nhắn “sáng kiến” để bắt đầu. {title} <b>&"],
  sources: ["Kế hoạch 360/KH-LĐLĐ, mục II.3.4"],
  contact: "Ban Chính sách pháp luật",
  embargo: "10:00, thứ Ba 24/11/2026",
  approved: "Chị Hoa, 10:00, thứ Hai 23/11/2026",
  day: "ngày 23 tháng 11 năm 2026",
};

describe("a chart", () => {
  it.each(["bar", "line", "pie"] as const)("of kind %s is a PNG of the size papers give it", (kind) => {
    const png = Buffer.from(drawChart({ ...chart, kind }));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * chartSize.width, 2 * chartSize.height]);
  });

  it("is drawn with what it is given: other figures and other letters give another picture", () => {
    const base = drawChart(chart);
    expect(drawChart(chart)).toEqual(base);
    const series = [{ name: "Đã nộp", values: [12, 1_840, 8] }, ...chart.series.slice(1)];
    expect(drawChart({ ...chart, series })).not.toEqual(base);
    expect(drawChart({ ...chart, title: "Ho so sang kien theo thang" })).not.toEqual(base);
  });

  it("takes labels that look like markup, and nothing at all", () => {
    for (const odd of [
      { ...chart, title: "<b>&{a}</svg>" },
      { ...chart, labels: [], series: [] },
    ])
      expect(drawChart(odd).length).toBeGreaterThan(1000);
  });
});

describe("the press kit", () => {
  it("tells how long the item takes to read aloud", () => {
    expect(readingSeconds({ ...item, title: "", lead: "", paragraphs: item.paragraphs.slice(0, 1) })).toBe(
      61,
    );
    expect([sayLength(61), sayLength(9)]).toEqual(["1 phút 01 giây", "09 giây"]);
  });

  it("holds the words as they were approved, for newspapers and for radio", async () => {
    for (const docx of [await writePressRelease(item), await writeBroadcastScript(item)]) {
      const text = await new TemplateHandler().getText(Buffer.from(docx));
      for (const words of [
        item.title,
        item.lead,
        ...item.paragraphs,
        "mục II.3.4",
        item.approved,
        `CHỈ ĐĂNG, PHÁT TỪ ${item.embargo}`,
      ])
        expect(text).toContain(words);
    }
  });
});

it.runIf(hasOffice)(
  "reports with charts, press releases and scripts open in LibreOffice",
  { timeout: 90_000 },
  async () => {
    const blocks = [picture(drawChart(chart), { ...chartSize, alt: chart.title })];
    const shown = await openInOffice({
      "bao-cao.docx": await writeDocx({ title: "Báo cáo", blocks, isLandscape: true }),
      "ban-tin.docx": await writePressRelease(item),
      "kich-ban.docx": await writeBroadcastScript(item),
    });
    expect(shown.get("bao-cao.docx")?.pages).toBe(1);
    expect(shown.get("ban-tin.docx")?.text).toContain("BẢN TIN GỬI BÁO CHÍ");
    expect(shown.get("kich-ban.docx")?.text).toContain("Thời lượng đọc: khoảng 1 phút");
  },
);
