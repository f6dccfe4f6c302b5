import { type Instant, toMs } from "../kit/time.ts";
import {
  articleHtml,
  articlePath,
  type FeedArticle,
  picturePath,
  picturesOf,
  summaryOf,
} from "./feed-article.ts";
import { feedTexts } from "./feed-texts.ts";

/** What both feeds are made of. `root` is the public address without a slash at its end. */
type Feed = {
  readonly root: string;
  /** Who publishes. */
  readonly organization: string;
  readonly articles: readonly FeedArticle[];
  readonly changedAt: Instant | null;
};

/** RSS 2.0 (rssboard.org/rss-specification) with atom:link and content:encoded. */
export function toRss({ root, organization, articles, changedAt }: Feed): string {
  const built = changedAt === null ? "" : `<lastBuildDate>${rfc822(changedAt)}</lastBuildDate>`;
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/">`,
    `<channel><title>${escapeXml(feedTexts.site)}</title><link>${escapeXml(`${root}/tin`)}</link>`,
    `<description>${escapeXml(feedTexts.about(organization))}</description><language>vi</language>${built}<ttl>15</ttl>`,
    `<atom:link href="${escapeXml(`${root}/feed.xml`)}" rel="self" type="application/rss+xml"/>`,
    ...articles.map((article) => rssItem(root, article)),
    `</channel></rss>`,
    "",
  ].join("\n");
}

function rssItem(root: string, article: FeedArticle): string {
  const url = escapeXml(root + articlePath(article));
  return [
    `<item><title>${escapeXml(article.title)}</title><link>${url}</link>`,
    `<guid isPermaLink="true">${url}</guid><pubDate>${rfc822(article.publishedAt)}</pubDate>`,
    `<description>${escapeXml(summaryOf(article))}</description>`,
    `<content:encoded>${escapeXml(articleHtml(article, root))}</content:encoded></item>`,
  ].join("");
}

/** JSON Feed 1.1 (jsonfeed.org/version/1.1). */
export function toJsonFeed({ root, organization, articles }: Feed): string {
  const feed = {
    version: "https://jsonfeed.org/version/1.1",
    title: feedTexts.site,
    description: feedTexts.about(organization),
    home_page_url: `${root}/tin`,
    feed_url: `${root}/feed.json`,
    language: "vi",
    authors: [{ name: organization, url: `${root}/` }],
    items: articles.map((article) => jsonItem(root, article)),
  };
  return `${JSON.stringify(feed)}\n`;
}

function jsonItem(root: string, article: FeedArticle) {
  const [picture] = picturesOf(article);
  const url = root + articlePath(article);
  return {
    id: url,
    url,
    title: article.title,
    summary: summaryOf(article),
    content_html: articleHtml(article, root),
    ...(picture ? { image: root + picturePath(article.slug, 1, picture.mediaType) } : {}),
    date_published: article.publishedAt,
    date_modified: article.changedAt,
  };
}

// XML 1.0 §2.2 has no place for control characters and lone surrogates, not even escaped ones.
// biome-ignore lint/suspicious/noControlCharactersInRegex: it takes exactly these out.
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(unwritable, "")
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** `Mon, 18 May 2026 01:00:00 GMT`: RFC 822 with four digits of the year, as RSS and HTTP want it. */
export function rfc822(at: Instant): string {
  return new Date(toMs(at)).toUTCString();
}
