import type { Queries } from "../database/database.ts";
import { newId } from "../kit/id.ts";
import type { Content, Part } from "../kit/message.ts";
import { addMs, type Instant, localDate } from "../kit/time.ts";
import { fold } from "../kit/vietnamese.ts";
import type { Library } from "../knowledge/library.ts";
import type { Campaign } from "./campaign.ts";
import type { OpenRun } from "./freeze.ts";
import { texts } from "./texts.ts";

/** A lead longer than this is no lead: the text then stands in the body alone. */
const longestLead = 600;
const longestSlug = 80;
/** Later than this after its moment an item is not published without asking. */
const giveUpMs = 24 * 3_600_000;

/** What one launch publishes, made of the words members get. */
export type Draft = {
  readonly title: string;
  readonly lead: string;
  readonly parts: readonly Part[];
  readonly sources: readonly string[];
};

/**
 * Writes what a launch publishes and one row for each outlet; nothing when the campaign names none. Belongs into
 * the transaction of the launch, so that the rows are there exactly when the launch is.
 */
export async function writePublications(
  tx: Queries,
  { id, campaign, slot }: OpenRun,
  { content, library, now }: { content: Content; library: Library; now: Instant },
): Promise<void> {
  const { outlets = [], embargo = null } = campaign;
  if (outlets.length === 0) return;
  const { title, lead, parts, sources } = toDraft(campaign, content, library);
  const row = { run_id: id, campaign_id: campaign.id, slug: await freeSlug(tx, title, slot), title, lead };
  const rest = { parts: JSON.stringify(parts), sources: JSON.stringify(sources), embargo, changed_at: now };
  await tx
    .insertInto("article")
    .values({ ...row, ...rest })
    .execute();
  const opens = embargo !== null && embargo > now ? embargo : now;
  const rows = outlets.map((outlet) => ({
    id: newId<"publication">(),
    run_id: id,
    outlet,
    status: "pending" as const,
    // Newspapers get it ahead, with the embargo written on it.
    not_before: outlet === "press-kit" ? now : opens,
    give_up_at: addMs(opens, giveUpMs),
    attempts: 0,
    shown: 0,
    created_at: now,
  }));
  await tx.insertInto("publication").values(rows).execute();
}

/**
 * The item of a campaign: its title, the first paragraph as the lead, the rest, and the labels of what it rests
 * on. What only a member in a chat needs (why they get it, how to stop it) is left out.
 */
export function toDraft(campaign: Campaign, content: Content, library: Library): Draft {
  const { title } = campaign;
  const isOwn = (part: Part) => part.kind !== "text" || !part.text.endsWith(texts.whyYouGetThis);
  const body = content.parts.filter(isOwn);
  const [first] = body;
  // A message that opens with its own title would say it twice.
  const opensWithTitle = first?.kind === "text" && fold(first.text) === fold(title);
  const said = opensWithTitle ? body.slice(1) : body;
  const [head, ...tail] = said;
  const hasLead = head?.kind === "text" && head.text.length <= longestLead && !head.text.includes("• ");
  const named = campaign.sources.map((source) => labelOf(library, source));
  const quoted = content.parts.flatMap((part) => (part.kind === "quote" ? [part.citation.label] : []));
  return {
    title,
    lead: hasLead ? head.text.replaceAll("\n", " ") : "",
    parts: hasLead ? tail : said,
    sources: [...new Set([...named, ...quoted])],
  };
}

function labelOf(library: Library, source: string): string {
  const [document = "", clause = ""] = source.split("#");
  return library.clause(document, clause)?.label ?? source;
}

/** `Ngày Khoa học 18/5` as `ngay-khoa-hoc-18-5`: ASCII letters and digits, never empty. */
export function slugOf(title: string): string {
  const words = fold(title)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const slug = words.length > longestSlug ? words.slice(0, longestSlug).replace(/-[^-]*$/, "") : words;
  return slug === "" ? "tin" : slug;
}

/** The first of `title`, `title-2026-05-18`, `title-2026-05-18-2` … that no article has. */
async function freeSlug(tx: Queries, title: string, slot: Instant): Promise<string> {
  const base = slugOf(title);
  const dated = `${base}-${localDate(slot)}`;
  for (let count = 0; ; count++) {
    const slug = count === 0 ? base : count === 1 ? dated : `${dated}-${count}`;
    const taken = await tx.selectFrom("article").select("run_id").where("slug", "=", slug).executeTakeFirst();
    if (!taken) return slug;
  }
}
