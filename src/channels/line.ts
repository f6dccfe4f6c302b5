import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { LookupFunction, Socket } from "node:net";
import { Failure } from "../kit/failure.ts";

/** Connections without work are closed before the platform does it in the middle of our next call. */
const idleConnectionMs = 10_000;
/** More calls than this at once wait for a free connection. */
const mostConnections = 100;

/**
 * A call without a readable answer. `hasLeft` tells whether any byte of the request may have reached the
 * platform: only when it is false the call certainly had no effect.
 */
export class LostCall extends Failure {
  readonly hasLeft: boolean;
  /** Given up because the caller's signal said so. */
  readonly isOurStop: boolean;
  /** HTTP status and Retry-After header, when there was an answer but not one of the platform's API. */
  readonly status: number | null;
  readonly retryAfter: string | null;

  constructor(
    why: string,
    facts: { hasLeft: boolean; isOurStop?: boolean; status?: number; retryAfter?: string | null },
  ) {
    super("unavailable", why);
    this.hasLeft = facts.hasLeft;
    this.isOurStop = facts.isOurStop ?? false;
    this.status = facts.status ?? null;
    this.retryAfter = facts.retryAfter ?? null;
  }
}

/** One HTTP call. `path` begins with `/`; it may hold a token, so it never appears in an error. */
type Call = {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  /** A text leaves in one write together with the headers: cheaper than bytes behind them. */
  readonly body?: Uint8Array | string;
  readonly contentType?: string;
  /** More headers, in lower case; they may hold a token, so they never appear in an error. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** A longer answer is broken off. */
  readonly mostBytes: number;
  readonly signal: AbortSignal | undefined;
};

export type Answer = {
  readonly status: number;
  readonly contentType: string | null;
  readonly retryAfter: string | null;
  readonly body: Buffer;
};

/** Calls to one platform over connections that are kept. */
export type Line = {
  /** Resolves with whatever was answered, of any status; rejects only with `LostCall`. */
  request(call: Call): Promise<Answer>;
  close(): void;
};

/**
 * Opens a line to the host of `root` (http or https). It exists beside `fetch` because a sender must know
 * whether a lost request had left, and because `node:http` costs half the CPU. `lookup` finds the host's address
 * where the system's own way is not to be trusted.
 */
export function openLine(root: URL, lookup?: LookupFunction): Line {
  const isSecure = root.protocol === "https:";
  const transport = isSecure ? https : http;
  const agent = new transport.Agent({
    keepAlive: true,
    timeout: idleConnectionMs,
    maxSockets: mostConnections,
  });
  const host = {
    ...{ agent, hostname: root.hostname, port: root.port || (isSecure ? 443 : 80) },
    ...(lookup ? { lookup } : {}),
  };
  const connected = createConnectedBook(isSecure ? "secureConnect" : "connect");
  return {
    request: (call) =>
      new Promise((resolve, reject) => {
        let hasLeft = false;
        const { method, path } = call;
        const request = transport.request({ ...host, method, path, headers: headersOf(call) });
        const giveUp = (why: string, isOurStop: boolean) =>
          request.destroy(new LostCall(why, { hasLeft, isOurStop }));
        const stopWatching = watch(call, giveUp);
        const fail = (error: unknown) => {
          stopWatching();
          reject(toLostCall(error, hasLeft));
        };
        request.on("error", fail);
        request.once("socket", (socket) =>
          connected.whenUsable(socket, () => {
            hasLeft = true;
          }),
        );
        request.once("response", (response) => {
          collect(response, call.mostBytes).then((body) => {
            stopWatching();
            resolve(toAnswer(response, body));
          }, fail);
        });
        request.end(call.body);
      }),
    close: () => agent.destroy(),
  };
}

/**
 * Knows which connections have been established. Nothing of a request is written before: as long as the
 * event has not come, a failed call certainly did not leave.
 */
function createConnectedBook(event: "connect" | "secureConnect") {
  const usable = new WeakSet<Socket>();
  return {
    whenUsable(socket: Socket, then: () => void): void {
      if (usable.has(socket)) {
        then();
        return;
      }
      socket.once(event, () => {
        usable.add(socket);
        then();
      });
    },
  };
}

/** Gives the call up when its time is over or its signal aborts, until the returned function is called. */
function watch(call: Call, giveUp: (why: string, isOurStop: boolean) => void): () => void {
  const stop = () => giveUp("The call was stopped.", true);
  const timer = setTimeout(
    () => giveUp(`No answer within ${call.timeoutMs / 1000} s.`, false),
    call.timeoutMs,
  );
  if (call.signal?.aborted) stop();
  else call.signal?.addEventListener("abort", stop);
  return () => {
    clearTimeout(timer);
    call.signal?.removeEventListener("abort", stop);
  };
}

function headersOf(call: Call): Record<string, string | number> {
  if (!call.body) return { ...call.headers };
  return {
    ...call.headers,
    "content-type": call.contentType ?? "application/octet-stream",
    "content-length": Buffer.byteLength(call.body),
  };
}

function collect(response: IncomingMessage, mostBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on("data", (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > mostBytes) response.destroy(new Error(`The answer is longer than ${mostBytes} bytes.`));
    });
    response.once("end", () => {
      const [only] = chunks;
      resolve(chunks.length === 1 && only ? only : Buffer.concat(chunks));
    });
    response.on("error", reject);
  });
}

function toAnswer(response: IncomingMessage, body: Buffer): Answer {
  return {
    status: response.statusCode ?? 0,
    contentType: response.headers["content-type"] ?? null,
    retryAfter: response.headers["retry-after"] ?? null,
    body,
  };
}

function toLostCall(error: unknown, hasLeft: boolean): LostCall {
  if (error instanceof LostCall) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  const words = code ?? (error instanceof Error ? error.message : "broken off");
  return new LostCall(hasLeft ? `The answer was lost: ${words}` : `No connection: ${words}`, { hasLeft });
}
