import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { goOnLaunching } from "../../src/campaigns/freeze.ts";
import { proveCampaign } from "../../src/campaigns/proof.ts";
import { surveyCampaign } from "../../src/campaigns/survey.ts";
import type { Database } from "../../src/database/database.ts";
import { moveMember as moveDeliveries } from "../../src/delivery/move-member.ts";
import { addMs } from "../../src/kit/time.ts";
import { addressesOf } from "../../src/people/members.ts";
import { moveMember } from "../../src/people/merge-members.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { until } from "../support/delivery-stage.ts";
import { createScriptedChannel } from "../support/scripted-channel.ts";
import { local, planOf } from "./sample.ts";
import { type CampaignStage, createCampaignStage, due, ownTables } from "./stage.ts";

const signal = new AbortController().signal;
/** Three stretches. */
const many = 20_500;

describe.each(databases)("freezing a large audience, on $name", ({ open }) => {
  let opened: TestDatabase;
  let stage: CampaignStage;
  beforeAll(async () => {
    opened = await open();
    stage = createCampaignStage(opened);
    await stage.addSubscribers(many);
  }, 30_000);
  afterEach(async () => {
    await opened.db.transact(async (tx) => {
      for (const table of ["delivery", "delivery_run", ...ownTables] as const) {
        await tx.deleteFrom(table).execute();
      }
    });
    stage.clock.set(local("2026-11-22 15:00"));
  });
  afterAll(() => opened.close());

  const goOn = (db: Database = opened.db) => goOnLaunching(db, { clock: stage.clock, signal });
  const begin = async () => {
    const id = await stage.schedule();
    stage.clock.set(due);
    expect(await stage.launch(id)).toMatchObject({ kind: "launching", planned: 10_000 });
    return id;
  };
  const recipients = async () => {
    const rows = await opened.db.read.selectFrom("delivery").select("member_id").execute();
    return { rows: rows.length, people: new Set(rows.map((row) => row.member_id)).size };
  };

  const link = (ids: { from: string; to: string }) =>
    opened.db.transact(async (tx) => {
      const addresses = await addressesOf(tx, ids.from);
      await moveMember(tx, { ...ids, channel: "telegram", now: stage.clock() });
      await moveDeliveries(tx, { ...ids, addresses, now: stage.clock() });
    });

  /** A database whose process dies within its n-th transaction from now. */
  const dyingAt = (last: number): Database => {
    let count = 0;
    return {
      ...opened.db,
      transact: (work) =>
        opened.db.transact(async (tx) => {
          const result = await work(tx);
          if (++count === last) throw new Error("the process died before the commit");
          return result;
        }),
    };
  };

  test("it is written in stretches, and nothing leaves before the last", async () => {
    const id = await begin();
    const telegram = createScriptedChannel("telegram");
    const delivering = stage.deliver([telegram]);
    expect(await stage.finish()).toBe(0);
    expect(await stage.runs()).toMatchObject([{ status: "launching", planned: 10_000 }]);
    expect((await proveCampaign(opened.db.read, id)).runs).toMatchObject([
      { status: "launching", unaccounted: 0 },
    ]);
    await delivering.stop();
    expect(telegram.sends).toEqual([]);
    expect(await goOn()).toMatchObject([{ planned: many }]);
    expect(await stage.runs()).toMatchObject([{ status: "running", planned: many }]);
    expect(await recipients()).toEqual({ rows: many, people: many });
    expect((await stage.events()).at(-1)).toBe("launched by schedule");
    expect(await goOn()).toEqual([]);
  });

  test.each([2, 3])("after a crash in transaction %i it goes on where it stood", async (last) => {
    await begin();
    await expect(goOn(dyingAt(last))).rejects.toThrow("died");
    expect(await goOn()).toMatchObject([{ planned: many }]);
    expect(await recipients()).toEqual({ rows: many, people: many });
  });

  test("two processes share it and write nobody twice", async () => {
    await begin();
    const whole = (await Promise.all([goOn(), goOn()])).flat();
    expect(whole).toHaveLength(1);
    expect(await recipients()).toEqual({ rows: many, people: many });
    expect(await stage.runs()).toMatchObject([{ status: "running", planned: many }]);
  });

  test("a stop ends it, and resuming writes exactly the rest", async () => {
    const id = await begin();
    expect(await stage.stop(id)).toMatchObject({ kind: "stopped", runs: 1 });
    expect(await goOn()).toEqual([]);
    expect(await recipients()).toEqual({ rows: 10_000, people: 10_000 });
    expect(await stage.resume(id)).toMatchObject({ kind: "resumed", runs: 1 });
    expect(await stage.runs()).toMatchObject([{ status: "launching", planned: 10_000 }]);
    await goOn();
    expect(await recipients()).toEqual({ rows: many, people: many });
  });

  test("one that was stopped before it was whole ends when its time has run out", async () => {
    const id = await begin();
    await stage.stop(id);
    stage.clock.set(addMs(due, 8 * 24 * 3_600_000));
    await goOn();
    const delivering = stage.deliver([createScriptedChannel("telegram")]);
    await until("the run was closed", async () => (await stage.finish()) > 0);
    await delivering.stop();
    expect(await stage.runs()).toMatchObject([{ status: "finished", planned: 10_000 }]);
  });

  test("who links two chats meanwhile gets it once, though their place among the ids changed", async () => {
    await begin();
    const ids = await opened.db.read.selectFrom("member").select("id").orderBy("id").execute();
    const [early = "", late = "", other = ""] = [ids[5]?.id, ids[many - 5]?.id, ids[many - 6]?.id];
    // One moves from the end, not written yet, to the beginning; one from the beginning to the end.
    const agreed = opened.db.read.selectFrom("consent").select("member_id").where("member_id", "=", early);
    expect(await agreed.execute()).toHaveLength(1);
    await link({ from: late, to: early });
    await link({ from: ids[6]?.id ?? "", to: other });
    await goOn();
    const rows = await opened.db.read.selectFrom("delivery").select(["member_id", "status"]).execute();
    const of = (id: string) => rows.filter((row) => row.member_id === id).length;
    expect([of(early), of(late), of(other), of(ids[6]?.id ?? "")]).toEqual([1, 0, 1, 0]);
    expect(rows).toHaveLength(many - 2);
    await opened.db.transact(async (tx) => {
      await tx.deleteFrom("member_merge").execute();
    });
  });
});

describe.each(databases)("the daily cap, on $name", ({ open }) => {
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

  const launch = async (body: string, settings: Record<string, string> = {}) => {
    const id = await stage.schedule(settings, body);
    stage.clock.set(due);
    await stage.launch(id);
    return id;
  };
  const slots = async () => (await stage.rows()).map((row) => [row.status, row.not_before, row.why]);

  test("a second campaign of the day waits for the next free day", async () => {
    await stage.addSubscriber("1");
    for (const body of ["Tin 1", "Tin 2", "Tin 3"]) {
      stage.clock.set(local("2026-11-22 15:00"));
      await launch(body);
    }
    expect(await slots()).toEqual([
      ["pending", due, null],
      ["pending", local("2026-11-24 08:00"), null],
      ["pending", local("2026-11-25 08:00"), null],
    ]);
  });

  test("who has no free day before the end is counted as capped", async () => {
    await stage.addSubscriber("1");
    await launch("Tin 1");
    await stage.addSubscriber("2");
    stage.clock.set(local("2026-11-22 15:00"));
    const id = await launch("Tin 2", { until: "2026-11-23" });
    expect((await stage.rows()).map((row) => row.why)).toEqual([null, "capped", null]);
    const [run] = (await proveCampaign(opened.db.read, id)).runs;
    expect(run).toMatchObject({ planned: 2, unaccounted: 0, tally: { canceled: 1, reasons: { capped: 1 } } });
  });

  test("the survey tells before who waits and who is capped, and adds up", async () => {
    await stage.addSubscriber("1");
    await launch("Tin 1");
    await stage.addSubscriber("2");
    await stage.addPerson("3");
    const survey = async (settings: Record<string, string>) =>
      surveyCampaign(opened.db.read, planOf(settings), due);
    const counted = { noConsent: 1, noAddress: 0, unreachable: 0 };
    expect(await survey({})).toMatchObject({
      matched: 3,
      reached: 2,
      later: 1,
      excluded: { ...counted, capped: 0 },
    });
    const oneDay = await survey({ until: "2026-11-23" });
    expect(oneDay).toMatchObject({ matched: 3, reached: 1, later: 0, excluded: { ...counted, capped: 1 } });
    expect(await survey({ cap: "none" })).toMatchObject({ reached: 2, later: 0 });
  });

  test("what was sent today counts, what was never sent does not", async () => {
    const sent = await stage.addSubscriber("1");
    const blocked = await stage.addSubscriber("2");
    await launch("Tin 1");
    await opened.db.transact(async (tx) => {
      const settled = (status: "sent" | "refused", member: string) =>
        tx.updateTable("delivery").set({ status, settled_at: due }).where("member_id", "=", member).execute();
      await settled("sent", sent.memberId);
      await settled("refused", blocked.memberId);
    });
    stage.clock.set(local("2026-11-22 15:00"));
    await launch("Tin 2");
    const second = (await stage.rows()).slice(2).map((row) => [row.member_id, row.not_before]);
    expect(new Map(second as [string, string][])).toEqual(
      new Map([
        [sent.memberId, local("2026-11-24 08:00")],
        [blocked.memberId, due],
      ]),
    );
  });

  test("a campaign can allow more, or not count at all", async () => {
    await stage.addSubscriber("1");
    for (const [body, cap] of [
      ["Tin 1", "1"],
      ["Tin 2", "2"],
      ["Tin 3", "2"],
      ["Tin 4", "none"],
    ] as const) {
      stage.clock.set(local("2026-11-22 15:00"));
      await launch(body, { cap });
    }
    const days = (await slots()).map(([, notBefore]) => notBefore);
    expect(days).toEqual([due, due, local("2026-11-24 08:00"), due]);
  });
});
