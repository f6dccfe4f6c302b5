import { chmod, readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Config } from "../../config.ts";
import { sqlitePath } from "../../database/open.ts";
import { addMs, type Instant, toMs } from "../../kit/time.ts";
import { type Finding, finding } from "./finding.ts";

/** What is wrong and can be put right without losing anything: `mend` does it. */
type Repair = { readonly what: string; readonly words: string; readonly mend: () => Promise<void> };

/** No backup and no restore takes so long: what is older was left behind by one that was killed. */
const leftoverMs = 24 * 3_600_000;
/** The names of what backups, trials and restores put aside while they work. */
const asides = /^\.(?:.+\.tar\.gz-|restore-on-trial-|restoring-)[A-Za-z0-9]{6}$|\.restoring-[A-Za-z0-9]{6}$/;
/** Rights of the group and of others. */
const othersRights = 0o077;

/**
 * Looks for what can be mended safely: leftovers of killed backups and restores, and data that others on this machine
 * may read. With `isMending` it is mended; without, each line says that `--repair` does it.
 */
export async function checkRepairs(
  config: Config,
  { isMending, now }: { isMending: boolean; now: Instant },
): Promise<Finding[]> {
  const repairs = [...(await leftovers(config, now)), ...(await openRights(config))];
  const found: Finding[] = [];
  for (const { what, words, mend } of repairs) {
    if (isMending) await mend();
    const done = isMending ? "mended" : "caunoi doctor --repair mends it";
    found.push(finding(isMending ? "ok" : "warn", what, `${words}: ${done}.`));
  }
  return found;
}

async function leftovers({ dataDir, database }: Config, now: Instant): Promise<Repair[]> {
  const path = sqlitePath(database.url);
  const folders = [join(dataDir, "backups"), join(dataDir, "blobs"), ...(path ? [dirname(path)] : [])];
  const before = toMs(addMs(now, -leftoverMs));
  const found: Repair[] = [];
  for (const folder of new Set(folders)) {
    for (const name of await readdir(folder).catch((): string[] => [])) {
      if (!asides.test(name)) continue;
      const aside = join(folder, name);
      if ((await stat(aside)).mtimeMs > before) continue;
      const mend = () => rm(aside, { recursive: true, force: true });
      found.push({
        what: "leftover",
        words: `${aside} was left behind by a backup or restore that was killed`,
        mend,
      });
    }
  }
  return found;
}

async function openRights({ dataDir, database }: Config): Promise<Repair[]> {
  const path = sqlitePath(database.url);
  const found: Repair[] = [];
  for (const [place, mode] of [
    [join(dataDir, "backups"), 0o700],
    [join(dataDir, "blobs"), 0o700],
    ...(path ? [[path, 0o600] as const] : []),
  ] as const) {
    const known = await stat(place).catch(() => undefined);
    if (!known || (known.mode & othersRights) === 0) continue;
    const words = `${place} may be read by others on this machine`;
    found.push({ what: "rights", words, mend: () => chmod(place, mode) });
  }
  return found;
}
