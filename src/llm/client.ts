import type OpenAI from "openai";
import { z } from "zod";
import { Failure, isFailure } from "../kit/failure.ts";
import { isStreamed, readChunks, type Streamed } from "./chunks.ts";
import type { Deadline } from "./deadline.ts";
import type { Why } from "./outcome.ts";

/** A server that speaks the OpenAI API; without a key or an address the service's own is meant. */
export type Server = { readonly apiKey: string | undefined; readonly baseUrl: string | undefined };

export type ChatMessage = { readonly role: "system" | "user" | "assistant"; readonly content: string };

/** The calls of the API this program makes. Each is tried once; failures are thrown, see `faultOf`. */
export type Client = {
  /** With `onText` the server is asked to answer in pieces; it is told everything said so far. */
  chat(
    ask: {
      model: string;
      messages: readonly ChatMessage[];
      mostTokens: number;
      onText?: ((text: string) => void) | undefined;
    },
    deadline: Deadline,
  ): Promise<{ text: string; tokens: number }>;
  embed(
    ask: { model: string; texts: readonly string[] },
    deadline: Deadline,
  ): Promise<{ vectors: number[][]; tokens: number }>;
  transcribe(
    ask: { model: string; bytes: Uint8Array; name: string; mediaType: string },
    deadline: Deadline,
  ): Promise<string>;
};

/** No answer this program asks for is longer; a server gone mad must not fill the memory. */
const mostAnswerBytes = 32 * 2 ** 20;

const chatAnswer = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().min(1) }) })).min(1),
  usage: z.object({ total_tokens: z.number().nonnegative() }).nullish().catch(null),
});
const embedAnswer = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).min(1) })),
  usage: z.object({ total_tokens: z.number().nonnegative() }).nullish().catch(null),
});
const heardAnswer = z.object({ text: z.string() });

/** The package is read from disk at the first call only: without a model it is never loaded. */
export function createClient(server: Server): Client {
  let opened: Promise<OpenAI> | undefined;
  const open = () => {
    opened ??= openSdk(server);
    return opened;
  };
  // Not every server knows how to count a stream; those that do not may refuse the wish.
  const counting = isServiceItself(server) ? { stream_options: { include_usage: true } } : {};
  const limit = isServiceItself(server) ? "max_completion_tokens" : "max_tokens";
  return {
    async chat({ model, messages, mostTokens, onText }, deadline) {
      const sdk = await open();
      const body = { model, messages: [...messages], [limit]: mostTokens };
      const { text, tokens } =
        onText === undefined
          ? readWhole(await sdk.chat.completions.create(body, options(deadline)))
          : await readAsWritten(
              await sdk.chat.completions
                .create({ ...body, stream: true, ...counting }, options(deadline))
                .asResponse(),
              { onText, deadline },
            );
      const letters = messages.reduce((sum, { content }) => sum + content.length, text.length);
      return { text, tokens: tokens ?? Math.ceil(letters / 3) };
    },
    async embed({ model, texts }, deadline) {
      const sdk = await open();
      const body = { model, input: [...texts], encoding_format: "float" as const };
      const answer = embedAnswer.parse(await sdk.embeddings.create(body, options(deadline)));
      const inOrder = answer.data.toSorted((one, other) => one.index - other.index);
      const letters = texts.reduce((sum, text) => sum + text.length, 0);
      return {
        vectors: inOrder.map(({ embedding }) => embedding),
        tokens: answer.usage?.total_tokens ?? Math.ceil(letters / 3),
      };
    },
    async transcribe({ model, bytes, name, mediaType }, deadline) {
      const sdk = await open();
      const file = new File([new Uint8Array(bytes)], name, { type: mediaType });
      const body = { model, file, language: "vi", response_format: "json" as const };
      return heardAnswer.parse(await sdk.audio.transcriptions.create(body, options(deadline))).text.trim();
    },
  };
}

function readWhole(body: unknown): Streamed {
  const { choices, usage } = chatAnswer.parse(body);
  return { text: choices[0]?.message.content ?? "", tokens: usage?.total_tokens };
}

async function readAsWritten(
  response: Response,
  telling: { onText: (text: string) => void; deadline: Deadline },
): Promise<Streamed> {
  return isStreamed(response) ? readChunks(response, telling) : readWhole(await response.json());
}

async function openSdk({ apiKey, baseUrl }: Server): Promise<OpenAI> {
  const { default: Sdk } = await import("openai");
  // Everything the package would otherwise read from the environment is said here.
  return new Sdk({
    apiKey: apiKey ?? "none",
    baseURL: baseUrl ?? "https://api.openai.com/v1",
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    logLevel: "off",
    // Tried again by `createModel`, which knows how much time the member has left.
    maxRetries: 0,
    fetch: fetchCapped,
    ...(apiKey === undefined ? { defaultHeaders: { Authorization: null } } : {}),
  });
}

/** The service's newer models refuse `max_tokens`; other servers know only that. */
function isServiceItself({ baseUrl }: Server): boolean {
  return baseUrl === undefined || new URL(baseUrl).hostname.endsWith("openai.com");
}

function options(deadline: Deadline) {
  return { signal: deadline.signal, timeout: Math.max(1, Math.ceil(deadline.left())) };
}

/**
 * Reads the whole answer while the time-out still runs, and no more of it than an answer can be. What comes in
 * pieces is left to `readChunks`, which minds both.
 */
const fetchCapped: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  if (response.ok && isStreamed(response)) return response;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > mostAnswerBytes) throw new Failure("invalid", "The model's server answers without an end.");
    chunks.push(chunk);
  }
  const { status, headers } = response;
  const isBare = status === 204 || status === 304;
  return new Response(isBare ? null : Buffer.concat(chunks), { status, headers });
};

/** What went wrong with a call, and how long the server asked to be left alone. */
export type Fault = { readonly why: Why; readonly status?: number; readonly restMs?: number };

/** Reads anything a call of the client throws. */
export function faultOf(error: unknown, deadline: Deadline): Fault {
  if (deadline.left() === 0) return { why: "deadline" };
  const status = statusOf(error);
  if (status === 429) return { why: "limited", status, restMs: retryAfterMs(error) ?? 1_000 };
  if (status === 408 || status === 409 || (status !== undefined && status >= 500))
    return { why: "server", status };
  if (status !== undefined) return { why: "refused", status };
  const isUnreadable =
    error instanceof z.ZodError || error instanceof SyntaxError || isFailure(causeOf(error), "invalid");
  if (isUnreadable) return { why: "unreadable" };
  return { why: "network" };
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("status" in error)) return undefined;
  return typeof error.status === "number" ? error.status : undefined;
}

/** RFC 9110 §10.2.3: seconds, or a date; a date is rare and read as a minute. */
function retryAfterMs(error: unknown): number | undefined {
  const headers = error instanceof Error && "headers" in error ? error.headers : undefined;
  const value = headers instanceof Headers ? headers.get("retry-after") : null;
  if (value === null) return undefined;
  return /^\d+$/.test(value.trim()) ? Number(value) * 1_000 : 60_000;
}
