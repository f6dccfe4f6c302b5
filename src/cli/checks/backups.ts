import type { Config } from "../../config.ts";
import { type Instant, sayTime, toMs } from "../../kit/time.ts";
import { readBackups } from "../../watch/backups.ts";
import { withExisting } from "./database.ts";
import { type Finding, finding } from "./finding.ts";

const hourMs = 3_600_000;
/** One night may be missed. */
const oldHours = 50;

/** How the newest backup went, and whether it was restored on trial. */
export async function checkBackups(config: Config, now: Instant): Promise<Finding[]> {
  return await withExisting(config, [], async (db) => {
    // A database of an older program has no such table yet.
    const { last, lastGood } = await readBackups(db.read).catch(() => ({
      last: undefined,
      lastGood: undefined,
    }));
    if (!lastGood) return [finding("warn", "backup", "there is none yet: caunoi backup --prove")];
    const found: Finding[] = [];
    if (last?.status === "failed")
      found.push(finding("fault", "backup", `the newest failed: ${last.why ?? ""}`));
    const hours = Math.round((toMs(now) - toMs(lastGood.endedAt)) / hourMs);
    const words = `the newest good one is of ${sayTime(lastGood.endedAt)}, ${lastGood.rows ?? 0} rows`;
    if (hours > oldHours)
      found.push(finding("warn", "backup", `${words}, ${hours} h old: caunoi backup --prove`));
    else if (lastGood.proof === "failed")
      found.push(
        finding("fault", "backup", `${words}, and it could not be restored on trial: ${lastGood.why ?? ""}`),
      );
    else if (lastGood.proof === "none")
      found.push(finding("warn", "backup", `${words}, never restored on trial: caunoi backup --prove`));
    else found.push(finding("ok", "backup", `${words}, restored on trial with equal counts.`));
    return found;
  });
}
