import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBlobs } from "../../src/database/blobs.ts";
import { type Engine, startEngine } from "../../src/engine.ts";
import { newId } from "../../src/kit/id.ts";
import { silentLog } from "../../src/kit/log.ts";
import type { ChannelName, Inbound, Said } from "../../src/kit/message.ts";
import { sleep, systemClock } from "../../src/kit/time.ts";
import { openLibrary } from "../../src/knowledge/open-library.ts";
import type { TestDatabase } from "../support/databases.ts";
import { createScriptedChannel, type ScriptedChannel } from "../support/scripted-channel.ts";

/** The engine over a real database and the real documents, with one scripted channel. */
export type ConversationStage = {
  readonly engine: Engine;
  readonly channel: ScriptedChannel;
  /** Lets `who` say something; the id makes it the same message when it is said again. */
  said(who: string, text: string, externalId?: string): Inbound;
  pressed(who: string, button: string): Inbound;
  /** Resolves when no message waits and nothing is to be sent; rejects after ten seconds. */
  settled(): Promise<void>;
  textsTo(who: string): string[];
  close(): Promise<void>;
};

export async function openConversation(
  { db }: TestDatabase,
  {
    burstMs = 0,
    on = "telegram",
    seat = "server",
  }: { readonly burstMs?: number; readonly on?: ChannelName; readonly seat?: string } = {},
): Promise<ConversationStage> {
  const folder = mkdtempSync(join(tmpdir(), "caunoi-conversation-"));
  const shippedFolder = join(import.meta.dirname, "..", "..", "knowledge");
  const library = await openLibrary(db, { shippedFolder, clock: systemClock, log: silentLog });
  const channel = createScriptedChannel(on);
  const engine = startEngine({
    db,
    channels: [channel],
    library: library.current,
    blobs: openBlobs(db, folder),
    clock: systemClock,
    log: silentLog,
    burstMs,
    quietHours: { fromMinute: 0, toMinute: 0 },
    loops: ["converse", "deliver"],
    seats: new Map([["converse", seat]]),
  });
  const inbound = (who: string, said: Said, externalId: string): Inbound => ({
    channel: on,
    externalId,
    from: { externalId: who, name: null },
    said,
    at: systemClock(),
  });
  const isOpen = async () => {
    const waiting = db.read.selectFrom("inbound").select("seq").where("status", "=", "waiting");
    const unsent = db.read.selectFrom("delivery").select("seq").where("status", "in", ["pending", "sending"]);
    return (await waiting.executeTakeFirst()) ?? (await unsent.executeTakeFirst());
  };
  return {
    engine,
    channel,
    said: (who, text, externalId = newId()) => inbound(who, { kind: "text", text, files: [] }, externalId),
    pressed: (who, button) => inbound(who, { kind: "pressed", button, acknowledge: null }, newId()),
    async settled() {
      for (let looks = 0; looks < 500; looks++) {
        if (!(await isOpen())) return;
        await sleep(20);
      }
      throw new Error("Messages still wait, or replies are not sent, after ten seconds.");
    },
    textsTo: (who) => channel.sends.filter(({ to }) => to === who).map(({ text }) => text),
    async close() {
      await engine.stop();
      await library.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
