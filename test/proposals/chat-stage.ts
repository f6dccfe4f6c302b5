import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openAssistant } from "../../src/assistant.ts";
import { type Blobs, openBlobs } from "../../src/database/blobs.ts";
import type { Database } from "../../src/database/database.ts";
import { type EngineParts, startEngine } from "../../src/engine.ts";
import { newId } from "../../src/kit/id.ts";
import { createLog } from "../../src/kit/log.ts";
import type { ChannelName, FileRef, Inbound, Said } from "../../src/kit/message.ts";
import { sleep, systemClock } from "../../src/kit/time.ts";
import { openLibrary } from "../../src/knowledge/open-library.ts";
import { openTestDatabase } from "../support/databases.ts";
import { createScriptedChannel } from "../support/scripted-channel.ts";

/** The real engine over a real database and the shipped documents, with two scripted channels. */
export type ChatStage = {
  readonly db: Database;
  readonly blobs: Blobs;
  /** Says something and resolves with what came back to this person, joined. */
  say(who: string, text: string, given?: { on?: ChannelName; files?: readonly FileRef[] }): Promise<string>;
  /** Presses the button of that label under the last message to this person. */
  press(who: string, label: string, on?: ChannelName): Promise<string>;
  /** Everything that was logged. */
  log(): string;
  close(): Promise<void>;
};

/** `modelUrl` is the address of an OpenAI-compatible server. */
export async function openChat(
  given: { modelUrl?: string; parts?: Partial<EngineParts> } = {},
): Promise<ChatStage> {
  const opened = await openTestDatabase();
  const { db } = opened;
  const folder = mkdtempSync(join(tmpdir(), "caunoi-chat-"));
  const blobs = openBlobs(db, folder);
  const logged: string[] = [];
  const log = createLog("debug", { write: (line) => void logged.push(line) });
  const common = { clock: systemClock, log };
  const shippedFolder = join(import.meta.dirname, "..", "..", "knowledge");
  const library = await openLibrary(db, { shippedFolder, ...common });
  const help = openAssistant(modelAt(given.modelUrl), { db, library: library.current, ...common });
  const channels = [createScriptedChannel("telegram"), createScriptedChannel("web-chat")];
  const engine = startEngine({
    ...{ db, channels, library: library.current, blobs, ...common },
    quietHours: { fromMinute: 0, toMinute: 0 },
    loops: ["converse", "deliver"],
    ...(help ? { assistant: help.assistant } : {}),
    ...given.parts,
  });

  async function hear(who: string, on: ChannelName, said: Said): Promise<string> {
    const channel = channels.find(({ name }) => name === on);
    const before = channel?.sends.length ?? 0;
    const from = { externalId: who, name: null };
    const inbound: Inbound = { channel: on, externalId: newId(), from, said, at: systemClock() };
    await engine.receive([inbound]);
    for (let looks = 0; looks < 1000 && (await isOpen(db)); looks++) await sleep(10);
    const sent = (channel?.sends ?? []).slice(before).filter(({ to }) => to === who);
    return sent.map(({ text }) => text).join("\n");
  }

  return {
    db,
    blobs,
    say: (who, text, { on = "telegram", files = [] } = {}) => hear(who, on, { kind: "text", text, files }),
    async press(who, label, on = "telegram") {
      const button = await buttonOf(db, who, label);
      return hear(who, on, { kind: "pressed", button, acknowledge: null });
    },
    log: () => logged.join(""),
    async close() {
      await engine.stop();
      await help?.close();
      await library.close();
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function modelAt(url: string | undefined) {
  if (url === undefined) return undefined;
  return {
    ...{ apiKey: undefined, baseUrl: url, answers: "answers-1", embeds: undefined, transcribes: "hears-1" },
    ...{ timeoutMs: 600, callsPerDay: 0, tokensPerDay: 0 },
  };
}

async function buttonOf({ read }: Database, who: string, label: string): Promise<string> {
  const rows = await read
    .selectFrom("delivery")
    .select(["seq", "content"])
    .where("address_id", "=", who)
    .orderBy("seq", "desc")
    .execute();
  for (const { seq, content } of rows) {
    const { choices } = JSON.parse(content ?? "{}") as { choices?: { label: string }[] };
    const index = choices?.findIndex((choice) => choice.label === label) ?? -1;
    if (index >= 0) return `${seq}.${index}`;
  }
  throw new Error(`Nobody offered “${label}” to ${who}.`);
}

async function isOpen({ read }: Database): Promise<boolean> {
  const waiting = read.selectFrom("inbound").select("seq").where("status", "=", "waiting");
  const unsent = read.selectFrom("delivery").select("seq").where("status", "in", ["pending", "sending"]);
  return ((await waiting.executeTakeFirst()) ?? (await unsent.executeTakeFirst())) !== undefined;
}
