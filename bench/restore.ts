/**
 * How long a backup of a large database takes to make and to restore on trial, with every count compared:
 * `node bin/run.mjs bench/restore.ts --megabytes 1024`.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { backUp } from "../src/backup/back-up.ts";
import { proveRestore } from "../src/backup/prove.ts";
import { openDatabase } from "../src/database/open.ts";
import { addMs, instant, systemClock } from "../src/kit/time.ts";

const { values } = parseArgs({ options: { megabytes: { type: "string" } } });
const megabytes = Number(values.megabytes ?? 1024);
const mostSeconds = 120;
const folder = mkdtempSync(join(tmpdir(), "caunoi-restore-bench-"));
const databasePath = join(folder, "caunoi.db");
const archive = join(folder, "backup.tar.gz");
try {
  const rows = await fill(databasePath, megabytes * 2 ** 20);
  const size = statSync(databasePath).size / 2 ** 20;
  const stores = { databasePath, blobFolder: join(folder, "blobs") };
  const made = await timed(() => backUp(stores, archive, systemClock()));
  const restored = await timed(() => proveRestore(archive));
  const isEqual = restored.result.rows.inbound === rows;
  const packed = statSync(archive).size / 2 ** 20;
  process.stdout.write(
    `${size.toFixed(0)} MB, ${rows} messages: backup ${made.seconds.toFixed(1)} s (${packed.toFixed(0)} MB), ` +
      `restored and counted in ${restored.seconds.toFixed(1)} s, counts ${isEqual ? "equal" : "DIFFERENT"}\n`,
  );
  if (!isEqual || restored.seconds > mostSeconds) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Messages as people write them, until the file is as large as it shall be. */
async function fill(path: string, bytes: number): Promise<number> {
  const db = await openDatabase(`file:${path}`);
  const from = instant("2026-01-01T00:00:00Z");
  const words = "Cho em hỏi về sáng kiến cải tiến máy sao chè ở xưởng, hồ sơ gồm những gì ạ? ".repeat(12);
  let count = 0;
  for (; statSync(path).size < bytes; ) {
    await db.transact(async (tx) => {
      for (let batch = 0; batch < 40; batch++) {
        const rows = Array.from({ length: 50 }, () => rowOf(++count));
        await tx.insertInto("inbound").values(rows).execute();
      }
    });
  }
  await db.close();
  return count;

  function rowOf(number: number) {
    const at = addMs(from, number * 1000);
    const said = JSON.stringify({ kind: "text", text: `${words}${number}`, files: [] });
    return {
      ...{
        channel: "telegram",
        external_id: `m${number}`,
        sender_id: `p${number % 5000}`,
        sender_name: null,
      },
      ...{ said, said_at: at, received_at: at, status: "done" as const, attempts: 0, not_before: at },
      ...{ done_at: at, fault: null, joined_to: null },
    };
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const began = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - began) / 1000 };
}
