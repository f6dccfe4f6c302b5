import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listCampaigns } from "../../src/campaigns/campaign.ts";
import { proveCampaign } from "../../src/campaigns/proof.ts";
import { sayList, sayProof } from "../../src/campaigns/sheet.ts";
import { addMs } from "../../src/kit/time.ts";
import { databases, openTestDatabase, type TestDatabase } from "../support/databases.ts";
import { createScriptedChannel } from "../support/scripted-channel.ts";
import { local, now } from "./sample.ts";
import { type CampaignStage, createCampaignStage, due } from "./stage.ts";

describe.each(databases)("the proof sheet on $name", ({ open }) => {
  let opened: TestDatabase;
  let stage: CampaignStage;
  beforeAll(async () => {
    opened = await open();
  });
  beforeEach(async () => {
    stage = createCampaignStage(opened);
  });
  afterEach(() => stage.clear());
  afterAll(() => opened.close());

  /** Six people: two sent, one blocked, one in doubt, one unsubscribed, one sent over Zalo. */
  async function sendToSix() {
    for (const person of ["1", "2", "3", "4"]) await stage.addSubscriber(person);
    const leaving = await stage.addSubscriber("5");
    await stage.addSubscriber("6", "zalo-oa");
    const id = await stage.schedule();
    stage.clock.set(due);
    await stage.launch(id);
    await stage.choose(leaving, false);
    const telegram = createScriptedChannel("telegram");
    telegram.answer("3", { kind: "refused", why: "blocked" });
    telegram.answer("4", "throws");
    stage.deliver([telegram, createScriptedChannel("zalo-oa")]);
    await stage.settled();
    await stage.finish();
    return id;
  }

  test("counts every recipient once: sent, refused, uncertain, canceled", async () => {
    const id = await sendToSix();
    const { runs } = await proveCampaign(stage.db.read, id);
    expect(runs).toMatchObject([
      {
        status: "finished",
        slot: due,
        approvedBy: "Chị Hoa",
        approvedAt: now,
        planned: 6,
        unaccounted: 0,
        tally: { sent: 3, refused: 1, uncertain: 1, canceled: 1, pending: 0, sending: 0 },
        channels: [
          { channel: "telegram", counts: { sent: 2, refused: 1, uncertain: 1, canceled: 1, pending: 0 } },
          { channel: "zalo-oa", counts: { sent: 1, refused: 0, uncertain: 0, canceled: 0, pending: 0 } },
        ],
      },
    ]);
  });

  test("reconciles with the ledger row by row", async () => {
    const id = await sendToSix();
    const rows = await stage.rows();
    const [run] = (await proveCampaign(stage.db.read, id)).runs;
    for (const status of ["sent", "refused", "uncertain", "canceled"] as const) {
      expect(run?.tally[status]).toBe(rows.filter((row) => row.status === status).length);
    }
  });

  test("names whom a missing row would concern as unaccounted", async () => {
    const id = await sendToSix();
    const [first] = await stage.rows();
    await stage.db.transact((tx) =>
      tx
        .deleteFrom("delivery")
        .where("seq", "=", first?.seq ?? 0)
        .execute(),
    );
    const proof = await proveCampaign(stage.db.read, id);
    expect(proof.runs).toMatchObject([{ planned: 6, unaccounted: 1 }]);
    expect(sayProof(proof)).toContain("KHÔNG KHỚP SỔ");
  });

  test("keeps the approval of each launch when the campaign is approved anew by somebody else", async () => {
    const id = await stage.schedule({ at: null, cron: "0 8 * * *" });
    for (const day of ["2026-11-23", "2026-11-24"]) {
      stage.clock.set(local(`${day} 08:00`));
      await stage.launch(id);
      await stage.finish();
    }
    const { runs } = await proveCampaign(stage.db.read, id);
    expect(runs.map((run) => [run.slot, run.approvedBy])).toEqual([
      [local("2026-11-24 08:00"), "Chị Hoa"],
      [local("2026-11-23 08:00"), "Chị Hoa"],
    ]);
  });

  test("of an unknown campaign is an error that says so", async () => {
    await expect(proveCampaign(stage.db.read, "no-such-id")).rejects.toMatchObject({ code: "missing" });
  });
});

describe("the proof sheet in words", () => {
  let opened: TestDatabase;
  let stage: CampaignStage;
  beforeAll(async () => {
    opened = await openTestDatabase();
  });
  beforeEach(async () => {
    stage = createCampaignStage(opened);
  });
  afterEach(() => stage.clear());
  afterAll(() => opened.close());

  test("is a Vietnamese text with the figures, the reasons and who decided what", async () => {
    await stage.addSubscriber("1");
    await stage.addSubscriber("2");
    const id = await stage.schedule({ title: "Ngày 18/5" });
    stage.clock.set(due);
    await stage.launch(id);
    const telegram = createScriptedChannel("telegram");
    telegram.answer("2", { kind: "refused", why: "blocked" });
    stage.deliver([telegram]);
    await stage.settled();
    await stage.finish();
    expect(sayProof(await proveCampaign(stage.db.read, id)).split("\n")).toEqual([
      "BIÊN BẢN GỬI TIN: Ngày 18/5",
      `Mã tin: ${id}`,
      "Giờ gửi: một lần lúc 08:00, thứ Hai 23/11/2026",
      "Trạng thái: đã xong; lần gửi tới: —",
      "",
      "Lượt gửi 08:00, thứ Hai 23/11/2026 — đã xong",
      "  Người duyệt                        Chị Hoa, 15:00, Chủ nhật 22/11/2026",
      "  Bắt đầu gửi                        08:00, thứ Hai 23/11/2026",
      "  Dự kiến                            2",
      "  Đã gửi                             1",
      "  Gửi khi người nhận nhắn lại        0",
      "  Không gửi được                     1",
      "  Chưa rõ đã nhận                    0",
      "  Không gửi nữa                      0",
      "  Đang chờ gửi                       0",
      "    · Người nhận đã chặn             1",
      "    telegram                         dự kiến 2, đã gửi 1, gửi khi người nhận nhắn lại 0, không gửi được 1, chưa rõ đã nhận 0, không gửi nữa 0, đang chờ gửi 0",
      "",
      "Diễn biến:",
      "  15:00, Chủ nhật 22/11/2026 — tạo bản nháp — Anh Minh",
      "  15:00, Chủ nhật 22/11/2026 — duyệt — Chị Hoa",
      "  08:00, thứ Hai 23/11/2026 — bắt đầu gửi, số người nhận (2) — lịch tự động",
      "  08:00, thứ Hai 23/11/2026 — gửi xong — lịch tự động",
    ]);
  });

  test("of a draft says that nothing was sent", async () => {
    const text = sayProof(await proveCampaign(stage.db.read, await stage.add()));
    expect(text).toContain("Trạng thái: bản nháp");
    expect(text).toContain("Chưa có lượt gửi nào.");
  });

  test("of a held launch says why and what it waits for", async () => {
    const id = await stage.schedule();
    stage.clock.set(addMs(due, 86_400_000));
    await stage.launch(id);
    const text = sayProof(await proveCampaign(stage.db.read, id));
    expect(text).toContain("chờ quyết định — quá giờ gửi quá lâu (máy chủ đã tắt lúc đến giờ)");
    expect(text).toContain("giữ lại chờ quyết định (quá giờ gửi quá lâu");
  });

  test("the list has one line a campaign, and says so when there is none", async () => {
    expect(sayList(await listCampaigns(stage.db.read))).toBe("Chưa có tin nào.");
    const id = await stage.schedule({ title: "Ngày 18/5" });
    expect(sayList(await listCampaigns(stage.db.read))).toBe(
      `${id}  đã lên lịch      08:00, thứ Hai 23/11/2026     Ngày 18/5`,
    );
    stage.clock.set(addMs(due, 86_400_000));
    await stage.launch(id);
    expect(sayList(await listCampaigns(stage.db.read))).toBe(
      `${id}  chờ quyết định   —                             Ngày 18/5`,
    );
  });
});
