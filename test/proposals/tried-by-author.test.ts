import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Content, plainText } from "../../src/kit/message.ts";
import { readRecord } from "../../src/proposals/record.ts";
import { reportTried, triedReport } from "../../src/proposals/tried-by-author.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { applied, file, idea, type Member, newMember, now } from "./member.ts";

describe("a message", () => {
  test.each([
    ["đã làm thử rồi", null],
    ["em đã làm thử rồi ạ", null],
    ["da ap dung thu tu thang truoc", null],
    ["SK-2026-0001 đã làm thử từ 2/11/2026", "SK-2026-0001"],
    ["Hồ sơ sk 2026 1 của em đã áp dụng từ tháng 10", "SK-2026-0001"],
  ])("“%s” reports a trial", (text, number) => {
    expect(triedReport(text)?.number).toBe(number);
  });

  test.each([
    "đã làm thử thì có được công nhận không",
    "sáng kiến đã áp dụng bao lâu thì nộp đơn",
    "SK-2026-0001 tới đâu rồi",
    "đã làm xong việc nhà",
    "chưa làm thử",
  ])("“%s” reports none", (text) => {
    expect(triedReport(text)).toBeUndefined();
  });
});

describe.each(databases)("an idea that was tried, on $name", ({ open }) => {
  let opened: TestDatabase;
  let mai: Member;
  beforeEach(async () => {
    opened = await open();
    mai = await newMember(opened.db);
    await file(mai, idea);
  });
  afterEach(() => opened.close());

  const report = async (text: string, member = mai): Promise<string | undefined> => {
    const given = triedReport(text);
    if (!given) throw new Error(`“${text}” reports nothing.`);
    const said = (content: Content | undefined) => content && plainText(content);
    return said(await opened.db.transact((tx) => reportTried(tx, { ...given, memberId: member.id, now })));
  };
  const states = () =>
    opened.db.read.selectFrom("proposal").select(["number", "state"]).orderBy("number").execute();

  test("becomes an application under the same number once its day is known", async () => {
    expect(mai.text).toContain("“SK-2026-0001 đã làm thử từ 15/3/2026”");
    expect(await report("em đã làm thử rồi")).toContain("SK-2026-0001 từ khi nào");
    expect(await report("SK-2026-0001 đã làm thử từ 31/2/2026")).toContain("Lịch không có ngày này");
    expect((await states()).map(({ state }) => state)).toEqual(["idea"]);
    expect(await report("em đã làm thử từ 2/11/2026")).toContain("vẫn mã SK-2026-0001");
    const row = await opened.db.read.selectFrom("proposal").selectAll().executeTakeFirstOrThrow();
    expect(row.state).toBe("filed");
    const { answers } = readRecord(row.answers);
    expect(answers.stage).toEqual({ kind: "choice", value: "trial" });
    expect(answers.first_applied).toMatchObject({ from: "2026-11-02" });
    expect(await report("SK-2026-0001 đã làm thử từ 2/11/2026")).toContain("không phải là ý tưởng");
  });

  test("is asked for by number where there are two, and belongs to its author alone", async () => {
    await file(mai, [
      "Nước mưa tràn vào kho chè",
      "Muốn đào thêm rãnh thoát nước",
      "đỡ ướt chè",
      "Lò Thị Mai, tổ 3",
    ]);
    expect(await report("đã làm thử rồi")).toContain("SK-2026-0001, SK-2026-0002");
    const pao = await newMember(opened.db);
    expect(await report("SK-2026-0001 đã làm thử từ 2/11/2026", pao)).toContain("không phải là ý tưởng");
    expect(await report("đã làm thử rồi", pao)).toBeUndefined();
    await file(pao, applied);
    expect(await report("đã làm thử rồi", pao)).toBeUndefined();
  });

  test("long ago is filed with the warning of the year", async () => {
    expect(await report("đã làm thử từ 1/2/2025")).toContain("đã quá 01 năm");
  });
});
