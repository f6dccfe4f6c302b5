import { z } from "zod";
import { defaultRetention, retention } from "./retention.ts";

/** One setting as an operator writes it: a variable of the environment, or a line of `.env`. */
export type Setting = {
  readonly meaning: string;
  /** What stands when nothing is written; without it the setting is off then. */
  readonly byDefault?: string;
  /** Never printed. May also be given as a file: `<NAME>_FILE=/run/secrets/…`. */
  readonly isSecret?: true;
  /** Reads the text; what it refuses is answered with what to write instead. */
  readonly reads: z.ZodType<unknown, string>;
};

const roles = ["web", "converse", "deliver", "schedule"] as const;
/** What one process does. A single process does all; several share a PostgreSQL database. */
export type Role = (typeof roles)[number];

const text = z.string();
/** It stands in pages, feeds and answers: a name, nothing that could be read as markup. */
const organization = z
  .string()
  .transform((name) => name.normalize("NFC").replace(/\s+/g, " ").trim())
  .pipe(
    z
      .string()
      .regex(
        /^[\p{L}][\p{L}\p{M}\p{N} .,'’&()/–-]{2,99}$/u,
        "write a name of 3 to 100 letters, digits, spaces and . , ' & ( ) / -",
      ),
  );
/** Whoever knows it may speak for the platform, so it travels in a header: no spaces, no other letters. */
const webhookSecret = (least: number) =>
  z
    .string()
    .regex(
      new RegExp(`^[A-Za-z0-9_-]{${least},256}$`),
      `write ${least} to 256 letters A-Z a-z, digits, _ or -`,
    );
const botToken = z
  .string()
  .regex(/^[0-9]+:[A-Za-z0-9_-]+$/, "write the token as it was given, like 123456789:AAE…");
const mode = z.enum(["polling", "webhook"], "write polling or webhook");
const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^[0-9]{1,9}$/, `write a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `write a whole number from ${least} to ${most}`);
const root = z
  .string()
  .refine(isHttpUrl, "write an address like https://example.org")
  .transform((url) => url.replace(/\/+$/, ""));

/** Every setting there is, by its name. */
export const settings = {
  ORGANIZATION: {
    meaning: "Name of the federation, as members, readers of the news and officers see it.",
    byDefault: "Liên đoàn Lao động tỉnh Lai Châu",
    reads: organization,
  },
  PRACTICE: {
    meaning:
      "yes: try everything out with made-up members in DATA_DIR/practice; no message can reach anybody, whatever tokens are set.",
    byDefault: "no",
    reads: z
      .enum(["yes", "no", "1", "0"], "write yes or no")
      .transform((word) => word === "yes" || word === "1"),
  },
  PORT: {
    meaning: "Port the server listens on.",
    byDefault: "8080",
    reads: wholeNumber(1, 65_535),
  },
  HOST: {
    meaning: "Address it listens on; 127.0.0.1 behind a proxy on the same machine.",
    byDefault: "0.0.0.0",
    reads: text,
  },
  PUBLIC_URL: {
    meaning: "Where people and platforms reach the server from outside; http://localhost:PORT when not set.",
    reads: root.refine(
      (url) => new URL(url).pathname === "/",
      "write scheme and host alone, like https://hoi.example.vn",
    ),
  },
  DATABASE_URL: {
    meaning:
      "file:PATH for SQLite (caunoi.db in DATA_DIR when not set), postgres://user:password@host/name for PostgreSQL.",
    isSecret: true,
    reads: z
      .string()
      .refine(isDatabaseUrl, "write file:./data/caunoi.db or postgres://user:password@host:5432/name"),
  },
  DATA_DIR: {
    meaning: "Folder for the database, attachments and backups; must be writable.",
    byDefault: "./data",
    reads: text,
  },
  ROLES: {
    meaning:
      "What this process does: all, or a comma list of web,converse,deliver,schedule (PostgreSQL only).",
    byDefault: "all",
    reads: z
      .string()
      .transform(splitList)
      .pipe(
        z.union(
          [z.tuple([z.literal("all")]).transform(() => [...roles]), z.array(z.enum(roles)).min(1)],
          "write all, or a comma list of web,converse,deliver,schedule",
        ),
      ),
  },
  LOG_LEVEL: {
    meaning: "Least important log lines that are written: info, warn, error or silent.",
    byDefault: "info",
    reads: z.enum(["info", "warn", "error", "silent"], "write info, warn, error or silent"),
  },
  TELEGRAM_BOT_TOKEN: {
    meaning: "Token from @BotFather; switches Telegram on.",
    isSecret: true,
    reads: botToken,
  },
  TELEGRAM_API_ROOT: {
    meaning: "Address of the Bot API; another one for your own Bot API server.",
    byDefault: "https://api.telegram.org",
    reads: root,
  },
  TELEGRAM_MODE: {
    meaning: "polling works anywhere; webhook needs PUBLIC_URL with https and TELEGRAM_WEBHOOK_SECRET.",
    byDefault: "polling",
    reads: mode,
  },
  TELEGRAM_WEBHOOK_SECRET: {
    meaning: "A long random word that only Telegram and this server know (webhook mode).",
    isSecret: true,
    reads: webhookSecret(1),
  },
  TELEGRAM_RATE: {
    meaning:
      "Campaign messages a second; Telegram allows about 30, and 1000 with paid broadcasts: above 30 each is marked as paid.",
    byDefault: "28",
    reads: wholeNumber(1, 1000),
  },
  ZALO_BOT_TOKEN: {
    meaning: "Token of a Zalo bot; switches Zalo Bot on.",
    isSecret: true,
    reads: botToken,
  },
  ZALO_BOT_API_ROOT: {
    meaning: "Address of the Zalo Bot API.",
    byDefault: "https://bot-api.zaloplatforms.com",
    reads: root,
  },
  ZALO_BOT_MODE: {
    meaning: "polling works anywhere; webhook needs PUBLIC_URL with https and ZALO_BOT_WEBHOOK_SECRET.",
    byDefault: "polling",
    reads: mode,
  },
  ZALO_BOT_WEBHOOK_SECRET: {
    meaning: "A long random word that only Zalo and this server know (webhook mode).",
    isSecret: true,
    reads: webhookSecret(8),
  },
  ZALO_BOT_RATE: {
    meaning: "Campaign messages a second; Zalo documents no limit.",
    byDefault: "5",
    reads: wholeNumber(1, 1000),
  },
  ZALO_BOT_MONTHLY: {
    meaning:
      "Most messages a month, where the account has such a limit; campaigns wait for the next month. 0 for none.",
    byDefault: "0",
    reads: wholeNumber(0, 100_000_000),
  },
  ZALO_OA_APP_ID: {
    meaning: "Zalo Official Account: id of the application at developers.zalo.me.",
    reads: text,
  },
  ZALO_OA_APP_SECRET: {
    meaning: "Secret of that application.",
    isSecret: true,
    reads: text,
  },
  ZALO_OA_SECRET_KEY: {
    meaning: "OA secret key, which signs the webhook calls.",
    isSecret: true,
    reads: text,
  },
  ZALO_OA_ID: {
    meaning: "Id of the Official Account.",
    reads: text,
  },
  ZALO_OA_ACCESS_TOKEN: {
    meaning: "First access token; renewed ones are kept in the database.",
    isSecret: true,
    reads: text,
  },
  ZALO_OA_REFRESH_TOKEN: {
    meaning: "First refresh token; renewed ones are kept in the database.",
    isSecret: true,
    reads: text,
  },
  ZALO_OA_PAID_REPLIES: {
    meaning:
      "yes: also write to people whose last message is 48 hours to 7 days old, which costs money per message.",
    byDefault: "no",
    reads: z.enum(["yes", "no"], "write yes or no").transform((word) => word === "yes"),
  },
  ZALO_OA_TERMS: {
    meaning:
      "A JSON file with Zalo's windows, prices, quotas by date and your templates (docs/zalo.md); the built-in terms when not set.",
    reads: text,
  },
  ZALO_OA_CHOICES: {
    meaning:
      "How choices are shown: buttons, list (a list template) or numbers; what Zalo refuses becomes numbers.",
    byDefault: "buttons",
    reads: z.enum(["buttons", "list", "numbers"], "write buttons, list or numbers"),
  },
  ZALO_OA_OFFICER_PAUSE: {
    meaning:
      "yes: when an officer writes to somebody in Zalo's own chat tool, the assistant is silent there.",
    byDefault: "yes",
    reads: z.enum(["yes", "no"], "write yes or no").transform((word) => word === "yes"),
  },
  ZALO_OA_SIGNING_ID: {
    meaning:
      "Which id signs the webhook calls: app (as documented) or oa; doctor tells when it is the other.",
    byDefault: "app",
    reads: z.enum(["app", "oa"], "write app or oa"),
  },
  ZALO_OA_REPLAY_HOURS: {
    meaning: "How old a webhook call may be; Zalo itself repeats for two hours.",
    byDefault: "24",
    reads: wholeNumber(2, 168),
  },
  ZALO_OA_APPSECRET_PROOF: {
    meaning: "yes: send appsecret_proof with every call, for applications that demand it.",
    byDefault: "no",
    reads: z.enum(["yes", "no"], "write yes or no").transform((word) => word === "yes"),
  },
  ZALO_OA_RATE: {
    meaning: "Campaign messages a second; Zalo allows 4000 calls a minute, small packages fewer.",
    byDefault: "10",
    reads: wholeNumber(1, 60),
  },
  ZALO_OPENAPI_ROOT: {
    meaning: "Address of the Zalo Open API.",
    byDefault: "https://openapi.zalo.me",
    reads: root,
  },
  ZALO_OAUTH_ROOT: {
    meaning: "Address that renews Zalo tokens.",
    byDefault: "https://oauth.zaloapp.com",
    reads: root,
  },
  FACEBOOK_PAGE_ID: {
    meaning: "Facebook Page that campaigns are published on.",
    reads: text,
  },
  FACEBOOK_PAGE_TOKEN: {
    meaning: "Token of that page.",
    isSecret: true,
    reads: text,
  },
  FACEBOOK_GRAPH_ROOT: {
    meaning: "Address of the Graph API.",
    byDefault: "https://graph.facebook.com",
    reads: root,
  },
  OPENAI_API_KEY: {
    meaning:
      "Key of a language model service. Without any OPENAI_ setting the program works without a model.",
    isSecret: true,
    reads: text,
  },
  OPENAI_BASE_URL: {
    meaning: "Address of any OpenAI-compatible server; the service's own when only a key is set.",
    reads: root,
  },
  OPENAI_MODEL: {
    meaning: "Model that words answers.",
    reads: text,
  },
  OPENAI_EMBEDDING_MODEL: {
    meaning: "Model that turns texts into vectors for the search.",
    reads: text,
  },
  OPENAI_TRANSCRIBE_MODEL: {
    meaning: "Model that writes down voice messages.",
    reads: text,
  },
  OPENAI_TIMEOUT_MS: {
    meaning: "How long a person waits for the model before the answer without it, in milliseconds.",
    byDefault: "20000",
    reads: wholeNumber(100, 600_000),
  },
  OPENAI_CALLS_PER_DAY: {
    meaning: "Most calls of the model a day; then answers are without it until midnight. 0 for no limit.",
    byDefault: "5000",
    reads: wholeNumber(0, 100_000_000),
  },
  OPENAI_TOKENS_PER_DAY: {
    meaning: "Most tokens a day, as the service counts them. 0 for no limit.",
    byDefault: "5000000",
    reads: wholeNumber(0, 1_000_000_000_000),
  },
  RETENTION: {
    meaning: `Days after which what is thrown away, where it differs from: ${defaultRetention}. See docs/privacy.md.`,
    byDefault: defaultRetention,
    reads: retention,
  },
  BURST_MS: {
    meaning:
      "How long a few words that ask nothing yet wait for what follows them, in milliseconds; 0 answers each message by itself.",
    byDefault: "1500",
    reads: wholeNumber(0, 10_000),
  },
  LARGE_AUDIENCE: {
    meaning: "From so many recipients on, an officer types their number to approve a campaign.",
    byDefault: "500",
    reads: wholeNumber(1, 100_000_000),
  },
  BACKUP_AT: {
    meaning:
      "When the nightly backup is made and restored on trial, in Việt Nam time; off for never. Into DATA_DIR/backups.",
    byDefault: "02:30",
    reads: z
      .string()
      .regex(/^(off|([01]\d|2[0-3]):[0-5]\d)$/, "write a time of day like 02:30, or off")
      .transform((time) => (time === "off" ? undefined : minuteOfDay(time))),
  },
  QUIET_HOURS: {
    meaning: "When campaigns do not send, in Việt Nam time; 00:00-00:00 for never.",
    byDefault: "21:00-07:00",
    reads: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, "write two times of day like 21:00-07:00")
      .transform((hours) => ({
        fromMinute: minuteOfDay(hours.slice(0, 5)),
        toMinute: minuteOfDay(hours.slice(6)),
      })),
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;

/** What was read: settings without a default may be absent. */
export type Values = {
  readonly [Name in SettingName]:
    | z.output<(typeof settings)[Name]["reads"]>
    | ((typeof settings)[Name] extends { byDefault: string } ? never : undefined);
};

function isHttpUrl(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "";
}

function isDatabaseUrl(value: string): boolean {
  // An in-memory database would be a different one for every connection.
  return /^file:(?!:)./.test(value) || /^postgres(ql)?:\/\/./.test(value);
}

function splitList(list: string): string[] {
  return list.split(",").map((item) => item.trim());
}

function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
