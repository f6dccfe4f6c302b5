import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { ChannelName } from "../../src/kit/message.ts";
import { addMs, type Instant } from "../../src/kit/time.ts";
import { countAudience, selectAudience } from "../../src/people/audience.ts";
import { setReachable } from "../../src/people/members.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createStage, noon, type Stage } from "../support/delivery-stage.ts";
import type { Recipient } from "../support/stage-people.ts";

const everywhere: readonly ChannelName[] = ["telegram", "zalo-oa", "web-chat"];

describe.each(databases)("the audience of a campaign, on $name", ({ open }) => {
  let opened: TestDatabase | undefined;
  let stage: Stage;
  beforeEach(async () => {
    opened ??= await open();
    stage = createStage(opened);
    await stage.clear();
  });
  afterAll(() => opened?.close());

  const audience = async (channels = everywhere) =>
    (await selectAudience(stage.db.read, { rule: "all", channels, now: noon }).execute())
      .map((row) => `${row.channel}:${row.external_id}`)
      .toSorted();
  const count = (channels = everywhere) => countAudience(stage.db.read, { rule: "all", channels, now: noon });

  /** Another address of a member who is known already. */
  const link = (person: Recipient, channel: ChannelName, lastInboundAt: Instant | null) =>
    stage.db.transact((tx) =>
      tx
        .insertInto("address")
        .values({
          channel,
          external_id: `${person.address.externalId}-${channel}`,
          member_id: person.memberId,
          is_reachable: 1,
          last_inbound_at: lastInboundAt,
          created_at: noon,
        })
        .execute(),
    );
  const block = (person: Recipient) =>
    stage.db.transact((tx) => setReachable(tx, person.address, { isReachable: false, why: "blocked" }));

  test("only those who agreed are in it", async () => {
    await stage.addPerson("silent");
    await stage.addSubscriber("agreed");
    const leaver = await stage.addSubscriber("left");
    await stage.choose(leaver, false);
    expect(await audience()).toEqual(["telegram:agreed"]);
    expect(await count()).toEqual({ reached: 1, agreed: 1 });
  });

  test("agreeing to something else is not agreeing to news", async () => {
    const person = await stage.addPerson("p");
    await stage.db.transact((tx) =>
      tx
        .insertInto("consent")
        .values({
          member_id: person.memberId,
          purpose: "proposal",
          is_given: 1,
          text_version: "1",
          channel: "telegram",
          at: noon,
        })
        .execute(),
    );
    expect(await audience()).toEqual([]);
  });

  test("who cannot be reached is left out and still counted as agreed", async () => {
    await block(await stage.addSubscriber("blocker"));
    await stage.addSubscriber("friend");
    expect(await audience()).toEqual(["telegram:friend"]);
    expect(await count()).toEqual({ reached: 1, agreed: 2 });
  });

  test("a channel the campaign does not use reaches nobody", async () => {
    await stage.addSubscriber("p", "zalo-oa");
    expect(await audience(["telegram"])).toEqual([]);
    expect(await count(["telegram"])).toEqual({ reached: 0, agreed: 1 });
  });

  test("a member with several addresses is written to once, where they wrote last", async () => {
    const person = await stage.addSubscriber("p");
    await link(person, "zalo-oa", addMs(noon, 60_000));
    await link(person, "web-chat", addMs(noon, -60_000));
    expect(await audience()).toEqual(["zalo-oa:p-zalo-oa"]);
    expect(await count()).toEqual({ reached: 1, agreed: 1 });
  });

  test("an address nobody wrote from yet comes after one they used", async () => {
    const person = await stage.addSubscriber("p");
    await link(person, "zalo-oa", null);
    expect(await audience()).toEqual(["telegram:p"]);
  });

  test("when the last used address is blocked or not asked for, the next one is used", async () => {
    const person = await stage.addSubscriber("p");
    await link(person, "zalo-oa", addMs(noon, -60_000));
    expect(await audience(["zalo-oa"])).toEqual(["zalo-oa:p-zalo-oa"]);
    await block(person);
    expect(await audience()).toEqual(["zalo-oa:p-zalo-oa"]);
  });
});
