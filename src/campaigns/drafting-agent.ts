import { z } from "zod";
import type { Deadline } from "../llm/deadline.ts";
import type { ModelSettings } from "../llm/model.ts";

/** What an assistant may do: read only, published or already sent. */
export type AssistantTool = {
  readonly name: string;
  readonly description: string;
  /** The one thing it is asked. */
  readonly input: string;
  run(asked: string): string;
};

export type AgentReply =
  | { readonly kind: "said"; readonly text: string }
  | { readonly kind: "not-installed" }
  | { readonly kind: "none"; readonly why: "deadline" | "calls" | "failed" };

/** One question, at most so many calls of the model, everything within the deadline. */
export type AgentTask = {
  readonly settings: Pick<ModelSettings, "apiKey" | "baseUrl"> & { readonly model: string };
  readonly instruction: string;
  readonly request: string;
  readonly tools: readonly AssistantTool[];
  readonly deadline: Deadline;
  readonly mostCalls: number;
};

const longestReply = 20_000;

/**
 * Runs LangChain's agent: the model calls tools until it answers. The packages are optional and read from disk at
 * the first call only. Each call of the model is tried once. Never rejects for the model's sake.
 */
export async function runAgent(task: AgentTask): Promise<AgentReply> {
  const packages = await load();
  if (!packages) return { kind: "not-installed" };
  const { createAgent, tool, ChatOpenAI } = packages;
  const { settings, deadline, mostCalls } = task;
  const model = new ChatOpenAI({
    model: settings.model,
    // A server of one's own needs no key, but the package demands one.
    apiKey: settings.apiKey ?? "none",
    configuration: settings.baseUrl === undefined ? {} : { baseURL: settings.baseUrl },
    maxRetries: 0,
    timeout: Math.max(1, Math.ceil(deadline.left())),
  });
  const tools = task.tools.map(({ name, description, input, run }) =>
    tool(async ({ asked }: { asked: string }) => run(asked), {
      name,
      description,
      schema: z.object({ asked: z.string().describe(input) }),
    }),
  );
  const agent = createAgent({ model, tools, systemPrompt: task.instruction });
  try {
    const { messages } = await agent.invoke(
      { messages: [{ role: "user", content: task.request }] },
      // One step for each call of the model and one for its tools.
      { signal: deadline.signal, recursionLimit: mostCalls * 2 },
    );
    return { kind: "said", text: (messages.at(-1)?.text ?? "").slice(0, longestReply) };
  } catch (error) {
    if (deadline.left() === 0) return { kind: "none", why: "deadline" };
    const isEndless = error instanceof Error && error.name === "GraphRecursionError";
    return { kind: "none", why: isEndless ? "calls" : "failed" };
  }
}

async function load() {
  try {
    const [{ createAgent, tool }, { ChatOpenAI }] = await Promise.all([
      import("langchain"),
      import("@langchain/openai"),
    ]);
    return { createAgent, tool, ChatOpenAI };
  } catch (error) {
    const isAbsent = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
    if (isAbsent) return undefined;
    throw error;
  }
}
