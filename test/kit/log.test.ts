import { describe, expect, it } from "vitest";
import { createLog, redactTokens } from "../../src/kit/log.ts";

function logged(level?: string) {
  const lines: string[] = [];
  const log = createLog(level, { write: (line: string) => void lines.push(line) });
  return { log, lines };
}

describe("the log", () => {
  it("writes one JSON line per event, with its moment, level and fields", () => {
    const { log, lines } = logged();
    log.info("delivery.sent", { deliverySeq: 7, channel: "telegram" });
    expect(lines).toHaveLength(1);
    const line = JSON.parse(lines[0] ?? "");
    expect(line).toMatchObject({
      level: "info",
      event: "delivery.sent",
      deliverySeq: 7,
      channel: "telegram",
    });
    expect(line.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it("keeps a line a line, whatever a field holds", () => {
    const { log, lines } = logged();
    log.warn("turn.failed", { fault: 'first\nsecond "quoted" \u2028 end' });
    expect(lines[0]?.trimEnd().split("\n")).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "").fault).toBe('first\nsecond "quoted" \u2028 end');
  });

  it("leaves out what is below its level", () => {
    const { log, lines } = logged("warn");
    log.info("app.started");
    log.warn("telegram.away");
    log.error("http.failed");
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(["telegram.away", "http.failed"]);
    const silent = logged("silent");
    silent.log.error("http.failed");
    expect(silent.lines).toEqual([]);
  });

  it("takes tokens out of every text field", () => {
    const { log, lines } = logged();
    log.error("telegram.away", { fault: "GET https://api.telegram.org/bot123456:AAE-x_9/getMe failed" });
    expect(lines[0]).not.toContain("AAE-x_9");
    expect(lines[0]).toContain("/bot<redacted>/getMe");
  });
});

describe("what is taken out of a text", () => {
  it.each([
    ["a bot token in an address", "https://api.telegram.org/bot123456789:AAEhBOweik6ad9r_QXMENQ/sendMessage"],
    ["a bot token by itself", "token 123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K is wrong"],
    ["a Zalo token in a query", "https://openapi.zalo.me/v3?access_token=AAEhBOweik6ad9r&x=1"],
    ["a refresh token in a form", "grant_type=refresh_token&refresh_token=AAEhBOweik6ad9r"],
    ["a database password", "postgres://union:AAEhBOweik6ad9r@db.local/caunoi"],
    ["the same with the long name", "postgresql://union:AAEhBOweik6ad9r@db.local/caunoi"],
  ])("%s", (_, text) => {
    expect(redactTokens(text)).not.toContain("AAEhBOweik6ad9r");
    expect(redactTokens(text)).toContain("<redacted>");
  });

  it.each([
    "12:30 ngày 18/5",
    "ratio 3:2",
    "https://a.vn/botany",
    "postgres://localhost/caunoi",
    "SK-2026-0001",
  ])("but not %s", (text) => {
    expect(redactTokens(text)).toBe(text);
  });
});
