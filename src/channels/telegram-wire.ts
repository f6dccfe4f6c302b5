import { Api, InputFile, type RawApi } from "grammy";
import { type Answer, LostCall, openLine } from "./line.ts";

/** How long a call may take in milliseconds: grammY's own limit of 500 s would hold a row for minutes. */
const timeoutsMs = { call: 20_000, upload: 60_000, download: 60_000, afterLongPoll: 10_000 };
/** More than any answer of the Bot API; a captive portal's endless page ends here. */
const longestAnswerBytes = 32 * 2 ** 20;

/** A file to upload: grammY's own kind, with the bytes in reach. */
export class Upload extends InputFile {
  readonly bytes: Uint8Array;
  readonly name: string;

  constructor(bytes: Uint8Array, name: string) {
    super(bytes, name);
    this.bytes = bytes;
    this.name = name;
  }
}

/** The way to Telegram: every Bot API method, typed by grammY, and plain downloads. */
export type Wire = {
  /** Rejects with `GrammyError` when Telegram says no, with `LostCall` when it says nothing readable. */
  readonly api: RawApi;
  /** The bytes behind a `file_path` of `getFile`. Rejects with `LostCall`; `status` 404 when it is gone. */
  download(filePath: string, mostBytes: number, signal: AbortSignal): Promise<Uint8Array>;
  close(): void;
};

/** grammY types signals by a polyfill's class; it uses nothing that the platform's own lacks. */
type ApiSignal = NonNullable<Parameters<RawApi["getMe"]>[0]>;

export function toApiSignal(signal: AbortSignal): ApiSignal {
  return signal as unknown as ApiSignal;
}

/**
 * Opens the way to the Bot API at `apiRoot`. grammY gives types, methods and errors; the bytes travel over
 * our own line instead of its node-fetch (a transformer that does not call on): half the CPU per message
 * (docs/telegram.md), and a lost call can tell whether it left. Errors never hold the URL, for it holds the
 * token.
 */
export function openWire(options: { readonly token: string; readonly apiRoot: string }): Wire {
  const root = new URL(options.apiRoot);
  const line = openLine(root);
  const prefix = root.pathname.replace(/\/+$/, "");
  const api = new Api(options.token, { apiRoot: root.origin });
  api.config.use(async (_previous, method, payload, signal) => {
    const answer = await line.request({
      method: "POST",
      path: `${prefix}/bot${options.token}/${method}`,
      ...toBody(payload),
      timeoutMs: timeoutOf(method, payload),
      mostBytes: longestAnswerBytes,
      signal: signal as unknown as AbortSignal | undefined,
    });
    return readAnswer(answer);
  });
  return {
    api: api.raw,
    async download(filePath, mostBytes, signal) {
      const path = filePath.split("/").map(encodeURIComponent).join("/");
      const answer = await line.request({
        method: "GET",
        path: `${prefix}/file/bot${options.token}/${path}`,
        timeoutMs: timeoutsMs.download,
        mostBytes,
        signal,
      });
      if (answer.status === 200) return answer.body;
      throw notOurs(`The file download was answered with HTTP ${answer.status}.`, answer);
    },
    close: () => line.close(),
  };
}

function timeoutOf(method: string, payload: object): number {
  if (method === "getUpdates" && "timeout" in payload) {
    return Number(payload.timeout) * 1000 + timeoutsMs.afterLongPoll;
  }
  return isUpload(payload) ? timeoutsMs.upload : timeoutsMs.call;
}

function isUpload(payload: object): boolean {
  return Object.values(payload).some((value) => value instanceof Upload);
}

type Body = { readonly body: Buffer | string; readonly contentType: string };

function toBody(payload: object): Body {
  if (isUpload(payload)) return toForm(payload);
  return { body: JSON.stringify(payload), contentType: "application/json" };
}

function toForm(payload: object): Body {
  const boundary = `caunoi-${crypto.randomUUID()}`;
  const chunks: Uint8Array[] = [];
  for (const [field, value] of Object.entries(payload)) {
    if (value === undefined) continue;
    const isFile = value instanceof Upload;
    const fileName = isFile ? `; filename="${value.name.replace(/["\r\n]/g, " ")}"` : "";
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="${field}"${fileName}\r\n\r\n`;
    chunks.push(Buffer.from(head), isFile ? value.bytes : toBytes(value), Buffer.from("\r\n"));
  }
  chunks.push(Buffer.from(`--${boundary}--\r\n`));
  return { body: Buffer.concat(chunks), contentType: `multipart/form-data; boundary=${boundary}` };
}

function toBytes(value: unknown): Buffer {
  return Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
}

/** The Bot API always answers with an object that has `ok`; anything else came from somebody in between. */
function readAnswer(answer: Answer) {
  const json = parseJson(answer.body);
  const isApiAnswer =
    typeof json === "object" && json !== null && "ok" in json && typeof json.ok === "boolean";
  if (!isApiAnswer) throw notOurs(`HTTP ${answer.status} without a Bot API answer.`, answer);
  return json as never;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function notOurs(why: string, { status, retryAfter }: Answer): LostCall {
  return new LostCall(why, { hasLeft: true, status, retryAfter });
}
