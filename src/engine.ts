import { createPublisher } from "./campaigns/publish.ts";
import { createScheduler } from "./campaigns/run-schedule.ts";
import type { Channel } from "./channels/channel.ts";
import { createConverser } from "./conversation/converse.ts";
import { createDataLoop, type DataLoopParts } from "./conversation/data-loop.ts";
import type { Assistant } from "./conversation/prepare.ts";
import { createReceiver } from "./conversation/receive.ts";
import type { Blobs } from "./database/blobs.ts";
import type { Database } from "./database/database.ts";
import { createDeliverer } from "./delivery/deliver.ts";
import type { QuietHours } from "./delivery/quiet-hours.ts";
import type { Settled } from "./delivery/sending/settle.ts";
import { newId } from "./kit/id.ts";
import type { Log } from "./kit/log.ts";
import type { ChannelName, Inbound } from "./kit/message.ts";
import type { Clock } from "./kit/time.ts";
import type { Library } from "./knowledge/library.ts";
import type { Outlet } from "./outlets/outlet.ts";
import { createFormLoop } from "./participation/run-forms.ts";
import type { ReceiptPlace } from "./proposals/receipt.ts";
import { createWatch, type WatchParts } from "./watch/watch.ts";

/** The loops a process can run; a single process runs all of them. */
export type LoopName = "converse" | "deliver" | "schedule";

/** What the loops stand on. */
export type EngineParts = {
  readonly db: Database;
  readonly channels: readonly Channel[];
  readonly library: () => Library;
  readonly blobs: Blobs;
  readonly clock: Clock;
  readonly log: Log;
  /** How long an opening ("chị ơi") waits for what follows it, in milliseconds; 0 when left out. */
  readonly burstMs?: number;
  readonly quietHours: QuietHours;
  /** Where members' receipts are made as files; see `PaperRules`. */
  readonly papers?: ReceiptPlace;
  /** The bot's name on Telegram as soon as it is known. */
  readonly botName?: () => string | undefined;
  /** The federation's name, as members read it. */
  readonly organization?: string;
  /** Who helps with answers and voice messages, when a language model is set. */
  readonly assistant?: Assistant;
  readonly loops: readonly LoopName[];
  /** The roles under which this process runs its loops (`takeSeat`); alone when left out. */
  readonly seats?: ReadonlyMap<LoopName, string>;
  /** Resolves when no other process runs the schedule; false when the signal aborted before. At once when left out. */
  readonly mayRunSchedule?: (signal: AbortSignal) => Promise<boolean>;
  /** Where campaigns are published for everybody, and under which address; nowhere when left out. */
  readonly publishing?: { readonly outlets: readonly Outlet[]; readonly publicUrl: string };
  /** Outlets that cannot be used on this machine. */
  readonly outletsOff?: ReadonlyMap<string, string>;
  /** How long what is kept; nothing is thrown away by age when left out. */
  readonly retention?: DataLoopParts["retention"];
  /** What is looked after beside the work; nothing when left out. */
  readonly watch?: Pick<WatchParts, "dataDir" | "backup">;
  readonly onSettled?: (settled: readonly Settled[]) => void;
};

/** The running middle of the program: messages in, turns, messages out. */
export type Engine = {
  /** Stores messages for good, then wakes who answers them and stops the buttons' spinners. */
  receive(messages: readonly Inbound[]): Promise<void>;
  /** Lets the turns and sendings under way finish; nothing new is begun. */
  stop(): Promise<void>;
};

/** Starts the loops over one database. Whoever calls holds the seats they need. */
export function startEngine(parts: EngineParts): Engine {
  const { db, clock, log, loops } = parts;
  const seatOf = (loop: LoopName) => parts.seats?.get(loop) ?? "server";
  const channels = new Map<ChannelName, Channel>(parts.channels.map((channel) => [channel.name, channel]));
  const deliverer = createDeliverer({
    db,
    channels,
    clock,
    log,
    claimer: `${seatOf("deliver")} ${newId<"process">()}`,
    quietHours: parts.quietHours,
    ...(parts.onSettled ? { onSettled: parts.onSettled } : {}),
  });
  const sendsHere = loops.includes("deliver");
  const wakeSending = sendsHere ? deliverer.wake : () => db.ring("outbound");
  if (sendsHere) db.hear("outbound", () => deliverer.wake());
  const seat = loops.includes("converse") ? seatOf("converse") : undefined;
  const converser = createConverser({ ...parts, channels, seat, onTurn: wakeSending });
  const publisher = createPublisher({ ...parts, ...(parts.publishing ?? { outlets: [], publicUrl: "" }) });
  const scheduler = createScheduler({
    ...parts,
    onLaunched() {
      wakeSending();
      publisher.wake();
    },
  });
  const store = createReceiver({ db, clock, onStored: converser.wake, burstMs: parts.burstMs ?? 0 });

  const { retention } = parts;
  const data = retention && createDataLoop({ ...parts, retention, onWritten: wakeSending });
  const forms = createFormLoop({ ...parts, onWritten: wakeSending });
  const names = parts.channels.map(({ name }) => name);
  const watch =
    parts.watch && createWatch({ db, clock, log, ...parts.watch, channels: names, onWritten: wakeSending });
  const schedule = {
    async run(signal: AbortSignal) {
      if (parts.mayRunSchedule && !(await parts.mayRunSchedule(signal))) return;
      const all = [scheduler, publisher, forms, ...(data ? [data] : []), ...(watch ? [watch] : [])];
      await Promise.all(all.map((loop) => loop.run(signal)));
    },
  };
  const stop = startLoops(loops, { converse: converser, deliver: deliverer, schedule });

  return {
    async receive(messages) {
      await store(messages);
      for (const { channel, said } of messages) {
        if (said.kind === "pressed" && said.acknowledge !== null) {
          void channels.get(channel)?.acknowledge?.(said.acknowledge);
        }
      }
    },
    stop,
  };
}

type Loop = { run(signal: AbortSignal): Promise<unknown> };

/** Stopped from the first to the last, so that what an answer leaves behind is still sent. */
const order: readonly LoopName[] = ["schedule", "converse", "deliver"];

/** Returns what stops them one after the other. */
function startLoops(loops: readonly LoopName[], all: Record<LoopName, Loop>): () => Promise<void> {
  const started = order
    .filter((name) => loops.includes(name))
    .map((name) => {
      const stopping = new AbortController();
      return { stopping, ended: all[name].run(stopping.signal) };
    });
  return async () => {
    for (const { stopping, ended } of started) {
      stopping.abort();
      await ended;
    }
  };
}
