import { createZaloBot } from "../../channels/zalo-bot.ts";
import { createZaloOa } from "../../channels/zalo-oa.ts";
import type { Config } from "../../config.ts";
import type { Database } from "../../database/database.ts";
import { openPlatformTokens } from "../../database/platform-tokens.ts";
import { openAllotment, usedOf } from "../../delivery/allotment.ts";
import { readSigns, type Sign } from "../../delivery/signs.ts";
import { Failure } from "../../kit/failure.ts";
import type { ChannelName } from "../../kit/message.ts";
import { addMs, type Clock, type Instant, inForceOn, localDate, toMs } from "../../kit/time.ts";
import { withExisting } from "./database.ts";
import { type Finding, finding } from "./finding.ts";

const hourMs = 3_600_000;
/** A province's account that hears nothing for so long has probably lost its webhook. */
const silentHours = 72;
/** A failure of the upkeep counts while it is this fresh: it is tried every half hour. */
const freshFaultMs = 2 * hourMs;

async function noBlob(): Promise<never> {
  throw new Failure("missing", "A check-up sends no files.");
}

/** Zalo Bot as its platform sees it, and what its webhook showed; nothing is changed there. */
export async function checkZaloBot(config: Config, clock: Clock): Promise<Finding[]> {
  const { zaloBot, server } = config;
  if (!zaloBot) return [finding("ok", "zalo-bot", "off (ZALO_BOT_TOKEN is not set).")];
  return await withExisting(config, [], async (db) => {
    const channel = createZaloBot({ ...zaloBot, allotment: openAllotment(db, "zalo-bot"), clock });
    try {
      const { isWell, lines } = await channel.check(server.publicUrl);
      const signs = await checkSigns(db, "zalo-bot", { now: clock(), isCalled: zaloBot.mode === "webhook" });
      return [finding(isWell ? "ok" : "fault", "zalo-bot", lines.join(" ")), ...signs];
    } finally {
      channel.close();
    }
  });
}

/**
 * The Official Account, its tokens, and what its webhook showed; no token is renewed here, for that would burn
 * the running server's.
 */
export async function checkZaloOa(config: Config, clock: Clock): Promise<Finding[]> {
  const { zaloOa } = config;
  if (!zaloOa) return [finding("ok", "zalo-oa", "off (ZALO_OA_APP_ID is not set).")];
  const nothingYet = finding("warn", "zalo-oa", "no tokens yet: the first start puts them in.");
  return await withExisting(config, [nothingYet], async (db) => {
    const store = openPlatformTokens(db, `zalo-oa:${zaloOa.oaId}`);
    const allotment = openAllotment(db, "zalo-oa");
    const facts = { loadBlob: noBlob, lastInboundAt: async () => null, allotment, clock };
    const channel = createZaloOa({ ...zaloOa, ...facts, store });
    try {
      const { isWell, lines } = await channel.check();
      const now = clock();
      const signs = await checkSigns(db, "zalo-oa", { now, isCalled: true });
      const used = await sayUsed(db, zaloOa.terms, now);
      return [finding(isWell ? "ok" : "fault", "zalo-oa", lines.join(" ")), ...signs, ...used];
    } finally {
      channel.close();
    }
  });
}

type Terms = NonNullable<Config["zaloOa"]>["terms"];

/** What was paid for of the quotas, as far as anything was. */
async function sayUsed(db: Database, terms: Terms, now: Instant): Promise<Finding[]> {
  const { paidPerMonth, templatesPerDay } = inForceOn(terms, localDate(now));
  const read = (kind: string) => usedOf(db.read, "zalo-oa", { kind, at: now });
  const used = await Promise.all([read("paid"), read("template")]).catch(() => undefined);
  if (!used || used[0].month + used[1].month === 0) return [];
  const of = (n: number, most: number | null) => (most === null ? `${n}` : `${n} of ${most}`);
  const words = `used: ${of(used[0].month, paidPerMonth)} paid messages this month, ${of(used[1].day, templatesPerDay)} templates today.`;
  const isOver = used[0].month >= (paidPerMonth ?? Number.POSITIVE_INFINITY);
  return [finding(isOver ? "warn" : "ok", "zalo-oa", words)];
}

type Look = { readonly now: Instant; readonly isCalled: boolean };

/** What the running server noted about a channel. A database without the table has noted nothing yet. */
async function checkSigns(db: Database, channel: ChannelName, look: Look): Promise<Finding[]> {
  const noted = await readSigns(db.read, channel).catch(() => undefined);
  if (!noted) return [];
  const { signs, stoppedWhy } = noted;
  const stopped = stoppedWhy === null ? [] : [finding("fault", channel, sayStopped(stoppedWhy))];
  return [
    ...stopped,
    ...sayFault(channel, signs, look),
    ...(look.isCalled ? sayCalls(channel, signs, look) : []),
  ];
}

function sayStopped(why: string): string {
  return `sending is stopped: ${why}. Mend it, then restart the server.`;
}

function sayFault(channel: ChannelName, signs: readonly Sign[], { now }: Look): Finding[] {
  const fault = newest(signs, "fault");
  if (!fault || fault.at < addMs(now, -freshFaultMs)) return [];
  return [finding("fault", channel, `its upkeep failed ${sayAge(fault.at, now)} ago: ${fault.words ?? ""}`)];
}

/** Whether the platform's calls arrive and are believed. */
function sayCalls(channel: ChannelName, signs: readonly Sign[], { now }: Look): Finding[] {
  const heard = newest(signs, "heard");
  const forged = newest(signs, "forged");
  const found: Finding[] = [];
  if (forged && forged.at > (heard?.at ?? "")) {
    const level = heard ? "warn" : "fault";
    found.push(
      finding(
        level,
        channel,
        `the newest webhook call was dropped ${sayAge(forged.at, now)} ago: ${forged.words ?? ""}`,
      ),
    );
  }
  if (!heard) {
    const words = `no webhook call was ever taken: is PUBLIC_URL/webhooks/${channel} in the platform's console?`;
    found.push(finding("warn", channel, words));
  } else if (heard.at < addMs(now, -silentHours * hourMs)) {
    const words = `the newest webhook call is ${sayAge(heard.at, now)} old: has the platform switched the webhook off?`;
    found.push(finding("warn", channel, words));
  } else {
    found.push(finding("ok", channel, `the newest webhook call is ${sayAge(heard.at, now)} old.`));
  }
  return found;
}

function newest(signs: readonly Sign[], kind: Sign["kind"]): Sign | undefined {
  return signs.find((sign) => sign.kind === kind);
}

function sayAge(at: Instant, now: Instant): string {
  const minutes = Math.max(0, Math.round((toMs(now) - toMs(at)) / 60_000));
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
