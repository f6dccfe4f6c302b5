import { type DestinationStream, pino } from "pino";
import { systemClock } from "./time.ts";

/**
 * Writes one JSON line per event. The first argument is the event's constant past-tense name
 * (`delivery.sent`); fields hold ids, counts and codes only: never message text, names, phones or tokens.
 */
export type Log = {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
};

/** Logs to stdout, or to `destination` in tests. `level` is a pino level or `silent`. */
export function createLog(level = "info", destination?: DestinationStream): Log {
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: () => `,"at":"${systemClock()}"`,
    messageKey: "event",
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const logger = destination ? pino(options, destination) : pino(options);
  return {
    info: (event, fields = {}) => logger.info(redact(fields), event),
    warn: (event, fields = {}) => logger.warn(redact(fields), event),
    error: (event, fields = {}) => logger.error(redact(fields), event),
  };
}

/** Logs nothing: for tests and commands whose stdout is their answer. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * Takes bot tokens out of a text. Telegram and Zalo put the token into the URL of every call, and HTTP
 * libraries put URLs into their errors (`https://api.telegram.org/bot<token>/sendMessage`).
 */
export function redactTokens(text: string): string {
  return text
    .replace(/\/bot[0-9]+:[A-Za-z0-9_-]+/g, "/bot<redacted>")
    .replace(/\b[0-9]{6,}:[A-Za-z0-9_-]{20,}/g, "<redacted>")
    .replace(/(access_token|refresh_token|secret_key|app_secret|token)=[^&\s"]+/gi, "$1=<redacted>")
    .replace(/\b([a-z][a-z0-9+.-]*):\/\/[^@\s/]+@/gi, "$1://<redacted>@");
}

function redact(fields: Record<string, unknown>): Record<string, unknown> {
  const safe: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    safe[key] = typeof value === "string" ? redactTokens(value) : value;
  }
  return safe;
}
