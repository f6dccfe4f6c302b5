import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { type Line, LostCall, openLine } from "../channels/line.ts";
import { type GraphError, graphError } from "./facebook-errors.ts";

const answerTimeoutMs = 30_000;
const longestAnswer = 1_000_000;

/** What came back: what was asked for, Facebook's own error, or no clear answer. */
export type GraphAnswer<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "error"; readonly error: GraphError }
  /** `mayHaveWorked`: the call had left, and nothing says that it failed. */
  | { readonly kind: "lost"; readonly mayHaveWorked: boolean; readonly why: string };

export type Upload = { readonly bytes: Uint8Array; readonly name: string; readonly mediaType: string };
export type Fields = Readonly<Record<string, string>>;

/** Calls of the Graph API on behalf of one page. */
export type Graph = {
  get<T>(path: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<GraphAnswer<T>>;
  /** With `upload` the call is multipart and its file is the field `source`. */
  post<T>(
    path: string,
    call: { fields: Fields; upload?: Upload; schema: z.ZodType<T> },
    signal?: AbortSignal,
  ): Promise<GraphAnswer<T>>;
  remove<T>(path: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<GraphAnswer<T>>;
  close(): void;
};

/** The token travels in a header or in the body, never in an address, where proxies and logs would keep it. */
export function openGraph({ graphRoot, pageToken }: { graphRoot: string; pageToken: string }): Graph {
  const root = new URL(graphRoot);
  const prefix = root.pathname.replace(/\/+$/, "");
  const line = openLine(root);
  const headers = { authorization: `Bearer ${pageToken}`, accept: "application/json" };
  const call = (rest: Pick<Parameters<Line["request"]>[0], "method" | "path" | "signal">) => ({
    ...rest,
    path: `${prefix}${rest.path}`,
    headers,
    timeoutMs: answerTimeoutMs,
    mostBytes: longestAnswer,
  });
  return {
    get: (path, schema, signal) => ask(line, call({ method: "GET", path, signal }), schema),
    remove: (path, schema, signal) => ask(line, call({ method: "DELETE", path, signal }), schema),
    post: (path, { fields, upload, schema }, signal) => {
      const { accept } = headers;
      const body = upload ? toMultipart(fields, upload, pageToken) : toForm(fields, pageToken);
      return ask(line, { ...call({ method: "POST", path, signal }), headers: { accept }, ...body }, schema);
    },
    close: line.close,
  };
}

async function ask<T>(
  line: Line,
  call: Parameters<Line["request"]>[0],
  schema: z.ZodType<T>,
): Promise<GraphAnswer<T>> {
  try {
    const { status, body } = await line.request(call);
    const json = readJson(body);
    const error = graphError.safeParse(json);
    if (error.success) return { kind: "error", error: error.data.error };
    const value = schema.safeParse(json);
    if (status < 300 && value.success) return { kind: "ok", value: value.data };
    // A proxy's own page or an answer of another form: whether Facebook did it nobody says.
    return {
      kind: "lost",
      mayHaveWorked: status < 400 || status >= 500,
      why: `HTTP ${status}, not readable`,
    };
  } catch (error) {
    if (!(error instanceof LostCall)) throw error;
    return { kind: "lost", mayHaveWorked: error.hasLeft, why: error.message };
  }
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

function toForm(fields: Fields, token: string) {
  const body = new URLSearchParams({ ...fields, access_token: token }).toString();
  return { body, contentType: "application/x-www-form-urlencoded" };
}

function toMultipart(fields: Fields, { bytes, name, mediaType }: Upload, token: string) {
  const boundary = `caunoi-${randomUUID()}`;
  const lines = Object.entries({ ...fields, access_token: token }).map(
    ([key, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="source"; filename="${name}"\r\ncontent-type: ${mediaType}\r\n\r\n`;
  const body = Buffer.concat([
    Buffer.from(lines.join("") + file),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return { body, contentType: `multipart/form-data; boundary=${boundary}` };
}
