import { stringify } from "yaml";
import { z } from "zod";
import { campaignChannels } from "../campaigns/fields.ts";
import { type Plan, readCampaign } from "../campaigns/file.ts";
import type { Instant } from "../kit/time.ts";
import { line, paragraphs } from "./read-given.ts";
import type { DashboardParts, Refusal } from "./routes.ts";
import { refused } from "./routes.ts";
import { texts } from "./texts.ts";

/** A campaign as an officer fills it in: sent once, to everybody who agreed to receive news. */
export const campaignForm = z.object({
  title: line(120),
  message: paragraphs(3000),
  channels: z.array(z.enum(campaignChannels)).min(1),
  at: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, texts.campaignTime),
});

/**
 * The plan behind a form. The form becomes a campaign file and is read like one, so that both kinds of campaign
 * keep the same rules; a fault comes back under the field it is about.
 */
export function planOf(
  given: z.output<typeof campaignForm>,
  parts: DashboardParts,
  now: Instant,
): { kind: "plan"; plan: Plan } | Refusal {
  const { title, message, channels, at } = given;
  // Marks like {{clause}} and headings belong to files; in a form words are words.
  if (message.includes("{{")) return onField("message", texts.campaignMarks);
  const front = stringify({ title, audience: "all", channels, at: at.replace("T", " ") });
  const limits = new Map(parts.channels.map(({ name, ...can }) => [name, can]));
  const reading = readCampaign(`---\n${front}---\n${message}\n`, { now, limits, library: parts.library() });
  if (reading.kind === "plan") return { kind: "plan", plan: reading.plan };
  const what = reading.faults[0]?.what ?? "";
  const isTime = what.startsWith("at:") || what.includes("is past");
  return isTime ? onField("at", texts.campaignPast) : onField("message", messageFault(what));
}

function messageFault(what: string): string {
  const over = /^(\d+) characters too long for (\S+)/.exec(what);
  return over ? texts.campaignTooLong(Number(over[1]), String(over[2])) : texts.campaignUnreadable;
}

function onField(field: string, words: string): Refusal {
  return { ...refused(400, "invalid", texts.badFields), fields: { [field]: words } };
}
