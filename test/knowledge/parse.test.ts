import { describe, expect, test } from "vitest";
import { createLibrary } from "../../src/knowledge/library.ts";
import { isAccepted, parse } from "../../src/knowledge/parse.ts";
import { shippedFile, shippedLibrary } from "./shelf.ts";

const head = "---\nid: thu\ntitle: Văn bản thử\n---\n";
const ids = (body: string) => parse(head + body).clauses.map(({ id }) => id);
const faults = (source: string) =>
  parse(source).faults.map(({ line, severity, what }) => [line, severity, what]);

describe("the shipped documents", () => {
  test("Kế hoạch 360 has the clauses of its own numbering, in order", () => {
    const { clauses, faults } = parse(shippedFile("ke-hoach-360.md"));
    expect(faults).toEqual([]);
    expect(clauses.map(({ id }) => id).join(" ")).toBe(
      "header I I/1 I/2 II II.1 II.1.1 II.1.2 II.1.3 II.1.4 II.2 II.2.1 II.2.2 II.2.3 II.2.4 " +
        "II.3 II.3.1 II.3.2 II.3.3 II.3.4 II.4 II.4.1 II.4.2 II.4.3 " +
        "III III.1 III.1/1 III.1/2 III.1/3 III.2 III.2/1 III.2/2 III.2/3 footer",
    );
  });

  test.each([
    ["II.3.4", "Kế hoạch 360/KH-LĐLĐ, mục II.3.4", "point"],
    ["III.1/2", "Kế hoạch 360/KH-LĐLĐ, mục III.1, đoạn 2", "paragraph"],
    ["II", "Kế hoạch 360/KH-LĐLĐ, mục II", "section"],
    ["header", "Kế hoạch 360/KH-LĐLĐ, phần mở đầu", "header"],
    ["footer", "Kế hoạch 360/KH-LĐLĐ, nơi nhận và chữ ký", "footer"],
  ])("clause %s is called %s", (id, label, kind) => {
    const clause = shippedLibrary().clause("kh-360", id);
    expect([clause?.label, clause?.kind]).toEqual([label, kind]);
  });

  test("a section knows its headings and what stands under it", () => {
    const library = shippedLibrary();
    const tasks = library.clause("kh-360", "II");
    const under = tasks ? library.children(tasks) : [];
    expect(under.map(({ number }) => number)).toEqual(["1", "2", "3", "4"]);
    expect(under[3]?.text).toBe(
      "Tăng cường nguồn lực tài chính cho hoạt động khoa học, công nghệ và đổi mới sáng tạo",
    );
    expect(library.clause("kh-360", "II.4.1")?.headings).toEqual([
      "NHIỆM VỤ, GIẢI PHÁP THỰC HIỆN",
      under[3]?.text,
    ]);
  });

  test("the text of a clause is what may be quoted, without its mark", () => {
    const library = shippedLibrary();
    expect(library.clause("kh-360", "II.3.1")?.text).toMatch(/^Có chính sách .* đổi mới sáng tạo\.$/);
    expect(library.clause("kh-360", "III.1/3")?.text).toMatch(/^Chỉ đạo công đoàn cấp trên/);
    expect(library.clause("kh-360", "header")?.text).toContain(
      "Số: 360/KH-LĐLĐ\nLai Châu, ngày 22 tháng 7 năm 2022",
    );
    expect(library.clause("kh-360", "footer")?.text).toMatch(/^Nơi nhận:\n[\s\S]*TỈNH LAI CHÂU$/);
  });

  test("the other documents are read by the same rules", () => {
    const library = shippedLibrary();
    expect(library.clause("nq-16", "3.7")?.label).toBe("Nghị quyết 16/NQ-BCH, mục 3.7");
    expect(library.clause("nq-16", "3.7")?.parent).toBe("3");
    expect(library.clause("lich", "1.1")).toMatchObject({
      text: "Ngày 1/5 là ngày Quốc tế Lao động.",
      parent: null,
    });
    expect(library.clause("sang-kien", "2.2")?.label).toBe(
      "Điều lệ Sáng kiến (Nghị định 13/2012/NĐ-CP), mục 2.2",
    );
  });

  test("front matter is read with its authority, dates and sources", () => {
    const { document } = parse(shippedFile("nghi-quyet-16.md"));
    expect(document).toMatchObject({
      id: "nq-16",
      number: "16/NQ-BCH",
      name: "Nghị quyết 16/NQ-BCH",
      issued: "2022-02-22",
      authority: "reported",
      inForceUntil: null,
    });
    expect(document?.sources).toHaveLength(3);
    expect(parse(shippedFile("ke-hoach-360.md")).document?.implements).toEqual(["16/NQ-BCH", "01/CTr-ĐCT"]);
  });

  test("children are found within their own document only", () => {
    const one = parse(`${head}## 1. Một\n\n1.1. Con.\n`);
    const other = parse(`---\nid: khac\ntitle: Khác\n---\n## 1. Hai\n\n1.1. Cháu.\n`);
    const documents = [one.document, other.document].filter((document) => document !== undefined);
    const library = createLibrary(documents, [...one.clauses, ...other.clauses]);
    const section = library.clause("khac", "1");
    expect(section && library.children(section).map(({ text }) => text)).toEqual(["Cháu."]);
  });
});

describe("law texts", () => {
  const law = `---
id: luat
title: Luật Thử
kind: Luật
short: Luật Thử 2026
---
QUỐC HỘI

Chương I
NHỮNG QUY ĐỊNH CHUNG

Điều 1. Phạm vi điều chỉnh
Luật này quy định về việc thử.

Điều 2. Giải thích từ ngữ
Trong Luật này:
1. Thử là làm trước một lần.
Làm trước nghĩa là chưa làm thật.
2. Cấm các việc sau đây:
a) Thử mà không báo;
đ) Báo mà không thử.

Chương II. ĐIỀU KHOẢN THI HÀNH

Mục 1. HIỆU LỰC

Điều 3a. Hiệu lực
Luật này có hiệu lực từ ngày ký.
`;

  test("articles, clauses and points are numbered as the law numbers them", () => {
    const { clauses, faults } = parse(law);
    expect(faults).toEqual([]);
    expect(clauses.map(({ id }) => id).join(" ")).toBe(
      "header C1 Đ1 Đ2 Đ2.k1 Đ2.k2 Đ2.k2.a Đ2.k2.đ C2 C2.M1 Đ3a",
    );
  });

  test("a point is named from the article down, with the law's name", () => {
    const { clauses } = parse(law);
    const point = clauses.find(({ id }) => id === "Đ2.k2.đ");
    expect(point?.label).toBe("Điều 2 khoản 2 điểm đ Luật Thử 2026");
    expect(point?.headings).toEqual(["NHỮNG QUY ĐỊNH CHUNG", "Giải thích từ ngữ"]);
  });

  test("an article without clauses carries its own text, a following line belongs to its clause", () => {
    const { clauses } = parse(law);
    expect(clauses.find(({ id }) => id === "Đ1")).toMatchObject({
      heading: "Phạm vi điều chỉnh",
      text: "Luật này quy định về việc thử.",
    });
    expect(clauses.find(({ id }) => id === "Đ2.k1")?.text).toContain("chưa làm thật.");
  });

  test("articles of another law quoted inside an amendment are not the law's own", () => {
    const amending = `${head}Điều 1. Sửa đổi\n1. Sửa đổi Điều 54 như sau:\n“Điều 54. Lương hưu\n1. Người lao động được hưởng.\n2. Chính phủ quy định.”;\n2. Bãi bỏ Điều 55.\n`;
    const { clauses, faults } = parse(amending);
    expect(faults).toEqual([]);
    expect(clauses.map(({ id }) => id)).toEqual(["Đ1", "Đ1.k1", "Đ1.k2"]);
    expect(clauses[1]?.text).toContain("2. Chính phủ quy định.");
  });

  test("a mention of a section in running text is not a heading", () => {
    expect(ids("Điều 1. Một\n\nMục 1 Chương XI của Bộ luật này không áp dụng.\n")).toEqual(["Đ1"]);
  });

  test("an appendix numbers its own articles", () => {
    expect(
      ids("Điều 1. Một\n\nChữ.\n\nNơi nhận:\n\n- Lưu.\n\nPhụ lục 1. QUY CHẾ\n\nĐiều 1. Hai\n\nChữ.\n"),
    ).toEqual(["Đ1", "PL1", "PL1.Đ1", "footer"]);
  });
});

describe("plain outlines", () => {
  test.each([
    ["numbers without Markdown headings", "I. MỞ ĐẦU\n\nĐoạn.\n\n1. Việc\n\n1.1. Nhỏ.\n", "I I/1 I.1 I.1.1"],
    ["numbered items under a numbered heading", "## 1. Việc\n\n1. Một.\n\n2. Hai.\n", "1 1.1 1.2"],
    [
      "letters and dashes under a number",
      "## 1. Việc\n\n1.1. Gồm:\n\na) Một;\n\nb) Hai.\n\n- Ba.\n",
      "1 1.1 1.1.a 1.1.b 1.1.b/1",
    ],
    ["headings without a number", "## Mở đầu\n\nĐoạn.\n\n## 1. Việc\n\nĐoạn.\n", "mo-dau mo-dau/1 1 1/1"],
    ["a text without any section", "# Thông báo\n\nMột.\n\nHai.\n", "header p1 p2"],
    [
      "amounts and dates at the start of a line",
      "## 1. Việc\n\n1.000 đồng mỗi người.\n\n22.7.2022 là hạn.\n",
      "1 1/1 1/2",
    ],
  ])("%s", (_what, body, expected) => {
    expect(ids(body).join(" ")).toBe(expected);
  });

  test("lines broken at the margin of a page are joined", () => {
    const { clauses } = parse(`${head}## 1. Việc\n\n1.1. Các cấp công đoàn\nchủ động tổ chức\nnghiên cứu.\n`);
    expect(clauses[1]?.text).toBe("Các cấp công đoàn chủ động tổ chức nghiên cứu.");
  });

  test("Markdown emphasis and link targets are not part of the text", () => {
    const { clauses } = parse(`${head}## 1. Việc\n\n1.1. **Hạn** nộp xem [quy định](https://vidu.vn/q).\n`);
    expect(clauses[1]?.text).toBe("Hạn nộp xem quy định.");
  });
});

describe("faults", () => {
  test.each([
    ["no front matter", "# Chỉ có nội dung\n\nĐoạn.", 1, "Tệp chưa có phần mô tả ở đầu."],
    ["a missing title", "---\nid: thu\n---\n\nĐoạn.", 1, "Thiếu “title”."],
    ["an id with spaces", "---\ntitle: Thử\nid: Kế hoạch\n---\n\nĐoạn.", 3, "Giá trị của “id” chưa đúng."],
    [
      "a day that does not exist",
      `---\nid: thu\ntitle: Thử\nissued: 2022-02-30\n---\n\nĐoạn.`,
      4,
      "Giá trị của “issued” chưa đúng.",
    ],
    [
      "an unknown authority",
      `---\nid: thu\ntitle: Thử\nauthority: maybe\n---\n\nĐoạn.`,
      4,
      "Giá trị của “authority” chưa đúng.",
    ],
    [
      "broken YAML",
      "---\nid: thu\ntitle: a: b\n---\n\nĐoạn.",
      3,
      "Phần mô tả viết chưa đúng (BLOCK_AS_IMPLICIT_KEY).",
    ],
    ["an empty body", head, 5, "Văn bản không có nội dung."],
    [
      "a number used twice",
      `${head}## 1. Một\n\nĐoạn.\n\n## 1. Hai\n`,
      9,
      "“mục 1” đã có ở dòng 5; trích dẫn sẽ không biết chỉ vào đâu.",
    ],
  ])("%s refuses the file and names the line", (_what, source, line, what) => {
    expect(faults(source)).toContainEqual([line, "error", what]);
    expect(isAccepted(parse(source))).toBe(false);
  });

  test("an unknown field and a skipped number are pointed at without refusing the file", () => {
    const source = `---\nid: thu\ntitle: Thử\nngay: 2022\n---\n## 1. Một\n\n1.1. A.\n\n1.3. C.\n`;
    expect(faults(source)).toEqual([
      [4, "warning", "Không có mục mô tả nào tên “ngay”, dòng này bị bỏ qua."],
      [10, "warning", "Số thứ tự nhảy từ “1.1” sang “1.3”."],
    ]);
    expect(isAccepted(parse(source))).toBe(true);
  });

  test("every fault says what to write", () => {
    for (const source of ["x", "---\nid: Á\n---\n", `${head}## 1. Một\n\n## 1. Hai\n`]) {
      for (const fault of parse(source).faults) expect(fault.fix.length).toBeGreaterThan(15);
    }
  });
});
