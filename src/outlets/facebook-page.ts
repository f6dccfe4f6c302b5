import { z } from "zod";
import type { Part } from "../kit/message.ts";
import { meaningOf, sayGraphError } from "./facebook-errors.ts";
import { type Fields, type Graph, type GraphAnswer, openGraph } from "./facebook-graph.ts";
import { toPostText } from "./facebook-post.ts";
import type { Found, Outlet, OutletItem, PublishOutcome } from "./outlet.ts";

export type FacebookSettings = {
  readonly pageId: string;
  readonly pageToken: string;
  /** `https://graph.facebook.com`, with a version behind it when one is to be pinned. */
  readonly graphRoot: string;
};

type Parts = { readonly pageId: string; readonly graph: Graph; readonly loadBlob: LoadBlob };
type LoadBlob = (hash: string) => Promise<Uint8Array>;
type Picture = Extract<Part, { kind: "image" }>;

const posted = z.object({ id: z.string(), post_id: z.string().optional() });
const done = z.union([z.literal(true), z.object({ success: z.boolean() })]);
const recent = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      message: z.string().optional(),
      permalink_url: z.string().optional(),
    }),
  ),
});
/** As many posts as are looked through for our own. */
const mostRecent = 50;

/**
 * A Facebook Page through the Graph API (Pages API, “Posts” and “Photos”): one call for words with a link, one
 * for a single photo, and one per photo before the post itself for several.
 */
export function createFacebookPage(
  settings: FacebookSettings,
  loadBlob: LoadBlob,
): Outlet & { close(): void } {
  const graph = openGraph(settings);
  const parts: Parts = { pageId: encodeURIComponent(settings.pageId), graph, loadBlob };
  return {
    name: "facebook-page",
    isRepeatable: false,
    publish: (item, signal) => publish(parts, item, signal),
    find: (item, signal) => find(parts, item, signal),
    revise: (id, item, signal) => revise(parts, { id, item }, signal),
    remove: (id, _item, signal) => remove(parts, id, signal),
    close: graph.close,
  };
}

async function publish(parts: Parts, item: OutletItem, signal: AbortSignal): Promise<PublishOutcome> {
  const { graph, pageId } = parts;
  const message = toPostText(item);
  const pictures = item.parts.filter((part) => part.kind === "image");
  const [first, ...others] = pictures;
  if (!first) {
    const fields = { message, link: item.url };
    return published(parts, item, {
      answer: await graph.post(`/${pageId}/feed`, { fields, schema: posted }, signal),
      signal,
    });
  }
  if (others.length === 0) {
    const answer = await uploadPhoto(parts, first, { fields: { caption: message }, signal });
    return answer.kind === "later" ? answer : published(parts, item, { answer, signal });
  }
  const ids = await uploadHidden(parts, pictures, signal);
  if (!Array.isArray(ids)) return ids;
  const attached = ids.map((id, index) => [`attached_media[${index}]`, JSON.stringify({ media_fbid: id })]);
  const fields: Fields = { message, ...Object.fromEntries(attached) };
  const answer = await graph.post(`/${pageId}/feed`, { fields, schema: posted }, signal);
  return published(parts, item, { answer, signal });
}

/** Uploads one photo; `later` when its bytes cannot be read here, which a restored folder may heal. */
async function uploadPhoto(
  { graph, pageId, loadBlob }: Parts,
  { blob, mediaType, alt }: Picture,
  { fields, signal }: { fields: Fields; signal: AbortSignal },
): Promise<GraphAnswer<z.output<typeof posted>> | { kind: "later"; why: string }> {
  const bytes = await loadBlob(blob).catch(() => undefined);
  if (!bytes) return { kind: "later", why: "a picture of the campaign is missing on this machine" };
  const name = mediaType === "image/png" ? "picture.png" : "picture.jpg";
  const call = {
    fields: { ...fields, alt_text_custom: alt },
    upload: { bytes, name, mediaType },
    schema: posted,
  };
  return graph.post(`/${pageId}/photos`, call, signal);
}

/**
 * Photos nobody sees until a post names them. One whose answer was lost is simply uploaded again: Facebook throws
 * temporary photos away after a day.
 */
async function uploadHidden(
  parts: Parts,
  pictures: readonly Picture[],
  signal: AbortSignal,
): Promise<string[] | PublishOutcome> {
  const ids: string[] = [];
  for (const picture of pictures) {
    const fields = { published: "false", temporary: "true" };
    const answer = await uploadPhoto(parts, picture, { fields, signal });
    if (answer.kind === "ok") ids.push(answer.value.id);
    else if (answer.kind === "lost" || answer.kind === "later") return { kind: "later", why: answer.why };
    else return failed(answer);
  }
  return ids;
}

async function published(
  parts: Parts,
  item: OutletItem,
  { answer, signal }: { answer: GraphAnswer<z.output<typeof posted>>; signal: AbortSignal },
): Promise<PublishOutcome> {
  if (answer.kind === "ok") {
    const externalId = answer.value.post_id ?? answer.value.id;
    return { kind: "published", externalId, url: `https://www.facebook.com/${externalId}` };
  }
  if (answer.kind === "error" && meaningOf(answer.error).kind === "duplicate") {
    // An equal post: most likely ours, of a try whose answer was lost.
    const found = await find(parts, item, signal);
    if (found.kind === "found") return { ...found, kind: "published" };
    if (found.kind === "unclear") return { kind: "unknown", why: found.why };
    return { kind: "refused", why: "duplicate", detail: sayGraphError(answer.error) };
  }
  return failed(answer);
}

function failed(answer: Exclude<GraphAnswer<unknown>, { kind: "ok" }>): PublishOutcome {
  if (answer.kind === "lost") {
    const { why } = answer;
    return answer.mayHaveWorked ? { kind: "unknown", why } : { kind: "later", why };
  }
  const meaning = meaningOf(answer.error);
  const detail = sayGraphError(answer.error);
  if (meaning.kind === "later") return { ...meaning, why: `${meaning.why}: ${detail}` };
  return { kind: "refused", why: meaning.kind === "refused" ? meaning.why : meaning.kind, detail };
}

/** Looks through the newest posts of the page for the one that carries the item's address. */
async function find({ graph, pageId }: Parts, item: OutletItem, signal: AbortSignal): Promise<Found> {
  const path = `/${pageId}/posts?fields=id,message,permalink_url&limit=${mostRecent}`;
  const answer = await graph.get(path, recent, signal);
  if (answer.kind === "lost") return { kind: "unclear", why: answer.why };
  if (answer.kind === "error") return { kind: "unclear", why: sayGraphError(answer.error) };
  // The address ends the post or a line of it: one that another begins with is not taken for it.
  const own = answer.value.data.find(({ message = "" }) => message.split(/\s+/).includes(item.url));
  if (!own) return { kind: "absent" };
  const url = own.permalink_url ?? `https://www.facebook.com/${own.id}`;
  return { kind: "found", externalId: own.id, url };
}

async function revise(
  { graph }: Parts,
  { id, item }: { id: string; item: OutletItem },
  signal: AbortSignal,
): Promise<PublishOutcome> {
  const call = { fields: { message: toPostText(item) }, schema: done };
  return changed(await graph.post(`/${encodeURIComponent(id)}`, call, signal), id);
}

async function remove({ graph }: Parts, id: string, signal: AbortSignal): Promise<PublishOutcome> {
  const answer = await graph.remove(`/${encodeURIComponent(id)}`, done, signal);
  const isGone = answer.kind === "error" && meaningOf(answer.error).kind === "gone";
  return isGone ? { kind: "published", externalId: id, url: null } : changed(answer, id);
}

/** Changing and removing may be done twice: without a clear answer they are tried again. */
function changed(answer: GraphAnswer<z.output<typeof done>>, id: string): PublishOutcome {
  if (answer.kind === "lost") return { kind: "later", why: answer.why };
  if (answer.kind === "error") return failed(answer);
  const { value } = answer;
  const isDone = value === true || value.success;
  return isDone
    ? { kind: "published", externalId: id, url: `https://www.facebook.com/${id}` }
    : { kind: "refused", why: "badContent", detail: "Facebook answered success: false." };
}
