import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CampaignId } from "../../src/campaigns/campaign.ts";
import { resendFailed } from "../../src/campaigns/resend.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createScriptedChannel } from "../support/scripted-channel.ts";
import { type CampaignStage, createCampaignStage, due } from "./stage.ts";

describe.each(databases)("sending again what was refused, on $name", ({ open }) => {
  let opened: TestDatabase;
  let stage: CampaignStage;
  beforeAll(async () => {
    opened = await open();
  });
  beforeEach(() => {
    stage = createCampaignStage(opened);
  });
  afterEach(() => stage.clear());
  afterAll(() => opened.close());

  const resend = (id: CampaignId) =>
    opened.db.transact((tx) => resendFailed(tx, { id, by: "Lan", now: stage.clock() }));

  test("only those who were refused get it, once, and not those who blocked the bot or are in doubt", async () => {
    for (const person of ["fine", "refused", "blocked", "doubt"]) await stage.addSubscriber(person);
    const id = await stage.schedule();
    stage.clock.set(due);
    await stage.launch(id);
    const telegram = createScriptedChannel("telegram");
    telegram.answer("refused", { kind: "refused", why: "badContent" });
    telegram.answer("blocked", { kind: "refused", why: "blocked" });
    telegram.answer("doubt", { kind: "unknown", why: "timeout" });
    const delivering = stage.deliver([telegram]);
    await stage.settled();
    await stage.finish();
    expect(telegram.sends).toHaveLength(4);

    expect(await resend(id)).toEqual({ kind: "resent", rows: 1 });
    delivering.wake();
    await stage.settled();
    expect(telegram.sends.slice(4).map(({ to }) => to)).toEqual(["refused"]);
    expect((await stage.statuses()).toSorted()).toEqual(["refused", "sent", "sent", "uncertain"]);
    expect(await resend(id)).toEqual({ kind: "resent", rows: 0 });
  });
});
