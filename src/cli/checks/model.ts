import type { Config } from "../../config.ts";
import { checkModel } from "../../llm/check.ts";
import { readPrompts, shippedPrompts } from "../../llm/prompts.ts";
import { type Finding, finding } from "./finding.ts";

/** The prompts can be used, and each model that is set does what it is for; a few tokens are spent. */
export async function checkLanguageModel({ model }: Config): Promise<Finding[]> {
  if (!model) return [finding("ok", "model", "off (no OPENAI_ setting).")];
  const prompts = readPrompts(shippedPrompts);
  const found = await checkModel(model);
  return [
    finding("ok", "model", `${prompts.size} prompts can be used.`),
    ...found.map(({ isWell, words }) => finding(isWell ? "ok" : "fault", "model", words)),
  ];
}
