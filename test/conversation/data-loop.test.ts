import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createDataLoop } from "../../src/conversation/data-loop.ts";
import { openBlobs } from "../../src/database/blobs.ts";
import { createLog } from "../../src/kit/log.ts";
import { addMs } from "../../src/kit/time.ts";
import { newMember, now } from "../proposals/member.ts";
import { openTestDatabase } from "../support/databases.ts";
import { until } from "../support/delivery-stage.ts";

const dayMs = 24 * 3_600_000;
const days = {
  ...{ messages: 90, replies: 90, questions: 90, cases: 90, sessions: 90, codes: 90, signs: 90 },
  ...{ files: 90, backups: 90 },
};

test("the daily loop deletes drafts that were given up and can no longer be taken back, no others", async () => {
  const opened = await openTestDatabase();
  const { db } = opened;
  const dataDir = mkdtempSync(join(tmpdir(), "caunoi-loop-"));
  const stopping = new AbortController();
  const logged: string[] = [];
  try {
    const [gone, kept] = [await newMember(db), await newMember(db)];
    for (const member of [gone, kept]) {
      await member.begin();
      await member.say("Máy sao chè nóng không đều");
    }
    await gone.say("bỏ hồ sơ này");
    const loop = createDataLoop({
      ...{ db, blobs: openBlobs(db, join(dataDir, "blobs")), clock: () => addMs(now, 8 * dayMs) },
      log: createLog("debug", { write: (line) => void logged.push(line) }),
      retention: { dataDir, days },
      onWritten: () => undefined,
    });
    const ended = loop.run(stopping.signal);
    await until("a day was tended", () => logged.join("").includes("data.retained"));
    stopping.abort();
    await ended;
    const rows = await db.read.selectFrom("draft").select("member_id").execute();
    expect(rows.map(({ member_id: id }) => id)).toEqual([kept.id]);
    expect(logged.join("")).toContain('"drafts":1');
  } finally {
    stopping.abort();
    await opened.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
