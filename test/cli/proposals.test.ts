import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../src/database/open.ts";
import { instant } from "../../src/kit/time.ts";
import { createOffice } from "../proposals/office.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";

const start = instant("2026-11-22T01:00:00Z");
const [first, second, idea] = ["SK-2026-0001", "SK-2026-0002", "SK-2026-0003"];

let terminal: Terminal;
beforeEach(async () => {
  terminal = openTerminal();
  const db = await openDatabase(terminal.config.database.url);
  const office = createOffice(db, start);
  const [mai, pao] = [await office.author("mai"), await office.author("pao")];
  await office.file(mai.memberId);
  await office.file(pao.memberId, "filed", { author: { kind: "person", name: "Vàng A Pao" } });
  await office.file(pao.memberId, "idea");
  await db.close();
});
afterEach(() => terminal.close());

/** Types a command that has to work; returns what it says. */
async function done(...words: string[]): Promise<string> {
  const { code, out, errors } = await terminal.type(["proposals", ...words]);
  expect(code, errors).toBe(0);
  return out;
}

/** Types a command that has to be refused; returns why. */
async function refused(...words: string[]): Promise<string> {
  const { code, out, errors } = await terminal.type(["proposals", ...words]);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  return errors;
}

function council(): string {
  const path = join(terminal.folder, "hoi-dong.json");
  const members = ["Trần Văn Giám", "Lý Thị Mỷ", "Giàng A Tủa"].map((name) => ({ name, unit: "Công ty" }));
  writeFileSync(path, JSON.stringify({ name: "Hội đồng sáng kiến", unit: "Công ty Chè", members }));
  return path;
}

describe("officers at the command line", () => {
  it("carry a proposal from the register to money paid", async () => {
    expect(await done("list")).toContain("Hồ sơ đã ghi nhận, chưa xét: 2");
    expect(await done("list", "--text", "vang a pao", "--state", "filed")).toMatch(/^SK-2026-0002 .*\n\n/);
    await done("receive", "sk 2026 1", "--by", "Cán bộ Mỷ");
    expect(await refused("accept", first, "--version", "0")).toContain("is at version 1 now");
    expect(await done("accept", first, "--version", "1")).toContain('is "inReview" now, version 2');
    await done("assign", first, "Giàng A Tủa", "--due", "30/11/2026");
    await done("opinion", first, "Giàng A Tủa", "Nên công nhận");
    const id = (await done("council", "create", council())).trim();
    expect(await done("council", "list")).toContain(id);
    await done("council", "refer", first, id.slice(-8));
    expect(await refused("close", first)).toContain("0 of 3 entitled members scored, 2 are needed");
    await done("score", first, "1", "novelty=35,applied=20,benefit=25");
    expect(await refused("score", first, "2", "novelty=50,applied=20,benefit=25")).toContain("from 0 to 40");
    expect(await refused("score", first, "2", "novelty=35")).toContain('points for "applied" are missing');
    await done("score", first, "Lý Thị Mỷ", "novelty=35,applied=20,benefit=20.5", "--comment", "tốt");
    expect(await refused("decide", first, "recognize")).toContain("still being scored");
    expect(await refused("minutes", first)).toContain("still being scored");
    expect(await done("close", first)).toContain("Điểm trung bình 77,75/100");
    expect(await refused("score", first, "3", "novelty=0,applied=0,benefit=0")).toContain("is closed");
    expect(await done("minutes", first, "--conclusion", "Đề nghị công nhận.")).toContain(
      "Đề nghị công nhận.",
    );
    expect(await done("decide", first, "recognize")).toContain("Xưởng chè Tân Uyên recognizes");
    expect(await done("drafts")).toContain(first);
    const paper = ["publish", "12/QĐ-CT", "--signed", "2026-11-22", "--signer", "Trần Văn Giám"];
    expect(await done(...paper)).toContain(`Published on 12/QĐ-CT: ${first}.`);
    expect(await refused(...paper)).toContain("No decision is drafted");
    const reward = await terminal.type([
      ...["proposals", "reward", first, "remuneration", "1.000.000", "--paid", "2027-04-01"],
      ...["--basis", "QĐ 13", "--base", "20000000", "--year", "1"],
    ]);
    expect(reward).toMatchObject({ code: 0, errors: expect.stringContaining("minimum of 1400000 đ (7%)") });
    const shown = await done("show", first);
    for (const words of ["recognized", "12/QĐ-CT", "1000000 đ", "Nên công nhận"])
      expect(shown).toContain(words);
    expect(await done("praise", "2026")).toContain("1 tác giả chưa đồng ý nêu tên");
  });

  it("compare, merge and take apart what looks alike", async () => {
    expect(await done("similar", first)).toMatch(/SK-2026-000[23] \| [\d.]+ \| .* \| cùng nói về: /);
    expect(await done("compare", first, second)).toMatch(/= Việc đang vướng\n[\s\S]*Cùng nói về: /);
    expect(await refused("merge", first, second)).toContain("--why is needed");
    expect(await done("merge", first, second, "--why", "cùng một việc")).toContain("both numbers live on");
    expect(await refused("receive", first)).toContain(`was merged into ${second}`);
    expect(await done("list")).toContain(`(gộp vào ${second})`);
    expect(await done("unmerge", first, "--why", "khác nhau")).toContain('again, as "filed"');
  });

  it("turn an idea that was tried into an application", async () => {
    expect(await refused("receive", idea)).toContain("what can be done: tryOut, file, withdraw");
    await done("trial", idea);
    expect(await refused("file", idea)).toContain("--since is needed");
    expect(await refused("file", idea, "--since", "31/02/2026")).toContain("needs a day like");
    expect(await refused("file", idea, "--since", "2027-01-01")).toContain("has to be a day that is over");
    const late = await terminal.type(["proposals", "file", idea, "--since", "2025-01-02"]);
    expect(late).toMatchObject({ code: 0, errors: expect.stringContaining("more than a year") });
  });

  it("see what is late, and set the federation's own clocks", async () => {
    expect(await done("clocks")).toContain("receive   3");
    await done("clocks", "receive", "1");
    expect(await refused("clocks", "decide", "5")).toContain('there is no clock "decide"');
    const { code, out } = await terminal.type(["proposals", "overdue"]);
    expect(code).toBe(0);
    expect(out).toMatch(/SK-2026-0001 {2}2026-11-23 {2}in 1 days {2}to be received/);
  });

  it.each([
    [["show", "SK-2026-0099"], /there is no proposal SK-2026-0099/],
    [["return", "SK-2026-0001"], /is "filed", where this cannot be done/],
    [["withdraw", "SK-2026-0001"], /needs words/],
    [["list", "--state", "nowhere"], /--state has to be one of idea/],
    [["list", "--year", "mới"], /--year needs a whole number/],
    [["decide", "SK-2026-0001", "maybe"], /DECISION has to be/],
    [["decide", "SK-2026-0003", "recognize"], /is "idea", where this cannot be done/],
    [["council", "refer", "SK-2026-0001", "abcdef"], /there is no council abcdef/],
    [["score", "SK-2026-0001", "1", "novelty=5"], /is before no council/],
    [["assign", "SK-2026-0001", "An", "--due", "2026-12-01"], /is not in review yet/],
    [["reward", "SK-2026-0001", "reward", "5", "--paid", "2026-11-01", "--basis", "x"], /is not recognized/],
    [["publish", "1", "--signed", "hôm qua", "--signer", "An"], /--signed needs a day/],
  ])("%j is refused with a way on", async (words, why) => {
    expect(await refused(...words)).toMatch(why);
  });
});
