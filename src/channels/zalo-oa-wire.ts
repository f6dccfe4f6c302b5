import { createHmac } from "node:crypto";
import { type Answer, LostCall, openLine } from "./line.ts";
import { readAnswer, ZaloRefusal } from "./zalo-wire.ts";

/** How long a call may take, in milliseconds. The lease on a renewal must outlast two of them. */
export const callMs = 20_000;
const uploadMs = 60_000;
const longestAnswerBytes = 2 ** 20;

export type NewPair = { readonly access: string; readonly refresh: string; readonly expiresInS: number };

/** The calls of the Open API that are used here. Each rejects with `ZaloRefusal` or `LostCall`. */
export type OaWire = {
  /** `POST` with JSON; resolves with `data`. */
  post(path: string, payload: object, by: { token: string; signal: AbortSignal }): Promise<unknown>;
  /** `GET`; resolves with `data`. */
  get(path: string, by: { token: string; signal: AbortSignal }): Promise<unknown>;
  /** Uploads one file as the form field `file`; resolves with `data`. */
  upload(
    path: string,
    file: { readonly bytes: Uint8Array; readonly name: string },
    by: { token: string; signal: AbortSignal },
  ): Promise<unknown>;
  /** Trades a refresh token, which works once, for a new pair (OAuth v4). */
  renew(refresh: string): Promise<NewPair>;
  /** Trades the code of an administrator's consent, good for 10 minutes and once, for the first pair. */
  redeem(code: string, verifier: string): Promise<NewPair>;
  close(): void;
};

type Roots = {
  readonly openApiRoot: string;
  readonly oauthRoot: string;
  readonly appId: string;
  readonly appSecret: string;
  /** Whether every call carries `appsecret_proof`, which some applications demand. */
  readonly provesSecret?: boolean;
};

/** HMAC-SHA256 of the access token with the application's secret, in hexadecimal. */
export function proofOf(token: string, appSecret: string): string {
  return createHmac("sha256", appSecret).update(token).digest("hex");
}

/**
 * Opens the way to the Open API and to the OAuth server of Zalo. Tokens travel in headers (`access_token`,
 * `secret_key`), never in an address; errors come with HTTP 200 and `error` other than 0.
 */
export function openOaWire({ openApiRoot, oauthRoot, appId, appSecret, provesSecret }: Roots): OaWire {
  const api = openLine(new URL(openApiRoot));
  const oauth = openLine(new URL(oauthRoot));
  const at = (root: string, path: string) => `${new URL(root).pathname.replace(/\/+$/, "")}${path}`;
  const by = (token: string) => ({
    access_token: token,
    ...(provesSecret && { appsecret_proof: proofOf(token, appSecret) }),
  });
  const common = { mostBytes: longestAnswerBytes, timeoutMs: callMs } as const;
  const trade = async (fields: Record<string, string>) => {
    const form = {
      body: String(new URLSearchParams(fields)),
      contentType: "application/x-www-form-urlencoded",
    };
    const to = { method: "POST", path: at(oauthRoot, "/v4/oa/access_token") } as const;
    const headers = { secret_key: appSecret };
    return readPair(await oauth.request({ ...common, ...to, ...form, headers, signal: undefined }));
  };
  return {
    async post(path, payload, { token, signal }) {
      const body = { body: JSON.stringify(payload), contentType: "application/json" };
      const to = { method: "POST", path: at(openApiRoot, path), headers: by(token) } as const;
      return readData(await api.request({ ...common, ...to, ...body, signal }));
    },
    async get(path, { token, signal }) {
      const to = { method: "GET", path: at(openApiRoot, path), headers: by(token) } as const;
      return readData(await api.request({ ...common, ...to, signal }));
    },
    async upload(path, file, { token, signal }) {
      const to = { method: "POST", path: at(openApiRoot, path), headers: by(token) } as const;
      return readData(await api.request({ ...common, ...to, ...toForm(file), timeoutMs: uploadMs, signal }));
    },
    renew: (refresh) => trade({ refresh_token: refresh, app_id: appId, grant_type: "refresh_token" }),
    redeem: (code, verifier) =>
      trade({ code, app_id: appId, grant_type: "authorization_code", code_verifier: verifier }),
    close() {
      api.close();
      oauth.close();
    },
  };
}

function readData(answer: Answer): unknown {
  const json = readAnswer(answer);
  const code = Number(json.error ?? Number.NaN);
  if (code === 0) return json.data;
  if (!Number.isInteger(code)) throw notOurs(answer);
  throw new ZaloRefusal(code, String(json.message ?? ""));
}

/** A pair is one only when both tokens are there: the server answers errors with HTTP 200 and other fields. */
function readPair(answer: Answer): NewPair {
  const json = readAnswer(answer);
  const { access_token: access, refresh_token: refresh, expires_in: expiresIn } = json;
  if (typeof access === "string" && access !== "" && typeof refresh === "string" && refresh !== "") {
    return { access, refresh, expiresInS: Number(expiresIn) || 0 };
  }
  const words = json.error_name || json.error_reason || json.error_description || json.message;
  const code = Number(json.error ?? Number.NaN);
  // Neither tokens nor an error: whether the refresh token was burnt, only another try can tell.
  if (answer.status >= 500 || !(words || Number.isInteger(code))) throw notOurs(answer);
  throw new ZaloRefusal(Number.isInteger(code) ? code : 0, String(words ?? "no words"));
}

function notOurs({ status, retryAfter }: Answer): LostCall {
  return new LostCall(`HTTP ${status} without an answer of Zalo's.`, { hasLeft: true, status, retryAfter });
}

function toForm(file: { readonly bytes: Uint8Array; readonly name: string }) {
  const boundary = `caunoi-${crypto.randomUUID()}`;
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { body, contentType: `multipart/form-data; boundary=${boundary}` };
}
