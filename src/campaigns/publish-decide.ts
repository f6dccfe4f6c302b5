import type { Queries } from "../database/database.ts";
import { Failure } from "../kit/failure.ts";
import { addMs, type Instant } from "../kit/time.ts";
import { clean } from "../kit/vietnamese.ts";
import { type OutletName, outletNames } from "../outlets/outlet.ts";
import { nameOf } from "./approve.ts";
import { type CampaignId, findCampaign, type RunId, recordEvent } from "./campaign.ts";
import { type Publication, publicationsOf, setRow, touchArticle } from "./publish-rows.ts";

const longestNote = 1000;
const giveUpMs = 24 * 3_600_000;

/** Which article is meant: of a series the newest, unless `slug` names one. */
export type ArticleReference = { readonly campaign: string; readonly slug?: string | undefined };

/** Who decides, why and when. */
export type ArticleDecision = { readonly by: string; readonly note: string; readonly now: Instant };

export type ChosenArticle = {
  readonly campaignId: CampaignId;
  readonly runId: RunId;
  readonly slug: string;
  readonly title: string;
  readonly isWithdrawn: boolean;
};

/** Throws `Failure("missing")` when the campaign has not published anything. */
export async function chooseArticle(
  queries: Queries,
  { campaign: reference, slug }: ArticleReference,
): Promise<ChosenArticle> {
  const { id } = await findCampaign(queries, reference);
  const articles = queries
    .selectFrom("article")
    .select(["run_id", "slug", "title", "withdrawn_at"])
    .where("campaign_id", "=", id);
  const row = await (slug === undefined ? articles : articles.where("slug", "=", slug))
    .orderBy("run_id", "desc")
    .executeTakeFirst();
  if (!row) {
    const what =
      slug === undefined ? "has no article yet: it is made at the launch" : `has no article ${slug}`;
    throw new Failure("missing", `${reference} ${what}.`);
  }
  const { run_id, title, withdrawn_at } = row;
  return {
    ...{ campaignId: id, runId: run_id as RunId, title, slug: row.slug },
    isWithdrawn: withdrawn_at !== null,
  };
}

/**
 * Đính chính — adds a correction to an article: the portal shows it at once, the other outlets as soon as the loop
 * has told them; what is not published yet comes out with it. Throws `Failure("conflict")` for a withdrawn one.
 */
export async function correctArticle(
  tx: Queries,
  reference: ArticleReference,
  { by, note, now }: ArticleDecision,
): Promise<ChosenArticle> {
  return changeArticle(tx, reference, {
    ...{ by, note, now, kind: "corrected" },
    async write({ runId }, words, name) {
      const row = { run_id: runId, note: words, by_whom: name, at: now };
      await tx.insertInto("article_correction").values(row).execute();
      await touchArticle(tx, runId, now);
    },
  });
}

/**
 * Rút bài — takes an article off every outlet: at once off the portal, whose address then says that it was
 * withdrawn and why; off the others by the loop. What was not published yet never is. Messages to members stay.
 */
export async function withdrawArticle(
  tx: Queries,
  reference: ArticleReference,
  { by, note, now }: ArticleDecision,
): Promise<ChosenArticle> {
  return changeArticle(tx, reference, {
    ...{ by, note, now, kind: "withdrawn" },
    async write({ runId }, words) {
      const end = { withdrawn_at: now, withdrawn_why: words, changed_at: now };
      await tx.updateTable("article").set(end).where("run_id", "=", runId).execute();
      await takeOffUnseen(tx, runId, now);
    },
  });
}

type ArticleChange = ArticleDecision & {
  readonly kind: "corrected" | "withdrawn";
  readonly write: (article: ChosenArticle, words: string, name: string) => Promise<void>;
};

/** What both have in common: an article that stands, words for its readers, a line in the history, the outlets told. */
async function changeArticle(
  tx: Queries,
  reference: ArticleReference,
  { by, note, now, kind, write }: ArticleChange,
): Promise<ChosenArticle> {
  const article = await chooseArticle(tx, reference);
  const { runId, campaignId, isWithdrawn } = article;
  if (isWithdrawn) throw new Failure("conflict", "The article is withdrawn already: nobody reads it.");
  const [words, name] = [readNote(note), nameOf(by)];
  await write(article, words, name);
  await recordEvent(tx, { campaignId, runId, kind, by: name, note: words, at: now });
  await askAgain(tx, runId, now);
  return article;
}

/** What no reader has seen is never published; the portal shows what its tables say, so it is done at once. */
async function takeOffUnseen(tx: Queries, runId: RunId, now: Instant): Promise<void> {
  const gone = { status: "withdrawn" as const, not_before: null, settled_at: now };
  for (const { id, outlet, status } of await publicationsOf(tx, runId)) {
    const isUnseen = status === "pending" || status === "stopped" || status === "refused";
    if (isUnseen || (outlet === "portal-feed" && status === "published")) await setRow(tx, id, gone);
  }
}

/** The portal reads the tables themselves; the other outlets have to be told. */
async function askAgain(tx: Queries, runId: RunId, now: Instant): Promise<void> {
  await tx
    .updateTable("publication")
    .set({ not_before: now, attempts: 0 })
    .where("run_id", "=", runId)
    .where("status", "=", "published")
    .execute();
}

/**
 * Decides about a publication that needs a person. `again`: it is not there, publish it; also for what was refused,
 * stopped, or could not be corrected or removed. `there`: it is there, at `url` when one is given.
 * Throws `Failure("conflict")` when there is nothing to decide.
 */
export async function decidePublication(
  tx: Queries,
  reference: ArticleReference & { readonly outlet: string },
  decision: { readonly by: string; readonly what: "again" | "there"; readonly now: Instant },
): Promise<Publication> {
  const { campaignId, runId, isWithdrawn } = await chooseArticle(tx, reference);
  const { by, what, now } = decision;
  const row = (await publicationsOf(tx, runId)).find(({ outlet }) => outlet === reference.outlet);
  if (!row)
    throw new Failure("missing", `The campaign names no outlet ${reference.outlet}: ${outletList()}.`);
  const name = nameOf(by);
  if (what === "there") await confirmThere(tx, row, now);
  else await publishAgain(tx, row, { isWithdrawn, now });
  const kind = what === "there" ? "foundPublished" : "publishAgain";
  await recordEvent(tx, { campaignId, runId, kind, by: name, note: row.outlet, at: now });
  return row;
}

async function confirmThere(tx: Queries, { id, status }: Publication, now: Instant): Promise<void> {
  if (status !== "uncertain") throw new Failure("conflict", "Nothing about this publication is in doubt.");
  // Without its id the post can be neither corrected nor removed by the program.
  await setRow(tx, id, {
    status: "published",
    published_at: now,
    settled_at: now,
    not_before: null,
    why: null,
  });
}

async function publishAgain(
  tx: Queries,
  { id, status, why, external_id }: Publication,
  { isWithdrawn, now }: { isWithdrawn: boolean; now: Instant },
): Promise<void> {
  if (status === "published" && why !== null && external_id !== null) {
    await setRow(tx, id, { not_before: now, attempts: 0, why: null });
    return;
  }
  if (isWithdrawn) throw new Failure("conflict", "The article is withdrawn.");
  if (!["refused", "uncertain", "stopped"].includes(status))
    throw new Failure("conflict", `The publication is ${status}: there is nothing to publish again.`);
  // One attempt counts as made, so that an outlet that can be asked is asked first whether it is there.
  const due = { attempts: 1, not_before: now, give_up_at: addMs(now, giveUpMs), why: null, detail: null };
  await setRow(tx, id, { ...due, status: "pending" });
}

/** The words readers get: one line, kept as they were written. */
function readNote(note: string): string {
  const words = clean(note).replace(/\s+/g, " ").trim();
  if (words === "") throw new Failure("invalid", "Say what readers are told: --note TEXT.");
  if (words.length > longestNote)
    throw new Failure("invalid", `The note is longer than ${longestNote} characters: shorten it.`);
  return words;
}

function outletList(): string {
  const names: readonly OutletName[] = outletNames;
  return names.join(", ");
}
