import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";
import type { Correction } from "../outlets/outlet.ts";
import type { CampaignId, RunId } from "./campaign.ts";
import { type Publication, publicationsOf } from "./publish-rows.ts";

/** An article with everything officers see of it. */
export type ListedArticle = {
  readonly campaignId: CampaignId;
  readonly runId: RunId;
  readonly slug: string;
  readonly title: string;
  readonly changedAt: Instant;
  readonly withdrawn: { readonly at: Instant; readonly why: string } | null;
  readonly corrections: readonly Correction[];
  readonly publications: readonly Publication[];
};

/** Every article, the newest launch first; `slug` asks for one, `campaign` for those of one campaign. */
export async function listArticles(
  queries: Queries,
  asked: { limit: number; slug?: string | undefined; campaign?: string | undefined },
): Promise<ListedArticle[]> {
  let query = queries.selectFrom("article").selectAll().orderBy("run_id", "desc").limit(asked.limit);
  if (asked.slug !== undefined) query = query.where("slug", "=", asked.slug);
  if (asked.campaign !== undefined) query = query.where("campaign_id", "=", asked.campaign);
  const articles: ListedArticle[] = [];
  for (const row of await query.execute()) {
    const runId = row.run_id as RunId;
    const corrections = await queries
      .selectFrom("article_correction")
      .select(["note", "at"])
      .where("run_id", "=", runId)
      .orderBy("seq")
      .execute();
    const { withdrawn_at: at, withdrawn_why: why } = row;
    articles.push({
      ...{ runId, corrections, slug: row.slug, title: row.title, changedAt: row.changed_at },
      campaignId: row.campaign_id as CampaignId,
      withdrawn: at === null ? null : { at, why: why ?? "" },
      publications: await publicationsOf(queries, runId),
    });
  }
  return articles;
}
