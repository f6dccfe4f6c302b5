import { z } from "zod";
import { Failure } from "../kit/failure.ts";
import type { Deadline } from "./deadline.ts";

/** More than any answer asked for here; a server gone mad must not fill the memory. */
const mostBytes = 2 ** 22;

const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  usage: z.object({ total_tokens: z.number().nonnegative() }).nullish().catch(null),
});

/** What was said, and the tokens when the server counts them. */
export type Streamed = { readonly text: string; readonly tokens: number | undefined };

/** Whether a response comes in pieces. A server that knows no streaming answers whole. */
export function isStreamed({ headers }: Response): boolean {
  return headers.get("content-type")?.includes("text/event-stream") === true;
}

/**
 * Reads a chat completion as it is written (server-sent events of `chat.completion.chunk`) and tells `onText`
 * everything said so far, each time there is more. Throws a `SyntaxError` when it ends before its end is said
 * or is no such stream, `Failure("invalid")` when it does not end, and what the connection throws.
 */
export async function readChunks(
  response: Response,
  { onText, deadline }: { onText: (text: string) => void; deadline: Deadline },
): Promise<Streamed> {
  const said = { text: "", tokens: undefined as number | undefined, isOver: false };
  for await (const line of linesOf(response, deadline)) {
    const data = line.match(/^data:\s?(.*)$/)?.[1]?.trim();
    if (data === undefined || data === "") continue;
    if (data === "[DONE]") {
      said.isOver = true;
      break;
    }
    const { choices, usage } = readChunk(data);
    if (usage) said.tokens = usage.total_tokens;
    if (choices.some(({ finish_reason }) => finish_reason)) said.isOver = true;
    const more = choices[0]?.delta?.content ?? "";
    if (more === "") continue;
    said.text += more;
    onText(said.text);
  }
  if (!said.isOver || said.text === "") throw new SyntaxError("The stream ended before its end was said.");
  return { text: said.text, tokens: said.tokens };
}

function readChunk(data: string): z.infer<typeof chunkSchema> {
  const chunk: unknown = JSON.parse(data);
  // Some servers tell of a failure in the middle of a stream.
  if (typeof chunk === "object" && chunk !== null && "error" in chunk)
    throw new SyntaxError("The server reports an error in its stream.");
  return chunkSchema.parse(chunk);
}

/** Whole lines as they arrive; ends when the deadline does. */
async function* linesOf({ body }: Response, { signal }: Deadline): AsyncGenerator<string> {
  if (!body) return;
  const reader = body.getReader();
  const stop = () => void reader.cancel().catch(() => {});
  signal.addEventListener("abort", stop, { once: true });
  const decoder = new TextDecoder();
  let rest = "";
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > mostBytes) throw new Failure("invalid", "The model's server answers without an end.");
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r?\n/);
      rest = lines.pop() ?? "";
      yield* lines;
    }
    yield rest;
  } finally {
    signal.removeEventListener("abort", stop);
    stop();
  }
}
