import { TemplateHandler } from "easy-template-x";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DossierPaper, dossierOf, type PaperRules, paperOf } from "../../src/proposals/papers.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { bringToCouncil, decide } from "./council.ts";
import { file, fullAnswers, now } from "./filed.ts";

const number = "SK-2026-0001";
const rules: PaperRules = {
  dataDir: "/nonexistent",
  publicUrl: "https://hoi.example.vn",
  place: "Lai Châu",
  withConfidential: false,
  now,
};

async function textOf(bytes: Uint8Array | undefined): Promise<string> {
  return new TemplateHandler().getText(Buffer.from(bytes ?? []));
}

async function textIn(papers: readonly DossierPaper[], fileName: string): Promise<string> {
  return textOf(papers.find((paper) => paper.fileName.endsWith(fileName))?.bytes);
}

describe.each(databases)("the papers of a proposal on $name", ({ open }) => {
  let stage: TestDatabase;
  beforeEach(async () => {
    stage = await open();
  });
  afterEach(() => stage.close());

  it("are those it has come to, and each says what was told", async () => {
    await file(stage.db, { number });
    const papers = await dossierOf(stage.db.read, number, rules);
    expect(papers.map(({ kind }) => kind)).toEqual([
      ...["application", "description", "coauthors", "receipt", "review", "score"],
    ]);
    const application = await textIn(papers, "application.docx");
    for (const words of [
      "Lắp cảm biến nhiệt cho máy sao chè số 2",
      "tháng 3/2026",
      "12.000.000 đồng (mười hai triệu đồng) mỗi năm",
      "Lai Châu, ngày 23 tháng 11 năm 2026",
    ])
      expect(application).toContain(words);
    expect(await textIn(papers, "description.docx")).toContain("Giải pháp kỹ thuật");
    expect(await textIn(papers, "coauthors.docx")).toMatch(
      /Lò Thị Mai.*60người nộp hồ sơ.*Nguyễn Văn Trường.*40/,
    );
    expect(await textIn(papers, "receipt.docx")).toContain("https://hoi.example.vn");
  });

  it("grow to a whole dossier by the day it is recognized, one sheet for every scorer and reviewer", async () => {
    await file(stage.db, { number }, { number: "SK-2026-0002" });
    await bringToCouncil(stage.db, [number, "SK-2026-0002"]);
    await decide(stage.db, [number, "SK-2026-0002"]);
    const papers = await dossierOf(stage.db.read, number, rules);
    expect(new Set(papers.map(({ kind }) => kind)).size).toBe(12);
    expect(papers.filter(({ kind }) => kind === "score").map(({ person }) => person)).toEqual([
      ...["Hoàng Thị Thảo", "Vàng A Páo", "Giàng Thị Mỷ"],
    ]);
    const says: Readonly<Record<string, readonly string[]>> = {
      "score-2.docx": ["Thành viên chấm: Vàng A Páo", "Tổng điểm: 86", "Nên nhân rộng."],
      "scores.docx": ["Điểm trung bình: 86/100", "Độ lệch chuẩn: 1"],
      "minutes.docx": ["HỘI ĐỒNG SÁNG KIẾN CHÈ THAN UYÊN", "kết thúc chấm điểm lúc 10 giờ 00 phút, ngày 23"],
      "review.docx": ["Phan Văn Sáng", "Dễ làm, chạy ổn định."],
      "decision.docx": ["Công nhận 02 (hai) sáng kiến", "27/QĐ-CTY", "SK-2026-0002", "Đặng Quốc Khánh"],
      "certificate.docx": ["Lò Thị Mai (60%), Nguyễn Văn Trường (40%)", "ngày 20 tháng 11 năm 2026"],
      "rewards.docx": ["Tiền thưởng", "12.000.000 đồng (mười hai triệu đồng)"],
    };
    for (const [name, all] of Object.entries(says))
      for (const words of all) expect(await textIn(papers, name), name).toContain(words);
  });

  it("certify on one page however much was told of the benefit", async () => {
    const benefit = { kind: "text", text: "Bớt hỏng chè,\nbớt đứng máy. ".repeat(100) } as const;
    await file(stage.db, { number, state: "recognized", answers: { ...fullAnswers, benefit } });
    const asked = { number, kind: "certificate", person: null } as const;
    const text = await textOf(await paperOf(stage.db.read, asked, rules));
    expect(text).toContain("Bớt hỏng chè, bớt đứng máy.");
    expect(text.length).toBeLessThan(1200);
  });

  it("hide the points as long as the council scores", async () => {
    await file(stage.db, { number });
    await bringToCouncil(stage.db, [number]);
    const asked = { number, kind: "score", person: "Vàng A Páo" } as const;
    const sheet = await textOf(await paperOf(stage.db.read, asked, rules));
    expect(sheet).toContain("Thành viên chấm: Vàng A Páo");
    expect(sheet).toContain("Tổng điểm: …");
    expect(sheet).not.toContain("Nên nhân rộng");
    const scores = paperOf(stage.db.read, { number, kind: "scores", person: null }, rules);
    await expect(scores).rejects.toThrow(/no closed scoring/);
  });

  it("say the reason when it was declined, and certify nothing", async () => {
    await file(stage.db, { number });
    await bringToCouncil(stage.db, [number]);
    await decide(stage.db, [number], "decline");
    const papers = await dossierOf(stage.db.read, number, rules);
    expect(await textIn(papers, "decline.docx")).toContain("Trùng với quy trình bắt buộc.");
    expect(papers.some(({ kind }) => kind === "certificate" || kind === "decision")).toBe(false);
    const certificate = paperOf(stage.db.read, { number, kind: "certificate", person: null }, rules);
    await expect(certificate).rejects.toThrow(/SK-2026-0001 is not recognized/);
  });

  it("mask what its author marked as confidential, unless they are asked for with it", async () => {
    const answers = {
      ...fullAnswers,
      title: { kind: "text", text: "" },
      confidential: { kind: "text", text: "Tỷ lệ phối trộn" },
    } as const;
    await file(stage.db, { number, answers, annexes: [{ field: "solution", text: "Công thức riêng" }] });
    const secrets = ["cảm biến nhiệt", "chỉnh lửa", "Tỷ lệ phối trộn", "Công thức riêng", "Máy sao"];
    for (const { bytes, fileName } of await dossierOf(stage.db.read, number, rules)) {
      const text = await textOf(bytes);
      for (const secret of secrets) expect(text, fileName).not.toContain(secret);
    }
    const open = await dossierOf(stage.db.read, number, { ...rules, withConfidential: true });
    const text = await textIn(open, "description.docx");
    for (const secret of secrets) expect(text).toContain(secret);
  });

  it("of an idea are no application, and of an unknown number or person are none", async () => {
    await file(stage.db, { number, state: "idea" });
    const of = (asked: { number: string; kind: "application" | "score"; person: string | null }) =>
      paperOf(stage.db.read, asked, rules);
    await expect(of({ number, kind: "application", person: null })).rejects.toThrow(/is an idea/);
    await expect(of({ number: "SK-2026-0009", kind: "application", person: null })).rejects.toThrow(
      /no proposal SK-2026-0009/,
    );
    await expect(of({ number, kind: "score", person: "Ai đó" })).rejects.toThrow(/leave --person out/);
  });
});
