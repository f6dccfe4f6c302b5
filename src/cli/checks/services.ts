import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createTelegram } from "../../channels/telegram.ts";
import type { Config } from "../../config.ts";
import { Failure } from "../../kit/failure.ts";
import type { Clock } from "../../kit/time.ts";
import { check } from "../../knowledge/check.ts";
import { shippedKnowledge } from "../stores.ts";
import { type Finding, finding } from "./finding.ts";

const answerTimeoutMs = 3_000;

/** The documents that come with the program can all be read. */
export async function checkKnowledge(): Promise<Finding[]> {
  const files = (await readdir(shippedKnowledge)).filter((name) => name.endsWith(".md"));
  const found: Finding[] = [];
  for (const file of files) {
    const { isAccepted } = check(await readFile(join(shippedKnowledge, file), "utf8"));
    if (isAccepted) continue;
    found.push(
      finding(
        "fault",
        "knowledge",
        `${file} is refused: caunoi knowledge check ${join(shippedKnowledge, file)}`,
      ),
    );
  }
  return found.length > 0
    ? found
    : [finding("ok", "knowledge", `${files.length} shipped documents can be read.`)];
}

/** Whether a server answers on the port of these settings, and is ready. */
export async function checkServer({ server }: Config): Promise<Finding[]> {
  const host = server.host === "0.0.0.0" || server.host === "::" ? "127.0.0.1" : server.host;
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${server.port}/readyz`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(answerTimeoutMs) }).catch(() => undefined);
  if (!answer) return [finding("warn", "server", `nothing answers at ${url}: npm start`)];
  if (answer.ok) return [finding("ok", "server", `ready at ${url}.`)];
  return [
    finding(
      "fault",
      "server",
      `${url} answers ${answer.status}: it is not ready, or another program has the port.`,
    ),
  ];
}

async function noBlob(): Promise<never> {
  throw new Failure("missing", "A check-up sends no files.");
}

/** Telegram as it sees the bot; nothing is changed there. */
export async function checkTelegram({ telegram, server }: Config, clock: Clock): Promise<Finding[]> {
  if (!telegram) return [finding("ok", "telegram", "off (TELEGRAM_BOT_TOKEN is not set).")];
  const channel = createTelegram({ ...telegram, loadBlob: noBlob, clock });
  try {
    const { isWell, lines } = await channel.check(server.publicUrl);
    return [finding(isWell ? "ok" : "fault", "telegram", lines.join(" "))];
  } finally {
    channel.close();
  }
}
