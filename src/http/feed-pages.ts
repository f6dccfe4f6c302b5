import type { Instant } from "../kit/time.ts";
import {
  articleHtml,
  articlePath,
  type FeedArticle,
  picturePath,
  picturesOf,
  summaryOf,
} from "./feed-article.ts";
import { escapeHtml } from "./feed-html.ts";
import { feedTexts } from "./feed-texts.ts";
import { pageTexts } from "./texts.ts";

/** Where pages find their style, which address they have outside, and who publishes. */
export type PageFrame = {
  readonly root: string;
  readonly organization: string;
  readonly assetUrl: (name: string) => string;
};

/** The page of one article, with what search engines and social networks read of it. */
export function articlePage(article: FeedArticle, frame: PageFrame): string {
  const { title, publishedAt, changedAt, corrections } = article;
  const changed = corrections.length === 0 ? "" : ` · ${feedTexts.changed(changedAt)}`;
  const body =
    `<article><h1>${escapeHtml(title)}</h1>` +
    `<p class="meta"><time datetime="${publishedAt}">${feedTexts.published(publishedAt)}</time>${changed}</p>` +
    `${articleHtml(article, "")}</article>` +
    `<nav><a href="/tin">${feedTexts.back}</a><a class="action" href="/">${feedTexts.ask}</a></nav>`;
  const head = cardTags(article, frame);
  return page({ title, head, body, frame });
}

/** Open Graph (ogp.me) and Twitter cards, and the one address search engines are to know. */
function cardTags(article: FeedArticle, { root, organization }: PageFrame): string {
  const url = root + articlePath(article);
  const [picture] = picturesOf(article);
  const image = picture && root + picturePath(article.slug, 1, picture.mediaType);
  const properties: [string, string][] = [
    ["og:type", "article"],
    ["og:site_name", organization],
    ["og:locale", "vi_VN"],
    ["og:title", article.title],
    ["og:description", summaryOf(article)],
    ["og:url", url],
    ["article:published_time", article.publishedAt],
    ["article:modified_time", article.changedAt],
  ];
  if (image && picture) properties.push(["og:image", image], ["og:image:alt", picture.alt]);
  const names: [string, string][] = [
    ["description", summaryOf(article)],
    ["twitter:card", image ? "summary_large_image" : "summary"],
    ["twitter:title", article.title],
    ["twitter:description", summaryOf(article)],
  ];
  if (image && picture) names.push(["twitter:image", image], ["twitter:image:alt", picture.alt]);
  return [
    `<link rel="canonical" href="${escapeHtml(url)}">`,
    ...properties.map(([key, text]) => `<meta property="${key}" content="${escapeHtml(text)}">`),
    ...names.map(([key, text]) => `<meta name="${key}" content="${escapeHtml(text)}">`),
  ].join("");
}

/** One page of the list, newest first; pages count from 1. */
export function listPage(
  list: { articles: readonly FeedArticle[]; number: number; isLast: boolean },
  frame: PageFrame,
): string {
  const { articles, number, isLast } = list;
  const items = articles.map(
    (article) =>
      `<li><a href="${articlePath(article)}">${escapeHtml(article.title)}</a>` +
      `<p class="meta"><time datetime="${article.publishedAt}">${feedTexts.published(article.publishedAt)}</time>` +
      `${article.corrections.length > 0 ? ` · ${feedTexts.correctionTitle.toLowerCase()}` : ""}</p>` +
      `<p>${escapeHtml(summaryOf(article))}</p></li>`,
  );
  const newer = number === 2 ? "/tin" : `/tin?trang=${number - 1}`;
  const turns = [
    number > 1 ? `<a rel="prev" href="${newer}">${feedTexts.newer}</a>` : "",
    isLast ? "" : `<a rel="next" href="/tin?trang=${number + 1}">${feedTexts.older}</a>`,
    `<a href="/feed.xml">${feedTexts.subscribe}</a>`,
  ];
  const shown = items.length > 0 ? `<ol class="list">${items.join("")}</ol>` : `<p>${feedTexts.empty}</p>`;
  const about = escapeHtml(feedTexts.about(frame.organization));
  const body = `<h1>${feedTexts.site}</h1><p class="meta">${about}</p>${shown}<nav>${turns.join("")}</nav>`;
  const canonical = number === 1 ? "/tin" : `/tin?trang=${number}`;
  const head = `<link rel="canonical" href="${escapeHtml(frame.root + canonical)}"><meta name="description" content="${about}">`;
  return page({ title: feedTexts.site, head, body, frame });
}

/** What stands at the address of an article that was withdrawn. */
export function withdrawnPage(
  { title, at, why }: { title: string; at: Instant; why: string },
  frame: PageFrame,
): string {
  const reason = why === "" ? "" : `<p>${escapeHtml(feedTexts.withdrawnWhy(why))}</p>`;
  const body =
    `<article><h1>${feedTexts.withdrawnTitle}</h1>` +
    `<aside class="correction"><p>${escapeHtml(feedTexts.withdrawn(title, at))}</p>${reason}</aside></article>` +
    `<nav><a href="/tin">${feedTexts.back}</a></nav>`;
  const head = `<meta name="robots" content="noindex">`;
  return page({ title: feedTexts.withdrawnTitle, head, body, frame });
}

function page(parts: { title: string; head: string; body: string; frame: PageFrame }): string {
  const { title, head, body, frame } = parts;
  const { assetUrl } = frame;
  const publisher = escapeHtml(frame.organization);
  const sheets = ["chat.css", "plain.css", "news.css"].map(
    (name) => `<link rel="stylesheet" href="${assetUrl(name)}">`,
  );
  return (
    `<!doctype html><html lang="vi"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>${escapeHtml(title)} · ${publisher}</title>${head}` +
    `<link rel="alternate" type="application/rss+xml" title="${feedTexts.site}" href="/feed.xml">` +
    `<link rel="alternate" type="application/feed+json" title="${feedTexts.site}" href="/feed.json">` +
    `<link rel="icon" href="${assetUrl("logo.svg")}">${sheets.join("")}</head>` +
    `<body class="news"><header><a href="/tin"><img src="${assetUrl("logo.svg")}" alt="" width="36" height="36">` +
    `<span>${publisher}</span></a></header><main>${body}</main>` +
    `<footer>${pageTexts.brand} · ${escapeHtml(feedTexts.about(frame.organization))}</footer></body></html>`
  );
}
