import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proveRestore } from "../../src/backup/prove.ts";
import { run } from "../../src/cli/run.ts";
import { readConfig } from "../../src/config.ts";
import { openDatabase } from "../../src/database/open.ts";
import { systemClock } from "../../src/kit/time.ts";
import { meet } from "../../src/people/members.ts";
import { readBackups } from "../../src/watch/backups.ts";

describe("a backup that is restored on trial", () => {
  const folder = mkdtempSync(join(tmpdir(), "caunoi-prove-"));
  const url = `file:${join(folder, "caunoi.db")}`;
  const backups = join(folder, "backups");
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeAll(async () => {
    const db = await openDatabase(url);
    await db.transact((tx) =>
      meet(tx, { address: { channel: "web-chat", externalId: "a" }, name: "Lan", at: systemClock() }),
    );
    await db.close();
  });

  const caunoi = async (...args: string[]) => {
    const [out, err]: [string[], string[]] = [[], []];
    const io = {
      write: (text: string) => void out.push(text),
      complain: (text: string) => void err.push(text),
      input: (async function* () {})(),
      config: () => readConfig({ DATA_DIR: folder }),
      clock: systemClock,
    };
    return { code: await run(args, io), out: () => out.join(""), err: () => err.join("") };
  };
  const history = async () => {
    const db = await openDatabase(url);
    const found = await readBackups(db.read);
    await db.close();
    return found;
  };

  it("is made beside the data, counted equal, and noted", async () => {
    const { code, out } = await caunoi("backup", "--prove");
    expect([code, out()]).toEqual([
      0,
      expect.stringMatching(/Restored on trial: \d+ tables with equal counts/),
    ]);
    const { last, lastGood } = await history();
    expect(last).toMatchObject({ status: "ok", proof: "equal", why: null });
    expect(lastGood?.rows).toBeGreaterThan(1);
    // The trial leaves nothing behind but the backup itself.
    expect(readdirSync(backups)).toEqual([expect.stringMatching(/^caunoi-\d{4}-.*\.tar\.gz$/)]);
  });

  it("is found out when it cannot be restored", async () => {
    const [name = ""] = readdirSync(backups);
    const bytes = await readFile(join(backups, name));
    const cut = join(folder, "cut.tar.gz");
    writeFileSync(cut, bytes.subarray(0, bytes.length - 200));
    await expect(proveRestore(cut)).rejects.toMatchObject({ code: "invalid" });
    expect(readdirSync(folder).filter((one) => one.includes("on-trial"))).toEqual([]);
  });

  it("that fails is noted with its reason, and what was good stays known", async () => {
    const { code } = await caunoi("backup", join(folder, "nowhere", "x.tar.gz"), "--prove");
    expect(code).toBe(1);
    const { last, lastGood } = await history();
    expect(last).toMatchObject({ status: "failed", why: expect.stringContaining("cannot be written to") });
    expect(lastGood).toMatchObject({ proof: "equal" });
  });
});
