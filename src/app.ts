import { join } from "node:path";
import { openAssistant } from "./assistant.ts";
import { createPressKit } from "./campaigns/publish-press.ts";
import { readArticle, readArticles } from "./campaigns/publish-read.ts";
import type { Channel } from "./channels/channel.ts";
import { createTelegram } from "./channels/telegram.ts";
import { createWebChat } from "./channels/web-chat.ts";
import { createZaloBot } from "./channels/zalo-bot.ts";
import { createZaloOa } from "./channels/zalo-oa.ts";
import { createCheckUp } from "./check-up.ts";
import { type Config, shownSettings } from "./config.ts";
import { saidBy } from "./conversation/history.ts";
import { mountDashboard } from "./dashboard/dashboard.ts";
import { linkTo } from "./dashboard/officers.ts";
import { openBlobs } from "./database/blobs.ts";
import type { Database } from "./database/database.ts";
import { currentVersion, latestVersion } from "./database/migrate.ts";
import { openDatabase } from "./database/open.ts";
import { openPlatformTokens } from "./database/platform-tokens.ts";
import { installationSecret } from "./database/secrets.ts";
import { openAllotment } from "./delivery/allotment.ts";
import type { Settled } from "./delivery/sending/settle.ts";
import { createSignBook } from "./delivery/signs.ts";
import { sentTo } from "./delivery/transcript.ts";
import { type Engine, type EngineParts, type LoopName, startEngine } from "./engine.ts";
import type { FeedSource } from "./http/feed-article.ts";
import { createMetrics, type Metrics } from "./http/metrics.ts";
import { createServer } from "./http/server.ts";
import { describeError, Failure, isFailure } from "./kit/failure.ts";
import type { Log } from "./kit/log.ts";
import { type Clock, sleep, systemClock } from "./kit/time.ts";
import { openLibrary } from "./knowledge/open-library.ts";
import { operatorCommands } from "./operator-commands.ts";
import { createFacebookPage } from "./outlets/facebook-page.ts";
import type { Outlet } from "./outlets/outlet.ts";
import { createPortalFeed } from "./outlets/portal-feed.ts";
import { outletsOff } from "./outlets/ready.ts";
import { lastInboundAt } from "./people/members.ts";
import { makeFirstLink } from "./people/officers-link.ts";
import { catchUpNames } from "./people/officers-members.ts";
import { fillPractice } from "./practice/fill.ts";
import { openPracticeChannels, practiceTerms } from "./practice/practice-channel.ts";
import { catchUpFaces } from "./proposals/finding/face.ts";
import { awaitRole, loopsOf, takeSeats } from "./roles.ts";
import { backUpInChild } from "./watch/backup-child.ts";
import { readFigures } from "./watch/figures.ts";

/** The running program. */
export type App = {
  /** Where the server listens: `http://127.0.0.1:8080`. Undefined in a process without the web role. */
  readonly address: string | undefined;
  /** Where the first administrator sets themselves up; undefined when somebody can log in already. */
  readonly setUpLink: string | undefined;
  /** Takes nothing new in, finishes what is under way, closes the database. */
  stop(): Promise<void>;
};

const shippedKnowledge = join(import.meta.dirname, "..", "knowledge");

/**
 * Starts everything `config` asks for and resolves when people can be served. Throws a `Failure` whose
 * message says what to do, after undoing what was started: wrong token, port taken, database away or newer,
 * another process already at work on the same database.
 */
export async function startApp(
  config: Config,
  parts: { log: Log; clock?: Clock; onRoleLost?: (role: string) => void },
): Promise<App> {
  const { log, clock = systemClock } = parts;
  const stops: (() => Promise<unknown> | unknown)[] = [];
  const stop = async () => {
    for (const undo of stops.splice(0).toReversed()) await undo();
  };
  try {
    const db = await openDatabase(config.database.url, parts.onRoleLost);
    stops.push(() => db.close());
    const seats = await takeSeats(db, config);
    await catchUpFaces(db);
    await catchUpNames(db);
    const address = await startParts(config, { db, seats, log, clock, stops });
    const setUpLink = address === undefined ? undefined : await inviteFirst(db, config, clock);
    return { address, setUpLink, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function inviteFirst(db: Database, config: Config, clock: Clock): Promise<string | undefined> {
  const token = await db.transact((tx) => makeFirstLink(tx, "Quản trị", clock()));
  return token && linkTo(config.server.publicUrl, token);
}

type Parts = {
  db: Database;
  /** The roles under which this process runs its loops. */
  seats: ReadonlyMap<LoopName, string>;
  log: Log;
  clock: Clock;
  /** What to undo at the end, in the order it was done. */
  stops: (() => Promise<unknown> | unknown)[];
};

async function startParts(config: Config, parts: Parts): Promise<string | undefined> {
  const { db, seats, log, clock, stops } = parts;
  const blobs = openBlobs(db, join(config.dataDir, "blobs"));
  const library = await openLibrary(db, { shippedFolder: shippedKnowledge, clock, log });
  stops.push(() => library.close());
  const { channels, webChat, bots, secret } = await openChannels(config, blobs, parts);
  const metrics = createMetrics(() => readFigures(db.read, clock()), log);
  const help = openAssistant(config.model, { db, library: library.current, clock, log });
  if (help) stops.push(help.close);
  const names = new Map<string, string>();
  const engine = startEngine({
    ...{ db, channels, blobs, clock, log, library: library.current },
    botName: () => names.get("telegram"),
    organization: config.organization,
    papers: { dataDir: config.dataDir, publicUrl: config.server.publicUrl },
    burstMs: config.burstMs,
    quietHours: config.quietHours,
    retention: { dataDir: config.dataDir, days: config.retention },
    watch: watchOf(config),
    loops: loopsOf(config),
    seats,
    mayRunSchedule: (signal) => awaitRole(db, "schedule", signal),
    outletsOff: outletsOff(config),
    publishing: openOutlets(config, { readBlob: blobs.read, clock, stops }),
    ...(help ? { assistant: help.assistant } : {}),
    onSettled: (settled) => countSettled(metrics, settled),
  });
  stops.push(() => engine.stop());
  const sign = createSignBook(db, { clock, log });
  for (const bot of bots) await startBot(bot, { config, db, engine, log, stops, sign, names });
  if (config.isPractice)
    await fillPractice({ db, library: library.current(), receive: engine.receive, now: clock() });
  if (!config.roles.includes("web")) return undefined;
  const server = await createServer({
    config: { publicUrl: config.server.publicUrl, organization: config.organization },
    secret,
    channels,
    webChat,
    receive: engine.receive,
    onCall: sign,
    readSaid: (from, limit) => saidBy(db.read, from, limit),
    readSent: (to, page) => sentTo(db.read, to, page),
    library: library.current,
    blobs,
    articles: publicArticles(db),
    findFaults: () => findFaults(db),
    metrics,
    operatorCommands,
    mountDashboard: (app) =>
      mountDashboard(app, {
        ...{ db, clock, log, blobs, library: library.current, dataDir: config.dataDir },
        ...officersView(config, channels),
        checkUp: createCheckUp(config, clock),
      }),
    clock,
    log,
  });
  stops.push(() => server.close());
  return listen(server, config);
}

/** The web chat with what signs its cookies, and the platforms that are switched on; in practice those that reach nobody. */
async function openChannels(
  config: Config,
  blobs: ReturnType<typeof openBlobs>,
  { db, clock, stops }: Parts,
) {
  const secret = await installationSecret(db, "web-chat", clock());
  const webChat = createWebChat({ clock, secret, readBlob: blobs.read });
  const bots = openBots(config, { db, loadBlob: blobs.read, clock });
  for (const bot of bots) stops.push(() => bot.close());
  const channels: Channel[] = [webChat, ...bots, ...(config.isPractice ? openPracticeChannels() : [])];
  return { channels, webChat, bots, secret };
}

/** The outlets this machine can publish on. */
function openOutlets(
  { facebook, dataDir, server }: Config,
  parts: { readBlob: (hash: string) => Promise<Uint8Array>; clock: Clock; stops: Parts["stops"] },
): { outlets: Outlet[]; publicUrl: string } {
  const { readBlob: loadBlob, clock, stops } = parts;
  const kit = createPressKit({ folder: join(dataDir, "press"), loadBlob, clock });
  const page = facebook && createFacebookPage(facebook, loadBlob);
  if (page) stops.push(() => page.close());
  const outlets = [createPortalFeed(), ...(page ? [page] : []), kit];
  return { outlets, publicUrl: server.publicUrl };
}

/** What everybody may read of the portal. */
function publicArticles(db: Database): FeedSource {
  return { list: (page) => readArticles(db.read, page), find: (slug) => readArticle(db.read, slug) };
}

/** What is looked after beside the work: the disk, and the nightly backup where this program makes one. */
function watchOf({ database, dataDir, backupAtMinute }: Config): NonNullable<EngineParts["watch"]> {
  if (backupAtMinute === undefined) return { dataDir };
  const run = (signal: AbortSignal) => backUpInChild({ databaseUrl: database.url, dataDir }, signal);
  return { dataDir, backup: { minuteOfDay: backupAtMinute, run } };
}

/** What officers are told of the settings. */
function officersView(config: Config, channels: readonly Channel[]) {
  return {
    publicUrl: config.server.publicUrl,
    organization: config.organization,
    isPractice: config.isPractice,
    hasModel: config.model !== undefined,
    settings: shownSettings(),
    quietHours: config.quietHours,
    channels: channels.map(describeChannel),
    zalo: pricesOf(config),
    outletsOff: outletsOff(config),
    largeAudience: config.largeAudience,
    drafting: config.model,
  };
}

function countSettled(metrics: Metrics, settled: readonly Settled[]): void {
  for (const { row, settlement } of settled) metrics.countDelivery(row.to.channel, settlement.row.status);
}

/** What a campaign costs on Zalo OA; nothing of the account's secrets. */
function pricesOf({ zaloOa, isPractice }: Config) {
  if (isPractice) return practiceTerms();
  if (!zaloOa) return undefined;
  const { terms: prices, isPaidAllowed, templates } = zaloOa;
  return { prices, isPaidAllowed, templates };
}

/** What officers who write a campaign have to know of a channel. */
function describeChannel({ name, can }: Channel) {
  return { name, textLength: can.textLength, buttons: can.buttons, perSecond: can.bulkPerSecond };
}

async function listen(
  server: { listen(port: number, host: string): Promise<string> },
  config: Config,
): Promise<string> {
  const { port, host } = config.server;
  try {
    return await server.listen(port, host);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    const why: Record<string, string> = {
      EADDRINUSE: "is taken by another program. Stop that one, or set PORT to a free port.",
      EACCES: "may not be used by this user. Set PORT to a number above 1023.",
      EADDRNOTAVAIL: "cannot be used: HOST is no address of this machine.",
    };
    const words = why[String(code)];
    if (!words) throw error;
    throw new Failure("unavailable", `Port ${port} on ${host} ${words}`, { cause: error });
  }
}

/** A channel on a platform that must be told about us before it speaks. */
type Bot = Channel & {
  /** Resolves with the bot's name on its platform. */
  setUp(publicUrl: string): Promise<string>;
  /** Work that goes on as long as the bot does; reports what fails and goes on. */
  tend?(signal: AbortSignal, onFault: (error: unknown) => void): Promise<void>;
  close(): void;
};

/** None in practice, whatever the settings hold: there it is not only what is off that must not be reached. */
export function openBots(
  { telegram, zaloBot, zaloOa, isPractice }: Pick<Config, "telegram" | "zaloBot" | "zaloOa" | "isPractice">,
  parts: { db: Database; loadBlob: (hash: string) => Promise<Uint8Array>; clock: Clock },
): Bot[] {
  if (isPractice) return [];
  const { db, clock } = parts;
  const openOa = (settings: NonNullable<typeof zaloOa>) =>
    createZaloOa({
      ...settings,
      ...parts,
      store: openPlatformTokens(db, `zalo-oa:${settings.oaId}`),
      lastInboundAt: (address) => lastInboundAt(db.read, address),
      allotment: openAllotment(db, "zalo-oa"),
    });
  return [
    ...(telegram ? [createTelegram({ ...telegram, ...parts })] : []),
    ...(zaloBot ? [createZaloBot({ ...zaloBot, allotment: openAllotment(db, "zalo-bot"), clock })] : []),
    ...(zaloOa ? [openOa(zaloOa)] : []),
  ];
}

/**
 * Brings a bot up. A wrong token stops the start; a network that is away does not: the rest of the program
 * serves, and the set-up is tried again until it works.
 */
async function startBot(
  bot: Bot,
  parts: {
    config: Config;
    db: Database;
    engine: Engine;
    log: Log;
    stops: Parts["stops"];
    sign: ReturnType<typeof createSignBook>;
    /** What each bot is called on its platform, filled in as they come up. */
    names: Map<string, string>;
  },
): Promise<void> {
  const { config, db, engine, log, stops, sign, names } = parts;
  const stopping = new AbortController();
  const { publicUrl } = config.server;
  const isUp = await trySetUp(bot, publicUrl, { log, names });
  const work = async () => {
    for (let isReady = isUp; !isReady && !stopping.signal.aborted; ) {
      sign(bot.name, "fault", "its platform does not answer");
      await sleep(10_000, stopping.signal);
      isReady = await trySetUp(bot, publicUrl, { log, names }).catch(() => false);
    }
    const { signal } = stopping;
    const onFault = (error: unknown) => {
      const fault = describeError(error);
      // Only a person can help then: a name of its own, for whoever watches the log.
      const name = isFailure(error, "forbidden") ? "bot.needs_reconnect" : "bot.failed";
      log.error(name, { channel: bot.name, fault });
      sign(bot.name, "fault", fault);
    };
    const polling = config.roles.includes("web")
      ? pollForever(bot, { db, engine, log, sign }, signal)
      : undefined;
    await Promise.all([polling, bot.tend?.(signal, onFault)]);
  };
  const ended = work();
  stops.push(async () => {
    stopping.abort();
    await ended;
  });
}

async function trySetUp(
  bot: Bot,
  publicUrl: string,
  { log, names }: { log: Log; names: Map<string, string> },
): Promise<boolean> {
  try {
    const name = await bot.setUp(publicUrl);
    names.set(bot.name, name);
    log.info("bot.ready", { channel: bot.name, name });
    return true;
  } catch (error) {
    if (isFailure(error, "forbidden") || isFailure(error, "invalid")) throw error;
    log.warn("bot.away", { channel: bot.name, fault: describeError(error) });
    return false;
  }
}

/**
 * Takes updates by long polling; each batch is stored before the platform is told that it arrived. Platforms give them
 * to one poller only: of several processes one polls, the others stand by.
 */
async function pollForever(
  channel: Channel,
  {
    db,
    engine,
    log,
    sign,
  }: { db: Database; engine: Engine; log: Log; sign: ReturnType<typeof createSignBook> },
  signal: AbortSignal,
): Promise<void> {
  if (!channel.poll || !(await awaitRole(db, `poll-${channel.name}`, signal))) return;
  while (!signal.aborted) {
    try {
      for await (const batch of channel.poll(signal)) {
        await engine.receive(batch);
        sign(channel.name, "heard");
      }
    } catch (error) {
      const fault = describeError(error);
      log.error("polling.failed", { channel: channel.name, fault });
      sign(channel.name, "fault", fault);
      await sleep(isFailure(error, "conflict") || isFailure(error, "forbidden") ? 30_000 : 2_000, signal);
    }
  }
}

async function findFaults(db: Database): Promise<string[]> {
  const version = await currentVersion(db.read);
  // A newer program may have brought the database forward: what an older one reads stays there.
  if (version >= latestVersion) return [];
  return [`the database is at version ${version}, this program needs ${latestVersion}`];
}
