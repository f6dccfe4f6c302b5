import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Blobs } from "../database/blobs.ts";
import { isFailure } from "../kit/failure.ts";
import { sha256 } from "../kit/id.ts";
import { type Instant, toMs } from "../kit/time.ts";
import { type Assets, sendAsset } from "./assets.ts";
import { refuse } from "./errors.ts";
import { type FeedSource, picturePath, picturesOf } from "./feed-article.ts";
import { rfc822, toJsonFeed, toRss } from "./feed-formats.ts";
import { articlePage, listPage, type PageFrame, withdrawnPage } from "./feed-pages.ts";
import { allowLoading } from "./security.ts";

type Parts = {
  readonly assets: Assets;
  readonly articles: FeedSource;
  readonly blobs: Blobs;
  readonly publicUrl: string;
  /** Who publishes. */
  readonly organization: string;
};

/** Articles of a feed; older ones are on the pages. */
const feedLength = 30;
const pageLength = 20;
const mostPages = 1000;
/** How long readers may keep an answer without asking: also how long a withdrawn one may still be seen. */
const keepSeconds = 60;

/**
 * What is published for everybody: `/feed.xml` (RSS 2.0), `/feed.json` (JSON Feed 1.1), `/tin` (a list by pages),
 * `/tin/<slug>` (an article; 410 when withdrawn), `/tin/<slug>/<n>.jpg` (its pictures) and `/tin.js` (the list for
 * other sites). Answers 304 to who has it already.
 */
export function registerFeed(app: FastifyInstance, parts: Parts): void {
  const { assets, articles, publicUrl: root, organization } = parts;
  const frame: PageFrame = { root, organization, assetUrl: assets.url };
  const list = assets.filled("news.js");
  app.get("/feed.xml", async (request, reply) => {
    const page = await articles.list({ limit: feedLength, offset: 0 });
    const type = "application/rss+xml; charset=utf-8";
    return answer(request, openTo(reply), {
      body: toRss({ root, organization, ...page }),
      type,
      changedAt: page.changedAt,
    });
  });
  app.get("/feed.json", async (request, reply) => {
    const page = await articles.list({ limit: feedLength, offset: 0 });
    const type = "application/feed+json; charset=utf-8";
    const body = toJsonFeed({ root, organization, ...page });
    return answer(request, openTo(reply), { body, type, changedAt: page.changedAt });
  });
  app.get("/tin.js", (request, reply) => {
    allowLoading(reply);
    return sendAsset(request, reply.header("cache-control", "public, max-age=300"), list);
  });
  app.get("/tin", (request, reply) => sendList(request, reply, { articles, frame }));
  app.get("/tin/:slug", (request, reply) => sendArticle(request, reply, { articles, frame }));
  app.get("/tin/:slug/:picture", (request, reply) => sendPicture(request, reply, parts));
}

async function sendList(
  request: FastifyRequest,
  reply: FastifyReply,
  { articles, frame }: { articles: FeedSource; frame: PageFrame },
): Promise<FastifyReply> {
  const { trang = "1" } = request.query as { trang?: string };
  const number = /^[1-9]\d{0,3}$/.test(String(trang)) ? Number(trang) : 0;
  if (number === 0 || number > mostPages) return refuse(reply, 404, "notFound");
  const offset = (number - 1) * pageLength;
  const page = await articles.list({ limit: pageLength, offset });
  if (number > 1 && page.articles.length === 0) return refuse(reply, 404, "notFound");
  const isLast = offset + pageLength >= page.total;
  const body = listPage({ articles: page.articles, number, isLast }, frame);
  return answer(request, reply, { body, type: html, changedAt: page.changedAt });
}

const html = "text/html; charset=utf-8";

async function sendArticle(
  request: FastifyRequest,
  reply: FastifyReply,
  { articles, frame }: { articles: FeedSource; frame: PageFrame },
): Promise<FastifyReply> {
  const found = await articles.find(slugOf(request));
  if (found?.kind === "article") {
    const { article } = found;
    return answer(request, reply, {
      body: articlePage(article, frame),
      type: html,
      changedAt: article.changedAt,
    });
  }
  if (!found) return missing(reply);
  return reply.code(410).header("cache-control", "no-cache").type(html).send(withdrawnPage(found, frame));
}

/** The same page as for any address without one. */
function missing(reply: FastifyReply): FastifyReply {
  reply.callNotFound();
  return reply;
}

/** A picture only as long as the article it belongs to is public; by its place in it, never by its hash. */
async function sendPicture(request: FastifyRequest, reply: FastifyReply, { articles, blobs }: Parts) {
  const { picture: asked } = request.params as { picture: string };
  const slug = slugOf(request);
  const found = await articles.find(slug);
  if (found?.kind === "withdrawn") return reply.code(410).send();
  const pictures = found ? picturesOf(found.article) : [];
  const number = pictures.findIndex(({ mediaType }, index) =>
    picturePath(slug, index + 1, mediaType).endsWith(`/${asked}`),
  );
  const picture = pictures[number];
  const bytes = picture && (await blobs.read(picture.blob).catch(noneWhenMissing));
  if (!picture || !bytes) return refuse(reply, 404, "noSuchFile");
  allowLoading(reply);
  reply.header("content-security-policy", "default-src 'none'; sandbox");
  reply.header("cache-control", "public, max-age=300").header("etag", `"${picture.blob.slice(0, 20)}"`);
  if (request.headers["if-none-match"] === `"${picture.blob.slice(0, 20)}"`) return reply.code(304).send();
  return reply.type(picture.mediaType).send(bytes);
}

function noneWhenMissing(error: unknown): undefined {
  if (!isFailure(error, "missing")) throw error;
}

function slugOf(request: FastifyRequest): string {
  const { slug } = request.params as { slug: string };
  return slug;
}

/** Lets any site and any reader load this. */
function openTo(reply: FastifyReply): FastifyReply {
  allowLoading(reply);
  return reply.header("access-control-allow-origin", "*");
}

/** Sends a body with its marks, or 304. A tag decides before a date does (RFC 9110 §13.2.2). */
function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, type, changedAt }: { body: string; type: string; changedAt: Instant | null },
): FastifyReply {
  const tag = `"${sha256(body).slice(0, 20)}"`;
  reply.header("etag", tag).header("cache-control", `public, max-age=${keepSeconds}`).type(type);
  if (changedAt !== null) reply.header("last-modified", rfc822(changedAt));
  return hasAlready(request, tag, changedAt) ? reply.code(304).send() : reply.send(body);
}

function hasAlready({ headers }: FastifyRequest, tag: string, changedAt: Instant | null): boolean {
  const tags = headers["if-none-match"];
  if (tags !== undefined)
    return tags === "*" || tags.split(",").some((one) => one.trim().replace(/^W\//, "") === tag);
  const since = Date.parse(headers["if-modified-since"] ?? "");
  // The date has whole seconds only.
  return changedAt !== null && Math.floor(toMs(changedAt) / 1000) * 1000 <= since;
}
