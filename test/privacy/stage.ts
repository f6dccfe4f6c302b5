import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { tendRequests } from "../../src/conversation/data-loop.ts";
import { type Blobs, openBlobs } from "../../src/database/blobs.ts";
import type { Database } from "../../src/database/database.ts";
import { type Engine, startEngine } from "../../src/engine.ts";
import { newId } from "../../src/kit/id.ts";
import { createLog, type Log } from "../../src/kit/log.ts";
import type { FileRef } from "../../src/kit/message.ts";
import { sleep, systemClock } from "../../src/kit/time.ts";
import { openLibrary } from "../../src/knowledge/open-library.ts";
import { inventory } from "../../src/people/data-inventory.ts";
import type { TestDatabase } from "../support/databases.ts";
import { createScriptedChannel } from "../support/scripted-channel.ts";

/** The whole middle of the program over one database, with its files and its log in reach. */
export type PrivacyStage = {
  readonly blobs: Blobs;
  readonly folder: string;
  /** Says these one after another, each answered before the next; returns the replies to the last. */
  say(who: string, ...texts: string[]): Promise<string>;
  sendFile(who: string, file: FileRef, text: string): Promise<void>;
  /** One round of the loop that sends copies and finishes erasures. */
  tend(): Promise<void>;
  /** Where `word` still stands: `table.column`, `file`, `log`. */
  traces(word: string): Promise<string[]>;
  close(): Promise<void>;
};

export async function openPrivacy({ db }: TestDatabase): Promise<PrivacyStage> {
  const folder = mkdtempSync(join(tmpdir(), "caunoi-privacy-"));
  const shippedFolder = join(import.meta.dirname, "..", "..", "knowledge");
  const logged: string[] = [];
  const log: Log = createLog("info", { write: (line) => logged.push(line) });
  const library = await openLibrary(db, { shippedFolder, clock: systemClock, log });
  const channel = createScriptedChannel("telegram");
  const blobs = openBlobs(db, join(folder, "blobs"));
  const engine: Engine = startEngine({
    ...{ db, channels: [channel], library: library.current, blobs, clock: systemClock, log, burstMs: 0 },
    quietHours: { fromMinute: 0, toMinute: 0 },
    loops: ["converse", "deliver"],
  });
  const settled = async () => {
    for (let looks = 0; looks < 800; looks++) {
      const waiting = db.read.selectFrom("inbound").select("seq").where("status", "=", "waiting");
      const unsent = db.read
        .selectFrom("delivery")
        .select("seq")
        .where("status", "in", ["pending", "sending"]);
      if (!(await waiting.executeTakeFirst()) && !(await unsent.executeTakeFirst())) return;
      await sleep(10);
    }
    throw new Error("Messages still wait, or replies are not sent, after eight seconds.");
  };
  const hear = async (who: string, text: string, files: readonly FileRef[] = []) => {
    const from = { externalId: who, name: `Tên ${who}` };
    const said = { kind: "text", text, files } as const;
    await engine.receive([{ channel: "telegram", externalId: newId(), from, said, at: systemClock() }]);
    await settled();
  };
  return {
    blobs,
    folder,
    async say(who, ...texts) {
      let before = 0;
      for (const text of texts) {
        before = channel.sends.length;
        await hear(who, text);
      }
      return channel.texts.slice(before).join("\n");
    },
    sendFile: (who, file, text) => hear(who, text, [file]),
    async tend() {
      await tendRequests({ db, blobs, clock: systemClock, log, onWritten: () => {} });
    },
    traces: (word) => tracesOf(word, { db, folder, logged }),
    async close() {
      await engine.stop();
      await library.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function tracesOf(
  word: string,
  { db, folder, logged }: { db: Database; folder: string; logged: readonly string[] },
): Promise<string[]> {
  const found = logged.some((line) => line.includes(word)) ? ["log"] : [];
  for (const { table } of inventory) {
    const { rows } = await sql<Record<string, unknown>>`SELECT * FROM ${sql.table(table)}`.execute(db.read);
    for (const row of rows)
      for (const [column, value] of Object.entries(row))
        if (typeof value === "string" && value.toLowerCase().includes(word)) found.push(`${table}.${column}`);
  }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  for (const file of files)
    if (readFileSync(join(file.parentPath, file.name)).includes(word)) found.push("file");
  return [...new Set(found)].toSorted();
}
