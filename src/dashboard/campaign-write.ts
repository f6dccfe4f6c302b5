import { z } from "zod";
import { scopeFault } from "../campaigns/approve.ts";
import { listCampaigns } from "../campaigns/campaign.ts";
import { campaignChannels } from "../campaigns/fields.ts";
import { readPictureFile } from "../campaigns/pictures.ts";
import { listQuizzes } from "../campaigns/quiz/quiz.ts";
import { readAt } from "../campaigns/schedule.ts";
import { search } from "../knowledge/retrieve.ts";
import { unknownUnits } from "../people/audience-rule.ts";
import { loadUnits } from "../people/units.ts";
import { campaignForm, givenRule } from "./campaign-form.ts";
import { outlookOf, reachOf } from "./campaign-outlook.ts";
import { planOf } from "./campaign-plan.ts";
import type { ClauseHit, PictureTaken, PreviewAnswer, ReachAnswer, WriteOptions } from "./campaign-shapes.ts";
import { campaignTexts as words } from "./campaign-texts.ts";
import { count, nothing } from "./read-given.ts";
import { type DashboardParts, look, type Route } from "./routes.ts";

/** Bytes of a form; the words of fifty questions fit. */
const longestForm = 200_000;
/** A picture of 1 MB as base64, and a little more, so that one that is too large is told so. */
const largestPicture = 2_000_000;

/** What the five steps ask while a campaign is written. Nothing of it changes a campaign. */
export const campaignWriteRoutes: readonly Route[] = [
  look({
    path: "/campaign-options",
    right: "campaigns.draft",
    query: nothing,
    show: ({ parts }) => options(parts),
  }),
  look({
    path: "/campaign-clauses",
    right: "campaigns.draft",
    query: z.object({ q: z.string().max(300) }),
    async show({ parts, given }): Promise<{ hits: ClauseHit[] }> {
      const { hits } = search(parts.library(), given.q, { limit: 8 });
      return {
        hits: hits.map(({ clause: { document, id, label, text } }) => ({
          reference: `${document}#${id}`,
          label,
          text: text.slice(0, 300).toWellFormed(),
        })),
      };
    },
  }),
  look({
    path: "/campaign-reach",
    right: "campaigns.draft",
    query: z.object({
      audience: givenRule,
      channels: z.array(z.enum(campaignChannels)).min(1, words.channel),
      at: z.string().max(16),
      dailyCap: z.int().min(0).max(100),
    }),
    bodyBytes: longestForm,
    async show({ parts: { db }, caller, given, now }): Promise<ReachAnswer> {
      const [unknown] = await unknownUnits(db.read, given.audience, now);
      if (unknown) return { kind: "fault", words: words.unknownUnit(unknown.code, unknown.maybe) };
      const beyond = await scopeFault(db.read, caller.officer, given.audience);
      if (beyond) return { kind: "fault", words: beyond.words };
      const at = readAt(given.at.replace("T", " "));
      const slot = at && at > now ? at : now;
      const plan = { ...given, schedule: { kind: "at", at: slot, until: null } as const };
      return { kind: "reach", ...(await reachOf(db.read, plan, slot)) };
    },
  }),
  look({
    path: "/campaign-preview",
    right: "campaigns.draft",
    query: z.object({ form: campaignForm, skip: count(0, 1_000_000) }),
    bodyBytes: longestForm,
    async show({ parts, caller, given: { form, skip }, now }): Promise<PreviewAnswer> {
      const read = await planOf(form, { parts, queries: parts.db.read, now });
      if (read.kind === "refused") return { kind: "fault", fields: read.fields ?? {} };
      return { kind: "outlook", ...(await outlookOf(parts, read.plan, { caller, now, skip })) };
    },
  }),
  // The bytes are kept like those of any message that comes in: a day, unless a campaign names them by then.
  look({
    path: "/campaign-pictures",
    right: "campaigns.draft",
    query: z.object({ base64: z.string().min(1) }),
    bodyBytes: largestPicture,
    async show({ parts, given, now }): Promise<PictureTaken> {
      const read = readPictureFile(Buffer.from(given.base64, "base64"));
      if (read.kind === "faulty")
        return { kind: "refused", words: read.what.includes("kB") ? words.pictureSize : words.pictureKind };
      return { kind: "taken", blob: await parts.blobs.put(read.bytes, read.mediaType, now) };
    },
  }),
];

async function options(parts: DashboardParts): Promise<WriteOptions> {
  const { db, quietHours } = parts;
  const campaigns = await listCampaigns(db.read);
  const { all } = await loadUnits(db.read);
  return {
    channels: parts.channels.map(({ name, textLength }) => ({ name, textLength })),
    outletsOff: [...(parts.outletsOff ?? new Map()).keys()],
    documents: [...parts.library().documents.values()].map(({ id, name }) => ({ id, name })),
    units: all.map(({ code, name }) => ({ code, name })),
    topics: [...new Set(campaigns.map(({ topic }) => topic))].sort((a, b) => a.localeCompare(b, "vi")),
    quizzes: (await listQuizzes(db.read)).map(({ title }) => title),
    quietFrom: clockOf(quietHours.fromMinute),
    quietTo: clockOf(quietHours.toMinute),
    largeAudience: parts.largeAudience,
    hasModel: parts.drafting?.answers !== undefined,
  };
}

function clockOf(minute: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
