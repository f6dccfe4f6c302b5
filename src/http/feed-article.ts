import type { Part } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { escapeHtml, toHtml } from "./feed-html.ts";
import { feedTexts } from "./feed-texts.ts";

/** An article everybody may read. */
export type FeedArticle = {
  readonly slug: string;
  readonly title: string;
  /** The first paragraph; may be empty. */
  readonly lead: string;
  readonly parts: readonly Part[];
  readonly sources: readonly string[];
  readonly corrections: readonly { readonly note: string; readonly at: Instant }[];
  readonly publishedAt: Instant;
  /** Published or corrected last. */
  readonly changedAt: Instant;
};

/** What the server asks about articles. Nothing that is not public now may come out of here. */
export type FeedSource = {
  /** Newest first; `changedAt`: when the list changed last, withdrawals included. */
  list(page: { limit: number; offset: number }): Promise<{
    readonly articles: readonly FeedArticle[];
    readonly total: number;
    readonly changedAt: Instant | null;
  }>;
  find(
    slug: string,
  ): Promise<
    | { readonly kind: "article"; readonly article: FeedArticle }
    | { readonly kind: "withdrawn"; readonly title: string; readonly at: Instant; readonly why: string }
    | undefined
  >;
};

export type Picture = Extract<Part, { kind: "image" }>;

export function picturesOf({ parts }: FeedArticle): Picture[] {
  return parts.filter((part) => part.kind === "image");
}

export function articlePath({ slug }: Pick<FeedArticle, "slug">): string {
  return `/tin/${slug}`;
}

export function picturePath(slug: string, number: number, mediaType: string): string {
  return `/tin/${slug}/${number}.${mediaType === "image/png" ? "png" : "jpg"}`;
}

/** Lead, corrections, body and sources; `root` goes before the addresses of pictures. */
export function articleHtml(article: FeedArticle, root: string): string {
  const { slug, lead, parts, sources } = article;
  const pictureUrl = (number: number, mediaType: string) => root + picturePath(slug, number, mediaType);
  return [
    correctionsHtml(article),
    lead === "" ? "" : `<p class="lead">${escapeHtml(lead)}</p>`,
    toHtml(parts, pictureUrl),
    sources.length === 0
      ? ""
      : `<p class="sources">${feedTexts.sources}: ${sources.map(escapeHtml).join("; ")}</p>`,
  ]
    .filter((html) => html !== "")
    .join("\n");
}

/** What was wrong is said before what was written. */
function correctionsHtml({ corrections }: FeedArticle): string {
  if (corrections.length === 0) return "";
  const notes = corrections.map(
    ({ note, at }) => `<p><strong>${feedTexts.correctionDay(at)}</strong> ${escapeHtml(note)}</p>`,
  );
  return `<aside class="correction"><h2>${feedTexts.correctionTitle}</h2>${notes.join("")}</aside>`;
}

/** One line about the article, for lists and cards: the lead, else the first words. */
export function summaryOf({ lead, parts }: FeedArticle): string {
  const text = lead || (parts.find((part) => part.kind === "text")?.text ?? "").replaceAll("\n", " ");
  if (text.length <= 300) return text;
  const cut = text.slice(0, 299);
  return `${cut.slice(0, cut.lastIndexOf(" ")).toWellFormed()}…`;
}
