import { createServer, type Server } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { LostCall, openLine } from "../../src/channels/line.ts";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Where a server answers as `answer` does. */
async function serve(answer: Parameters<typeof createServer>[1]): Promise<{ root: URL; server: Server }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return { root: new URL(`http://127.0.0.1:${portOf(server)}`), server };
}

function portOf(server: { address(): unknown }): number {
  const address = server.address();
  return typeof address === "object" && address && "port" in address ? Number(address.port) : 0;
}

function open(root: URL) {
  const line = openLine(root);
  stops.push(() => line.close());
  return line;
}

const call = { method: "POST", path: "/bot1:secret/x", body: "chào", contentType: "text/plain" } as const;
const calm = { timeoutMs: 5_000, mostBytes: 1_000, signal: undefined };

async function lost(work: Promise<unknown>): Promise<LostCall> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof LostCall) return error;
  throw new Error(`expected a lost call, got ${String(error)}`);
}

describe("a line", () => {
  test("carries bytes and texts both ways, with any status", async () => {
    const { root } = await serve((request, response) => {
      request.pipe(response.writeHead(418, { "content-type": "text/x", "retry-after": "9" }));
    });
    const line = open(root);
    const text = await line.request({ ...call, ...calm });
    expect({ ...text, body: text.body.toString() }).toEqual({
      status: 418,
      contentType: "text/x",
      retryAfter: "9",
      body: "chào",
    });
    const bytes = await line.request({ ...call, ...calm, body: Uint8Array.from([0, 255, 7]) });
    expect([...bytes.body]).toEqual([0, 255, 7]);
  });

  test("keeps its connection between calls", async () => {
    const ports = new Set<number | undefined>();
    const { root } = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end("ok");
    });
    const line = open(root);
    for (let count = 0; count < 5; count++) await line.request({ ...call, ...calm });
    expect(ports.size).toBe(1);
  });

  test("nobody listening: the call has not left", async () => {
    const { root, server } = await serve(() => {});
    await new Promise((resolve) => server.close(resolve));
    expect(await lost(open(root).request({ ...call, ...calm }))).toMatchObject({
      hasLeft: false,
      code: "unavailable",
    });
  });

  test("a connection broken off after the request was read: the call has left", async () => {
    const { root } = await serve((request) => request.socket.destroy());
    expect(await lost(open(root).request({ ...call, ...calm }))).toMatchObject({ hasLeft: true });
  });

  test("a kept connection that breaks under the next call: that call has left", async () => {
    let calls = 0;
    const { root } = await serve((request, response) => {
      if (++calls === 1) response.end("ok");
      else request.socket.resetAndDestroy();
    });
    const line = open(root);
    await line.request({ ...call, ...calm });
    expect(await lost(line.request({ ...call, ...calm }))).toMatchObject({ hasLeft: true });
  });

  test("an answer that breaks off in the middle: the call has left", async () => {
    const { root } = await serve((_request, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write("half");
      setTimeout(() => response.socket?.destroy(), 10);
    });
    expect(await lost(open(root).request({ ...call, ...calm }))).toMatchObject({ hasLeft: true });
  });

  test("a handshake that never ends: the call has not left when its time is over", async () => {
    const mute = createTcpServer(() => {});
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    stops.push(() => mute.close());
    const line = open(new URL(`https://127.0.0.1:${portOf(mute)}`));
    const error = await lost(line.request({ ...call, ...calm, timeoutMs: 150 }));
    expect(error).toMatchObject({ hasLeft: false, isOurStop: false });
  });

  test("a server that answers nothing: the call is given up after its time, and has left", async () => {
    const { root } = await serve(() => {});
    const error = await lost(open(root).request({ ...call, ...calm, timeoutMs: 150 }));
    expect(error).toMatchObject({ hasLeft: true, isOurStop: false, message: "No answer within 0.15 s." });
  });

  test("the caller's signal stops a call under way, and one that has not begun", async () => {
    const { root } = await serve(() => {});
    const line = open(root);
    const underWay = await lost(line.request({ ...call, ...calm, signal: AbortSignal.timeout(100) }));
    expect(underWay).toMatchObject({ hasLeft: true, isOurStop: true });
    const early = await lost(line.request({ ...call, ...calm, signal: AbortSignal.abort() }));
    expect(early).toMatchObject({ hasLeft: false, isOurStop: true });
  });

  test("an answer longer than allowed is broken off", async () => {
    const { root } = await serve((_request, response) => response.end("x".repeat(5_000)));
    expect((await lost(open(root).request({ ...call, ...calm }))).message).toContain(
      "longer than 1000 bytes",
    );
  });

  test("no error names the path, which may hold a token", async () => {
    const { root } = await serve((request) => request.socket.destroy());
    const error = await lost(open(root).request({ ...call, ...calm }));
    expect(`${error.message} ${error.stack}`).not.toContain("secret");
  });
});
