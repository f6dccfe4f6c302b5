import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publishDue } from "../../src/campaigns/publish.ts";
import { correctArticle, decidePublication, withdrawArticle } from "../../src/campaigns/publish-decide.ts";
import { createPressKit } from "../../src/campaigns/publish-press.ts";
import { readArticle, readArticles } from "../../src/campaigns/publish-read.ts";
import { recoverPublications } from "../../src/campaigns/publish-rows.ts";
import { silentLog } from "../../src/kit/log.ts";
import { createFacebookPage } from "../../src/outlets/facebook-page.ts";
import { createPortalFeed } from "../../src/outlets/portal-feed.ts";
import { createCampaignStage, due } from "../campaigns/stage.ts";
import type { TestDatabase } from "../support/databases.ts";
import { type FacebookServer, facebookPage } from "../support/facebook-server.ts";
import { png } from "./sample.ts";

export const everywhere = { outlets: "[portal-feed, facebook-page, press-kit]" };
/** Children before parents. */
const ownTables = ["publication", "article_correction", "article", "campaign_approval"] as const;
export const publicUrl = "https://cong-doan.example.vn";

/** A campaign stage with the three outlets: the real loop, one look at a time. */
export function createOutletStage(opened: TestDatabase, facebook: FacebookServer) {
  const stage = createCampaignStage(opened);
  const { db, clock } = stage;
  const folder = mkdtempSync(join(tmpdir(), "caunoi-press-"));
  const loadBlob = async () => png;
  const page = createFacebookPage({ ...facebookPage, graphRoot: facebook.url }, loadBlob);
  const by = "Chị Hoa";
  const outlets = [createPortalFeed(), page, createPressKit({ folder, loadBlob, clock })];
  const signal = new AbortController().signal;
  return {
    ...stage,
    page,
    /** Publishes what is due now, once; `without` an outlet as on a machine where it is not set up. */
    look: (without?: string, until = signal) => {
      const parts = { db, clock, log: silentLog, publicUrl };
      return publishDue({ ...parts, outlets: outlets.filter(({ name }) => name !== without) }, until);
    },
    /** What the loop does when it begins, after a process died. */
    recover: () =>
      db.transact((tx) =>
        recoverPublications(tx, { repeatable: ["portal-feed", "press-kit"], now: clock() }),
      ),
    /** A campaign that has just been launched. */
    async launched(settings: Record<string, string> = everywhere, body?: string) {
      const id = await stage.schedule(settings, body);
      clock.set(due);
      const launched = await stage.launch(id);
      if (launched?.kind !== "launched") throw new Error(`not launched: ${launched?.kind}`);
      return { id, runId: launched.runId };
    },
    statuses: async () => {
      const rows = await db.read.selectFrom("publication").select(["outlet", "status"]).execute();
      return Object.fromEntries(rows.map(({ outlet, status }) => [outlet, status]));
    },
    rowOf: (outlet: string) =>
      db.read.selectFrom("publication").selectAll().where("outlet", "=", outlet).executeTakeFirstOrThrow(),
    articles: async () => (await readArticles(db.read, { limit: 10, offset: 0 })).articles,
    article: (slug: string) => readArticle(db.read, slug),
    kitOf: (slug: string) =>
      existsSync(join(folder, slug)) ? readdirSync(join(folder, slug)).toSorted() : [],
    correct: (campaign: string, note: string) =>
      db.transact((tx) => correctArticle(tx, { campaign }, { by, note, now: clock() })),
    withdraw: (campaign: string, note: string) =>
      db.transact((tx) => withdrawArticle(tx, { campaign }, { by, note, now: clock() })),
    decide: (campaign: string, what: "again" | "there") => {
      const reference = { campaign, outlet: "facebook-page" };
      return db.transact((tx) => decidePublication(tx, reference, { by, what, now: clock() }));
    },
    async clear() {
      await db.transact(async (tx) => {
        for (const table of ownTables) await tx.deleteFrom(table).execute();
      });
      await stage.clear();
    },
    close() {
      page.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
