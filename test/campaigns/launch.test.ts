import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dueCampaigns, launchCampaign } from "../../src/campaigns/launch.ts";
import type { Database } from "../../src/database/database.ts";
import { openRuns } from "../../src/delivery/figures.ts";
import { resolveUncertain } from "../../src/delivery/ledger.ts";
import { plainText } from "../../src/kit/message.ts";
import { addMs } from "../../src/kit/time.ts";
import { createLibrary } from "../../src/knowledge/library.ts";
import { databases, openTestDatabase, type TestDatabase } from "../support/databases.ts";
import { createScriptedChannel } from "../support/scripted-channel.ts";
import { clause, document, library, local } from "./sample.ts";
import { type CampaignStage, createCampaignStage, due } from "./stage.ts";

describe.each(databases)("launching on $name", ({ open }) => {
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

  test("an approved campaign is launched at its moment, not before", async () => {
    await stage.addSubscriber("1");
    const id = await stage.schedule();
    stage.clock.set(addMs(due, -1));
    expect(await dueCampaigns(stage.db.read, stage.clock())).toEqual([]);
    expect(await stage.launch(id)).toBeUndefined();
    stage.clock.set(due);
    expect(await dueCampaigns(stage.db.read, stage.clock())).toEqual([id]);
    expect(await stage.launch(id)).toMatchObject({ kind: "launched", slot: due, planned: 1 });
  });

  test("a draft is never launched", async () => {
    await stage.addSubscriber("1");
    const id = await stage.add();
    stage.clock.set(due);
    expect(await dueCampaigns(stage.db.read, stage.clock())).toEqual([]);
    expect(await stage.launch(id)).toBeUndefined();
    expect(await stage.rows()).toEqual([]);
  });

  test("two launchers at the same moment fire a slot once, fifty times over", async () => {
    await stage.addSubscriber("1");
    await stage.addSubscriber("2");
    for (let round = 1; round <= 50; round++) {
      const id = await stage.schedule({ title: `Lượt ${round}` }, `Tin ${round}`);
      const at = { now: due, library };
      const outcomes = await Promise.all([1, 2].map(() => launchCampaign(stage.db, id, at)));
      expect(outcomes.filter((outcome) => outcome !== undefined)).toHaveLength(1);
    }
    expect(await stage.runs()).toHaveLength(50);
    expect(await stage.rows()).toHaveLength(100);
  });

  test("the audience is everyone who agreed to news and can be reached on the campaign's channels", async () => {
    const subscriber = await stage.addSubscriber("1");
    await stage.addSubscriber("2", "zalo-oa");
    await stage.addPerson("3");
    const left = await stage.addSubscriber("4");
    await stage.choose(left, false);
    const id = await stage.schedule({ channels: "telegram" });
    stage.clock.set(due);
    await stage.launch(id);
    const rows = await stage.rows();
    expect(rows.map((row) => row.member_id)).toEqual([subscriber.memberId]);
  });

  test("whoever subscribes after the launch is not in it", async () => {
    await stage.addSubscriber("1");
    const id = await stage.schedule();
    stage.clock.set(due);
    await stage.launch(id);
    await stage.addSubscriber("2");
    const telegram = createScriptedChannel("telegram");
    stage.deliver([telegram]);
    await stage.settled();
    expect(telegram.sends.map((send) => send.to)).toEqual(["1"]);
  });

  test("whoever unsubscribes between the launch and the sending is not sent to", async () => {
    await stage.addSubscriber("1");
    const leaving = await stage.addSubscriber("2");
    const id = await stage.schedule();
    stage.clock.set(due);
    await stage.launch(id);
    await stage.choose(leaving, false);
    const telegram = createScriptedChannel("telegram");
    stage.deliver([telegram]);
    await stage.settled();
    expect(telegram.sends.map((send) => send.to)).toEqual(["1"]);
    expect(await stage.statuses()).toEqual(expect.arrayContaining(["sent", "canceled"]));
  });

  test("a fault in the middle of a launch leaves the campaign due, and the next try launches it whole", async () => {
    for (let person = 1; person <= 20; person++) await stage.addSubscriber(`${person}`);
    const id = await stage.schedule();
    stage.clock.set(due);
    const dies: Database = {
      ...stage.db,
      transact: (work) =>
        stage.db.transact(async (tx) => {
          await work(tx);
          throw new Error("the process died before the commit");
        }),
    };
    await expect(launchCampaign(dies, id, { now: due, library })).rejects.toThrow("died");
    expect([await stage.runs(), await stage.rows()]).toEqual([[], []]);
    expect(await dueCampaigns(stage.db.read, due)).toEqual([id]);
    expect(await stage.launch(id)).toMatchObject({ kind: "launched", planned: 20 });
    expect(await stage.rows()).toHaveLength(20);
  });

  test("a single campaign is finished when its run is, and not before", async () => {
    await stage.addSubscriber("1");
    const id = await stage.schedule();
    stage.clock.set(due);
    await stage.launch(id);
    expect(await stage.finish()).toBe(0);
    stage.deliver([createScriptedChannel("telegram")]);
    await stage.settled();
    expect(await stage.finish()).toBe(1);
    expect(await stage.finish()).toBe(0);
    expect(await stage.runs()).toMatchObject([{ status: "finished", planned: 1, finished_at: due }]);
    expect(await stage.campaigns()).toMatchObject([{ status: "finished" }]);
    expect(await stage.events()).toEqual([
      "added by Anh Minh",
      "approved by Chị Hoa",
      "launched by schedule",
      "finished by schedule",
    ]);
  });

  test("a campaign that reaches nobody is finished with nobody planned", async () => {
    const id = await stage.schedule();
    stage.clock.set(due);
    expect(await stage.launch(id)).toMatchObject({ kind: "launched", planned: 0 });
    await stage.finish();
    expect(await stage.campaigns()).toMatchObject([{ status: "finished" }]);
  });

  test("an uncertain row does not keep a run open", async () => {
    await stage.addSubscriber("1");
    const id = await stage.schedule();
    stage.clock.set(due);
    await stage.launch(id);
    const telegram = createScriptedChannel("telegram");
    telegram.answer("1", "throws");
    stage.deliver([telegram]);
    await stage.settled();
    expect(await stage.statuses()).toEqual(["uncertain"]);
    expect(await stage.finish()).toBe(1);
  });

  test("a run opened again for a row that is sent once more is closed again, and finished once", async () => {
    await stage.addSubscriber("1");
    const id = await stage.schedule();
    stage.clock.set(due);
    await stage.launch(id);
    const telegram = createScriptedChannel("telegram");
    telegram.answer("1", "throws");
    stage.deliver([telegram]);
    await stage.settled();
    await stage.finish();
    const [row] = await stage.rows();
    await stage.db.transact((tx) => resolveUncertain(tx, row?.seq ?? 0, { as: "resend", now: due }));
    await stage.settled();
    expect(await stage.statuses()).toEqual(["sent"]);
    expect(await openRuns(stage.db.read)).toHaveLength(1);
    expect(await stage.finish()).toBe(0);
    expect(await openRuns(stage.db.read)).toEqual([]);
    expect((await stage.events()).filter((event) => event.startsWith("finished"))).toHaveLength(1);
  });

  test("a series stays scheduled and waits for its next slot", async () => {
    await stage.addSubscriber("1");
    const id = await stage.schedule({ at: null, cron: "0 8 * * 1" });
    stage.clock.set(due);
    await stage.launch(id);
    stage.deliver([createScriptedChannel("telegram")]);
    await stage.settled();
    await stage.finish();
    expect(await stage.campaigns()).toMatchObject([
      { status: "scheduled", next_slot: local("2026-11-30 08:00") },
    ]);
    stage.clock.set(local("2026-11-30 08:00"));
    expect(await stage.launch(id)).toMatchObject({ kind: "launched", planned: 1 });
  });

  test("a series is finished after its last slot", async () => {
    const id = await stage.schedule({ at: null, cron: "0 8 * * 1", until: "2026-11-24" });
    stage.clock.set(due);
    await stage.launch(id);
    await stage.finish();
    expect(await stage.campaigns()).toMatchObject([{ status: "finished", next_slot: null }]);
  });

  test("a clock set back does not fire a slot again", async () => {
    await stage.addSubscriber("1");
    const id = await stage.schedule({ at: null, cron: "0 8 * * 1" });
    stage.clock.set(due);
    await stage.launch(id);
    await stage.stop(id);
    stage.clock.set(addMs(due, -3_600_000));
    await stage.resume(id);
    stage.clock.set(due);
    expect(await stage.launch(id)).toBeUndefined();
    expect(await stage.rows()).toHaveLength(1);
    expect(await dueCampaigns(stage.db.read, due)).toEqual([]);
  });
});

describe("a launch that must wait for a person", () => {
  let opened: TestDatabase;
  let stage: CampaignStage;
  beforeAll(async () => {
    opened = await openTestDatabase();
  });
  beforeEach(async () => {
    stage = createCampaignStage(opened);
    await stage.addSubscriber("1");
  });
  afterEach(() => stage.clear());
  afterAll(() => opened.close());

  test("down across the due minute but within grace, it is launched", async () => {
    const id = await stage.schedule();
    stage.clock.set(addMs(due, 120 * 60_000));
    expect(await stage.launch(id)).toMatchObject({ kind: "launched", slot: due });
  });

  test("later than its grace it is held, sends nothing, and is launched when a person says so", async () => {
    const id = await stage.schedule();
    stage.clock.set(addMs(due, 121 * 60_000));
    expect(await stage.launch(id)).toMatchObject({ kind: "held", why: "late" });
    await stage.finish();
    expect(await stage.rows()).toEqual([]);
    expect(await stage.campaigns()).toMatchObject([{ status: "scheduled" }]);
    const resumed = await stage.resume(id);
    expect(resumed).toMatchObject({ kind: "resumed", released: [{ kind: "launched", planned: 1 }] });
    expect(await stage.resume(id)).toMatchObject({ kind: "refused", why: "nothingToResume" });
    expect(await stage.rows()).toHaveLength(1);
  });

  test("a held launch that nobody wants is given up by a stop", async () => {
    const id = await stage.schedule();
    stage.clock.set(addMs(due, 86_400_000));
    await stage.launch(id);
    await stage.stop(id);
    await stage.finish();
    expect(await stage.campaigns()).toMatchObject([{ status: "finished" }]);
    expect(await stage.runs()).toMatchObject([{ status: "finished", planned: 0 }]);
    expect(await stage.rows()).toEqual([]);
  });

  test("a series down for days skips to its next slot without a burst", async () => {
    const id = await stage.schedule({ at: null, cron: "0 8 * * *" });
    stage.clock.set(local("2026-11-27 12:00"));
    expect(await stage.launch(id)).toMatchObject({ kind: "skipped", slot: local("2026-11-27 08:00") });
    expect(await stage.rows()).toEqual([]);
    expect(await stage.campaigns()).toMatchObject([{ next_slot: local("2026-11-28 08:00") }]);
    stage.clock.set(local("2026-11-28 08:00"));
    expect(await stage.launch(id)).toMatchObject({ kind: "launched" });
    expect(await stage.runs()).toHaveLength(1);
  });

  test("a source that is no longer published holds it", async () => {
    const id = await stage.schedule({ sources: "kh-360#II.3.4" });
    stage.clock.set(due);
    const retired = createLibrary([document("kh-360")], [clause("kh-360", "II.1.1")]);
    expect(await stage.launch(id, retired)).toMatchObject({ kind: "held", why: "sourceGone" });
    expect(await stage.resume(id, retired)).toMatchObject({
      released: [{ kind: "held", why: "sourceGone" }],
    });
    expect(await stage.resume(id)).toMatchObject({ released: [{ kind: "launched" }] });
  });

  test("a stored campaign that is not the approved one goes back to a draft", async () => {
    const id = await stage.schedule();
    const content = JSON.stringify({ parts: [{ kind: "text", text: "Khác hẳn" }], choices: [] });
    await stage.db.transact((tx) =>
      tx.updateTable("campaign").set({ content }).where("id", "=", id).execute(),
    );
    stage.clock.set(due);
    expect(await stage.launch(id)).toMatchObject({ kind: "unapproved" });
    expect(await stage.campaigns()).toMatchObject([{ status: "draft", approved_by: null }]);
    expect(await stage.rows()).toEqual([]);
  });
});

describe("the weekly clause", () => {
  let opened: TestDatabase;
  let stage: CampaignStage;
  beforeAll(async () => {
    opened = await openTestDatabase();
  });
  beforeEach(async () => {
    stage = createCampaignStage(opened);
    await stage.addSubscriber("1");
  });
  afterEach(() => stage.clear());
  afterAll(() => opened.close());

  test("is drawn at launch and frozen with its citation", async () => {
    const id = await stage.schedule({ at: null, cron: "0 8 * * 1" }, "Mỗi tuần một điều\n\n{{clause}}");
    stage.clock.set(due);
    const launched = await stage.launch(id);
    if (launched?.kind !== "launched") throw new Error("not launched");
    const { parts } = await stage.contentOf(launched.runId);
    const quote = parts.find((part) => part.kind === "quote");
    const cited = quote && library.clause(quote.citation.document, quote.citation.clause);
    expect(cited?.text).toContain(quote?.citation.quote);
    expect(plainText({ parts, choices: [] })).not.toContain("{{");
  });

  test("is another one next week, and two weeks are not taken for a repetition", async () => {
    const id = await stage.schedule({ at: null, cron: "0 8 * * 1" }, "{{clause: kh-360}}");
    const quotes: string[] = [];
    for (const day of ["2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14"]) {
      stage.clock.set(local(`${day} 08:00`));
      const launched = await stage.launch(id);
      if (launched?.kind !== "launched") throw new Error(`not launched on ${day}`);
      quotes.push(plainText(await stage.contentOf(launched.runId)));
    }
    expect(new Set(quotes).size).toBe(3);
    expect(quotes[3]).toBe(quotes[0]);
  });

  test("holds the launch when nothing suitable is published", async () => {
    const id = await stage.schedule({ at: null, cron: "0 8 * * 1" }, "{{clause: kh-360}}");
    stage.clock.set(due);
    expect(await stage.launch(id, createLibrary([], []))).toMatchObject({ kind: "held", why: "noClause" });
  });
});
