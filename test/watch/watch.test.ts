import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { silentLog } from "../../src/kit/log.ts";
import { plainText } from "../../src/kit/message.ts";
import { addMs, type Instant, instant } from "../../src/kit/time.ts";
import { meet } from "../../src/people/members.ts";
import { linkOfficerChat, makeOfficerCode, readOfficerCode } from "../../src/people/officer-chat.ts";
import { listAlarms } from "../../src/watch/alarms.ts";
import { type BackupRun, isBackupDue, readBackups, recordBackup } from "../../src/watch/backups.ts";
import { readFigures } from "../../src/watch/figures.ts";
import { type Facts, findTrouble } from "../../src/watch/trouble.ts";
import { watchOnce } from "../../src/watch/watch.ts";
import { makeOfficer } from "../dashboard/make-officer.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const start = instant("2026-11-23T03:00:00Z");
const minute = 60_000;
const good: BackupRun = {
  ...{ startedAt: start, endedAt: start, status: "ok", file: "x.tar.gz", sizeBytes: 1, rows: 7 },
  ...{ proof: "equal", why: null },
};
const failed: BackupRun = {
  ...good,
  status: "failed",
  proof: "none",
  rows: null,
  sizeBytes: null,
  why: "disk",
};

describe("what is wrong", () => {
  const well: Facts = {
    ...{ channels: [], tokens: [], inbound: { parked: 0, oldestWaitingAt: null }, lateReplies: 0 },
    ...{ freeBytes: 1e12, backups: { last: good, lastGood: good }, makesBackups: true },
  };
  const look = (change: Partial<Facts>, raised: string[] = []) => [
    ...findTrouble({ ...well, ...change }, { now: start, raised: new Set(raised) }).keys(),
  ];
  const telegram = (signs: { kind: "heard" | "fault"; ago: number }[], stoppedWhy: string | null = null) => ({
    channels: [
      {
        name: "telegram" as const,
        stoppedWhy,
        signs: signs.map(({ kind, ago }) => ({ kind, at: addMs(start, -ago * minute), words: null })),
      },
    ],
  });

  it.each<[string, Partial<Facts>, string[]]>([
    ["nothing", {}, []],
    ["a channel that is stopped", telegram([], "revoked"), ["channel:telegram"]],
    ["a channel whose upkeep failed", telegram([{ kind: "fault", ago: 5 }]), ["channel:telegram"]],
    [
      "one that was heard since",
      telegram([
        { kind: "fault", ago: 5 },
        { kind: "heard", ago: 1 },
      ]),
      [],
    ],
    ["one whose failure is long ago", telegram([{ kind: "fault", ago: 50 }]), []],
    [
      "tokens only a person can renew",
      { tokens: [{ platform: "zalo-oa:1", kind: "reconnect" }] },
      ["reconnect:zalo-oa:1"],
    ],
    [
      "tokens that could not be renewed",
      { tokens: [{ platform: "zalo-oa:1", kind: "token" }] },
      ["token:zalo-oa:1"],
    ],
    ["somebody who waits", { inbound: { parked: 0, oldestWaitingAt: addMs(start, -6 * minute) } }, ["inbox"]],
    ["somebody who just wrote", { inbound: { parked: 0, oldestWaitingAt: addMs(start, -minute) } }, []],
    ["a parked message", { inbound: { parked: 1, oldestWaitingAt: null } }, ["parked"]],
    ["replies that do not leave", { lateReplies: 1 }, ["outbox"]],
    ["a disk that is nearly full", { freeBytes: 5e8 }, ["disk"]],
    ["a backup that failed", { backups: { last: failed, lastGood: good } }, ["backup"]],
    [
      "a backup that is not restored",
      { backups: { last: good, lastGood: { ...good, proof: "failed" } } },
      ["proof"],
    ],
    [
      "a backup of three days ago",
      { backups: { last: good, lastGood: { ...good, endedAt: addMs(start, -72 * 60 * minute) } } },
      ["backup"],
    ],
    [
      "no backup where none is made",
      { backups: { last: undefined, lastGood: undefined }, makesBackups: false },
      [],
    ],
  ])("of %s is named", (_what, change, names) => {
    expect(look(change)).toEqual(names);
  });

  it("with the disk is over only when there is clearly room again", () => {
    const gigabyte = 2 ** 30;
    expect(look({ freeBytes: 1.1 * gigabyte })).toEqual([]);
    expect(look({ freeBytes: 1.1 * gigabyte }, ["disk"])).toEqual(["disk"]);
    expect(look({ freeBytes: 1.3 * gigabyte }, ["disk"])).toEqual([]);
  });
});

describe("the nightly backup", () => {
  const at = (time: string) => instant(`2026-11-23T${time}:00+07:00`);
  const isDue = (now: Instant, lastAt: Instant | undefined, startedAt = at("00:00")) =>
    isBackupDue({ minuteOfDay: 150, lastAt, startedAt, now });

  it("is due once after its time, and soon on a machine that never made one", () => {
    expect(isDue(at("02:29"), at("00:10"))).toBe(false);
    expect(isDue(at("02:30"), at("00:10"))).toBe(true);
    expect(isDue(at("02:31"), at("02:30"))).toBe(false);
    expect(isDue(at("23:00"), at("02:30"))).toBe(false);
    expect(isDue(at("08:59"), undefined, at("08:00"))).toBe(false);
    expect(isDue(at("09:00"), undefined, at("08:00"))).toBe(true);
    expect(isDue(at("09:00"), instant("2026-11-21T19:30:00Z"), at("08:00"))).toBe(true);
  });
});

describe.each(databases)("an alarm on $name", ({ open }) => {
  let opened: TestDatabase;
  let folder: string;
  let now = start;
  beforeAll(async () => {
    opened = await open();
    folder = mkdtempSync(join(tmpdir(), "caunoi-watch-"));
    const { db } = opened;
    const lan = await makeOfficer(db, "lan", { role: "admin", now });
    await makeOfficer(db, "binh", { role: "admin", now });
    const lead = await makeOfficer(db, "hoa", { role: "lead", now });
    for (const [officer, channel] of [
      [lan.officer, "web-chat"],
      [lan.officer, "telegram"],
      [lead.officer, "telegram"],
    ] as const) {
      await db.transact(async (tx) => {
        const address = { channel, externalId: `${channel}-${officer.login}` };
        await meet(tx, { address, name: officer.name, at: now });
        const { code } = await makeOfficerCode(tx, officer.id, now);
        await linkOfficerChat(tx, readOfficerCode(code) ?? "", { address, now });
      });
      now = addMs(now, 1000);
    }
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await opened.close();
  });

  const watch = async () => {
    now = addMs(now, minute);
    const parts = { db: opened.db, dataDir: folder, channels: ["telegram"] as const, clock: () => now };
    await watchOnce({ ...parts, log: silentLog, onWritten: () => {} });
    const rows = await opened.db.read.selectFrom("delivery").selectAll().orderBy("seq").execute();
    return rows.map(({ channel, address_id, content }) => ({
      to: `${channel} ${address_id}`,
      text: plainText(JSON.parse(content ?? "")),
    }));
  };
  const stop = (isStopped: number) =>
    opened.db.transact(async (tx) => {
      const row = {
        channel: "telegram",
        paused_until: null,
        is_stopped: isStopped,
        why: "revoked",
        updated_at: now,
      };
      await tx
        .insertInto("lane")
        .values(row)
        .onConflict((conflict) => conflict.column("channel").doUpdateSet(row))
        .execute();
    });

  it("is told once, to administrators who tied a chat, on a channel that works; and once when it is over", async () => {
    expect(await watch()).toEqual([]);
    await stop(1);
    const told = await watch();
    expect(told).toEqual([
      {
        to: "web-chat web-chat-lan",
        text: expect.stringMatching(/^⚠️ [\s\S]*Kênh Telegram[\s\S]*npx caunoi doctor/),
      },
    ]);
    expect(await watch()).toEqual(told);
    expect((await listAlarms(opened.db.read)).map(({ key }) => key)).toEqual(["channel:telegram"]);
    expect((await readFigures(opened.db.read, now)).alarms).toBe(1);
    await stop(0);
    const after = await watch();
    expect(after).toHaveLength(2);
    // The latest tied chat is back in use.
    expect(after[1]).toMatchObject({
      to: "telegram telegram-lan",
      text: expect.stringMatching(/^✅[\s\S]*Kênh Telegram/),
    });
    expect(await watch()).toEqual(after);
    expect(await listAlarms(opened.db.read)).toEqual([]);
  });

  it("rings for a failed backup, keeps how the good one went, and shows its age in the figures", async () => {
    await opened.db.transact((tx) => recordBackup(tx, { ...good, startedAt: now, endedAt: now }));
    await opened.db.transact((tx) => recordBackup(tx, failed));
    const before = (await watch()).length;
    expect((await listAlarms(opened.db.read)).map(({ key }) => key)).toEqual(["backup"]);
    const { last, lastGood } = await readBackups(opened.db.read);
    expect([last?.why, lastGood?.rows]).toEqual(["disk", 7]);
    const { backupAgeSeconds, backupIsProven } = await readFigures(opened.db.read, now);
    expect([backupAgeSeconds, backupIsProven]).toEqual([60, 1]);
    await opened.db.transact((tx) => recordBackup(tx, { ...good, startedAt: now, endedAt: now }));
    expect(await watch()).toHaveLength(before + 1);
  });

  it("is in the dashboard for Grafana by the names the program gives its figures", async () => {
    const path = join(import.meta.dirname, "..", "..", "deploy", "grafana", "caunoi.json");
    const dashboard = JSON.stringify(JSON.parse(readFileSync(path, "utf8")));
    const source = readFileSync(join(import.meta.dirname, "..", "..", "src", "http", "metrics.ts"), "utf8");
    const named = new Set(dashboard.match(/caunoi_\w+/g));
    const known = new Set(source.match(/caunoi_\w+/g));
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
    expect([...known].filter((name) => !named.has(name))).toEqual([]);
  });
});
