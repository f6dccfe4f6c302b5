import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/database/open.ts";
import { claim } from "../../src/delivery/sending/claim.ts";
import { createSeatWatch, recoverRows } from "../../src/delivery/sending/recover.ts";
import { createSharing } from "../../src/delivery/sending/share.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createStage, noon, type Stage } from "../support/delivery-stage.ts";

const postgres = databases.filter(({ name }) => name === "PostgreSQL");

describe.each(postgres)("several processes that send, on $name", ({ open }) => {
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

  const bulk = new Map([["telegram", 30] as const]);
  const claimAs = (claimer: string) => claim(opened.db, { claimer, now: noon, replies: new Map(), bulk });

  test("no row is claimed by two of them, and together they claim all", async () => {
    await stage.addSubscribers(100);
    await stage.launch("news");
    const claims = await Promise.all(["a", "b", "c", "d"].map(claimAs));
    const rest = await claimAs("e");
    const seqs = [...claims.flat(), ...rest].map(({ seq }) => seq);
    expect(new Set(seqs).size).toBe(seqs.length);
    while ((await claimAs("e")).length > 0);
    expect(new Set(await stage.statuses())).toEqual(new Set(["sending"]));
  });

  test("rows of one that lives are left alone; when it is gone the others take them up", async () => {
    await stage.addSubscribers(5);
    await stage.launch("news");
    const other = await openDatabase(opened.url);
    expect(await other.takeRole("deliver-2")).toBe(true);
    await claimAs("deliver-2 one");
    const look = () => recoverRows(opened.db, { claimer: "deliver me", isStart: false, now: noon });
    expect(await look()).toBe(0);
    await other.close();
    expect(await look()).toBe(5);
    expect(new Set(await stage.statuses())).toEqual(new Set(["uncertain"]));
  });

  test("the one that joins waits until all must have seen it, then each has its part", async () => {
    const other = await openDatabase(opened.url);
    try {
      await opened.db.takeRole("deliver");
      const [first, second] = [createSharing(opened.db, "deliver"), createSharing(other, "deliver-2")];
      await first.refresh(0);
      expect(first.shareAt(0)).toEqual({ index: 0, of: 1 });
      await other.takeRole("deliver-2");
      await second.refresh(500);
      expect(second.shareAt(500)).toBeUndefined();
      await first.refresh(1_000);
      expect(first.shareAt(1_000)).toEqual({ index: 0, of: 2 });
      expect(first.shareAt(3_100)).toBeUndefined();
      for (const ms of [1_500, 2_500, 3_500]) await second.refresh(ms);
      expect(second.shareAt(3_500)).toEqual({ index: 1, of: 2 });
    } finally {
      await other.close();
    }
  });

  test("the part of one that is gone is taken over at the second look; one that was blind joins anew", async () => {
    const own = await open();
    const [one, two] = [await openDatabase(own.url), await openDatabase(own.url)];
    await one.takeRole("deliver-5");
    await two.takeRole("deliver-6");
    const sharing = createSharing(one, "deliver-5");
    await sharing.refresh(0);
    expect(sharing.shareAt(0)).toBeUndefined();
    await two.close();
    for (const ms of [1_000, 2_000, 3_000]) await sharing.refresh(ms);
    expect(sharing.shareAt(3_000)?.of).toBe(1);
    await sharing.refresh(9_000);
    expect(sharing.shareAt(9_000)).toBeUndefined();
    for (const ms of [10_000, 11_000, 12_000]) await sharing.refresh(ms);
    expect(sharing.shareAt(12_000)).toEqual({ index: 0, of: 1 });
    await one.close();
    await own.close();
  });

  test("a seat whose process comes back in a moment is not given up, what is no seat at all is at once", () => {
    const watch = createSeatWatch();
    expect(watch(["deliver-2", "dead"], 0)).toEqual(["dead"]);
    expect(watch([], 2_000)).toEqual([]);
    expect(watch(["deliver-2"], 3_000)).toEqual([]);
    expect(watch(["deliver-2"], 9_000)).toEqual(["deliver-2"]);
  });
});
