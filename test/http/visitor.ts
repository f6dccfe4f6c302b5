import type { InjectOptions } from "fastify";
import type { WireLine } from "../../src/http/chat/wire.ts";
import type { Server } from "../../src/http/server.ts";

/** What came back from the server. `json` is the body of a JSON answer, `refusal` what it refuses with. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly bytes: Buffer;
  readonly json: unknown;
  readonly refusal: { readonly code: string; readonly message: string } | undefined;
};

/** The body of `/chat/history`. */
export type History = { lines: WireLine[]; cursor: string | null; hasMore: boolean; isNew: boolean };

/** A browser without a window: keeps its cookies from one call to the next. */
export type Visitor = {
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  post(path: string, body: object | string | Buffer, headers?: Record<string, string>): Promise<Reply>;
  /** What the page would show. */
  history(): Promise<History>;
  /** The `Cookie` header it sends. */
  cookie(): string;
};

/** A new visitor of a server, over `inject()`. */
export function createVisitor(server: Server): Visitor {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const call = async (options: InjectOptions): Promise<Reply> => {
    const headers = { ...(jar.size > 0 ? { cookie: cookie() } : {}), ...options.headers };
    const response = await server.app.inject({ ...options, headers });
    for (const { name, value } of response.cookies) {
      if (value === "") jar.delete(name);
      else jar.set(name, value);
    }
    const isPlain = response.headers["content-encoding"] === undefined;
    const isJson = isPlain && String(response.headers["content-type"]).includes("json");
    const json = isJson ? response.json() : undefined;
    return {
      status: response.statusCode,
      headers: Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
      ),
      text: response.payload,
      bytes: response.rawPayload,
      json,
      refusal: json?.error,
    };
  };
  return {
    cookie,
    history: async () => (await call({ method: "GET", url: "/chat/history" })).json as History,
    get: (url, headers = {}) => call({ method: "GET", url, headers }),
    post: (url, body, headers = {}) => {
      const isObject = typeof body === "object" && !Buffer.isBuffer(body);
      const payload = isObject ? JSON.stringify(body) : body;
      return call({
        method: "POST",
        url,
        payload,
        headers: { "content-type": "application/json", ...headers },
      });
    },
  };
}

/** A multipart body with one file in it, as a browser writes it. */
export function multipart(file: { name: string; bytes: Buffer; type?: string }): {
  body: Buffer;
  headers: Record<string, string>;
} {
  const boundary = "----caunoi-test";
  const type = file.type ?? "application/octet-stream";
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: ${type}\r\n\r\n`;
  return {
    body: Buffer.concat([Buffer.from(head), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
  };
}

/** Calls `look` until it gives something, at most for `patienceMs`. */
export async function until<T>(
  look: () => Promise<T | undefined> | T | undefined,
  patienceMs = 5000,
): Promise<T> {
  const end = Date.now() + patienceMs;
  while (Date.now() < end) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  throw new Error(`nothing came within ${patienceMs} ms`);
}
