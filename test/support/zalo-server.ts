import http, { type IncomingMessage, type ServerResponse } from "node:http";

/** A call as one of Zalo's platforms got it. */
export type ZaloCall = {
  readonly method: string;
  /** Without the query and, for the Bot Platform, without the token. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
};

/** What a platform answers: JSON with a status, or bytes of a type. */
export type ZaloReply = {
  readonly status?: number;
  readonly type?: string;
  readonly body: Uint8Array | string;
};

/**
 * A failure on purpose. `isStored` decides on which side it happens: the call has its effect and only the
 * answer is lost or replaced, or nothing happens at all. `path` narrows it to calls that end so.
 */
export type ZaloFault = (
  | { readonly how: "answer"; readonly reply: ZaloReply }
  | { readonly how: "reset" | "hang" }
  | { readonly how: "slow"; readonly ms: number }
) & { readonly isStored?: boolean; readonly path?: string; readonly times?: number };

export type ZaloServer = {
  readonly url: string;
  /** Every call in order. */
  readonly calls: readonly ZaloCall[];
  callsTo(path: string): ZaloCall[];
  inject(fault: ZaloFault): void;
  close(): Promise<void>;
};

export function json(body: unknown, status = 200): ZaloReply {
  return { status, type: "application/json", body: JSON.stringify(body) };
}

/** What a proxy in between answers. */
export const badGateway: ZaloReply = { status: 502, type: "text/html", body: "<html>Bad gateway</html>" };

/** A loopback server whose every call is answered by `answer`, and that fails as it is told. */
export async function startZaloServer(
  answer: (call: ZaloCall, gone: AbortSignal) => Promise<ZaloReply> | ZaloReply,
): Promise<ZaloServer> {
  const calls: ZaloCall[] = [];
  const faults: (ZaloFault & { left: number })[] = [];
  const server = http.createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const call = await readCall(request);
    calls.push(call);
    const fault = takeFault(faults, call);
    if (fault && !fault.isStored && fault.how !== "slow") return breakAnswer(fault, response);
    const reply = await answer(call, gone.signal);
    if (fault && fault.how !== "slow") return breakAnswer(fault, response);
    if (fault) await new Promise((go) => setTimeout(go, fault.ms));
    write(response, reply);
  }

  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    calls,
    callsTo: (path) => calls.filter((call) => call.path.endsWith(path)),
    inject: (fault) => void faults.push({ ...fault, left: fault.times ?? 1 }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function takeFault(faults: (ZaloFault & { left: number })[], call: ZaloCall): ZaloFault | undefined {
  const index = faults.findIndex(({ path }) => path === undefined || call.path.endsWith(path));
  const fault = faults[index];
  if (!fault) return undefined;
  fault.left -= 1;
  if (fault.left <= 0) faults.splice(index, 1);
  return fault;
}

function breakAnswer(fault: ZaloFault, response: ServerResponse): void {
  if (fault.how === "answer") write(response, fault.reply);
  else if (fault.how === "reset") response.socket?.resetAndDestroy();
  // A hanging call is simply never answered.
}

function write(response: ServerResponse, { status = 200, type = "application/json", body }: ZaloReply): void {
  if (response.destroyed) return;
  response.writeHead(status, { "content-type": type });
  response.end(body);
}

async function readCall(request: IncomingMessage): Promise<ZaloCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? "/", "http://loopback");
  return {
    method: request.method ?? "",
    path: url.pathname.replace(/^\/bot[^/]+/, ""),
    query: url.searchParams,
    headers: { ...request.headers, ":path": url.pathname },
    body: Buffer.concat(chunks),
  };
}
