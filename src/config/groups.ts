import type { Reading } from "./read.ts";
import type { SettingName } from "./settings.ts";
import { readZaloTerms, type ZaloTerms } from "./zalo-terms.ts";

/** A bot platform that is switched on; a webhook secret is there in webhook mode. */
export type BotConfig = {
  readonly token: string;
  readonly apiRoot: string;
  readonly mode: "polling" | "webhook";
  readonly webhookSecret: string | null;
};

export type ZaloOaConfig = {
  readonly appId: string;
  readonly appSecret: string;
  readonly secretKey: string;
  readonly oaId: string;
  /** The first pair; afterwards the database holds the renewed one. */
  readonly tokens: { readonly access: string; readonly refresh: string } | undefined;
  readonly openApiRoot: string;
  readonly oauthRoot: string;
  readonly bulkPerSecond: number;
  /** Whether messages that cost money may be sent (48 hours to 7 days after a person's last message). */
  readonly isPaidAllowed: boolean;
  /** Windows, prices and quotas by date, and the templates of each topic. */
  readonly terms: ZaloTerms["terms"];
  readonly templates: ZaloTerms["templates"];
  readonly choices: "buttons" | "list" | "numbers";
  readonly noticesOfficers: boolean;
  readonly signingId: "app" | "oa";
  readonly replayMs: number;
  readonly provesSecret: boolean;
};

export type FacebookConfig = {
  readonly pageId: string;
  readonly pageToken: string;
  readonly graphRoot: string;
};

/** An OpenAI-compatible service, and the models used for each work; undefined: that work is done without. */
export type ModelConfig = {
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
  readonly answers: string | undefined;
  readonly embeds: string | undefined;
  readonly transcribes: string | undefined;
  readonly timeoutMs: number;
  readonly callsPerDay: number;
  readonly tokensPerDay: number;
};

/** Where people and platforms reach the server. */
export function readPublicUrl({ values }: Reading): string {
  return values.PUBLIC_URL ?? `http://localhost:${values.PORT}`;
}

/** SQLite has one writing process: a list of roles there would start half a program. */
export function readDatabase({ values, isGiven, fault }: Reading) {
  // A folder of data is one folder: DATA_DIR alone moves the database with it.
  const url = values.DATABASE_URL ?? `file:${values.DATA_DIR.replace(/\/+$/, "")}/caunoi.db`;
  const kind = url.startsWith("file:") ? ("sqlite" as const) : ("postgres" as const);
  if (kind === "sqlite" && isGiven("ROLES") && new Set(values.ROLES).size < 4) {
    fault("ROLES", "is a list, but SQLite serves one process: write all, or set a postgres:// DATABASE_URL.");
  }
  return { kind, url };
}

const bots = {
  telegram: {
    token: "TELEGRAM_BOT_TOKEN",
    apiRoot: "TELEGRAM_API_ROOT",
    mode: "TELEGRAM_MODE",
    secret: "TELEGRAM_WEBHOOK_SECRET",
    officialRoot: "https://api.telegram.org",
  },
  zaloBot: {
    token: "ZALO_BOT_TOKEN",
    apiRoot: "ZALO_BOT_API_ROOT",
    mode: "ZALO_BOT_MODE",
    secret: "ZALO_BOT_WEBHOOK_SECRET",
    officialRoot: "https://bot-api.zaloplatforms.com",
  },
} as const;

/** A token switches the bot on; webhook mode needs a secret and an address the platform accepts. */
export function readBot(reading: Reading, bot: keyof typeof bots): BotConfig | undefined {
  const { values, isGiven, fault } = reading;
  const names = bots[bot];
  const isWebhook = values[names.mode] === "webhook";
  if (!isGiven(names.token)) {
    if (isWebhook)
      fault(names.token, `is missing, but ${names.mode}=webhook: write the token, or unset the mode.`);
    else if (isGiven(names.secret))
      fault(names.token, `is missing, but ${names.secret} is set: write the token.`);
    return undefined;
  }
  if (isWebhook) checkWebhook(reading, bot);
  else if (isGiven(names.secret)) {
    fault(
      names.secret,
      `is set, but ${names.mode} is polling: write ${names.mode}=webhook, or unset the secret.`,
    );
  }
  return {
    token: values[names.token] ?? "",
    apiRoot: values[names.apiRoot],
    mode: values[names.mode],
    webhookSecret: (isWebhook && values[names.secret]) || null,
  };
}

function checkWebhook({ values, isGiven, fault }: Reading, bot: keyof typeof bots): void {
  const names = bots[bot];
  if (!isGiven(names.secret)) {
    fault(
      names.secret,
      `is missing, but ${names.mode}=webhook needs it: write 32 random letters and digits.`,
    );
  }
  // The platforms call https only; an own Bot API server beside the program may call plain http.
  const needsHttps = values[names.apiRoot] === names.officialRoot;
  if (needsHttps && !values.PUBLIC_URL?.startsWith("https://")) {
    fault(
      "PUBLIC_URL",
      `must start with https:// because ${names.mode}=webhook: write the server's public address.`,
    );
  }
}

/** The Official Account needs its four names together, and its first tokens as a pair. */
export function readZaloOa(reading: Reading): ZaloOaConfig | undefined {
  const { values } = reading;
  const needed = ["ZALO_OA_APP_ID", "ZALO_OA_APP_SECRET", "ZALO_OA_SECRET_KEY", "ZALO_OA_ID"] as const;
  const pair = ["ZALO_OA_ACCESS_TOKEN", "ZALO_OA_REFRESH_TOKEN"] as const;
  const hasPair = isWhole(reading, pair);
  if (hasPair ? !isComplete(reading, needed, pair[0]) : !isWhole(reading, needed)) return undefined;
  const access = values.ZALO_OA_ACCESS_TOKEN;
  const refresh = values.ZALO_OA_REFRESH_TOKEN;
  return {
    appId: values.ZALO_OA_APP_ID ?? "",
    appSecret: values.ZALO_OA_APP_SECRET ?? "",
    secretKey: values.ZALO_OA_SECRET_KEY ?? "",
    oaId: values.ZALO_OA_ID ?? "",
    tokens: access && refresh ? { access, refresh } : undefined,
    openApiRoot: values.ZALO_OPENAPI_ROOT,
    oauthRoot: values.ZALO_OAUTH_ROOT,
    bulkPerSecond: values.ZALO_OA_RATE,
    isPaidAllowed: values.ZALO_OA_PAID_REPLIES,
    ...readZaloTerms(values.ZALO_OA_TERMS, reading.fault),
    choices: values.ZALO_OA_CHOICES,
    noticesOfficers: values.ZALO_OA_OFFICER_PAUSE,
    signingId: values.ZALO_OA_SIGNING_ID,
    replayMs: values.ZALO_OA_REPLAY_HOURS * 3_600_000,
    provesSecret: values.ZALO_OA_APPSECRET_PROOF,
  };
}

/** The page and its token belong together. */
export function readFacebook(reading: Reading): FacebookConfig | undefined {
  const { FACEBOOK_PAGE_ID: pageId, FACEBOOK_PAGE_TOKEN: pageToken, FACEBOOK_GRAPH_ROOT } = reading.values;
  isWhole(reading, ["FACEBOOK_PAGE_ID", "FACEBOOK_PAGE_TOKEN"]);
  return pageId && pageToken ? { pageId, pageToken, graphRoot: FACEBOOK_GRAPH_ROOT } : undefined;
}

/** A service without a model, or a model without a service, does nothing: both are refused. */
export function readModel({ values, isGiven, fault }: Reading): ModelConfig | undefined {
  const hasService = isGiven("OPENAI_API_KEY") || isGiven("OPENAI_BASE_URL");
  const models = ["OPENAI_MODEL", "OPENAI_EMBEDDING_MODEL", "OPENAI_TRANSCRIBE_MODEL"] as const;
  const model = models.find(isGiven);
  if (!hasService && !model) return undefined;
  if (!model)
    fault("OPENAI_MODEL", "is missing, but a model service is set: write its model, or unset the service.");
  if (!hasService) {
    fault(
      "OPENAI_API_KEY",
      `is missing, but ${model} is set: write the key, or OPENAI_BASE_URL of a server without one.`,
    );
  }
  return {
    apiKey: values.OPENAI_API_KEY,
    baseUrl: values.OPENAI_BASE_URL,
    answers: values.OPENAI_MODEL,
    embeds: values.OPENAI_EMBEDDING_MODEL,
    transcribes: values.OPENAI_TRANSCRIBE_MODEL,
    timeoutMs: values.OPENAI_TIMEOUT_MS,
    callsPerDay: values.OPENAI_CALLS_PER_DAY,
    tokensPerDay: values.OPENAI_TOKENS_PER_DAY,
  };
}

/** Whether all of the settings are given; notes the missing ones when only some are. */
function isWhole(reading: Reading, names: readonly SettingName[]): boolean {
  const given = names.find(reading.isGiven);
  return given !== undefined && isComplete(reading, names, given);
}

function isComplete(
  { isGiven, fault }: Reading,
  names: readonly SettingName[],
  because: SettingName,
): boolean {
  const missing = names.filter((name) => !isGiven(name));
  for (const name of missing)
    fault(name, `is missing, but ${because} is set: write it, or unset ${because}.`);
  return missing.length === 0;
}
