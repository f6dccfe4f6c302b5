import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Channel } from "../../src/channels/channel.ts";
import { createWebChat, type WebChat } from "../../src/channels/web-chat.ts";
import { saidBy } from "../../src/conversation/history.ts";
import { createReceiver } from "../../src/conversation/receive.ts";
import { openBlobs } from "../../src/database/blobs.ts";
import type { Database } from "../../src/database/database.ts";
import { openDatabase } from "../../src/database/open.ts";
import { installationSecret } from "../../src/database/secrets.ts";
import { sentTo } from "../../src/delivery/transcript.ts";
import { createMetrics } from "../../src/http/metrics.ts";
import { createServer, type Server, type ServerParts } from "../../src/http/server.ts";
import { silentLog } from "../../src/kit/log.ts";
import { type Address, type Content, type Inbound, say } from "../../src/kit/message.ts";
import { type Instant, instant, systemClock } from "../../src/kit/time.ts";
import { createLibrary, type Library } from "../../src/knowledge/library.ts";
import { isAccepted, parse } from "../../src/knowledge/parse.ts";

/** What the bot of these tests answers to a message. */
export type Script = (inbound: Inbound) => readonly Content[];

/** The real server on a real SQLite file, with a bot that answers by a script through the real ledger. */
export type World = {
  readonly db: Database;
  readonly server: Server;
  readonly webChat: WebChat;
  /** Where it listens once `listen` was called. */
  listen(port?: number): Promise<string>;
  /** Writes a message to an address into the ledger as sent, and tells open pages unless `isSilent`. */
  send(to: Address, content: Content, isSilent?: boolean): Promise<number>;
  putBlob(bytes: Uint8Array, mediaType: string): Promise<string>;
  /** Stops the server; the database stays for the next one. */
  stop(): Promise<void>;
  close(): Promise<void>;
};

export type WorldOptions = {
  readonly script?: Script;
  /** A folder to go on in, as after a restart. */
  readonly folder?: string;
  readonly answerAfterMs?: number;
  readonly channels?: readonly Channel[];
  readonly config?: Partial<ServerParts["config"]>;
} & Partial<Omit<ServerParts, "config">>;

const echo: Script = ({ said }) =>
  said.kind === "text" ? [say(`Bạn viết: ${said.text}`)] : [say("Bạn đã bấm một nút.")];

/** Opens a world; whoever opens it closes it. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "caunoi-http-")));
  const db = await openDatabase(`file:${join(folder, "caunoi.db")}`);
  const blobs = openBlobs(db, join(folder, "blobs"));
  const secret = await installationSecret(db, "web-chat", systemClock());
  const webChat = createWebChat({ clock: systemClock, secret, readBlob: blobs.read });
  const store = createReceiver({ db, clock: systemClock, onStored: () => {} });
  const send = (to: Address, content: Content, isSilent = false) =>
    sendNow({ db, webChat }, { to, content, isSilent });
  const timers = new Set<NodeJS.Timeout>();
  const answerOne = (inbound: Inbound) => {
    const to: Address = { channel: inbound.channel, externalId: inbound.from.externalId };
    return setTimeout(async () => {
      for (const content of (options.script ?? echo)(inbound)) await send(to, content);
    }, options.answerAfterMs ?? 0);
  };
  const receive = async (inbounds: Inbound[]) => {
    const isNew = (await store(inbounds)) > 0;
    if (isNew) for (const inbound of inbounds) timers.add(answerOne(inbound));
  };
  const server = await createServer({
    secret,
    channels: [webChat],
    webChat,
    receive,
    readSaid: (from, limit) => saidBy(db.read, from, limit),
    readSent: (to, page) => sentTo(db.read, to, page),
    library: shippedLibrary,
    blobs,
    findFaults: async () => [],
    metrics: createMetrics(async () => noDepths, silentLog),
    operatorCommands: [{ command: "npx caunoi doctor", what: "Kiểm tra <cài đặt>" }],
    clock: systemClock,
    log: silentLog,
    ...options,
    config: {
      publicUrl: "http://127.0.0.1:8080",
      organization: "Liên đoàn Lao động tỉnh Lai Châu",
      ...options.config,
    },
  });
  const stop = async () => {
    for (const timer of timers) clearTimeout(timer);
    await server.close();
    await db.close();
  };
  return {
    db,
    server,
    webChat,
    listen: (port = 0) => server.listen(port, "127.0.0.1"),
    send,
    putBlob: (bytes, mediaType) => blobs.put(bytes, mediaType, systemClock()),
    stop,
    async close() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const noDepths = {
  inboundWaiting: 0,
  inboundParked: 0,
  deliveriesPending: 0,
  deliveriesUncertain: 0,
  channelsToReconnect: 0,
};

async function sendNow(
  { db, webChat }: { db: Database; webChat: WebChat },
  { to, content, isSilent }: { to: Address; content: Content; isSilent: boolean },
): Promise<number> {
  const now = later();
  const row = {
    member_id: "member-of-the-test",
    channel: to.channel,
    address_id: to.externalId,
    content: JSON.stringify(content),
    status: "sent" as const,
    not_before: now,
    attempts: 1,
    created_at: now,
    settled_at: now,
  };
  const { seq } = await db.transact((tx) =>
    tx.insertInto("delivery").values(row).returning("seq").executeTakeFirstOrThrow(),
  );
  const message = { to, content, deliverySeq: seq, isBulk: false, at: now };
  if (!isSilent) await webChat.send(message, AbortSignal.timeout(1000));
  return seq;
}

let last = 0;

/** The time, growing by at least a millisecond: what is sent twice in one has an order all the same. */
function later(): Instant {
  last = Math.max(last + 1, Date.now());
  return instant(last);
}

let library: Library | undefined;

/** The documents that come with the program. */
export function shippedLibrary(): Library {
  if (library) return library;
  const folder = join(import.meta.dirname, "..", "..", "knowledge");
  const files = ["ke-hoach-360.md", "nghi-quyet-16.md", "sang-kien.md"];
  const parsed = files.map((name) => parse(readFileSync(join(folder, name), "utf8"))).filter(isAccepted);
  library = createLibrary(
    parsed.map(({ document }) => document),
    parsed.flatMap(({ clauses }) => clauses),
  );
  return library;
}
