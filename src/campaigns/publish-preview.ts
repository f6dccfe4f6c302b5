import type { Queries } from "../database/database.ts";
import { Failure } from "../kit/failure.ts";
import type { Instant } from "../kit/time.ts";
import type { Library } from "../knowledge/library.ts";
import type { OutletItem } from "../outlets/outlet.ts";
import { findCampaign } from "./campaign.ts";
import { drawClauses } from "./clause-series.ts";
import { slugOf, toDraft } from "./publish-article.ts";
import { type ArticleReference, chooseArticle } from "./publish-decide.ts";
import { itemOf } from "./publish-rows.ts";

/**
 * What the press gets of a campaign: its article, or before the launch what was approved. Throws
 * `Failure("conflict")` when nobody has approved it.
 */
export async function pressItem(
  queries: Queries,
  reference: ArticleReference,
  around: { readonly library: Library; readonly publicUrl: string; readonly now: Instant },
): Promise<OutletItem> {
  const campaign = await findCampaign(queries, reference.campaign);
  const has = await queries
    .selectFrom("article")
    .select("run_id")
    .where("campaign_id", "=", campaign.id)
    .executeTakeFirst();
  if (has || reference.slug !== undefined) {
    const { runId } = await chooseArticle(queries, reference);
    const { item, isWithdrawn } = await itemOf(queries, runId, around.publicUrl);
    if (isWithdrawn) throw new Failure("conflict", "The article is withdrawn.");
    return item;
  }
  const { approvedBy, approvedAt, embargo = null, schedule, nextSlot } = campaign;
  if (approvedBy === null || approvedAt === null)
    throw new Failure("conflict", "Nobody has approved the campaign: `campaign approve` first.");
  const content = drawClauses(around.library, campaign.content, nextSlot ?? around.now);
  if (!content) throw new Failure("conflict", "No clause can be drawn: publish the documents first.");
  const slug = slugOf(campaign.title);
  return {
    ...toDraft(campaign, content, around.library),
    ...{ slug, url: `${around.publicUrl}/tin/${slug}`, corrections: [], approvedBy, approvedAt },
    // What is sent later is news later.
    embargo: embargo ?? (schedule.kind === "at" ? schedule.at : nextSlot),
  };
}
