import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type Setting, settings } from "../src/config/settings.ts";
import { readConfig } from "../src/config.ts";
import { Failure } from "../src/kit/failure.ts";

const token = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc";
const telegram = { TELEGRAM_BOT_TOKEN: token };
const webhook = {
  ...telegram,
  TELEGRAM_MODE: "webhook",
  TELEGRAM_WEBHOOK_SECRET: "s3cret_word",
  PUBLIC_URL: "https://hoi.example.vn",
};
const zaloOa = {
  ZALO_OA_APP_ID: "4321",
  ZALO_OA_APP_SECRET: "app-secret-value",
  ZALO_OA_SECRET_KEY: "signing-key-value",
  ZALO_OA_ID: "8765",
};

/** The refusal's words; fails the test when the settings are accepted. */
function refusal(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof Failure && error.code === "invalid") return error.message;
    throw error;
  }
  throw new Error(`these settings were accepted: ${Object.keys(env).join(", ")}`);
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});
function fileHolding(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), "caunoi-config-"));
  folders.push(folder);
  writeFileSync(join(folder, "secret"), content);
  return join(folder, "secret");
}

describe("settings that are accepted", () => {
  it("practice has a folder of its own and no way to anybody, whatever is set", () => {
    const practice = readConfig({
      ...{ ...webhook, ...zaloOa, PRACTICE: "1", DATA_DIR: "/srv/caunoi/" },
      ...{ DATABASE_URL: "postgres://u:p@db/caunoi", ROLES: "web" },
      ...{ FACEBOOK_PAGE_ID: "1", FACEBOOK_PAGE_TOKEN: "t" },
    });
    expect(practice).toMatchObject({
      isPractice: true,
      dataDir: "/srv/caunoi/practice",
      database: { kind: "sqlite", url: "file:/srv/caunoi/practice/caunoi.db" },
      roles: ["web", "converse", "deliver", "schedule"],
      organization: "Liên đoàn Lao động tỉnh Lai Châu (tập huấn)",
    });
    const { telegram: bot, zaloBot, zaloOa: account, facebook } = practice;
    expect([bot, zaloBot, account, facebook]).toEqual([undefined, undefined, undefined, undefined]);
    expect(refusal({ PRACTICE: "maybe" })).toContain("write yes or no");
  });
  it("the federation's name is composed and has single spaces; markup is refused", () => {
    const name = "  Công đoàn ngành  Y tế & Giáo dục (Điện Biên) ".normalize("NFD");
    expect(readConfig({ ORGANIZATION: name }).organization).toBe(
      "Công đoàn ngành Y tế & Giáo dục (Điện Biên)",
    );
    for (const bad of ["<b>Công đoàn</b>", 'A "B"', "{{assets}}", "A", "Ă".repeat(101)])
      expect(refusal({ ORGANIZATION: bad })).toContain("write a name of 3 to 100 letters");
  });
  it("without any setting everything runs here, on SQLite, with every outside service off", () => {
    expect(readConfig({})).toEqual({
      organization: "Liên đoàn Lao động tỉnh Lai Châu",
      isPractice: false,
      server: { port: 8080, host: "0.0.0.0", publicUrl: "http://localhost:8080" },
      database: { kind: "sqlite", url: "file:./data/caunoi.db" },
      dataDir: "./data",
      burstMs: 1500,
      roles: ["web", "converse", "deliver", "schedule"],
      logLevel: "info",
      telegram: undefined,
      zaloBot: undefined,
      zaloOa: undefined,
      facebook: undefined,
      model: undefined,
      largeAudience: 500,
      retention: {
        ...{ messages: 365, replies: 365, questions: 365, cases: 730, sessions: 30, codes: 30 },
        ...{ signs: 90, files: 2, backups: 35 },
      },
      backupAtMinute: 150,
      quietHours: { fromMinute: 21 * 60, toMinute: 7 * 60 },
    });
  });

  it("an empty or blank value is the same as none", () => {
    expect(readConfig({ PORT: "", TELEGRAM_BOT_TOKEN: "  ", DATABASE_URL: "" })).toEqual(readConfig({}));
  });

  it("the public address follows the port until one is given", () => {
    expect(readConfig({ PORT: "9000" }).server.publicUrl).toBe("http://localhost:9000");
    expect(readConfig({ PORT: "9000", PUBLIC_URL: "https://a.vn/" }).server.publicUrl).toBe("https://a.vn");
  });

  it("DATA_DIR alone moves the database with it; DATABASE_URL is kept as written", () => {
    expect(readConfig({ DATA_DIR: "/var/lib/caunoi/" }).database.url).toBe("file:/var/lib/caunoi/caunoi.db");
    const both = readConfig({ DATA_DIR: "/var/lib/caunoi", DATABASE_URL: "file:/srv/a.db" });
    expect(both.database).toEqual({ kind: "sqlite", url: "file:/srv/a.db" });
    expect(readConfig({ DATABASE_URL: "postgres://u:p@db/x" }).database.kind).toBe("postgres");
  });

  it("processes share a PostgreSQL database by roles", () => {
    const env = { DATABASE_URL: "postgresql://u:p@db/x", ROLES: "web, deliver" };
    expect(readConfig(env).roles).toEqual(["web", "deliver"]);
    expect(readConfig({ ROLES: "all" }).roles).toHaveLength(4);
  });

  it("a Telegram token alone starts polling", () => {
    expect(readConfig(telegram).telegram).toEqual({
      token,
      apiRoot: "https://api.telegram.org",
      mode: "polling",
      webhookSecret: null,
      bulkPerSecond: 28,
    });
  });

  it("webhook mode carries its secret", () => {
    expect(readConfig(webhook).telegram?.webhookSecret).toBe("s3cret_word");
  });

  it("an own Bot API server may call a plain http address", () => {
    const { PUBLIC_URL: _, ...env } = webhook;
    const own = readConfig({ ...env, TELEGRAM_API_ROOT: "http://127.0.0.1:8081/" });
    expect(own.telegram?.apiRoot).toBe("http://127.0.0.1:8081");
    expect(own.telegram?.webhookSecret).toBe("s3cret_word");
  });

  it("a Zalo account works without first tokens, once the database holds renewed ones", () => {
    expect(readConfig(zaloOa).zaloOa?.tokens).toBeUndefined();
    const pair = { ZALO_OA_ACCESS_TOKEN: "a", ZALO_OA_REFRESH_TOKEN: "r" };
    expect(readConfig({ ...zaloOa, ...pair }).zaloOa?.tokens).toEqual({ access: "a", refresh: "r" });
  });

  it("a model server of one's own needs no key", () => {
    const model = readConfig({ OPENAI_BASE_URL: "http://127.0.0.1:11434/v1", OPENAI_MODEL: "qwen" }).model;
    expect(model).toMatchObject({
      apiKey: undefined,
      baseUrl: "http://127.0.0.1:11434/v1",
      answers: "qwen",
      timeoutMs: 20_000,
    });
  });

  it("quiet hours are minutes of the day, and may be none", () => {
    expect(readConfig({ QUIET_HOURS: "22:30-06:15" }).quietHours).toEqual({
      fromMinute: 1350,
      toMinute: 375,
    });
    expect(readConfig({ QUIET_HOURS: "00:00-00:00" }).quietHours).toEqual({ fromMinute: 0, toMinute: 0 });
  });

  it("a secret may stand in a file, without its last line break", () => {
    const config = readConfig({ TELEGRAM_BOT_TOKEN_FILE: fileHolding(`${token}\n`) });
    expect(config.telegram?.token).toBe(token);
  });

  it("what was read cannot be changed", () => {
    const config = readConfig(telegram);
    expect(() => Object.assign(config.server, { port: 1 })).toThrow(TypeError);
    expect(() => Object.assign(config.roles, { 0: "web" })).toThrow(TypeError);
  });

  it("variables of other programs are nobody's business", () => {
    const others = {
      PORTS: "1",
      DATABASE_HOST: "db",
      OPENAI_ORG_ID: "x",
      npm_config_cache: "/c",
      PATH: "/bin",
    };
    expect(readConfig(others)).toEqual(readConfig({}));
  });
});

describe("settings that stop the start", () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ["a port that is no number", { PORT: "http" }, /PORT is "http": write a whole number from 1 to 65535/],
    ["a port out of range", { PORT: "70000" }, /PORT is "70000"/],
    ["an address without scheme", { PUBLIC_URL: "hoi.example.vn" }, /PUBLIC_URL .*https:\/\//],
    ["an address with a path", { PUBLIC_URL: "https://a.vn/bot" }, /PUBLIC_URL .*scheme and host alone/],
    ["an unknown database", { DATABASE_URL: "mysql://a" }, /DATABASE_URL cannot be read: write file:/],
    ["a database in memory", { DATABASE_URL: "file::memory:" }, /DATABASE_URL cannot be read/],
    ["an unknown role", { ROLES: "web,mail" }, /ROLES is "web,mail": write all, or/],
    ["roles on SQLite", { ROLES: "web" }, /ROLES is a list, but SQLite/],
    ["quiet hours that are no times", { QUIET_HOURS: "21-7" }, /QUIET_HOURS is "21-7": write two times/],
    [
      "a backup at no time",
      { BACKUP_AT: "night" },
      /BACKUP_AT is "night": write a time of day like 02:30, or off/,
    ],
    ["an hour that does not exist", { QUIET_HOURS: "24:00-07:00" }, /QUIET_HOURS/],
    ["an unknown log level", { LOG_LEVEL: "loud" }, /LOG_LEVEL is "loud": write info/],
    ["a Telegram rate of zero", { TELEGRAM_RATE: "0" }, /TELEGRAM_RATE is "0"/],
    ["a webhook without token", { TELEGRAM_MODE: "webhook" }, /TELEGRAM_BOT_TOKEN is missing/],
    ["a secret without token", { TELEGRAM_WEBHOOK_SECRET: "abc" }, /TELEGRAM_BOT_TOKEN is missing/],
    [
      "a webhook without secret",
      { ...webhook, TELEGRAM_WEBHOOK_SECRET: "" },
      /TELEGRAM_WEBHOOK_SECRET is missing/,
    ],
    ["a webhook on http", { ...webhook, PUBLIC_URL: "http://a.vn" }, /PUBLIC_URL must start with https/],
    [
      "a secret while polling",
      { ...webhook, TELEGRAM_MODE: "polling" },
      /TELEGRAM_WEBHOOK_SECRET is set, but/,
    ],
    [
      "an unknown mode",
      { ...telegram, TELEGRAM_MODE: "push" },
      /TELEGRAM_MODE is "push": write polling or webhook/,
    ],
    [
      "a short Zalo secret",
      { ZALO_BOT_WEBHOOK_SECRET: "short" },
      /ZALO_BOT_WEBHOOK_SECRET cannot be read: write 8/,
    ],
    ["half a Zalo account", { ZALO_OA_APP_ID: "1" }, /ZALO_OA_ID is missing, but ZALO_OA_APP_ID is set/],
    ["half a Zalo token pair", { ...zaloOa, ZALO_OA_ACCESS_TOKEN: "a" }, /ZALO_OA_REFRESH_TOKEN is missing/],
    ["half a Facebook page", { FACEBOOK_PAGE_ID: "1" }, /FACEBOOK_PAGE_TOKEN is missing/],
    ["a key without a model", { OPENAI_API_KEY: "sk-1" }, /OPENAI_MODEL is missing/],
    [
      "a model without a service",
      { OPENAI_MODEL: "gpt" },
      /OPENAI_API_KEY is missing, but OPENAI_MODEL is set/,
    ],
    ["a time-out that is no number", { OPENAI_TIMEOUT_MS: "20s" }, /OPENAI_TIMEOUT_MS is "20s"/],
    [
      "a misspelled name",
      { TELEGRAM_BOT_TOKN: token },
      /TELEGRAM_BOT_TOKN is not a setting: did you mean TELEGRAM_BOT_TOKEN\?/,
    ],
    ["a name with a word left out", { TELEGRAM_TOKEN: token }, /did you mean TELEGRAM_BOT_TOKEN\?/],
    ["a name in lower case", { quiet_hours: "22:00-06:00" }, /did you mean QUIET_HOURS\?/],
  ])("%s", (_, env, words) => {
    expect(refusal(env)).toMatch(words);
  });

  it("names every fault at once, a line each", () => {
    const words = refusal({ PORT: "x", QUIET_HOURS: "x", FACEBOOK_PAGE_ID: "1" });
    expect(words.split("\n")).toHaveLength(4);
    expect(words).toMatch(/^3 settings are wrong/);
  });

  it("never shows a secret, wherever it was written", () => {
    const secret = "Passw0rd-that-must-not-be-seen";
    const names = Object.entries<Setting>(settings).filter(([, setting]) => setting.isSecret);
    for (const [name] of names) {
      const env = { [name]: `${secret} ${secret}`, PORT: "x" };
      expect(refusal(env)).not.toContain("Passw0rd");
    }
    expect(refusal({ TELEGRAM_BOT_TOKEN_FILE: fileHolding(secret) })).not.toContain(secret);
    expect(refusal({ TELEGRAM_TOKEN: token })).not.toContain(token);
  });

  it("a secret file that is missing, empty or given twice is named with its path", () => {
    const name = "TELEGRAM_BOT_TOKEN_FILE";
    expect(refusal({ [name]: "/no/such/file" })).toMatch(/ENOENT.*\/no\/such\/file/);
    expect(refusal({ [name]: fileHolding("\n") })).toMatch(/empty file/);
    expect(refusal({ [name]: fileHolding(token), TELEGRAM_BOT_TOKEN: token })).toMatch(/keep one of the two/);
  });
});

describe(".env.example", () => {
  const lines = readFileSync(new URL("../.env.example", import.meta.url), "utf8").split("\n");
  const shown = lines.flatMap((line, index) => {
    const match = /^# ([A-Z_]+)=(.*)$/.exec(line);
    return match ? [{ name: match[1], value: match[2], comment: lines[index - 1] }] : [];
  });

  it("lists every setting once, in order, with its meaning and its default", () => {
    const expected = Object.entries<Setting>(settings).map(([name, setting]) => ({
      name,
      value: setting.byDefault ?? "",
      comment: `# ${setting.meaning}`,
    }));
    expect(shown).toEqual(expected);
  });

  it("switches nothing on when it is copied as it is", () => {
    expect(lines.filter((line) => line !== "" && !line.startsWith("#"))).toEqual([]);
  });
});
