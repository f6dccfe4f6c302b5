import { z } from "zod";
import { addCampaign, scopeFault } from "../campaigns/approve.ts";
import { findCampaign } from "../campaigns/campaign.ts";
import { correctionPlan } from "../campaigns/publish-correction.ts";
import { correctArticle, decidePublication, withdrawArticle } from "../campaigns/publish-decide.ts";
import { type ListedArticle, listArticles } from "../campaigns/publish-list.ts";
import { pressFiles } from "../campaigns/publish-press.ts";
import { pressItem } from "../campaigns/publish-preview.ts";
import { sayState, sayWhyNotPublished } from "../campaigns/publish-words.ts";
import { readAt } from "../campaigns/schedule.ts";
import type { Queries } from "../database/database.ts";
import { isFailure } from "../kit/failure.ts";
import type { Caller } from "../people/sessions.ts";
import { inWords, isWhole, orMissing } from "./campaign-found.ts";
import { onField } from "./campaign-plan.ts";
import { campaignTexts as words } from "./campaign-texts.ts";
import type { ArticleView } from "./publication-shapes.ts";
import { line, nothing } from "./read-given.ts";
import {
  type Audited,
  type Call,
  change,
  done,
  type FileAnswer,
  file,
  look,
  type Outcome,
  type Route,
  refused,
} from "./routes.ts";
import { texts } from "./texts.ts";

const mostArticles = 200;
const note = line(1000);

/** What campaigns published for everybody: where it stands, what is in doubt, corrections, withdrawals, press kit. */
export const publicationRoutes: readonly Route[] = [
  look({
    path: "/articles",
    right: "campaigns.see",
    query: nothing,
    show: async ({ parts: { db } }): Promise<{ rows: ArticleView[] }> => ({
      rows: (await listArticles(db.read, { limit: mostArticles })).map(articleView),
    }),
  }),
  look({
    path: "/articles/:slug",
    right: "campaigns.see",
    query: nothing,
    show: async ({ parts: { db }, params: { slug = "" } }) => {
      const [article] = await listArticles(db.read, { limit: 1, slug });
      return article && articleView(article);
    },
  }),
  change({
    path: "/articles/:slug/decide",
    rights: ["campaigns.send"],
    body: z.object({ outlet: z.string().max(40), what: z.enum(["again", "there"]) }),
    run: decide,
  }),
  change({
    path: "/articles/:slug/correct",
    rights: ["campaigns.draft", "campaigns.send"],
    body: z.object({ note, at: z.string().max(16) }),
    run: correct,
  }),
  change({
    path: "/articles/:slug/withdraw",
    rights: ["campaigns.stop"],
    body: z.object({ note }),
    run: withdraw,
  }),
  look({
    path: "/campaigns/:id/press",
    right: "campaigns.see",
    query: nothing,
    show: async (call) => {
      const files = await kitOf(call);
      return files && { names: [...files.keys()] };
    },
  }),
  file({
    path: "/campaigns/:id/press/:name",
    right: "campaigns.see",
    query: nothing,
    async show(call): Promise<FileAnswer | undefined> {
      const { name = "" } = call.params;
      const bytes = (await kitOf(call))?.get(name);
      return bytes && { name, mediaType: mediaTypeOf(name), bytes };
    },
  }),
];

function articleView({ runId: _, publications, ...article }: ListedArticle): ArticleView {
  return {
    ...article,
    outlets: publications.map((row) => ({
      outlet: row.outlet,
      status: row.status,
      words: sayState(row),
      why: sayWhyNotPublished(row),
      url: row.url,
      publishedAt: row.published_at,
    })),
  };
}

async function decide(
  tx: Queries,
  { caller, params, given, now }: Call<{ outlet: string; what: "again" | "there" }>,
): Promise<Outcome> {
  const { outlet, what } = given;
  const by = caller.officer.name;
  return onArticle(tx, { caller, slug: params.slug }, async (article) => {
    await decidePublication(tx, { ...article, outlet }, { by, what, now });
    return done({}, auditOf(what, article.slug, { outlet }));
  });
}

async function correct(
  tx: Queries,
  { caller, params, given, now }: Call<{ note: string; at: string }>,
): Promise<Outcome> {
  const at = given.at.replace("T", " ");
  const moment = readAt(at);
  if (at !== "" && (!moment || moment <= now)) return onField("at", words.correctionPast);
  const by = { by: caller.officer.name, now, officer: caller.officer };
  return onArticle(tx, { caller, slug: params.slug }, async (reference) => {
    const article = await correctArticle(tx, reference, { ...by, note: given.note });
    if (at === "") return done({}, auditOf("corrected", reference.slug));
    const plan = await correctionPlan(tx, article, { note: given.note, at, now });
    const id = await addCampaign(tx, plan, by);
    return done({ id }, auditOf("corrected", reference.slug, { campaign: id }));
  });
}

async function withdraw(
  tx: Queries,
  { caller, params, given, now }: Call<{ note: string }>,
): Promise<Outcome> {
  return onArticle(tx, { caller, slug: params.slug }, async (reference) => {
    await withdrawArticle(tx, reference, { by: caller.officer.name, note: given.note, now });
    return done({}, auditOf("withdrawn", reference.slug));
  });
}

/** Runs `work` on an article of who this officer may address; what is settled already is told in words. */
async function onArticle(
  tx: Queries,
  { caller, slug }: { caller: Caller; slug: string | undefined },
  work: (reference: { campaign: string; slug: string }) => Promise<Outcome>,
): Promise<Outcome> {
  const [article] = slug ? await listArticles(tx, { limit: 1, slug }) : [];
  if (!article) return refused(404, "missing", words.noArticle);
  const { audience } = await findCampaign(tx, article.campaignId);
  const beyond = await scopeFault(tx, caller.officer, audience);
  if (beyond) return inWords(beyond);
  try {
    return await work({ campaign: article.campaignId, slug: article.slug });
  } catch (error) {
    if (isFailure(error, "conflict")) return refused(409, "settled", words.publicationSettled);
    if (isFailure(error, "missing")) return refused(404, "missing", texts.missing);
    throw error;
  }
}

/** The press kit of a campaign that was approved; undefined for any other. */
async function kitOf({ parts, params: { id }, now }: Call<unknown>) {
  if (!isWhole(id)) return undefined;
  const { db, library, publicUrl, blobs } = parts;
  try {
    return await orMissing(async () => {
      const campaign = (await findCampaign(db.read, id)).id;
      const item = await pressItem(db.read, { campaign }, { library: library(), publicUrl, now });
      return pressFiles(item, { contact: "", loadBlob: blobs.read, now });
    });
  } catch (error) {
    if (isFailure(error, "conflict")) return undefined;
    throw error;
  }
}

const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

function mediaTypeOf(name: string): string {
  if (name.endsWith(".docx")) return docx;
  if (name.endsWith(".png")) return "image/png";
  return name.endsWith(".jpg") ? "image/jpeg" : "text/plain; charset=utf-8";
}

function auditOf(what: string, slug: string, detail: Audited["detail"] = {}): Audited {
  return { action: `article.${what}`, subject: `article:${slug}`, detail };
}
