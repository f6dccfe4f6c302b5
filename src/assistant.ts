import type { Config } from "./config.ts";
import type { Assistant } from "./conversation/prepare.ts";
import type { Database } from "./database/database.ts";
import type { Log } from "./kit/log.ts";
import type { Clock } from "./kit/time.ts";
import { openMeaning } from "./knowledge/embeddings.ts";
import type { Library } from "./knowledge/library.ts";
import { createModel } from "./llm/model.ts";
import { readPrompts, shippedPrompts } from "./llm/prompts.ts";

export type OpenAssistant = { readonly assistant: Assistant; close(): Promise<void> };

/**
 * The help of a language model as the settings name it; `undefined` without one. Reads the prompts and throws
 * `Failure("invalid")` when one cannot be used; calls nobody.
 */
export function openAssistant(
  settings: Config["model"],
  parts: { db: Database; library: () => Library; clock: Clock; log: Log },
): OpenAssistant | undefined {
  if (!settings) return undefined;
  const model = createModel(settings, { ...parts, prompts: readPrompts(shippedPrompts) });
  const name = settings.embeds;
  const meaning = name === undefined ? undefined : openMeaning({ ...parts, model, name });
  return { assistant: { model, meaning }, close: async () => meaning?.close() };
}
