import http, { type IncomingMessage, type ServerResponse } from "node:http";

/** A post as the page shows it. */
export type FacebookPost = {
  id: string;
  message: string;
  link: string | null;
  photos: { alt: string; bytes: number }[];
};

/** How the server behaves at one call that changes something; otherwise it does what Graph documents. */
export type GraphBehavior =
  | { readonly how: "error"; readonly code: number; readonly subcode?: number; readonly status?: number }
  /** Does it, and cuts the line before the answer. */
  | { readonly how: "lose" }
  /** A proxy's page instead of an answer; `does`: Facebook had done it all the same. */
  | { readonly how: "html"; readonly status: number; readonly does?: boolean }
  /** Does it and never answers. */
  | { readonly how: "hang" }
  | { readonly how: "slow"; readonly afterMs: number };

export type FacebookServer = {
  /** For FACEBOOK_GRAPH_ROOT; with a version, as operators may pin one. */
  readonly url: string;
  /** What readers of the page see, newest first. */
  posts(): FacebookPost[];
  /** Every call in its order: `POST /777/feed`. Tokens in an address are kept, so that tests can find them. */
  readonly calls: readonly string[];
  script(...behaviors: GraphBehavior[]): void;
  close(): Promise<void>;
};

export const facebookPage = { pageId: "777", pageToken: "EAAB-page-token" };

type State = {
  posts: FacebookPost[];
  hidden: Map<string, { alt: string; bytes: number }>;
  next: number;
};
type Answer = { status: number; body: unknown };
type GraphCall = {
  method: string;
  path: string;
  fields: ReadonlyMap<string, string | Blob>;
  query: URLSearchParams;
};

/** The part of the Graph API a page is published with, on loopback. It refuses what Facebook refuses. */
export async function startFacebookServer(): Promise<FacebookServer> {
  const state: State = { posts: [], hidden: new Map(), next: 1 };
  const calls: string[] = [];
  const scripted: GraphBehavior[] = [];
  const server = http.createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    calls.push(`${request.method} ${request.url}`);
    const call = await readCall(request);
    const changes = request.method !== "GET" && call.path !== "/debug_token";
    const behavior = changes ? scripted.shift() : undefined;
    if (behavior?.how === "error")
      return send(response, refusal(behavior.code, behavior.subcode, behavior.status));
    if (behavior?.how === "html" && !behavior.does) return sendPage(response, behavior.status);
    const answer = mayCall(request, call) ? answerTo(call, state) : refusal(190, 463, 401);
    if (behavior?.how === "lose") return void response.destroy();
    if (behavior?.how === "hang") return;
    if (behavior?.how === "html") return sendPage(response, behavior.status);
    if (behavior?.how === "slow") setTimeout(() => send(response, answer), behavior.afterMs);
    else send(response, answer);
  }

  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/v23.0`,
    posts: () => state.posts.toReversed(),
    calls,
    script: (...behaviors) => void scripted.push(...behaviors),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readCall(request: IncomingMessage): Promise<GraphCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? "/", "http://graph");
  const body = Buffer.concat(chunks);
  const type = request.headers["content-type"];
  const form =
    body.length > 0 && type
      ? await new Response(body, { headers: { "content-type": type } }).formData()
      : undefined;
  return {
    method: request.method ?? "GET",
    path: url.pathname.replace(/^\/v\d+\.\d+/, ""),
    fields: new Map(form ? [...form] : []),
    query: url.searchParams,
  };
}

/** The token in the header or the body; in an address it would end in somebody's log. */
function mayCall({ headers }: IncomingMessage, { fields, query }: GraphCall): boolean {
  if (query.has("access_token")) return false;
  const token = fields.get("access_token") ?? headers.authorization?.replace(/^Bearer /, "");
  return token === facebookPage.pageToken;
}

function answerTo(call: GraphCall, state: State): Answer {
  const { method, path } = call;
  const page = `/${facebookPage.pageId}`;
  if (method === "GET" && path === "/me") return ok({ id: facebookPage.pageId, name: "Công đoàn Lai Châu" });
  if (path === "/debug_token") return ok({ data: { is_valid: true, expires_at: 0, scopes: grantedScopes } });
  if (method === "POST" && path === `${page}/feed`) return addPost(call, state);
  if (method === "POST" && path === `${page}/photos`) return addPhoto(call, state);
  if (method === "GET" && path === `${page}/posts`) return ok({ data: listPosts(call, state) });
  const post = state.posts.find(({ id }) => path === `/${id}`);
  if (!post) return refusal(100, 33);
  if (method === "DELETE") {
    state.posts = state.posts.filter((one) => one !== post);
    return ok({ success: true });
  }
  post.message = textOf(call, "message");
  return ok({ success: true });
}

const grantedScopes = ["pages_manage_posts", "pages_read_engagement"];

function addPost(call: GraphCall, state: State): Answer {
  const [message, link] = [textOf(call, "message"), textOf(call, "link")];
  if (link !== "" && !/^https?:\/\/[^/]+\.[^/]+/.test(link)) return refusal(100, 1_500_007);
  const attached = [...call.fields.keys()].filter((name) => name.startsWith("attached_media["));
  const ids = attached.map((name) => (JSON.parse(textOf(call, name)) as { media_fbid: string }).media_fbid);
  const photos = ids.map((id) => state.hidden.get(id));
  if (photos.includes(undefined)) return refusal(100);
  if (message === "" && link === "" && ids.length === 0) return refusal(100);
  return publish(state, {
    message,
    link: link === "" ? null : link,
    photos: photos.filter((one) => one !== undefined),
  });
}

function addPhoto(call: GraphCall, state: State): Answer {
  const source = call.fields.get("source");
  if (!(source instanceof Blob) || !/^image\/(jpeg|png)$/.test(source.type)) return refusal(324);
  const photo = { alt: textOf(call, "alt_text_custom"), bytes: source.size };
  const id = `${state.next++}`;
  if (textOf(call, "published") === "false") {
    state.hidden.set(id, photo);
    return ok({ id });
  }
  const { body } = publish(state, { message: textOf(call, "caption"), link: null, photos: [photo] });
  return "id" in (body as object) ? ok({ id, post_id: (body as { id: string }).id }) : { status: 400, body };
}

function publish(state: State, post: Omit<FacebookPost, "id">): Answer {
  if (state.posts.at(-1)?.message === post.message) return refusal(506, 1_455_006);
  const id = `${facebookPage.pageId}_${state.next++}`;
  state.posts.push({ id, ...post });
  return ok({ id });
}

function listPosts({ query }: GraphCall, state: State) {
  const limit = Math.min(Number(query.get("limit") ?? 25), 100);
  const posts = state.posts.toReversed().slice(0, limit);
  return posts.map(({ id, message }) => ({ id, message, permalink_url: `https://www.facebook.com/p/${id}` }));
}

function textOf({ fields }: GraphCall, name: string): string {
  const value = fields.get(name);
  return typeof value === "string" ? value : "";
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function refusal(code: number, subcode?: number, status = 400): Answer {
  const error = { message: "Lời của Facebook, có thể nhắc lại bài viết", type: "OAuthException", code };
  return { status, body: { error: { ...error, error_subcode: subcode, fbtrace_id: "A1b2C3" } } };
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { "content-type": "application/json; charset=UTF-8" }).end(JSON.stringify(body));
}

function sendPage(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-type": "text/html" }).end("<!doctype html><title>Sorry</title>");
}
