import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { moveDatabase } from "../backup/move.ts";
import { type Restored, restore } from "../backup/restore.ts";
import { listCampaigns } from "../campaigns/campaign.ts";
import { stopCampaign } from "../campaigns/stop.ts";
import type { Queries } from "../database/database.ts";
import { migrate } from "../database/migrate.ts";
import { openDatabase } from "../database/open.ts";
import { openPostgres } from "../database/postgres.ts";
import { doubtUnsent } from "../delivery/doubt.ts";
import type { Instant } from "../kit/time.ts";
import { storesOf } from "./backup.ts";
import type { Call, Command, ExitCode } from "./command.ts";

export const commands: readonly Command[] = [
  {
    name: "restore",
    operands: ["FILE"],
    options: {
      force: { type: "boolean", meaning: "Also when a database is there; it is kept beside the new one." },
    },
    meaning: "Put a backup in place; the server must be stopped.",
    details:
      "The whole file is checked before anything is touched. What had not been sent when the backup was made becomes\n" +
      "uncertain (`caunoi uncertain list`), and campaigns whose moment has passed since are stopped\n" +
      "(`caunoi campaign resume`): nobody gets a message twice because of a restore.",
    run,
  },
];

async function run(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  const [file = ""] = operands;
  const config = io.config();
  const now = io.clock();
  const isForced = call.isOn("force");
  const prepare = (tx: Queries) => settle(tx, now);
  const stores = storesOf(config);
  const restored = stores
    ? await restore(file, stores, { isForced, prepare })
    : await restoreIntoPostgres(file, config.database.url, prepare);
  const { manifest, prepared, keptAt } = restored;
  io.write(`Restored the backup of ${manifest.madeAt}: ${manifest.blobs.length} stored files.\n`);
  if (keptAt)
    io.write(`The database that was here is kept in ${keptAt}; remove it when you no longer need it.\n`);
  if (prepared.uncertain > 0) {
    io.write(`${prepared.uncertain} messages may have been sent since: caunoi uncertain list\n`);
  }
  for (const id of prepared.stopped)
    io.write(`Stopped, its moment passed since: caunoi campaign resume ${id}\n`);
  return 0;
}

/** Restored aside first, then moved over row by row and compared; the PostgreSQL database has to be empty. */
async function restoreIntoPostgres<T>(
  file: string,
  url: string,
  prepare: (tx: Queries) => Promise<T>,
): Promise<Restored<T>> {
  const folder = await mkdtemp(join(tmpdir(), "caunoi-restore-"));
  const stores = { databasePath: join(folder, "caunoi.db"), blobFolder: join(folder, "blobs") };
  const target = openPostgres(url);
  try {
    const restored = await restore(file, stores, { isForced: false, prepare });
    const source = await openDatabase(`file:${stores.databasePath}`);
    try {
      await migrate(target);
      await moveDatabase(source, target, { folder: stores.blobFolder, tell: () => {} });
    } finally {
      await source.close();
    }
    return restored;
  } finally {
    await target.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What happened between the backup and now is lost: nothing may be sent on the strength of it. */
async function settle(tx: Queries, now: Instant): Promise<{ uncertain: number; stopped: string[] }> {
  const uncertain = await doubtUnsent(tx, now);
  const stopped: string[] = [];
  for (const { id, status, nextSlot } of await listCampaigns(tx)) {
    if (status !== "scheduled" || nextSlot === null || nextSlot > now) continue;
    await stopCampaign(tx, { id, by: "restore", now });
    stopped.push(id);
  }
  return { uncertain, stopped };
}
