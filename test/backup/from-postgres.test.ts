import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";
import { readConfig } from "../../src/config.ts";
import { openBlobs } from "../../src/database/blobs.ts";
import { openDatabase } from "../../src/database/open.ts";
import { enqueue } from "../../src/delivery/enqueue.ts";
import { say } from "../../src/kit/message.ts";
import { systemClock } from "../../src/kit/time.ts";
import { meet } from "../../src/people/members.ts";
import { readBackups } from "../../src/watch/backups.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const postgres = databases.find(({ name }) => name === "PostgreSQL");
const name = "Lò Thị Mây 🌾 'x'; --";

describe("a PostgreSQL database", () => {
  let opened: TestDatabase;
  let empty: TestDatabase;
  let folder: string;
  beforeEach(async () => {
    if (!postgres) throw new Error("PostgreSQL is needed.");
    [opened, empty] = [await postgres.open(), await postgres.open()];
    folder = mkdtempSync(join(tmpdir(), "caunoi-from-postgres-"));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await opened.close();
    await empty.close();
  });

  const caunoi = async (url: string, ...args: string[]) => {
    const out: string[] = [];
    const io = {
      ...{ write: (text: string) => void out.push(text), complain: (text: string) => void out.push(text) },
      ...{ input: (async function* () {})(), clock: systemClock },
      config: () => readConfig({ DATA_DIR: folder, DATABASE_URL: url }),
    };
    return { code: await run(args, io), out: out.join("") };
  };

  it("is backed up by the same command, proven, and restored into an empty one", async () => {
    const { db, url } = opened;
    const to = { channel: "telegram", externalId: "7" } as const;
    const now = systemClock();
    const hash = await openBlobs(db, join(folder, "blobs")).put(Buffer.from("một tấm ảnh"), "image/png", now);
    const memberId = await db.transact(async (tx) => {
      const met = await meet(tx, { address: to, name, at: now });
      for (const text of ["một", "hai", "ba"])
        await enqueue(tx, [{ memberId: met.memberId, to, content: say(text), inboundSeq: null }], now);
      await tx.deleteFrom("delivery").where("seq", "=", 3).execute();
      return met.memberId;
    });
    const file = join(folder, "b.tar.gz");
    const backup = await caunoi(url, "backup", file, "--prove");
    expect([backup.code, backup.out]).toEqual([
      0,
      expect.stringMatching(/1 stored files[\s\S]*with equal counts/),
    ]);
    expect((await readBackups(db.read)).lastGood).toMatchObject({ proof: "equal" });

    const restored = await caunoi(empty.url, "restore", file);
    expect([restored.code, restored.out]).toEqual([
      0,
      expect.stringContaining("2 messages may have been sent"),
    ]);
    const fresh = await openDatabase(empty.url);
    const members = await fresh.read.selectFrom("member").select(["id", "display_name"]).execute();
    expect(members).toEqual([{ id: memberId, display_name: name }]);
    expect(Buffer.from(await openBlobs(fresh, join(folder, "none")).read(hash)).toString()).toBe(
      "một tấm ảnh",
    );
    await fresh.transact((tx) => enqueue(tx, [{ memberId, to, content: say("x"), inboundSeq: null }], now));
    const numbers = await fresh.read.selectFrom("delivery").select("seq").orderBy("seq").execute();
    expect(numbers.map(({ seq }) => Number(seq))).toEqual([1, 2, 4]);
    await fresh.close();

    const again = await caunoi(empty.url, "restore", file);
    expect([again.code, again.out]).toEqual([1, expect.stringContaining("already holds rows")]);
  });
});
