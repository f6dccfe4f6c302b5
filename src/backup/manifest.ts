import { z } from "zod";

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What a backup holds; the first file of its archive. */
export const manifestSchema = z.object({
  format: z.literal(1),
  madeAt: z.string().length(24),
  databaseVersion: z.int(),
  /** Rows of every table, compared after a restore. */
  rows: z.record(z.string(), z.int()),
  database: z.object({ sizeBytes: z.int(), sha256: hash }),
  /** Hashes of the stored files; each names its own content. */
  blobs: z.array(hash),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const manifestName = "manifest.json";
export const databaseName = "caunoi.db";

/** The name of a stored file inside the archive. */
export function blobName(blob: string): string {
  return `blobs/${blob.slice(0, 2)}/${blob}`;
}
