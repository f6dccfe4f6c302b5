import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TemplateHandler } from "easy-template-x";
import { readXlsx } from "hucre/xlsx";
import { afterEach, beforeEach, expect, it } from "vitest";
import { proveCampaign, proveUnits } from "../../src/campaigns/proof.ts";
import { proofDocx, proofXlsx } from "../../src/campaigns/proof-files.ts";
import { hasOffice, openInOffice } from "../papers/office.ts";
import { openTestDatabase, type TestDatabase } from "../support/databases.ts";
import { createScriptedChannel } from "../support/scripted-channel.ts";
import { openTerminal } from "../support/terminal.ts";
import { type CampaignStage, createCampaignStage, due } from "./stage.ts";

let opened: TestDatabase;
let stage: CampaignStage;
beforeEach(async () => {
  opened = await openTestDatabase();
  stage = createCampaignStage(opened);
});
afterEach(async () => {
  await stage.clear();
  await opened.close();
});

/** Four people on two channels: two sent, one blocked, one in doubt. */
async function sendToFour() {
  for (const person of ["1", "2", "3"]) await stage.addSubscriber(person);
  await stage.addSubscriber("4", "zalo-oa");
  const id = await stage.schedule();
  stage.clock.set(due);
  await stage.launch(id);
  const telegram = createScriptedChannel("telegram");
  telegram.answer("2", { kind: "refused", why: "blocked" });
  telegram.answer("3", "throws");
  stage.deliver([telegram, createScriptedChannel("zalo-oa")]);
  await stage.settled();
  await stage.finish();
  return proveCampaign(stage.db.read, id);
}

it("the proof as Excel counts every row once, by launch, channel and reason, with who approved", async () => {
  const proof = await sendToFour();
  const { sheets } = await readXlsx(await proofXlsx(proof, due));
  const table = (name: string) => {
    const [head = [], ...rows] = (sheets.find((sheet) => sheet.name === name)?.rows ?? []).slice(3);
    return rows.map((row) => Object.fromEntries(head.map((title, index) => [title, row[index] ?? null])));
  };
  expect(table("Lượt gửi")).toEqual([
    expect.objectContaining({
      ...{ "Người duyệt": "Chị Hoa", "Trạng thái": "đã xong", "Dự kiến": 4, "Đã gửi": 2 },
      ...{ "Không gửi được": 1, "Chưa rõ đã nhận": 1, "KHÔNG KHỚP SỔ (báo kỹ thuật)": 0 },
    }),
  ]);
  expect(table("Theo kênh").map((row) => [row.Kênh, row["Đã gửi"], row["Không gửi được"]])).toEqual([
    ["telegram", 1, 1],
    ["zalo-oa", 1, 0],
  ]);
  expect(table("Theo lý do")).toContainEqual(
    expect.objectContaining({ "Lý do": "Người nhận đã chặn", "Số người nhận": 1 }),
  );
  expect(table("Diễn biến").map((row) => row["Người thực hiện"])).toContain("Chị Hoa");
});

it("the proof by unit counts the same rows, members without a unit among them", async () => {
  const proof = await sendToFour();
  await stage.db.transact(async (tx) => {
    const at = { created_at: due, updated_at: due };
    const unit = { id: "CDCS-1", code: "CDCS-1", name: "CDCS-1", level: "grassroots", ...at } as const;
    await tx.insertInto("unit").values(unit).execute();
    const one = tx.selectFrom("address").select("member_id").where("external_id", "=", "2");
    await tx.updateTable("member").set({ unit_id: "CDCS-1" }).where("id", "=", one).execute();
  });
  const units = await proveUnits(stage.db.read, proof);
  expect(units.map(({ unit, counts }) => [unit, counts.sent, counts.refused, counts.uncertain])).toEqual([
    [null, 2, 0, 1],
    ["CDCS-1", 0, 1, 0],
  ]);
  const { sheets } = await readXlsx(await proofXlsx(proof, due, units));
  const rows = sheets.find(({ name }) => name === "Theo đơn vị")?.rows.slice(4);
  expect(rows?.map((row) => row.slice(0, 2))).toEqual([
    ["(chưa rõ đơn vị)", 2],
    ["CDCS-1", 0],
  ]);
});

it("the proof as Word says the same, with the words that were sent", async () => {
  const proof = await sendToFour();
  const text = await new TemplateHandler().getText(Buffer.from(await proofDocx(proof, due)));
  for (const words of [
    "BIÊN BẢN GỬI TIN",
    proof.campaign.title,
    "Chị Hoa",
    "Người nhận đã chặn",
    "NGƯỜI DUYỆT",
  ])
    expect(text).toContain(words);
});

it.runIf(hasOffice)(
  "both open in LibreOffice, also for a campaign that never left",
  { timeout: 90_000 },
  async () => {
    const proof = await proveCampaign(stage.db.read, await stage.add());
    const sent = await sendToFour();
    const shown = await openInOffice({
      "a.docx": await proofDocx(proof, due),
      "b.docx": await proofDocx(sent, due),
      "c.xlsx": await proofXlsx(sent, due),
    });
    expect(shown.get("a.docx")?.text).toContain("Chưa có lượt gửi nào.");
    expect(shown.get("b.docx")?.text).toContain("Người nhận đã chặn");
    expect(shown.get("c.xlsx")?.text).toContain("Chị Hoa");
  },
);

it("caunoi campaign proof writes both files beside the sheet it prints", async () => {
  const terminal = openTerminal();
  const at = (name: string) => join(terminal.folder, name);
  writeFileSync(
    at("tin.md"),
    '---\ntitle: Ngày Khoa học\naudience: all\nchannels: telegram\nat: "2026-11-25 08:00"\n---\nMời bạn tham gia.\n',
  );
  const id = (await terminal.type(["campaign", "add", at("tin.md")])).out.split("\n")[0] ?? "";
  const files = ["--xlsx", at("a.xlsx"), "--docx", at("a.docx")];
  const { code, out } = await terminal.type(["campaign", "proof", id, ...files]);
  expect([code, out]).toEqual([0, expect.stringContaining("BIÊN BẢN GỬI TIN: Ngày Khoa học")]);
  expect((await readXlsx(readFileSync(at("a.xlsx")))).sheets[0]?.rows[1]?.[0]).toContain("Ngày Khoa học");
  expect(await new TemplateHandler().getText(readFileSync(at("a.docx")))).toContain("Mời bạn tham gia.");
  terminal.close();
});
