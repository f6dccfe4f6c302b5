import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { describeError } from "../kit/failure.ts";
import type { Log } from "../kit/log.ts";

/** What the ledgers hold at this moment, read from the database when somebody scrapes. */
export type QueueDepths = {
  readonly inboundWaiting: number;
  readonly inboundParked: number;
  readonly deliveriesPending: number;
  readonly deliveriesUncertain: number;
  readonly channelsToReconnect: number;
  /** Troubles officers were told of and that last. */
  readonly alarms?: number;
  /** Since the newest backup that went well; left out: there is none. */
  readonly backupAgeSeconds?: number | undefined;
  /** 1: that one was restored on trial with equal counts. */
  readonly backupIsProven?: number | undefined;
};

/** Figures for Prometheus. Counts belong to this process; depths to the whole installation. */
export type Metrics = {
  /** Messages that came in by `status`: stored, forged, invalid, failed. */
  countInbound(channel: string, status: string, count?: number): void;
  /** Attempts to send by `outcome`: sent, later, refused, unknown. */
  countDelivery(channel: string, outcome: string): void;
  /** The Prometheus text format, and its content type. */
  scrape(): Promise<{ readonly text: string; readonly contentType: string }>;
};

const depthGauges = [
  ["inboundWaiting", "caunoi_inbound_waiting", "Messages stored and not answered yet"],
  ["inboundParked", "caunoi_inbound_parked", "Messages set aside after repeated failures"],
  ["deliveriesPending", "caunoi_deliveries_pending", "Messages waiting to be sent"],
  ["deliveriesUncertain", "caunoi_deliveries_uncertain", "Messages that may or may not have arrived"],
  ["channelsToReconnect", "caunoi_channels_to_reconnect", "Channels an administrator has to connect again"],
  ["alarms", "caunoi_alarms", "Troubles that officers were told of and that last"],
  ["backupAgeSeconds", "caunoi_backup_age_seconds", "Seconds since the newest backup that went well"],
  ["backupIsProven", "caunoi_backup_proven", "Whether that backup was restored on trial with equal counts"],
] as const satisfies readonly (readonly [keyof QueueDepths, string, string])[];

/**
 * A registry of its own, so that two servers in one process (tests) do not share figures. When `readDepths`
 * fails the scrape still answers: the gauges are `NaN` and the log says why.
 */
export function createMetrics(readDepths: () => Promise<QueueDepths>, log: Log): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const inbound = new Counter({
    name: "caunoi_inbound_total",
    help: "Messages that came in, by channel and what became of them",
    labelNames: ["channel", "status"],
    registers,
  });
  const deliveries = new Counter({
    name: "caunoi_deliveries_total",
    help: "Attempts to send a message, by channel and outcome",
    labelNames: ["channel", "outcome"],
    registers,
  });
  const gauges = depthGauges.map(([key, name, help]) => ({
    key,
    gauge: new Gauge({ name, help, registers }),
  }));
  const readSafely = async (): Promise<QueueDepths | undefined> => {
    try {
      return await readDepths();
    } catch (error) {
      log.warn("metrics.incomplete", { fault: describeError(error) });
      return undefined;
    }
  };
  return {
    countInbound: (channel, status, count = 1) => inbound.inc({ channel, status }, count),
    countDelivery: (channel, outcome) => deliveries.inc({ channel, outcome }),
    async scrape() {
      const depths = await readSafely();
      for (const { key, gauge } of gauges) gauge.set(depths?.[key] ?? Number.NaN);
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
  };
}
