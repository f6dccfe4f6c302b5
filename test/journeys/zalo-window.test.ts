import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createZaloOa, type ZaloOa } from "../../src/channels/zalo-oa.ts";
import { floorAt } from "../../src/conversation/floor.ts";
import { openBlobs } from "../../src/database/blobs.ts";
import { openPlatformTokens } from "../../src/database/platform-tokens.ts";
import { openAllotment, usedOf } from "../../src/delivery/allotment.ts";
import { tally } from "../../src/delivery/ledger.ts";
import { type Engine, startEngine } from "../../src/engine.ts";
import { silentLog } from "../../src/kit/log.ts";
import { addMs, type Instant, toMs } from "../../src/kit/time.ts";
import { openLibrary } from "../../src/knowledge/open-library.ts";
import { lastInboundAt } from "../../src/people/members.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createHandClock, createStage, type Stage, until } from "../support/delivery-stage.ts";
import { usual } from "../support/zalo-oa-peer.ts";
import {
  type OaPerson,
  oa,
  signedCall,
  startZaloOaServer,
  stormOf,
  type ZaloOaServer,
} from "../support/zalo-server-oa.ts";

const hourMs = 3_600_000;
const news = "Tin của công đoàn";

/** The engine, the real channel and the loopback platform, on a clock that is moved by hand. */
describe.each(databases)("Zalo OA over days, on $name", ({ open }) => {
  const clock = createHandClock();
  let opened: TestDatabase;
  let stage: Stage;
  let platform: ZaloOaServer;
  let channel: ZaloOa;
  let engine: Engine;
  let folder: string;
  const closing: (() => Promise<unknown>)[] = [];

  beforeEach(async () => {
    clock.set("2026-11-23T05:00:00.000Z" as Instant);
    opened = await open();
    stage = createStage(opened, clock);
    platform = await startZaloOaServer({ now: () => toMs(clock()) });
    folder = mkdtempSync(join(tmpdir(), "caunoi-zalo-"));
    const { db } = opened;
    const blobs = openBlobs(db, folder);
    const settings = {
      ...oa,
      ...usual,
      openApiRoot: platform.url,
      oauthRoot: platform.url,
      bulkPerSecond: 60,
    };
    channel = createZaloOa({
      ...settings,
      tokens: { access: "AT1", refresh: "RT1" },
      isPaidAllowed: false,
      templates: { "nghi-quyet": { templateId: "7895", params: { noi_dung: "{text}" }, longest: 100 } },
      store: openPlatformTokens(db, `zalo-oa:${oa.oaId}`),
      allotment: openAllotment(db, "zalo-oa"),
      loadBlob: blobs.read,
      lastInboundAt: (address) => lastInboundAt(db.read, address),
      clock,
    });
    await channel.setUp("https://hoi.example.vn");
    const shippedFolder = join(import.meta.dirname, "..", "..", "knowledge");
    const library = await openLibrary(db, { shippedFolder, clock, log: silentLog });
    engine = startEngine({
      db,
      channels: [channel],
      library: library.current,
      blobs,
      clock,
      log: silentLog,
      burstMs: 0,
      quietHours: { fromMinute: 21 * 60, toMinute: 7 * 60 },
      loops: ["converse", "deliver"],
    });
    closing.push(
      () => engine.stop(),
      () => library.close(),
      () => opened.close(),
      () => platform.close(),
    );
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    channel.close();
    rmSync(folder, { recursive: true, force: true });
  });

  let events = 0;
  const event = (name: string, person: OaPerson, more: object = {}, at = clock()) => ({
    app_id: oa.appId,
    sender: { id: person.id },
    recipient: { id: oa.oaId },
    event_name: name,
    message: { msg_id: `m${++events}` },
    timestamp: String(toMs(at)),
    ...more,
  });
  const says = (person: OaPerson, text: string, at = clock()) => {
    person.lastInboundMs = Math.max(person.lastInboundMs, toMs(at));
    return event("user_send_text", person, { message: { text, msg_id: `m${++events}` } }, at);
  };
  const push = async (given: object) => engine.receive(await channel.parse(signedCall(given)));
  const address = (person: OaPerson) => ({ channel: "zalo-oa", externalId: person.id }) as const;
  const quiet = () =>
    until("nothing waits or is under way", async () => {
      const waiting = opened.db.read.selectFrom("inbound").select("seq").where("status", "=", "waiting");
      // In this order: a turn makes rows at the moment it is done.
      if (await waiting.executeTakeFirst()) return false;
      return !(await stage.statuses()).some((status) => status === "pending" || status === "sending");
    });
  /** Somebody who has written and agreed to news. */
  const subscriber = async () => {
    const person = platform.person();
    for (const text of ["/start", "/nhantin", "đồng ý"]) await push(says(person, text));
    await quiet();
    return person;
  };
  const seen = (person: OaPerson) => person.messages.map(({ text }) => text);

  test("events that come late, twice and in any order are each answered once, and keep the window right", async () => {
    const people = [platform.person(), platform.person(), platform.person()];
    const sent = people.flatMap((person) =>
      [0, 1, 2, 3].map((n) => says(person, "/menu", addMs(clock(), -n * 60_000))),
    );
    const storm = stormOf(sent, 7);
    expect(storm.length).toBeGreaterThan(sent.length);
    await Promise.all(storm.map(push));
    await quiet();
    for (const person of people) {
      // The first contact is answered by the notice, too.
      expect(person.messages.filter(({ buttons }) => buttons.length > 0)).toHaveLength(4);
      expect(await lastInboundAt(opened.db.read, address(person))).toBe(clock());
    }
    clock.advance(23 * hourMs);
    await push(sent[0] ?? {});
    await quiet();
    expect(await opened.db.read.selectFrom("inbound").select("seq").execute()).toHaveLength(12);
  });

  test("a campaign reaches who is free, holds for who is not, and goes to them when they write", async () => {
    const gone = await subscriber();
    clock.advance(50 * hourMs);
    const fresh = await subscriber();
    await stage.launch("run", { channel: "zalo-oa" });
    await quiet();
    expect(await tally(opened.db.read, "run")).toMatchObject({ planned: 2, sent: 1, held: 1, refused: 0 });
    expect(seen(fresh).at(-1)).toBe("run");
    expect(seen(gone)).not.toContain("run");
    // Three in the morning in Việt Nam: the answer goes at once, the campaign when the night is over.
    clock.set("2026-11-25T20:00:00.000Z" as Instant);
    await push(says(gone, "/menu"));
    await until("the answer left", async () => seen(gone).length === 4);
    expect(await tally(opened.db.read, "run")).toMatchObject({ sent: 1, pending: 1, held: 0 });
    clock.set("2026-11-26T00:30:00.000Z" as Instant);
    await quiet();
    expect(seen(gone).at(-1)).toBe("run");
    expect(seen(gone).filter((text) => text === "run")).toHaveLength(1);
    expect(await tally(opened.db.read, "run")).toMatchObject({ planned: 2, sent: 2, held: 0 });
  });

  test("a campaign whose topic has a template goes as that beyond the window", async () => {
    const person = await subscriber();
    clock.advance(50 * hourMs);
    await stage.launch("run", { channel: "zalo-oa", topic: "nghi-quyet" });
    await quiet();
    expect(platform.templates).toEqual([{ to: person.id, data: { noi_dung: "run" } }]);
    expect(await tally(opened.db.read, "run")).toMatchObject({ planned: 1, sent: 1, held: 0 });
    expect(await usedOf(opened.db.read, "zalo-oa", { kind: "template", at: clock() })).toEqual({
      day: 1,
      month: 1,
    });
  });

  test("what a quota refuses waits, too; following the account again is enough to send it", async () => {
    const person = await subscriber();
    platform.refuse(-211, "Out of quota");
    await stage.launch("run", { channel: "zalo-oa" });
    await quiet();
    expect(await tally(opened.db.read, "run")).toMatchObject({ held: 1, reasons: { outOfQuota: 1 } });
    await push({
      event_name: "unfollow",
      oa_id: oa.oaId,
      follower: { id: person.id },
      timestamp: `${toMs(clock())}`,
    });
    await quiet();
    expect(await tally(opened.db.read, "run")).toMatchObject({ held: 1 });
    clock.advance(1000);
    await push({
      event_name: "follow",
      oa_id: oa.oaId,
      follower: { id: person.id },
      timestamp: `${toMs(clock())}`,
    });
    await quiet();
    expect(await tally(opened.db.read, "run")).toMatchObject({ sent: 1, held: 0 });
  });

  test("an officer in Zalo's own tool silences the assistant; its own echo does not", async () => {
    const person = await subscriber();
    const row = (await stage.rows()).at(-1);
    const echo = (id: string) =>
      event("oa_send_text", person, {
        sender: { id: oa.oaId, admin_id: "1111111111111111111" },
        recipient: { id: person.id },
        message: { text: news, msg_id: id },
      });
    await push(echo(row?.external_id ?? ""));
    await quiet();
    expect(await floorAt(opened.db.read, address(person), clock())).toBeUndefined();
    await push(echo("aa12cdf3af150460909"));
    await quiet();
    expect(await floorAt(opened.db.read, address(person), clock())).toMatchObject({ by: null });
    const before = person.messages.length;
    await push(says(person, "sáng kiến là gì?"));
    await quiet();
    expect(person.messages).toHaveLength(before);
  });

  test("who withdraws at Zalo is erased, not written to any more, and not answered", async () => {
    const person = await subscriber();
    const before = person.messages.length;
    await push(event("user_submit_info", person, { info: { name: "Nguyễn Thị Lan", phone: "84912345678" } }));
    await quiet();
    const names = () => opened.db.read.selectFrom("address").select("name").execute();
    expect(await names()).toEqual([{ name: "Nguyễn Thị Lan" }]);
    const withdrawal = {
      event_name: "user_withdraw",
      oa_id: oa.oaId,
      user_id: person.id,
      timestamp: `${toMs(clock())}`,
    };
    await push(withdrawal);
    await quiet();
    expect(await names()).toEqual([{ name: null }]);
    expect(await stage.launch("run", { channel: "zalo-oa" })).toBe(0);
    expect(person.messages).toHaveLength(before);
  });

  test("reports about somebody who never wrote make nobody known", async () => {
    const stranger = platform.person();
    const follower = { oa_id: oa.oaId, follower: { id: stranger.id }, user_id: stranger.id };
    for (const name of ["follow", "unfollow", "user_withdraw", "user_click_chatnow"]) {
      await push({ event_name: name, ...follower, timestamp: `${toMs(clock())}` });
    }
    await push(event("user_submit_info", stranger, { info: { name: "Lan" } }));
    await quiet();
    expect(await opened.db.read.selectFrom("member").select("id").execute()).toEqual([]);
    expect(stranger.messages).toEqual([]);
  });
});
