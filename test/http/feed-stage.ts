import { readArticle, readArticles } from "../../src/campaigns/publish-read.ts";
import type { Database } from "../../src/database/database.ts";
import type { FeedSource } from "../../src/http/feed-article.ts";
import { newId } from "../../src/kit/id.ts";
import type { Part } from "../../src/kit/message.ts";
import { type Instant, instant } from "../../src/kit/time.ts";

export const published = instant("2026-11-23T01:00:00.000Z");

/** The articles of a database that is opened later than the server is described. */
export function articlesOf(db: () => Database): FeedSource {
  return {
    list: (page) => readArticles(db().read, page),
    find: (slug) => readArticle(db().read, slug),
  };
}

export type Written = {
  slug: string;
  title?: string;
  lead?: string;
  parts?: readonly Part[];
  sources?: readonly string[];
  /** pending: not public yet. */
  status?: "pending" | "published";
  at?: Instant;
};

/** An article with its launch, as the program writes them. Returns the id of its campaign. */
export async function writeArticle(db: Database, given: Written): Promise<string> {
  const {
    slug,
    title = "Thử",
    lead = "",
    parts = [],
    sources = [],
    status = "published",
    at = published,
  } = given;
  const [campaignId, runId] = [newId<"campaign">(), newId<"run">()];
  const texts = { title, topic: "chung", content: "{}", audience: '"all"', channels: "[]", outlets: "[]" };
  const times = { created_at: at, updated_at: at };
  const approval = { fingerprint: "f", approved_by: "Chị Hoa", approved_at: at };
  await db.transact(async (tx) => {
    const rest = { schedule: "{}", status: "scheduled" as const, sources: "[]", grace_minutes: 1 };
    await tx
      .insertInto("campaign")
      .values({ id: campaignId, ...texts, ...rest, ...approval, ...times })
      .execute();
    const run = { id: runId, campaign_id: campaignId, slot: at, status: "running" as const, repeat_key: "k" };
    await tx
      .insertInto("campaign_run")
      .values({ ...run, ...approval, planned: 0, launched_at: at })
      .execute();
    const stored = { parts: JSON.stringify(parts), sources: JSON.stringify(sources), changed_at: at };
    await tx
      .insertInto("article")
      .values({ run_id: runId, campaign_id: campaignId, slug, title, lead, ...stored })
      .execute();
    const row = {
      id: newId(),
      run_id: runId,
      outlet: "portal-feed",
      status,
      give_up_at: at,
      attempts: 0,
      shown: 0,
    };
    const isPublic = status === "published";
    await tx
      .insertInto("publication")
      .values({
        ...row,
        created_at: at,
        external_id: isPublic ? slug : null,
        published_at: isPublic ? at : null,
      })
      .execute();
  });
  return campaignId;
}
