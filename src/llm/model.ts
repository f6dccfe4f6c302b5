import { z } from "zod";
import { Failure } from "../kit/failure.ts";
import type { Log } from "../kit/log.ts";
import type { Clock } from "../kit/time.ts";
import type { Limits } from "./budget.ts";
import { createCaller } from "./call.ts";
import { type ChatMessage, createClient, type Server } from "./client.ts";
import { type Deadline, deadlineIn } from "./deadline.ts";
import type { Masked } from "./deidentify.ts";
import { findObject, findSentences } from "./json.ts";
import { none, type Outcome } from "./outcome.ts";
import { fillPrompt, type Prompts } from "./prompts.ts";

/** What the program may ask a model for, and how much of it. */
export type ModelSettings = Server &
  Limits & {
    readonly answers: string | undefined;
    readonly embeds: string | undefined;
    readonly transcribes: string | undefined;
    /** How long one message may wait for everything the model does for it. */
    readonly timeoutMs: number;
  };

/** What may be sent: published text as it is, words of people only with their personal data taken out. */
export type Input = Masked | { readonly published: unknown };

/** A sentence of a composed answer with the ids of the clauses that carry it. */
export type Sentence = { readonly text: string; readonly cites: readonly string[] };

/**
 * The language model behind a few verbs. Each resolves, never rejects, within its deadline; `none` says why
 * there is nothing, and the caller goes on without. Verbs whose model is not set up give `off`.
 */
export type Model = {
  readonly can: { readonly answer: boolean; readonly embed: boolean; readonly transcribe: boolean };
  /** The time one message has; give the same deadline to everything done for it. */
  deadline(stop?: AbortSignal): Deadline;
  /** A follow-up as a question that stands alone. */
  rewriteQuestion(
    ask: { question: Masked; before: Masked; topics: readonly string[] },
    deadline: Deadline,
  ): Promise<Outcome<string>>;
  /**
   * At most a few sentences that answer from the given clauses; unchecked. `onSentences` is told those that are
   * whole while the reply is being written, from the first one on; a second try begins anew.
   */
  compose(
    ask: {
      question: Masked;
      clauses: readonly { id: string; label: string; text: string }[];
      onSentences?: ((sentences: readonly Sentence[]) => void) | undefined;
    },
    deadline: Deadline,
  ): Promise<Outcome<readonly Sentence[]>>;
  /** Fills a form of any shape from a prompt of `prompts/`; a reply that does not fit is asked for once more. */
  extract<T>(
    ask: {
      prompt: string;
      inputs: Readonly<Record<string, Input>>;
      schema: z.ZodType<T>;
      /** Told the reply as far as it is written. */
      onText?: ((text: string) => void) | undefined;
    },
    deadline: Deadline,
  ): Promise<Outcome<T>>;
  /** One vector per text, in their order. */
  embed(texts: readonly string[], deadline: Deadline): Promise<Outcome<readonly Float32Array[]>>;
  /** What is said in a recording. The sound leaves as it is: it cannot be de-identified. */
  transcribe(
    recording: { bytes: Uint8Array; name: string; mediaType: string },
    deadline: Deadline,
  ): Promise<Outcome<string>>;
};

const mostReplyTokens = 2_000;
const longestEcho = 4_000;

const rewritten = z.object({ question: z.string().trim().min(3).max(400) });
const sentence = z.object({
  text: z.string().trim().min(1).max(600),
  cites: z.array(z.string().max(40)).min(1).max(6),
});
const composed = z.object({ sentences: z.array(sentence).max(6) });
const begun = composed.shape.sentences;

/** Opens the model the settings name. Nothing is called or loaded before the first question. */
export function createModel(
  settings: ModelSettings,
  { prompts, clock, log }: { prompts: Prompts; clock: Clock; log: Log },
): Model {
  const client = createClient(settings);
  const call = createCaller(settings, { clock, log });
  const { answers, embeds, transcribes } = settings;
  const extract = createExtract(prompts, ({ messages, onText }, deadline) =>
    call({ work: "answer", model: answers, deadline }, async (model) => {
      const ask = { model, messages, mostTokens: mostReplyTokens, onText };
      const { text, tokens } = await client.chat(ask, deadline);
      return { value: text, tokens };
    }),
  );
  return {
    can: {
      answer: answers !== undefined,
      embed: embeds !== undefined,
      transcribe: transcribes !== undefined,
    },
    deadline: (stop) => deadlineIn(settings.timeoutMs, stop),
    extract,
    async rewriteQuestion({ question, before, topics }, deadline) {
      const inputs = { question, before, topics: { published: topics } };
      const outcome = await extract({ prompt: "rewrite-question", inputs, schema: rewritten }, deadline);
      return outcome.kind === "none" ? outcome : { kind: "said", value: outcome.value.question };
    },
    async compose({ question, clauses, onSentences }, deadline) {
      const inputs = { question, clauses: { published: clauses } };
      const onText = onSentences && tellSentences(onSentences);
      const outcome = await extract({ prompt: "compose-answer", inputs, schema: composed, onText }, deadline);
      return outcome.kind === "none" ? outcome : { kind: "said", value: outcome.value.sentences };
    },
    embed: (texts, deadline) =>
      call({ work: "embed", model: embeds, deadline }, async (model) => {
        const { vectors, tokens } = await client.embed({ model, texts }, deadline);
        return { value: checkedVectors(vectors, texts.length), tokens };
      }),
    transcribe: (recording, deadline) =>
      call({ work: "transcribe", model: transcribes, deadline }, async (model) => ({
        value: await client.transcribe({ model, ...recording }, deadline),
        tokens: 0,
      })),
  };
}

/** Tells of the sentences of a reply whenever one more is whole. */
function tellSentences(tell: (sentences: readonly Sentence[]) => void): (text: string) => void {
  let told = 0;
  return (text) => {
    const read = begun.safeParse(findSentences(text));
    if (!read.success || read.data.length === 0 || read.data.length === told) return;
    told = read.data.length;
    tell(read.data);
  };
}

type Chat = (
  ask: { messages: readonly ChatMessage[]; onText?: ((text: string) => void) | undefined },
  deadline: Deadline,
) => Promise<Outcome<string>>;

/** A prompt filled, sent and read; a reply of another form is shown its fault once. */
function createExtract(prompts: Prompts, chat: Chat): Model["extract"] {
  return async ({ prompt: name, inputs, schema, onText }, deadline) => {
    const prompt = prompts.get(name);
    if (!prompt) throw new Failure("internal", `There is no prompt ${name} in prompts/.`);
    const messages = fillPrompt(prompt, Object.fromEntries(Object.entries(inputs).map(plainInput)));
    const first = await chat({ messages, onText }, deadline);
    if (first.kind === "none") return first;
    const read = schema.safeParse(findObject(first.value));
    if (read.success) return { kind: "said", value: read.data };
    const again = `Trả lời vừa rồi không đúng khuôn. Chỉ viết một đối tượng JSON đúng khuôn này, không viết gì khác: ${prompt.output}`;
    const echo: ChatMessage = { role: "assistant", content: first.value.slice(0, longestEcho) };
    const asked = [...messages, echo, { role: "user" as const, content: again }];
    const second = await chat({ messages: asked }, deadline);
    if (second.kind === "none") return second;
    const repaired = schema.safeParse(findObject(second.value));
    return repaired.success ? { kind: "said", value: repaired.data } : none("unreadable");
  };
}

function plainInput([name, input]: [string, Input]): [string, unknown] {
  return [name, typeof input === "string" ? input : input.published];
}

function checkedVectors(vectors: readonly number[][], wanted: number): Float32Array[] {
  const length = vectors[0]?.length;
  const areAlike = vectors.length === wanted && vectors.every((vector) => vector.length === length);
  if (!areAlike) throw new SyntaxError("Vectors are missing, or not of one length.");
  return vectors.map((vector) => Float32Array.from(vector));
}
