import { z } from "zod";
import type { ChannelName, Choice } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { clean } from "../kit/vietnamese.ts";
import type { Clause, Library } from "../knowledge/library.ts";
import { type OutletName, outletNames } from "../outlets/outlet.ts";
import { readRule } from "./audience-rule.ts";
import { cronFault, readAt, readYearly } from "./schedule.ts";

/**
 * How each setting of a campaign file is read. A schema either yields the value as the program uses it or says
 * in words what to write instead.
 */

/** Channels a campaign can be sent over. A terminal is no place a member can be reached. */
export const campaignChannels = [
  "telegram",
  "zalo-oa",
  "zalo-bot",
  "web-chat",
] as const satisfies ChannelName[];
const mostButtons = 6;
const longestLabel = 40;

export const oneLine = z
  .string({ error: "write one line of text" })
  .transform((text) => clean(text).replace(/\s+/g, " ").trim())
  .refine((text) => text !== "", "write one line of text");
const list = z.preprocess(
  (value) => (typeof value === "string" ? value.split(/\s*,\s*/).filter((item) => item !== "") : value),
  z.array(z.string({ error: "write a list of words" }), { error: "write one word or a list of words" }),
);

export const channels = z
  .preprocess((value) => (value === "all" ? [...campaignChannels] : value), list)
  .superRefine((names, context) => {
    if (names.length === 0) context.addIssue("name at least one channel");
    for (const name of names.filter((one) => !isCampaignChannel(one))) {
      context.addIssue(`\`${name}\` is no channel: write ${campaignChannels.join(", ")} or all`);
    }
  })
  .transform((names) => campaignChannels.filter((name) => names.includes(name)));

/** Outlets by name. `off` tells why one cannot be used on this machine. */
export const outlets = (off: ReadonlyMap<OutletName, string>) =>
  z
    .preprocess((value) => (value === "none" || value === null ? [] : value), list)
    .superRefine((names, context) => {
      for (const name of names) {
        const why = isOutlet(name) ? off.get(name) : `is no outlet: write ${outletNames.join(", ")} or none`;
        if (why !== undefined) context.addIssue(`\`${name}\` ${why}`);
      }
      if (names.includes("facebook-page") && !names.includes("portal-feed"))
        context.addIssue("`facebook-page` needs `portal-feed` beside it: the post leads to the page there");
    })
    .transform((names) => outletNames.filter((name) => names.includes(name)));

export const holidays = z.enum(["send", "skip"], { error: "write send or skip" });

export const grace = z
  .int({ error: "write whole minutes, for example 120" })
  .min(0, "write 0 or more minutes")
  .max(7 * 24 * 60, "write at most 10080 minutes (a week)");

const when = (example: string) => z.string({ error: `write ${example}` });
export const at = when("local time as 2026-05-18 08:00").transform((text, context) => {
  const moment = readAt(text);
  if (moment) return moment;
  context.addIssue(`\`${text}\` is no local time: write it as 2026-05-18 08:00`);
  return z.NEVER;
});
export const until = when("a day or local time as 2026-05-31").transform((text, context) => {
  const moment = readAt(/^\s*\d{4}-\d{1,2}-\d{1,2}\s*$/.test(text) ? `${text.trim()} 23:59` : text);
  if (moment) return moment;
  context.addIssue(`\`${text}\` is no day or local time: write it as 2026-05-31 or 2026-05-31 17:00`);
  return z.NEVER;
});
export const yearly = when("a day of the year as 05-18 08:00").transform((text, context) => {
  const day = readYearly(text);
  if (day) return day;
  context.addIssue(`\`${text}\` is no day of the year: write month-day as 05-18 08:00, or 01-01 08:00 lunar`);
  return z.NEVER;
});
export const cron = (now: Instant) =>
  when("five fields as `0 8 * * 1`").transform((text, context) => {
    const fault = cronFault(text, now);
    if (fault) context.addIssue(`\`${text}\` ${fault}`);
    return text.trim().replace(/\s+/g, " ");
  });

/** Clauses named as `document#clause`; each must be published. */
export const sources = (library: Library) =>
  list.transform((references, context): Clause[] => {
    const found = references.map((reference) => {
      const [document = "", id = ""] = reference.split("#");
      const clause = library.clause(document, id);
      if (!clause)
        context.addIssue(`\`${reference}\` is no published clause: write document#clause as kh-360#II.3.4`);
      return clause;
    });
    return found.filter((clause) => clause !== undefined);
  });

const commands = /^\/(menu|sangkien|trangthai|nhantin|tattin|canbo|dulieu|tieptuc)( \S.*)?$/;

export const buttons = (library: Library) =>
  z
    .array(z.record(z.string(), z.string()), { error: "write a list of `- label: action`" })
    .transform((items) => items.flatMap((item) => Object.entries(item)))
    .superRefine((pairs, context) => {
      if (pairs.length > mostButtons) context.addIssue(`${pairs.length} buttons: use at most ${mostButtons}`);
      for (const fault of pairs.flatMap(([label, action]) => buttonFaults(label, action, library))) {
        context.addIssue(fault);
      }
    })
    .transform((pairs): Choice[] => pairs.map(([label, action]) => ({ label: clean(label), action })));

const anybody =
  "write `all` for everyone who agreed to receive news, or a rule as `unit CDCS-CHE and not tag quiz`";

export const audience = z.unknown().transform((value, context) => {
  const reading = typeof value === "string" ? readRule(value) : undefined;
  if (reading?.kind === "rule") return reading.rule;
  context.addIssue(reading ? `${reading.what}; ${anybody}` : anybody);
  return z.NEVER;
});

/** Most campaign messages a member gets on one day, this one included; 0: not counted. */
export const cap = z
  .preprocess(
    (value) => (value === "none" ? 0 : value),
    z.int({ error: "write a number of messages a day, or none" }),
  )
  .refine((most) => most >= 0 && most <= 100, "write 1 to 100 messages a day, or none");

function buttonFaults(label: string, action: string, library: Library): string[] {
  const faults =
    label.length > longestLabel ? [`\`${label}\` is longer than ${longestLabel} characters`] : [];
  if (commands.test(action) || /^say:\s*\S/.test(action)) return faults;
  const [, document, id] = /^clause:([^#\s]+)#(\S+)$/.exec(action) ?? [];
  if (document && id && library.clause(document, id)) return faults;
  if (document) return [...faults, `\`${action}\` names no published clause`];
  return [
    ...faults,
    `\`${action}\` does nothing: write a command as /sangkien, clause:kh-360#II.3.4 or say:…`,
  ];
}

function isOutlet(name: string): name is OutletName {
  return (outletNames as readonly string[]).includes(name);
}

function isCampaignChannel(name: string): name is (typeof campaignChannels)[number] {
  return (campaignChannels as readonly string[]).includes(name);
}
