import { rm } from "node:fs/promises";
import { join } from "node:path";
import { openAssistant } from "../assistant.ts";
import type { Channel } from "../channels/channel.ts";
import { inboundBacklog } from "../conversation/inbox.ts";
import { type Blobs, openBlobs } from "../database/blobs.ts";
import type { Database } from "../database/database.ts";
import { openDatabase } from "../database/open.ts";
import { backlog } from "../delivery/ledger.ts";
import { type Engine, startEngine } from "../engine.ts";
import { Failure } from "../kit/failure.ts";
import { newId } from "../kit/id.ts";
import { silentLog } from "../kit/log.ts";
import { type Inbound, plainText } from "../kit/message.ts";
import { sleep } from "../kit/time.ts";
import type { Library } from "../knowledge/library.ts";
import type { Call, Command, ExitCode, Io } from "./command.ts";
import { readLines } from "./lines.ts";
import { withLibrary } from "./stores.ts";

export const commands: readonly Command[] = [
  {
    name: "chat",
    operands: [],
    options: { fresh: { type: "boolean", meaning: "Begin as somebody nobody has met." } },
    meaning: "Talk as a practice member; nothing of it touches real data.",
    details:
      "The same program answers that answers members, on a database of its own (practice/ in DATA_DIR). Choices are\n" +
      "picked by their number. Ctrl+D ends.",
    run,
  },
];

async function run(call: Call): Promise<ExitCode> {
  const { io } = call;
  const folder = join(io.config().dataDir, "practice");
  if (call.isOn("fresh")) await rm(folder, { recursive: true, force: true });
  const db = await openDatabase(`file:${join(folder, "practice.db")}`);
  try {
    if (!(await db.takeRole("server"))) {
      throw new Failure("conflict", "Another practice chat is open on this data folder: close it first.");
    }
    const blobs = openBlobs(db, join(folder, "blobs"));
    return await withLibrary(db, io.clock, (library) => talk(io, { db, blobs, library }));
  } finally {
    await db.close();
  }
}

type Stage = { readonly db: Database; readonly blobs: Blobs; readonly library: Library };

async function talk(io: Io, { db, blobs, library }: Stage): Promise<ExitCode> {
  const parts = { db, library: () => library, clock: io.clock, log: silentLog };
  const help = openAssistant(io.config().model, parts);
  const engine = startEngine({
    ...parts,
    blobs,
    channels: [terminalChannel(io)],
    papers: { dataDir: io.config().dataDir, publicUrl: io.config().server.publicUrl },
    organization: io.config().organization,
    quietHours: { fromMinute: 0, toMinute: 0 },
    loops: ["converse", "deliver"],
    ...(help ? { assistant: help.assistant } : {}),
  });
  try {
    io.complain("Practice: nobody else sees this. /start begins, Ctrl+D ends.\n\n");
    for await (const text of readLines(io.input)) await exchange(io, { text, engine, db });
    return 0;
  } finally {
    await engine.stop();
    await help?.close();
  }
}

/** One message in, everything it brings about out: the next line is read only then. */
async function exchange(
  io: Io,
  { text, engine, db }: { text: string; engine: Engine; db: Database },
): Promise<void> {
  const now = io.clock();
  const message: Inbound = {
    channel: "terminal",
    externalId: newId<"line">(),
    from: { externalId: "practice", name: null },
    said: { kind: "text", text, files: [] },
    at: now,
  };
  await engine.receive([message]);
  while (!(await isQuiet(db))) await sleep(15);
}

async function isQuiet(db: Database): Promise<boolean> {
  const inbound = await inboundBacklog(db.read);
  const outbound = await backlog(db.read);
  return inbound.waiting === 0 && outbound.pending === 0 && outbound.sending === 0;
}

/** Messages as text on the screen, choices numbered. */
function terminalChannel(io: Io): Channel {
  return {
    name: "terminal",
    can: { textLength: 100_000, buttons: false, bulkPerSecond: 1000, fileBytes: 0 },
    parse: async () => [],
    async send({ content, deliverySeq }) {
      io.write(`${plainText(content, true)}\n\n`);
      return { kind: "sent", externalId: String(deliverySeq) };
    },
    download: async () => {
      throw new Failure("missing", "A terminal sends no files.");
    },
  };
}
