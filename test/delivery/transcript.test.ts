import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eraseSent } from "../../src/delivery/erase.ts";
import { latestChoices, readButton, sentTo } from "../../src/delivery/transcript.ts";
import { say } from "../../src/kit/message.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createStage, type Stage, until } from "../support/delivery-stage.ts";
import { createScriptedChannel } from "../support/scripted-channel.ts";
import type { Recipient } from "../support/stage-people.ts";

const menu = say("Chọn một việc", [
  { label: "Gửi sáng kiến", action: "/sangkien" },
  { label: "Gặp cán bộ", action: "/canbo" },
]);
const quiz = say("Đúng hay sai?", [{ label: "Đúng", action: "say:đúng" }]);

describe.each(databases)("what a person was sent, on $name", ({ open }) => {
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

  const transcript = (person: Recipient, after?: string) =>
    sentTo(stage.db.read, person.address, { limit: 50, ...(after === undefined ? {} : { after }) });
  const words = async (person: Recipient, after?: string) =>
    (await transcript(person, after)).map(({ content }) => content.parts[0]);
  const text = (value: string) => ({ kind: "text", text: value });

  test("it is told oldest first, and goes on after a cursor", async () => {
    const [person, other] = [await stage.addPerson("p"), await stage.addPerson("other")];
    stage.deliver([createScriptedChannel("telegram")]);
    await stage.write(person, "one", "two", "three");
    await stage.write(other, "not yours");
    await stage.settled();
    expect(await words(person)).toEqual(["one", "two", "three"].map(text));
    const [first] = await transcript(person);
    expect(await words(person, first?.cursor)).toEqual(["two", "three"].map(text));
    const newest = await sentTo(stage.db.read, person.address, { limit: 2 });
    expect(newest.map(({ content }) => content.parts[0])).toEqual(["two", "three"].map(text));
  });

  test("what has not arrived is not in it", async () => {
    const person = await stage.addPerson("p");
    const channel = createScriptedChannel("telegram");
    channel.answer("p", { kind: "refused", why: "tooLong" });
    stage.deliver([channel]);
    await stage.write(person, "refused", "arrived");
    await stage.settled();
    expect(await words(person)).toEqual([text("arrived")]);
  });

  test("a bulk message written early that arrives late is not missed behind the cursor", async () => {
    const person = await stage.addSubscriber("p");
    const channel = createScriptedChannel("telegram");
    await stage.launch("news");
    const night = { fromMinute: 11 * 60, toMinute: 13 * 60 };
    const delivering = stage.deliver([channel], { quietHours: night });
    await stage.write(person, "reply");
    delivering.wake();
    await until("the reply arrived", async () => (await transcript(person)).length === 1);
    const cursor = (await transcript(person)).at(-1)?.cursor;
    stage.clock.advance(3_600_000);
    delivering.wake();
    await stage.settled();
    expect(await words(person, cursor)).toEqual([text("news")]);
  });

  test("a reader who follows the cursor sees every message once while many settle at one moment", async () => {
    const person = await stage.addSubscriber("p");
    const channel = createScriptedChannel("telegram", { latencyMs: 0 });
    for (const run of ["b1", "b2", "b3"]) await stage.launch(run);
    stage.deliver([channel]);
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let n = 0; n < 12; n++) await stage.write(person, `r${n}`);
    await until("everything was read", async () => {
      const page = await transcript(person, cursor);
      for (const message of page) {
        cursor = message.cursor;
        const part = message.content.parts[0];
        seen.push(part?.kind === "text" ? part.text : "?");
      }
      return seen.length >= 15;
    });
    const replies = Array.from({ length: 12 }, (_, n) => `r${n}`);
    expect(seen.toSorted()).toEqual([...replies, "b1", "b2", "b3"].toSorted());
    expect(seen.filter((word) => word.startsWith("r"))).toEqual(replies);
  });

  test("a clock that is set back hides no message from a reader", async () => {
    const person = await stage.addPerson("p");
    const delivering = stage.deliver([createScriptedChannel("telegram")]);
    await stage.write(person, "before");
    await stage.settled();
    const cursor = (await transcript(person)).at(-1)?.cursor;
    stage.clock.advance(-3_600_000);
    await stage.write(person, "after");
    delivering.wake();
    await stage.settled();
    expect(await words(person, cursor)).toEqual([text("after")]);
  });

  test("erasing takes the words out and leaves the rows", async () => {
    const [person, other] = [await stage.addPerson("p"), await stage.addPerson("other")];
    const channel = createScriptedChannel("telegram");
    channel.answer("p", { kind: "sent", externalId: "m1" }, { kind: "refused", why: "tooLong" });
    stage.deliver([channel]);
    await stage.write(person, "private", "too long");
    await stage.write(other, "theirs");
    await stage.settled();
    await stage.db.transact((tx) => eraseSent(tx, person.address, stage.clock()));
    expect(await stage.statuses()).toEqual(["sent", "refused", "sent"]);
    expect(await words(person)).toEqual([undefined]);
    expect(await words(other)).toEqual([text("theirs")]);
    expect(JSON.stringify(await stage.rows())).not.toMatch(/private|too long/);
  });

  test("a button leads to its choice, for the person it was sent to", async () => {
    const [person, other] = [await stage.addPerson("p"), await stage.addPerson("other")];
    await stage.write(person, menu);
    const seq = (await stage.rows())[0]?.seq;
    const press = (button: string, who: Recipient) => readButton(stage.db.read, button, who.address);
    expect(await press(`${seq}.1`, person)).toEqual({ kind: "choice", choice: menu.choices[1] });
    expect(await press(`${seq}.1`, other)).toEqual({ kind: "foreign" });
    const elsewhere = { ...person, address: { ...person.address, channel: "zalo-oa" as const } };
    expect(await press(`${seq}.0`, elsewhere)).toEqual({ kind: "foreign" });
    for (const made of [`${seq}.2`, `${seq}`, "999999.0", "x.0", "", `${seq}.0; DROP TABLE delivery`]) {
      expect(await press(made, person)).toEqual({ kind: "unknown" });
    }
  });

  test("a button of a bulk message leads to the choice of its run", async () => {
    const person = await stage.addSubscriber("p");
    await stage.launch("quiz", { content: quiz });
    const seq = (await stage.rows())[0]?.seq;
    const pressed = await readButton(stage.db.read, `${seq}.0`, person.address);
    expect(pressed).toEqual({ kind: "choice", choice: quiz.choices[0] });
  });

  test("a typed number means the choices of the newest message that reached the person", async () => {
    const person = await stage.addSubscriber("p");
    const channel = createScriptedChannel("telegram");
    expect(await latestChoices(stage.db.read, person.address)).toEqual([]);
    await stage.write(person, menu);
    expect(await latestChoices(stage.db.read, person.address)).toEqual([]);
    stage.deliver([channel]);
    await stage.settled();
    expect(await latestChoices(stage.db.read, person.address)).toEqual(menu.choices);
    await stage.write(person, quiz);
    await stage.settled();
    expect(await latestChoices(stage.db.read, person.address)).toEqual(quiz.choices);
    await stage.write(person, "no choices here");
    await stage.settled();
    expect(await latestChoices(stage.db.read, person.address)).toEqual([]);
  });

  test("a bulk message that waits for the morning does not take a typed number for itself", async () => {
    const person = await stage.addSubscriber("p");
    const delivering = stage.deliver([createScriptedChannel("telegram")], {
      quietHours: { fromMinute: 11 * 60, toMinute: 13 * 60 },
    });
    await stage.write(person, menu);
    await stage.settled();
    await stage.launch("quiz", { content: quiz });
    expect(await latestChoices(stage.db.read, person.address)).toEqual(menu.choices);
    stage.clock.advance(3_600_000);
    delivering.wake();
    await stage.settled();
    expect(await latestChoices(stage.db.read, person.address)).toEqual(quiz.choices);
  });

  test("a person may answer faster than the platform confirms", async () => {
    const person = await stage.addPerson("p");
    const channel = createScriptedChannel("telegram");
    const delivering = stage.deliver([channel]);
    await stage.write(person, quiz);
    await stage.settled();
    channel.answer("p", "hangs");
    await stage.write(person, menu);
    delivering.wake();
    await until("the menu is under way", () => channel.sends.length === 2);
    expect(await latestChoices(stage.db.read, person.address)).toEqual(menu.choices);
    channel.release({ kind: "sent", externalId: "m" });
    await stage.settled();
  });
});
