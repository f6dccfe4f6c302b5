import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listUncertain, resolveUncertain } from "../../src/delivery/ledger.ts";
import { sleep } from "../../src/kit/time.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createStage, type Stage, until } from "../support/delivery-stage.ts";
import { createScriptedChannel } from "../support/scripted-channel.ts";
import { createUnsteadyDatabase } from "../support/unsteady-database.ts";

const unknown = { kind: "unknown", why: "timeout" } as const;
const sent = { kind: "sent", externalId: "late" } as const;

describe.each(databases)("doubt, on $name", ({ open }) => {
  let opened: TestDatabase;
  let stage: Stage;
  beforeAll(async () => {
    opened = await open();
  });
  beforeEach(() => {
    stage = createStage(opened);
  });
  afterEach(() => stage.clear());
  afterAll(() => opened.close());

  /** What a `kill -9` leaves: rows marked `sending` by a process that is gone. */
  const dieWhileSending = (attempts: number) =>
    stage.db.transact((tx) =>
      tx
        .updateTable("delivery")
        .set({ status: "sending", claimed_by: "dead", claimed_at: stage.clock(), attempts })
        .execute(),
    );
  const resolve = (seq: number, as: "sent" | "resend") =>
    stage.db.transact((tx) => resolveUncertain(tx, seq, { as, now: stage.clock() }));

  test.each([
    ["without a clear answer", unknown],
    ["that ended in an exception", "throws"],
  ] as const)("a reply %s is tried once more, then it is uncertain", async (_name, answer) => {
    const person = await stage.addPerson("p");
    const channel = createScriptedChannel("telegram");
    channel.answer("p", answer, answer);
    stage.deliver([channel]);
    await stage.write(person, "first", "second");
    await stage.settled();
    expect(channel.texts).toEqual(["first", "first", "second"]);
    expect(await stage.statuses()).toEqual(["uncertain", "sent"]);
  });

  test("a reply that arrives at its second try is simply sent", async () => {
    const channel = createScriptedChannel("telegram");
    channel.answer("p", unknown);
    stage.deliver([channel]);
    await stage.write(await stage.addPerson("p"), "hello");
    await stage.settled();
    expect(await stage.rows()).toMatchObject([{ status: "sent", attempts: 2, why: null }]);
  });

  test("waits the platform asked for do not use up the second try", async () => {
    const channel = createScriptedChannel("telegram");
    const wait = { kind: "later", at: stage.clock(), why: "flood", pausesChannel: false } as const;
    channel.answer("p", wait, wait, wait, unknown);
    stage.deliver([channel]);
    await stage.write(await stage.addPerson("p"), "hello");
    await stage.settled();
    expect(channel.sends).toHaveLength(5);
    expect(await stage.statuses()).toEqual(["sent"]);
  });

  test.each([
    ["without a clear answer", unknown],
    ["that ended in an exception", "throws"],
  ] as const)("a bulk row %s is uncertain at once and is not sent again", async (_name, answer) => {
    for (const id of ["a", "b"]) await stage.addSubscriber(id);
    await stage.launch("news");
    const channel = createScriptedChannel("telegram");
    channel.answer("a", answer);
    const first = stage.deliver([channel]);
    await stage.settled();
    await first.stop();
    const second = stage.deliver([channel]);
    second.wake();
    await sleep(60);
    expect(channel.sends).toHaveLength(2);
    expect((await stage.statuses()).toSorted()).toEqual(["sent", "uncertain"]);
  });

  test("a platform that never answers is given up, also when the channel overlooks its signal", async () => {
    const channel = createScriptedChannel("telegram");
    channel.answer("hangs", "hangs", "hangs");
    channel.answer("deaf", "deaf", "deaf");
    for (const id of ["hangs", "deaf"]) await stage.write(await stage.addPerson(id), id);
    stage.deliver([channel], { patience: { sendMs: 30, stopMs: 30 } });
    await stage.settled();
    expect(await stage.statuses()).toEqual(["uncertain", "uncertain"]);
    expect(channel.sends).toHaveLength(4);
  });

  test("a stop waits for messages under way and loses none of their results", async () => {
    const channel = createScriptedChannel("telegram", { latencyMs: 80 });
    for (let n = 0; n < 10; n++) await stage.write(await stage.addPerson(`p${n}`), "hello");
    const delivering = stage.deliver([channel]);
    await until("all are under way", () => channel.sends.length === 10);
    await delivering.stop();
    expect(new Set(await stage.statuses())).toEqual(new Set(["sent"]));
  });

  test("a stop gives up what hangs, and names it", async () => {
    await stage.addSubscriber("a");
    await stage.launch("news");
    const channel = createScriptedChannel("telegram");
    channel.answer("a", "hangs");
    const delivering = stage.deliver([channel], { patience: { sendMs: 30_000, stopMs: 40 } });
    await until("it hangs", () => channel.sends.length === 1);
    await delivering.stop();
    expect(await stage.statuses()).toEqual(["uncertain"]);
  });

  test("rows a dead process left sending: a reply is tried again, bulk waits for an officer", async () => {
    await stage.addSubscriber("a");
    await stage.launch("news");
    await stage.write(await stage.addPerson("p"), "reply");
    await dieWhileSending(1);
    const channel = createScriptedChannel("telegram");
    stage.deliver([channel]);
    await stage.settled();
    expect(channel.texts).toEqual(["reply"]);
    expect((await stage.rows()).map((row) => [row.status, row.why])).toEqual([
      ["uncertain", "the process ended while sending"],
      ["sent", null],
    ]);
  });

  test("a reply that two processes died over is uncertain", async () => {
    await stage.write(await stage.addPerson("p"), "reply");
    await dieWhileSending(2);
    const channel = createScriptedChannel("telegram");
    stage.deliver([channel]);
    await stage.settled();
    expect(channel.sends).toHaveLength(0);
    expect(await stage.statuses()).toEqual(["uncertain"]);
  });

  test("an officer counts an uncertain row as sent, or has it sent again", async () => {
    for (const id of ["a", "b", "c"]) await stage.addSubscriber(id);
    await stage.launch("news");
    const channel = createScriptedChannel("telegram");
    channel.answer("*", unknown, unknown, unknown);
    const delivering = stage.deliver([channel]);
    await stage.settled();
    const doubtful = await listUncertain(stage.db.read);
    expect(doubtful).toHaveLength(3);
    expect(doubtful[0]).toMatchObject({ runId: "news", why: "timeout", channel: "telegram" });
    const [first, second, third] = doubtful.map((row) => row.seq);
    expect(await resolve(first ?? 0, "sent")).toBe(true);
    expect(await resolve(second ?? 0, "resend")).toBe(true);
    delivering.wake();
    await stage.settled();
    expect((await stage.rows()).map((row) => row.status)).toEqual(["sent", "sent", "uncertain"]);
    expect(channel.sends).toHaveLength(4);
    expect(await resolve(first ?? 0, "resend")).toBe(false);
    expect(await resolve(99_999, "resend")).toBe(false);
    expect((await listUncertain(stage.db.read)).map((row) => row.seq)).toEqual([third]);
  });

  test("results are written when the database comes back, and nothing is sent twice", async () => {
    const unsteady = createUnsteadyDatabase(stage.db);
    const channel = createScriptedChannel("telegram");
    channel.answer("*", ...Array.from({ length: 20 }, () => "hangs" as const));
    await stage.addSubscribers(20);
    await stage.launch("news");
    stage.deliver([channel], { over: unsteady });
    await until("all are under way", () => channel.sends.length === 20);
    unsteady.failNext(2);
    channel.release(sent);
    await until("writing failed", () => unsteady.failed === 2);
    await stage.settled();
    expect(channel.sends).toHaveLength(20);
    expect(new Set(await stage.statuses())).toEqual(new Set(["sent"]));
  });

  test("a claim that could not be committed sends nothing, and is made again", async () => {
    const unsteady = createUnsteadyDatabase(stage.db);
    const channel = createScriptedChannel("telegram");
    stage.deliver([channel], { over: unsteady });
    await sleep(30);
    unsteady.failNext(1);
    await stage.write(await stage.addPerson("p"), "hello");
    await until("claiming failed", () => unsteady.failed === 1);
    expect(channel.sends).toHaveLength(0);
    await stage.settled();
    expect(channel.texts).toEqual(["hello"]);
  });

  test("a database that is away at the start is waited for, and its rows are recovered first", async () => {
    const unsteady = createUnsteadyDatabase(stage.db);
    await stage.addSubscriber("a");
    await stage.launch("news");
    await dieWhileSending(1);
    unsteady.failNext(1);
    const channel = createScriptedChannel("telegram");
    stage.deliver([channel], { over: unsteady });
    await stage.settled();
    expect(unsteady.failed).toBe(1);
    expect(channel.sends).toHaveLength(0);
    expect(await stage.statuses()).toEqual(["uncertain"]);
  });
});
