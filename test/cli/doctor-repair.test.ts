import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkBackups } from "../../src/cli/checks/backups.ts";
import { checkRepairs } from "../../src/cli/checks/repair.ts";
import { readConfig } from "../../src/config.ts";
import { openDatabase } from "../../src/database/open.ts";
import { addMs, systemClock, toMs } from "../../src/kit/time.ts";
import { recordBackup } from "../../src/watch/backups.ts";

const folder = mkdtempSync(join(tmpdir(), "caunoi-repair-"));
const config = readConfig({ DATA_DIR: folder });
const now = systemClock();
const old = join(folder, "backups", ".restore-on-trial-AbC123");
const fresh = join(folder, "backups", ".caunoi-2026.tar.gz-AbC123");
const backup = join(folder, "backups", "caunoi-2026.tar.gz");
beforeAll(async () => {
  for (const path of [old, fresh]) mkdirSync(path, { recursive: true });
  const before = (toMs(now) - 2 * 24 * 3_600_000) / 1000;
  utimesSync(old, before, before);
  writeFileSync(backup, "x");
  utimesSync(backup, before, before);
  chmodSync(join(folder, "backups"), 0o755);
  await (await openDatabase(config.database.url)).close();
  chmodSync(join(folder, "caunoi.db"), 0o644);
});
afterAll(() => rmSync(folder, { recursive: true }));

it("doctor names what it could mend, and mends only that", async () => {
  const words = (await checkRepairs(config, { isMending: false, now })).map(
    (one) => `${one.level} ${one.what}`,
  );
  expect(words).toEqual(["warn leftover", "warn rights", "warn rights"]);
  expect(existsSync(old)).toBe(true);
  const mended = await checkRepairs(config, { isMending: true, now });
  expect(mended.map(({ level }) => level)).toEqual(["ok", "ok", "ok"]);
  expect([existsSync(old), existsSync(fresh), existsSync(backup)]).toEqual([false, true, true]);
  expect(statSync(join(folder, "caunoi.db")).mode & 0o777).toBe(0o600);
  expect(await checkRepairs(config, { isMending: true, now })).toEqual([]);
});

it("doctor says how the newest backup stands", async () => {
  const look = async () => (await checkBackups(config, now)).map(({ level, words }) => `${level} ${words}`);
  const note = async (change: object) => {
    const db = await openDatabase(config.database.url);
    const run = {
      startedAt: now,
      endedAt: now,
      status: "ok",
      file: "",
      sizeBytes: 1,
      rows: 7,
      proof: "equal",
      why: null,
    };
    await db.transact((tx) => recordBackup(tx, { ...run, ...change } as never));
    await db.close();
  };
  expect(await look()).toEqual(["warn there is none yet: caunoi backup --prove"]);
  await note({ endedAt: addMs(now, -60 * 3_600_000) });
  expect(await look()).toEqual([expect.stringMatching(/^warn .*7 rows, 60 h old/)]);
  await note({ proof: "failed", why: "damaged" });
  expect(await look()).toEqual([expect.stringMatching(/^fault .*could not be restored on trial: damaged/)]);
  await note({});
  expect(await look()).toEqual([expect.stringMatching(/^ok .*restored on trial with equal counts/)]);
  await note({ status: "failed", rows: null, why: "no space" });
  expect(await look()).toEqual(["fault the newest failed: no space", expect.stringMatching(/^ok /)]);
});
