import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { doubtUnsent } from "../../src/delivery/doubt.ts";
import { eraseSent } from "../../src/delivery/erase.ts";
import { cancelOverdueHeld, listHeld, releaseHeld } from "../../src/delivery/held.ts";
import { cancelBulk, closeRunWhenDone, stopRun, tally } from "../../src/delivery/ledger.ts";
import { addMs, sleep } from "../../src/kit/time.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createStage, noon, type Stage, until } from "../support/delivery-stage.ts";
import { createScriptedChannel, type ScriptedChannel } from "../support/scripted-channel.ts";
import type { Recipient } from "../support/stage-people.ts";

const closed = { kind: "refused", why: "windowClosed" } as const;
const hourMs = 3_600_000;
const night = { fromMinute: 11 * 60, toMinute: 13 * 60 };

describe.each(databases)("a message the platform takes only after the person wrote, on $name", ({ open }) => {
  let opened: TestDatabase;
  let stage: Stage;
  let channel: ScriptedChannel;
  let lan: Recipient;
  beforeAll(async () => {
    opened = await open();
  });
  beforeEach(async () => {
    stage = createStage(opened);
    channel = createScriptedChannel("zalo-oa");
    lan = await stage.addSubscriber("lan", "zalo-oa");
  });
  afterEach(() => stage.clear());
  afterAll(() => opened.close());

  const writes = (person = lan) => stage.db.transact((tx) => releaseHeld(tx, person.address, stage.clock()));
  const launch = (runId: string, more = {}) => stage.launch(runId, { channel: "zalo-oa", ...more });
  const close = (runId: string) => stage.db.transact((tx) => closeRunWhenDone(tx, runId));

  test("waits as held, is counted so, lets its run end, and goes once when the person writes", async () => {
    await launch("news");
    channel.answer("lan", closed);
    const loop = stage.deliver([channel]);
    await until("it is held", async () => (await stage.statuses()).includes("held"));
    expect(await tally(stage.db.read, "news")).toMatchObject({
      planned: 1,
      held: 1,
      refused: 0,
      reasons: { windowClosed: 1 },
    });
    expect(await close("news")).toBe(true);
    expect(await writes()).toBe(1);
    loop.wake();
    await stage.settled();
    expect(await tally(stage.db.read, "news")).toMatchObject({ planned: 1, held: 0, sent: 1, reasons: {} });
    expect(channel.texts).toEqual(["news", "news"]);
    expect(await writes()).toBe(0);
    expect(await close("news")).toBe(true);
  });

  test("all of a person's go in order, replies before bulk; another person's stay", async () => {
    const other = await stage.addPerson("other", "zalo-oa");
    await launch("news");
    await stage.write(lan, "answer 1", "answer 2");
    await stage.write(other, "theirs");
    channel.answer("*", closed, closed, closed, closed);
    const loop = stage.deliver([channel]);
    await until("all are held", async () => (await stage.statuses()).every((status) => status === "held"));
    expect(await listHeld(stage.db.read, { limit: 9 })).toHaveLength(4);
    const before = channel.texts.length;
    expect(await writes()).toBe(3);
    await stage.write(lan, "to what they wrote");
    loop.wake();
    await stage.settled();
    expect(channel.texts.slice(before)).toEqual(["answer 1", "answer 2", "to what they wrote", "news"]);
    const page = { memberId: other.memberId, limit: 9 };
    expect(await listHeld(stage.db.read, page)).toMatchObject([{ why: "windowClosed", until: null }]);
  });

  test("bulk keeps the quiet hours also then; an officer's reply does not wait for them", async () => {
    await launch("news");
    await stage.write(lan, "answer");
    channel.answer("*", closed, closed);
    const loud = stage.deliver([channel]);
    await until("both are held", async () => (await stage.statuses()).every((status) => status === "held"));
    await loud.stop();
    await writes();
    const quiet = stage.deliver([channel], { quietHours: night });
    await until("the reply was sent", async () => (await stage.statuses())[1] === "sent");
    expect(channel.texts.slice(2)).toEqual(["answer"]);
    expect(await stage.statuses()).toEqual(["pending", "sent"]);
    stage.clock.advance(2 * hourMs);
    quiet.wake();
    await stage.settled();
    expect(channel.texts.at(-1)).toBe("news");
  });

  test("who writes in the very moment of the refusal gets it at once", async () => {
    await stage.write(lan, "answer");
    channel.answer("lan", "hangs");
    stage.deliver([channel]);
    await until("it is being sent", () => channel.texts.length === 1);
    await writes();
    channel.release(closed);
    await until("it is sent again", async () => (await stage.statuses())[0] === "sent");
    expect(channel.texts).toEqual(["answer", "answer"]);
  });

  test("of many who write before, in and after the moment of their refusal nobody is forgotten", async () => {
    const people: Recipient[] = [];
    for (let n = 0; n < 30; n++) people.push(await stage.addPerson(`p${n}`, "zalo-oa"));
    for (const person of people) {
      channel.answer(person.address.externalId, closed);
      await stage.write(person, "answer");
    }
    stage.deliver([channel]);
    const writing = people.map(async (person, n) => {
      const isTried = () => channel.sends.some(({ to }) => to === person.address.externalId);
      await until("the first try is under way", isTried);
      await sleep(n % 6);
      await writes(person);
    });
    await Promise.all(writing);
    await until("all are sent", async () => (await stage.statuses()).every((status) => status === "sent"));
    expect(channel.sends).toHaveLength(60);
  });

  test("the platform's second no holds it again, however often the person writes", async () => {
    await stage.write(lan, "answer");
    channel.answer("lan", closed, closed, closed);
    const loop = stage.deliver([channel]);
    for (let sends = 1; sends <= 3; sends++) {
      await until("it is held", async () => (await stage.statuses())[0] === "held");
      expect(channel.texts).toHaveLength(sends);
      await writes();
      loop.wake();
    }
    await stage.settled();
    expect(await stage.statuses()).toEqual(["sent"]);
  });

  const hold = async () => {
    await launch("news", { expiresAt: addMs(noon, 24 * hourMs) });
    await stage.write(lan, "answer");
    channel.answer("*", closed, closed);
    const loop = stage.deliver([channel]);
    await until("both are held", async () => (await stage.statuses()).every((status) => status === "held"));
    await loop.stop();
  };

  test("ends with its campaign, while a reply waits on", async () => {
    await hold();
    await cancelOverdueHeld(stage.db, addMs(noon, 24 * hourMs - 1));
    expect(await stage.statuses()).toEqual(["held", "held"]);
    await cancelOverdueHeld(stage.db, addMs(noon, 24 * hourMs));
    expect(await stage.statuses()).toEqual(["canceled", "held"]);
    expect(await tally(stage.db.read, "news")).toMatchObject({ canceled: 1, reasons: { expired: 1 } });
  });

  test("is taken back by unsubscribing; erasing takes back replies, too", async () => {
    await hold();
    await stage.db.transact((tx) => cancelBulk(tx, lan.address, noon));
    expect(await stage.statuses()).toEqual(["canceled", "held"]);
    await stage.db.transact((tx) => eraseSent(tx, lan.address, noon));
    expect(await stage.statuses()).toEqual(["canceled", "canceled"]);
    expect(JSON.stringify(await stage.rows())).not.toContain("answer");
  });

  test("of a campaign that was stopped stays where it is", async () => {
    await hold();
    await stage.db.transact((tx) => stopRun(tx, "news"));
    await writes();
    stage.deliver([channel]);
    await until("the reply left", async () => (await stage.statuses())[1] === "sent");
    expect(await stage.statuses()).toEqual(["pending", "sent"]);
  });

  test("is in doubt after a backup was restored, for it may have gone since", async () => {
    await hold();
    expect(await stage.db.transact((tx) => doubtUnsent(tx, noon))).toBe(2);
    expect(await stage.statuses()).toEqual(["uncertain", "uncertain"]);
  });
});
