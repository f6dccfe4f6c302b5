import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../../src/database/open.ts";
import { instant } from "../../src/kit/time.ts";
import { formCouncil } from "../../src/proposals/council/seats.ts";
import { fullAnswers } from "../papers/filed.ts";
import { numberOf, tell } from "../reports/federation.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";

let terminal: Terminal;
let council = "";
const record = {
  v: 1,
  form: "proposal-full",
  formVersion: 1,
  answers: fullAnswers,
  files: [],
  annexes: [],
  unsure: [],
};

beforeEach(async () => {
  terminal = openTerminal();
  const db = await openDatabase(terminal.config.database.url);
  await db.transact(async (tx) => {
    const recognized = { member: 0, state: "recognized", filedAt: "2026-01-01T03:00:00Z", answers: record };
    await tell(tx, { members: [null], proposals: [{ ...recognized, decidedOn: "2026-05-01" }] });
    const members = ["Trần Văn Giám", "Lý Thị Mỷ"].map((name) => ({ name }));
    const formed = await formCouncil(
      tx,
      { name: "Hội đồng", unit: "LĐLĐ tỉnh", members },
      { by: "Sáng", now: instant("2026-05-01T03:00:00Z") },
    );
    if (formed.kind === "formed") council = formed.council.id;
  });
  await db.close();
});
afterEach(() => terminal.close());

const type = (...words: string[]) => terminal.type(["honours", ...words]);

test("a round goes from its candidates to certificates and a draft of praise", async () => {
  const { out } = await type("open", "2026", council, "--most", "10");
  const round = out.split("\n")[0] ?? "";
  expect(out).toContain("1 candidates");
  for (const member of ["1", "Lý Thị Mỷ"])
    expect((await type("score", round, numberOf(0), member, "novelty=35,applied=20,benefit=25.5")).code).toBe(
      0,
    );
  expect((await type("show", round)).out).toMatch(/candidate +2\/2/);
  expect((await type("close", round)).out).toMatch(/^1 +SK-\d{4}-\d+ +80,5/);
  const folder = join(terminal.folder, "giay");
  expect((await type("papers", round, folder)).errors).toContain("not published yet");
  const signed = ["--paper", "9/QĐ-LĐLĐ", "--signed", "2026-05-18", "--signer", "Đặng Quốc Khánh"];
  expect((await type("publish", round, ...signed)).out).toBe("1 published, 0 told\n");
  expect((await type("papers", round, folder)).code).toBe(0);
  expect(readdirSync(folder)).toEqual(["danh-sach.docx", `giay-chung-nhan-${numberOf(0)}.docx`]);
  const praise = await type("praise", round);
  expect(praise.out).toContain("biểu dương 1 sáng kiến");
  expect(praise.out).not.toContain("Lò Thị Mai");
  expect((await type("list")).out).toMatch(/2026 +published/);
});

test("what cannot be done is said in one line, and changes nothing", async () => {
  expect((await type("open", "2026", "khong-co")).errors).toContain("no council");
  expect(
    (await type("open", "2026", council, "--from", "2026-09-01", "--to", "2026-01-01")).errors,
  ).toContain("before the first");
  expect((await type("list")).out).toBe("");
  expect((await type("close", "khong-co-dot")).errors).toContain("no such round");
  const round = (await type("open", "2026", council)).out.split("\n")[0] ?? "";
  expect((await type("score", round, numberOf(0), "1", "novelty=99,applied=1,benefit=1")).errors).toContain(
    "0 to 40",
  );
  expect((await type("remove", round, numberOf(0))).errors).toContain("--why");
  expect((await type("recuse", round, numberOf(0), "Ai Đó", "--why", "x")).errors).toContain("Lý Thị Mỷ");
  expect((await type("close", round)).errors).toContain("Too few sheets");
  expect(
    (await type("publish", round, "--paper", "1", "--signed", "2026-05-18", "--signer", "A")).errors,
  ).toContain("only a closed one");
});
