import {
  type BotConfig,
  type FacebookConfig,
  type ModelConfig,
  readBot,
  readDatabase,
  readFacebook,
  readModel,
  readPublicUrl,
  readZaloOa,
  type ZaloOaConfig,
} from "./config/groups.ts";
import { type Environment, listSettings, readValues, type SettingShown } from "./config/read.ts";
import type { RetentionSetting } from "./config/retention.ts";
import type { Role, Values } from "./config/settings.ts";
import { Failure } from "./kit/failure.ts";

/** Everything an operator decides. What is undefined is switched off. */
export type Config = {
  /** The federation's name. */
  readonly organization: string;
  /** Made-up members in a folder of their own; everything that could reach anybody is off. */
  readonly isPractice: boolean;
  readonly server: { readonly port: number; readonly host: string; readonly publicUrl: string };
  readonly database: { readonly kind: "sqlite" | "postgres"; readonly url: string };
  readonly dataDir: string;
  /** What this process does. */
  readonly roles: readonly Role[];
  readonly logLevel: Values["LOG_LEVEL"];
  readonly telegram: (BotConfig & { readonly bulkPerSecond: number }) | undefined;
  /** `perMonth`: most messages a month, 0 for no limit. */
  readonly zaloBot: (BotConfig & { readonly bulkPerSecond: number; readonly perMonth: number }) | undefined;
  readonly zaloOa: ZaloOaConfig | undefined;
  readonly facebook: FacebookConfig | undefined;
  readonly model: ModelConfig | undefined;
  /** How long an opening waits for what follows it, in milliseconds. */
  readonly burstMs: number;
  /** After how many days what is thrown away. */
  readonly retention: RetentionSetting;
  /** From so many recipients on their number is typed to approve. */
  readonly largeAudience: number;
  /** When the nightly backup is made, in minutes of the day in Việt Nam; undefined: never. */
  readonly backupAtMinute: number | undefined;
  /** When campaigns do not send, in minutes of the day in Việt Nam; equal ends mean never. */
  readonly quietHours: { readonly fromMinute: number; readonly toMinute: number };
};

/**
 * Reads the settings from the environment (`.env` is already in it, see `bin/run.mjs`). An empty value counts
 * as not set; a secret may stand in a file named by `<NAME>_FILE`.
 *
 * Throws `Failure("invalid")` with every fault at once, a line each: the setting, what is wrong, what to
 * write. No message holds the value of a secret.
 */
export function readConfig(env: Environment = process.env): Config {
  const faults: string[] = [];
  const reading = readValues(env, (name, why) => faults.push(`${name} ${why}`));
  const { values } = reading;
  const telegram = readBot(reading, "telegram");
  const zaloBot = readBot(reading, "zaloBot");
  const config: Config = {
    organization: values.ORGANIZATION,
    isPractice: values.PRACTICE,
    server: { port: values.PORT, host: values.HOST, publicUrl: readPublicUrl(reading) },
    database: readDatabase(reading),
    dataDir: values.DATA_DIR,
    roles: values.ROLES,
    logLevel: values.LOG_LEVEL,
    telegram: telegram && { ...telegram, bulkPerSecond: values.TELEGRAM_RATE },
    zaloBot: zaloBot && {
      ...zaloBot,
      bulkPerSecond: values.ZALO_BOT_RATE,
      perMonth: values.ZALO_BOT_MONTHLY,
    },
    zaloOa: readZaloOa(reading),
    facebook: readFacebook(reading),
    model: readModel(reading),
    burstMs: values.BURST_MS,
    backupAtMinute: values.BACKUP_AT,
    quietHours: values.QUIET_HOURS,
    largeAudience: values.LARGE_AUDIENCE,
    retention: values.RETENTION,
  };
  if (faults.length > 0) throw new Failure("invalid", listFaults(faults));
  return freeze(config.isPractice ? forPractice(config) : config);
}

/** The same program beside the real one: its own folder and database, and no way out. */
function forPractice(config: Config): Config {
  const dataDir = `${config.dataDir.replace(/\/+$/, "")}/practice`;
  return {
    ...config,
    dataDir,
    organization: `${config.organization} (tập huấn)`,
    database: { kind: "sqlite", url: `file:${dataDir}/caunoi.db` },
    roles: ["web", "converse", "deliver", "schedule"],
    telegram: undefined,
    zaloBot: undefined,
    zaloOa: undefined,
    facebook: undefined,
    backupAtMinute: undefined,
  };
}

function listFaults(faults: readonly string[]): string {
  const count = faults.length === 1 ? "One setting is wrong" : `${faults.length} settings are wrong`;
  return [`${count}; .env.example explains them all.`, ...faults.map((fault) => `  ${fault}`)].join("\n");
}

function freeze<T>(tree: T): T {
  if (typeof tree === "object" && tree !== null) Object.values(Object.freeze(tree)).forEach(freeze);
  return tree;
}

/** The settings as officers may see them; no secret is among the values. */
export function shownSettings(env: Environment = process.env): readonly SettingShown[] {
  return listSettings(env);
}

const tracing = ["LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"];

/**
 * Takes back what would make LangChain send every prompt and reply to a service of its maker: it reads these
 * variables by itself, and nothing else switches that off. Call it before the drafting assistant is used.
 */
export function silenceTracing(env: Record<string, string | undefined> = process.env): void {
  for (const name of tracing) delete env[name];
}
