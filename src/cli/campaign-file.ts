import { join } from "node:path";
import type { Fault } from "../campaigns/body.ts";
import type { Setting } from "../campaigns/file.ts";
import { longestText } from "../channels/telegram-write.ts";
import type { Config } from "../config.ts";
import { openBlobs } from "../database/blobs.ts";
import type { Database } from "../database/database.ts";
import { outletsOff } from "../outlets/ready.ts";
import type { Call } from "./command.ts";
import { readPictures, storePictures } from "./outlets-pictures.ts";
import { readText, withLibrary } from "./stores.ts";

type Read<T> = (
  text: string,
  setting: Setting,
) => T | { readonly kind: "faulty"; readonly faults: readonly Fault[] };

/**
 * Reads the file a command names with `read` (a campaign, a quiz), and keeps its pictures. Undefined when it cannot be
 * used: every fault has been named then, with its line.
 */
export async function readPlanFile<T extends { readonly kind: string }>(
  { io }: Pick<Call, "io">,
  path: string,
  { db, config, read }: { db: Database; config: Config; read: Read<T> },
): Promise<T | undefined> {
  const text = await readText(path);
  const pictures = await readPictures(path, text);
  const now = io.clock();
  // The web chat takes texts of any length a person would write; Telegram is the narrow one.
  const limits = new Map([["telegram", { textLength: longestText, buttons: true }]] as const);
  const reading = await withLibrary(db, io.clock, async (library) =>
    read(text, { now, limits, library, pictures, outletsOff: outletsOff(config) }),
  );
  if ("faults" in reading) {
    for (const { line, what } of reading.faults) io.complain(`${path}:${line}: ${what}\n`);
    return undefined;
  }
  await storePictures(openBlobs(db, join(config.dataDir, "blobs")), pictures, now);
  return reading;
}
