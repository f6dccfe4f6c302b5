import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { Failure } from "../kit/failure.ts";
import type { ChatMessage } from "./client.ts";

/** A question to the model as it stands in its file: two texts with holes. */
export type Prompt = {
  readonly name: string;
  /** Raised with every change of the words, so that a log or a measurement can say which were used. */
  readonly version: number;
  readonly inputs: readonly string[];
  /** The form of the reply, shown again to a model that did not keep to it. */
  readonly output: string;
  readonly system: string;
  readonly user: string;
};

export type Prompts = ReadonlyMap<string, Prompt>;

const head = z.strictObject({
  name: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  version: z.int().positive(),
  inputs: z.array(z.string().regex(/^[a-z]+$/)).min(1),
  output: z.string().startsWith("{").endsWith("}"),
});

/** The prompts that come with the program. */
export const shippedPrompts = join(import.meta.dirname, "..", "..", "prompts");

/** Every prompt of a folder; throws `Failure("invalid")` naming each file at fault and what to write. */
export function readPrompts(folder: string): Prompts {
  const faults: string[] = [];
  const prompts = new Map<string, Prompt>();
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .sort()) {
    const read = readPrompt(file, readFileSync(join(folder, file), "utf8"));
    if (typeof read === "string") faults.push(`${file} ${read}`);
    else prompts.set(read.name, read);
  }
  if (faults.length === 0) return prompts;
  throw new Failure("invalid", ["A prompt cannot be used.", ...faults.map((one) => `  ${one}`)].join("\n"));
}

/** One prompt file, or what is wrong with it. */
export function readPrompt(file: string, source: string): Prompt | string {
  const parts = /^---\n([\s\S]*?)\n---\n\s*# system\n([\s\S]+?)\n# user\n([\s\S]+)$/.exec(source);
  if (!parts) return "has not the form: front matter, “# system”, “# user”.";
  const [, front = "", system = "", user = ""] = parts;
  const read = head.safeParse(yamlOf(front));
  if (!read.success) {
    const [issue] = read.error.issues;
    return `has a wrong front matter: ${issue?.path.join(".") || "it"}: ${issue?.message}.`;
  }
  const { name, inputs } = read.data;
  if (`${name}.md` !== file) return `is named ${name} inside: give both the same name.`;
  const holes = new Set([...`${system}${user}`.matchAll(/\{\{(\w+)\}\}/g)].map(([, hole = ""]) => hole));
  const missing = inputs.filter((input) => !holes.has(input));
  if (missing.length > 0) return `does not use its input ${missing.join(", ")}.`;
  const unknown = [...holes].filter((hole) => !inputs.includes(hole));
  if (unknown.length > 0) return `has a hole {{${unknown.join("}}, {{")}}} that is no input.`;
  if (/\{\{/.test(system)) return "fills holes in # system: data belongs into # user.";
  return { ...read.data, system: system.trim(), user: user.trim() };
}

/** The messages to send. Inputs are filled in as JSON, so that no text in them can pass for the prompt's own. */
export function fillPrompt(prompt: Prompt, inputs: Readonly<Record<string, unknown>>): ChatMessage[] {
  const user = prompt.user.replace(/\{\{(\w+)\}\}/g, (_, hole: string) =>
    JSON.stringify(inputs[hole] ?? null),
  );
  return [
    { role: "system", content: prompt.system },
    { role: "user", content: user },
  ];
}

function yamlOf(text: string): unknown {
  try {
    return parseYaml(text);
  } catch {
    return undefined;
  }
}
