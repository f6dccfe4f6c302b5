import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Manifest } from "./manifest.ts";
import { restore } from "./restore.ts";

/**
 * Restores a backup on trial into a folder that is thrown away: unpacked, every byte compared, opened, counted and
 * brought to this program's version, as a restore in need does it. Returns what it holds. Throws
 * `Failure("invalid")` when it could not be restored, `Failure("conflict")` when a newer program made it.
 *
 * The trial lies beside the archive, where there is room for it; in the system's folder when that is read-only.
 */
export async function proveRestore(archive: string): Promise<Manifest> {
  const beside = join(dirname(archive), ".restore-on-trial-");
  const folder = await mkdtemp(beside).catch(() => mkdtemp(join(tmpdir(), "caunoi-restore-")));
  try {
    const stores = { databasePath: join(folder, "caunoi.db"), blobFolder: join(folder, "blobs") };
    const { manifest } = await restore(archive, stores, { isForced: false, prepare: async () => {} });
    return manifest;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
