import type { Selectable } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import type { Part } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import type { Correction } from "../outlets/outlet.ts";

/** An article everybody may read. */
export type PublicArticle = {
  readonly slug: string;
  readonly title: string;
  readonly lead: string;
  readonly parts: readonly Part[];
  readonly sources: readonly string[];
  readonly corrections: readonly Correction[];
  readonly publishedAt: Instant;
  /** Published or corrected last. */
  readonly changedAt: Instant;
};

export type ArticleAnswer =
  | { readonly kind: "article"; readonly article: PublicArticle }
  /** It was public once. `why` is for its readers. */
  | { readonly kind: "withdrawn"; readonly title: string; readonly at: Instant; readonly why: string };

export type ArticlePage = {
  readonly articles: readonly PublicArticle[];
  readonly total: number;
  /** When anything of the list changed last, withdrawals included; null while nothing was ever public. */
  readonly changedAt: Instant | null;
};

type Row = Selectable<Schema["article"]> & { published_at: Instant | null };

/** What is public on the portal now, newest first. Drafts, embargoed and withdrawn items are not in it. */
export async function readArticles(
  queries: Queries,
  { limit, offset }: { limit: number; offset: number },
): Promise<ArticlePage> {
  const rows = await shown(queries)
    .selectAll("article")
    .select("publication.published_at")
    .orderBy("publication.published_at", "desc")
    .orderBy("article.run_id", "desc")
    .limit(limit)
    .offset(offset)
    .execute();
  const { total } = await shown(queries)
    .select((eb) => eb.fn.countAll().as("total"))
    .executeTakeFirstOrThrow();
  const changed = await queries
    .selectFrom("article")
    .innerJoin("publication", "publication.run_id", "article.run_id")
    .select((eb) => eb.fn.max("article.changed_at").as("at"))
    .where("publication.outlet", "=", "portal-feed")
    .where("publication.published_at", "is not", null)
    .executeTakeFirst();
  const corrections = await correctionsByRun(
    queries,
    rows.map((row) => row.run_id),
  );
  const articles = rows.map((row) => toArticle(row, corrections.get(row.run_id) ?? []));
  return { articles, total: Number(total), changedAt: changed?.at ?? null };
}

/** The article at an address, that it was withdrawn, or undefined when nothing was ever public there. */
export async function readArticle(queries: Queries, slug: string): Promise<ArticleAnswer | undefined> {
  const row = await queries
    .selectFrom("article")
    .innerJoin("publication", "publication.run_id", "article.run_id")
    .selectAll("article")
    .select(["publication.published_at", "publication.status"])
    .where("article.slug", "=", slug)
    .where("publication.outlet", "=", "portal-feed")
    .where("publication.published_at", "is not", null)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.withdrawn_at !== null)
    return { kind: "withdrawn", title: row.title, at: row.withdrawn_at, why: row.withdrawn_why ?? "" };
  if (row.status !== "published") return undefined;
  const corrections = await correctionsByRun(queries, [row.run_id]);
  return { kind: "article", article: toArticle(row, corrections.get(row.run_id) ?? []) };
}

function shown(queries: Queries) {
  return queries
    .selectFrom("publication")
    .innerJoin("article", "article.run_id", "publication.run_id")
    .where("publication.outlet", "=", "portal-feed")
    .where("publication.status", "=", "published")
    .where("article.withdrawn_at", "is", null);
}

async function correctionsByRun(queries: Queries, runs: readonly string[]) {
  const found = new Map<string, Correction[]>();
  if (runs.length === 0) return found;
  const rows = await queries
    .selectFrom("article_correction")
    .select(["run_id", "note", "at"])
    .where("run_id", "in", runs)
    .orderBy("seq")
    .execute();
  for (const { run_id, note, at } of rows) found.set(run_id, [...(found.get(run_id) ?? []), { note, at }]);
  return found;
}

function toArticle(row: Row, corrections: readonly Correction[]): PublicArticle {
  const { slug, title, lead } = row;
  return {
    ...{ slug, title, lead, corrections },
    parts: JSON.parse(row.parts) as Part[],
    sources: JSON.parse(row.sources) as string[],
    publishedAt: row.published_at ?? row.changed_at,
    changedAt: row.changed_at,
  };
}
