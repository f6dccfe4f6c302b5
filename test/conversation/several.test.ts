import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPart } from "../../src/conversation/part.ts";
import { openDatabase } from "../../src/database/open.ts";
import { isInPart, partOf, takeSeat } from "../../src/database/seats.ts";
import type { Inbound } from "../../src/kit/message.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { type ConversationStage, openConversation } from "./conversation-stage.ts";

const postgres = databases.filter(({ name }) => name === "PostgreSQL");

describe.each(postgres)("several processes that answer, on $name", ({ open }) => {
  let opened: TestDatabase;
  const stages: ConversationStage[] = [];
  beforeAll(async () => {
    opened = await open();
    for (let n = 0; n < 3; n++) {
      const db = await openDatabase(opened.url);
      const seat = (await takeSeat(db, "converse")) ?? "";
      stages.push(await openConversation({ ...opened, db }, { seat }));
    }
  });
  afterAll(async () => {
    for (const stage of stages) await stage.close();
    await opened.close();
  });

  /** Lets whichever process is next take it in. */
  let calls = 0;
  const receive = (message: Inbound) => stages[calls++ % stages.length]?.engine.receive([message]);
  const said = (who: string, text: string) => stages[0]?.said(who, text) as Inbound;
  const sends = () => stages.flatMap(({ channel }) => channel.sends);

  test("every message is answered once, and each person's in order, whoever took them in", async () => {
    const people = ["an", "binh", "cuc", "dung", "giang", "hoa"];
    for (const who of people) await receive(said(who, "/menu"));
    await stages[0]?.settled();
    const greeted = sends().length;
    for (const text of ["/trangthai", "/nhantin", "/menu"]) {
      await Promise.all(people.map((who) => receive(said(who, text))));
    }
    await stages[0]?.settled();
    const rows = await opened.db.read
      .selectFrom("delivery")
      .select(["address_id", "inbound_seq"])
      .orderBy("seq")
      .execute();
    expect(sends()).toHaveLength(greeted + 3 * people.length);
    for (const who of people) {
      const answered = rows.filter((row) => row.address_id === who).map((row) => row.inbound_seq ?? 0);
      expect(answered).toEqual(answered.toSorted((a, b) => a - b));
      expect(new Set(answered).size).toBe(4);
    }
  });

  test("the people are divided among all seats, and the part of one that is gone falls to the others", async () => {
    const fourth = await openDatabase(opened.url);
    const seat = (await takeSeat(fourth, "converse")) ?? "";
    expect(seat).toBe("converse-4");
    const partOf = createPart(fourth, seat);
    expect(await partOf(0)).toEqual({ index: 3, of: 4 });
    const other = createPart(opened.db, "converse-2");
    expect(await other(0)).toEqual({ index: 1, of: 4 });
    await fourth.close();
    expect(await other(1_000)).toEqual({ index: 1, of: 3 });
  });

  test("a bell rung by one process is heard by the others and not by itself", async () => {
    const [one, two] = [await openDatabase(opened.url), await openDatabase(opened.url)];
    let own = 0;
    one.hear("outbound", () => {
      own += 1;
    });
    const heard = new Promise<void>((resolve) => two.hear("outbound", () => resolve()));
    // Listening begins a moment after it is asked for.
    const ringing = setInterval(() => one.ring("outbound"), 20);
    await heard;
    clearInterval(ringing);
    expect(own).toBe(0);
    await Promise.all([one.close(), two.close()]);
  });

  test("the database and the program divide people alike, whatever their ids look like", async () => {
    const ids = ["7", "42", "5100000123", "oa-áéß", "người", "😀😀😀", "a😀", ""];
    for (const of of [1, 2, 3, 7]) {
      for (const id of ids) {
        const row = await opened.db.read
          .selectNoFrom((eb) => eb.val(id).as("id"))
          .$call((query) => opened.db.read.selectFrom(query.as("t")).select("id"))
          .where(isInPart("id", { index: partOf(id, of), of }))
          .execute();
        expect(row).toHaveLength(1);
      }
    }
  });
});
