import { afterAll, beforeAll, expect, test } from "vitest";
import type { Queries } from "../../src/database/database.ts";
import { cancelOverdueHeld, releaseHeld } from "../../src/delivery/held.ts";
import { backlog, closeRunWhenDone, listUncertain } from "../../src/delivery/ledger.ts";
import { claim, hasOpenRuns } from "../../src/delivery/sending/claim.ts";
import { recoverRows } from "../../src/delivery/sending/recover.ts";
import { latestChoices, sentTo } from "../../src/delivery/transcript.ts";
import { openTestDatabase, type TestDatabase } from "../support/databases.ts";
import { createStage, noon } from "../support/delivery-stage.ts";
import { type PlannedDatabase, watchPlans } from "../support/query-plans.ts";

const to = { channel: "telegram", externalId: "s0" } as const;
const onZalo = { channel: "zalo-oa", externalId: "s0" } as const;
const all = new Map([["telegram", 64] as const]);

/** The ledger keeps every message ever sent: what is done many times a second must not read through it. */
let opened: TestDatabase;
let db: PlannedDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
  const stage = createStage(opened);
  await stage.addSubscribers(3);
  await stage.launch("news");
  await stage.write(await stage.addPerson("p"), "reply");
  db = watchPlans(opened.db);
});
afterAll(() => opened.close());

const inTransaction = (work: (tx: Queries) => Promise<unknown>) => () => db.transact(work);

test.each([
  ["claiming", () => claim(db, { claimer: "t", now: noon, replies: all, bulk: all })],
  ["recovering", () => recoverRows(db, { claimer: "t", isStart: true, now: noon })],
  ["watching open runs", () => hasOpenRuns(db.read)],
  ["closing a run", inTransaction((tx) => closeRunWhenDone(tx, "news"))],
  ["reading on in a transcript", () => sentTo(db.read, to, { after: `${noon}_1`, limit: 9 })],
  ["reading the newest of a transcript", () => sentTo(db.read, to, { limit: 9 })],
  ["reading a typed number", () => latestChoices(db.read, to)],
  ["counting what is open", () => backlog(db.read)],
  ["listing what is in doubt", () => listUncertain(db.read)],
  ["releasing what is held", inTransaction((tx) => releaseHeld(tx, onZalo, noon))],
  ["giving up what is held", () => cancelOverdueHeld(db, noon)],
] as const)("%s does not read through the history", async (_name, work) => {
  await work();
  const plans = await db.plans();
  expect(plans.length).toBeGreaterThan(0);
  const open =
    /USING (COVERING )?INDEX (delivery_replies|delivery_open_by_address|delivery_uncertain|delivery_sending|delivery_held\w*|delivery_run_open)/;
  const throughAll = plans.filter((line) => /^SCAN (delivery|d|e)\b/.test(line) && !open.test(line));
  const byChannelAlone = plans.filter((line) => /delivery_by_address \(channel=\?\)/.test(line));
  const sorted = plans.filter((line) => line.includes("TEMP B-TREE FOR ORDER BY"));
  expect([...throughAll, ...byChannelAlone, ...sorted]).toEqual([]);
});
