import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import http, { type IncomingMessage, type ServerResponse } from "node:http";

/** A call as the model's server got it. */
export type ModelCall = {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  /** The JSON of the call; of an upload its raw text. */
  readonly body: string;
};

/** How the server behaves at one call. `reply` is what the model says; the others are ways to fail. */
export type Behavior =
  | { readonly how: "reply"; readonly text: string; readonly afterMs?: number }
  /** The model calls a tool of the request instead of answering. */
  | { readonly how: "call"; readonly tool: string; readonly input: Readonly<Record<string, unknown>> }
  | { readonly how: "status"; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Bytes with a status 200 and a type, whatever they are. */
  | { readonly how: "bytes"; readonly body: string; readonly type: string }
  | { readonly how: "hang" | "reset" }
  /** Begins an answer and closes the socket in the middle of it. */
  | { readonly how: "cut" }
  /** Says the pieces one after the other, as a stream, however it was asked; `end` is how it stops. */
  | {
      readonly how: "stream";
      readonly pieces: readonly string[];
      readonly pauseMs?: number;
      readonly end?: "done" | "cut" | "silent" | "error";
    }
  /** Goes on answering for ever. */
  | { readonly how: "flood" };

/** What a model makes of a call: seen by the messages it is sent. */
export type Mind = (messages: readonly { role: string; content: string }[]) => string;

export type ModelServer = {
  /** For OPENAI_BASE_URL. */
  readonly url: string;
  /** Every call in order. */
  readonly calls: readonly ModelCall[];
  callsTo(path: string): ModelCall[];
  /** The next calls, in order; then `mind` answers again. */
  script(...behaviors: Behavior[]): void;
  /** Every call from now on. */
  behave(behavior: Behavior | undefined): void;
  think(mind: Mind): void;
  /** What is heard in every recording. */
  hear(text: string): void;
  close(): Promise<void>;
};

const knownModels = ["answers-1", "embeds-1", "hears-1"];

/**
 * An OpenAI-compatible server on loopback: chat completions, embeddings (deterministic vectors, in which texts
 * that share words are near each other) and transcriptions, which fails as it is told.
 */
export async function startModelServer(mind: Mind = () => "{}"): Promise<ModelServer> {
  const calls: ModelCall[] = [];
  const scripted: Behavior[] = [];
  const state = { mind, heard: "xin chào", always: undefined as Behavior | undefined };
  const server = http.createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    calls.push(call);
    const behavior = scripted.shift() ?? state.always;
    if (behavior) return misbehave(behavior, response);
    const answered = answerTo(call, state);
    const text = asksForStream(call) ? textOf(answered.body) : undefined;
    if (text === undefined) json(response, answered);
    else await stream(response, { how: "stream", pieces: text.match(/[\s\S]{1,17}/g) ?? [] });
  }

  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/v1`,
    calls,
    callsTo: (path) => calls.filter((call) => call.path.endsWith(path)),
    script: (...behaviors) => void scripted.push(...behaviors),
    behave(behavior) {
      state.always = behavior;
    },
    think(next) {
      state.mind = next;
    },
    hear(text) {
      state.heard = text;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readCall(request: IncomingMessage): Promise<ModelCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return { path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString("utf8") };
}

function asksForStream({ path, body }: ModelCall): boolean {
  return path === "/v1/chat/completions" && JSON.parse(body).stream === true;
}

/** What the model says in a chat completion; `undefined` when the body is none. */
function textOf(body: unknown): string | undefined {
  const choices = typeof body === "object" && body !== null && "choices" in body ? body.choices : [];
  return Array.isArray(choices) ? choices[0]?.message?.content : undefined;
}

type Answered = { readonly status: number; readonly body: unknown };

function answerTo(call: ModelCall, state: { mind: Mind; heard: string }): Answered {
  if (call.path === "/v1/audio/transcriptions") return { status: 200, body: { text: state.heard } };
  const body = JSON.parse(call.body) as {
    model: string;
    messages?: { role: string; content: string }[];
    input?: string[];
  };
  if (!knownModels.includes(body.model)) {
    const error = { message: `The model ${body.model} does not exist`, code: "model_not_found" };
    return { status: 404, body: { error } };
  }
  if (call.path === "/v1/embeddings") {
    const data = (body.input ?? []).map((text, index) => ({
      object: "embedding",
      index,
      embedding: vectorOf(text),
    }));
    return { status: 200, body: { object: "list", data, usage: { total_tokens: 10 } } };
  }
  if (call.path === "/v1/chat/completions") {
    return { status: 200, body: saying(state.mind(body.messages ?? [])) };
  }
  return { status: 404, body: { error: { message: "No such path" } } };
}

async function misbehave(behavior: Behavior, response: ServerResponse): Promise<void> {
  switch (behavior.how) {
    case "reply":
      if (behavior.afterMs) await new Promise((go) => setTimeout(go, behavior.afterMs));
      json(response, { status: 200, body: saying(behavior.text) });
      return;
    case "call":
      json(response, { status: 200, body: calling(behavior.tool, behavior.input) });
      return;
    case "status":
      response.writeHead(behavior.status, { "content-type": "application/json", ...behavior.headers });
      response.end(JSON.stringify({ error: { message: "as told" } }));
      return;
    case "bytes":
      response.writeHead(200, { "content-type": behavior.type });
      response.end(behavior.body);
      return;
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "cut":
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write('{"choices":[{"message":{"content":"{');
      setTimeout(() => response.destroy(), 10);
      return;
    case "stream":
      await stream(response, behavior);
      return;
    case "flood":
      await flood(response);
      return;
    case "hang":
  }
}

/** Server-sent events as chat completions write them: platform.openai.com/docs/api-reference/chat-streaming. */
async function stream(
  response: ServerResponse,
  { pieces, pauseMs = 0, end = "done" }: Extract<Behavior, { how: "stream" }>,
): Promise<void> {
  const id = `chatcmpl-${randomUUID()}`;
  const tell = (delta: object, finish: string | null = null) => {
    const choices = [{ index: 0, delta, finish_reason: finish }];
    const chunk = { id, object: "chat.completion.chunk", model: "answers-1", choices };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  response.writeHead(200, { "content-type": "text/event-stream" });
  tell({ role: "assistant", content: "" });
  for (const content of pieces) {
    if (response.destroyed) return;
    tell({ content });
    await new Promise((go) => setTimeout(go, pauseMs));
  }
  if (end === "cut") response.destroy();
  else if (end === "error") response.end('data: {"error":{"message":"as told"}}\n\n');
  else if (end === "done") {
    tell({}, "stop");
    response.end("data: [DONE]\n\n");
  }
}

async function flood(response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-type": "application/json" });
  const chunk = " ".repeat(2 ** 20);
  const closed = once(response, "close");
  while (!response.destroyed) {
    if (!response.write(chunk)) await Promise.race([once(response, "drain"), closed]);
  }
}

function json(response: ServerResponse, { status, body }: Answered): void {
  if (response.destroyed) return;
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function saying(content: string) {
  return {
    id: `chatcmpl-${randomUUID()}`,
    object: "chat.completion",
    model: "answers-1",
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: { prompt_tokens: 50, completion_tokens: 20, total_tokens: 70 },
  };
}

/** A reply that calls one tool, as chat completions write it. */
function calling(name: string, input: Readonly<Record<string, unknown>>) {
  const call = {
    id: `call_${randomUUID()}`,
    type: "function",
    function: { name, arguments: JSON.stringify(input) },
  };
  const message = { role: "assistant", content: null, tool_calls: [call] };
  return { ...saying(""), choices: [{ index: 0, message, finish_reason: "tool_calls" }] };
}

/** Hashed bag of words: the same words give near vectors, on every machine. */
function vectorOf(text: string, dimensions = 64): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const at = createHash("sha256").update(word).digest().readUInt16BE(0) % dimensions;
    vector[at] = (vector[at] ?? 0) + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
