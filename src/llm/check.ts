import { createClient, type Fault, faultOf } from "./client.ts";
import { deadlineIn } from "./deadline.ts";
import type { ModelSettings } from "./model.ts";

/** How one model does, in words for the operator: what to do included. */
export type ModelFinding = { readonly isWell: boolean; readonly words: string };

const patienceMs = 15_000;

/** Asks each model that is set once, by the call the program makes; costs a few tokens and keeps nothing. */
export async function checkModel(settings: ModelSettings): Promise<ModelFinding[]> {
  const client = createClient(settings);
  const deadline = deadlineIn(Math.min(patienceMs, settings.timeoutMs));
  const { answers, embeds, transcribes } = settings;
  const trials: readonly Trial[] = [
    {
      name: "OPENAI_MODEL",
      model: answers,
      async run(model) {
        const { tokens } = await client.chat({ model, messages: hello, mostTokens: 500 }, deadline);
        return `answers (${tokens} tokens)`;
      },
    },
    {
      name: "OPENAI_EMBEDDING_MODEL",
      model: embeds,
      async run(model) {
        const { vectors } = await client.embed({ model, texts: ["sáng kiến"] }, deadline);
        return `gives vectors of ${vectors[0]?.length ?? 0} numbers`;
      },
    },
    {
      name: "OPENAI_TRANSCRIBE_MODEL",
      model: transcribes,
      async run(model) {
        const sound = { bytes: silence(), name: "silence.wav", mediaType: "audio/wav" };
        await client.transcribe({ model, ...sound }, deadline);
        return "listens";
      },
    },
  ];
  const found = trials.map(async ({ name, model, run }): Promise<ModelFinding | undefined> => {
    if (model === undefined) return undefined;
    try {
      return { isWell: true, words: `${name}=${model}: ${await run(model)}.` };
    } catch (error) {
      return { isWell: false, words: `${name}=${model}: ${adviceOn(faultOf(error, deadline), settings)}` };
    }
  });
  return (await Promise.all(found)).filter((finding) => finding !== undefined);
}

type Trial = {
  readonly name: string;
  readonly model: string | undefined;
  run(model: string): Promise<string>;
};

const hello = [{ role: "user", content: "Trả lời đúng một từ: OK" }] as const;

function adviceOn({ why, status }: Fault, { baseUrl }: ModelSettings): string {
  const server = baseUrl ?? "the service";
  switch (why) {
    case "deadline":
      return `${server} does not answer in time: look at it, or raise OPENAI_TIMEOUT_MS.`;
    case "network":
      return `${server} cannot be reached: check OPENAI_BASE_URL (it usually ends in /v1) and the network.`;
    case "limited":
      return "asked too often, or the account has no credit left (429).";
    case "server":
      return `${server} fails (${status}): look at its log, or wait.`;
    case "unreadable":
      return `${server} answers something else: OPENAI_BASE_URL must lead to an OpenAI-compatible API.`;
    default:
      return refusalOf(status);
  }
}

function refusalOf(status: number | undefined): string {
  if (status === 401 || status === 403) return `refused (${status}): check OPENAI_API_KEY and its rights.`;
  if (status === 404) return "not known there (404): check the model's name and OPENAI_BASE_URL.";
  return `refused (${status}): the server does not take this call for this model.`;
}

/** Half a second of nothing: 16-bit mono at 8 kHz with a RIFF head. */
function silence(): Uint8Array {
  const samples = Buffer.alloc(8_000);
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(16_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}
