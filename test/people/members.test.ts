import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Address } from "../../src/kit/message.ts";
import { addMs } from "../../src/kit/time.ts";
import {
  addressesOf,
  countPeople,
  findPerson,
  forgetNames,
  meet,
  setReachable,
} from "../../src/people/members.ts";
import { catchUpNames, listMembers } from "../../src/people/officers-members.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { noon } from "../support/delivery-stage.ts";

describe.each(databases)("meeting people, on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  const greet = (address: Address, name: string | null = null, at = noon) =>
    opened.db.transact((tx) => meet(tx, { address, name, at }));
  const telegram = (externalId: string): Address => ({ channel: "telegram", externalId });
  const row = (address: Address) =>
    opened.db.read
      .selectFrom("address")
      .selectAll()
      .where("channel", "=", address.channel)
      .where("external_id", "=", address.externalId)
      .executeTakeFirstOrThrow();

  test("somebody is new once, and the same member ever after", async () => {
    const address = telegram("once");
    expect(await findPerson(opened.db.read, address)).toBeUndefined();
    const first = await greet(address, "Hoà");
    const second = await greet(address, "Hoà", addMs(noon, 1000));
    expect(first).toMatchObject({ isNew: true, name: "Hoà", address });
    expect(second).toMatchObject({ isNew: false, memberId: first.memberId });
    expect(await findPerson(opened.db.read, address)).toMatchObject({
      memberId: first.memberId,
      isNew: false,
    });
    expect(await row(address)).toMatchObject({ last_inbound_at: addMs(noon, 1000), created_at: noon });
  });

  test("the same id on two platforms is two members", async () => {
    const onTelegram = await greet(telegram("17"));
    const onZalo = await greet({ channel: "zalo-oa", externalId: "17" });
    expect(onZalo.memberId).not.toBe(onTelegram.memberId);
  });

  test("an id beyond safe integers stays the text it was", async () => {
    const address: Address = { channel: "zalo-oa", externalId: "9007199254740993123" };
    await greet(address);
    expect((await findPerson(opened.db.read, address))?.address.externalId).toBe("9007199254740993123");
  });

  test("a new name replaces the old one, no name leaves it", async () => {
    const address = telegram("renamed");
    await greet(address, "Lò Thị Mai");
    expect((await greet(address, null)).name).toBe("Lò Thị Mai");
    expect((await greet(address, "Mai")).name).toBe("Mai");
  });

  test("who could not be reached can be answered once they write", async () => {
    const address = telegram("back");
    await greet(address);
    await opened.db.transact((tx) => setReachable(tx, address, { isReachable: false, why: "blocked" }));
    expect(await row(address)).toMatchObject({ is_reachable: 0, unreachable_why: "blocked" });
    await greet(address);
    expect(await row(address)).toMatchObject({ is_reachable: 1, unreachable_why: null });
  });

  test("an address nobody wrote from is not made known by being unreachable", async () => {
    const before = await countPeople(opened.db);
    await opened.db.transact((tx) =>
      setReachable(tx, telegram("stranger"), { isReachable: false, why: "blocked" }),
    );
    expect(await findPerson(opened.db.read, telegram("stranger"))).toBeUndefined();
    expect(await countPeople(opened.db)).toEqual(before);
  });

  test("forgetting a name leaves the member and their addresses", async () => {
    const address = telegram("forgotten");
    const person = await greet(address, "Lò Thị Mai");
    await opened.db.transact((tx) => forgetNames(tx, person.memberId));
    expect(await findPerson(opened.db.read, address)).toMatchObject({
      memberId: person.memberId,
      name: null,
    });
    expect(await addressesOf(opened.db.read, person.memberId)).toEqual([address]);
  });

  test("a first contact that is rolled back leaves nobody half known", async () => {
    const address = telegram("undone");
    const failing = opened.db.transact(async (tx) => {
      await meet(tx, { address, name: "X", at: noon });
      throw new Error("the turn failed");
    });
    await expect(failing).rejects.toThrow("the turn failed");
    expect(await findPerson(opened.db.read, address)).toBeUndefined();
    expect((await greet(address)).isNew).toBe(true);
  });
});

describe.each(databases)("looking for members by name, on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  const named = async (text: string) => {
    const page = { scope: undefined, text, from: 0, limit: 2 };
    const { total, rows } = await listMembers(opened.db.read, page);
    return [total, ...rows.map(({ name }) => name)];
  };

  test("finds names without marks and case, newest first, a page at a time, and no pattern of its own", async () => {
    const names = ["Lò Thị Mai", "Đèo Văn MÁI", "100% Máy", "Vàng A Páo"];
    for (const [index, name] of names.entries()) {
      const address = { channel: "telegram", externalId: `name-${index}` } as const;
      await opened.db.transact((tx) => meet(tx, { address, name, at: addMs(noon, index) }));
    }
    expect(await named("mai")).toEqual([2, "Đèo Văn MÁI", "Lò Thị Mai"]);
    expect(await named("Mái ")).toEqual([2, "Đèo Văn MÁI", "Lò Thị Mai"]);
    expect(await named("ma")).toEqual([3, "100% Máy", "Đèo Văn MÁI"]);
    expect(await named("%")).toEqual([1, "100% Máy"]);
    expect(await named("_")).toEqual([0]);
    expect(await named("")).toEqual([4, "Vàng A Páo", "100% Máy"]);
  });

  test("finds who was stored before names had keys, and not who was forgotten", async () => {
    await opened.db.transact((tx) => tx.updateTable("member").set({ name_key: null }).execute());
    expect(await named("pao")).toEqual([0]);
    await catchUpNames(opened.db);
    expect(await named("pao")).toEqual([1, "Vàng A Páo"]);
    const person = await findPerson(opened.db.read, { channel: "telegram", externalId: "name-3" });
    await opened.db.transact((tx) => forgetNames(tx, person?.memberId ?? ""));
    await catchUpNames(opened.db);
    expect(await named("pao")).toEqual([0]);
  });
});
