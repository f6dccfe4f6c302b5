import { readFileSync } from "node:fs";
import { z } from "zod";
import { advance } from "../../src/intake/advance.ts";
import type { Answer } from "../../src/intake/answer.ts";
import { startState } from "../../src/intake/state.ts";
import { instant } from "../../src/kit/time.ts";
import { fold } from "../../src/kit/vietnamese.ts";
import { quickForm } from "../../src/proposals/quick-form.ts";

/**
 * How well a story told in one message is told apart into the fields of the quick form, without a model.
 * `node eval/intake/measure.ts eval/intake/held-out.jsonl [--faults]`
 */
const story = z.object({
  id: z.string(),
  voice: z.string(),
  /** The message, piece by piece as it is told, each with the field it tells; `author` holds the workplace, too. */
  parts: z.array(z.tuple([z.enum(["problem", "solution", "benefit", "author"]), z.string()])),
  author: z.string().optional(),
  unit: z.string().optional(),
  stage: z.enum(["applied", "trial", "idea"]).optional(),
});
type Story = z.infer<typeof story>;

const now = instant("2026-11-23T03:00:00Z");
/** Words of an answer that have to be the right ones, and right ones that have to be in it. */
const share = 0.75;
const fields = ["problem", "solution", "benefit", "author", "unit", "stage"] as const;
type FieldId = (typeof fields)[number];

function told(text: string): Partial<Record<FieldId, string>> {
  const heard = { text, files: [], choice: null };
  const { answers } = advance(quickForm, startState(quickForm), heard, now).state;
  return Object.fromEntries(
    fields.flatMap((field) => (answers[field] ? [[field, wordsOf(answers[field])] as const] : [])),
  );
}

function wordsOf(answer: Answer): string {
  if (answer.kind === "text") return answer.text;
  if (answer.kind === "person" || answer.kind === "unit") return answer.name;
  return answer.kind === "choice" ? answer.value : "";
}

function expected({ parts, author, unit, stage }: Story): Partial<Record<FieldId, string>> {
  const texts = Object.fromEntries(parts.filter(([field]) => field !== "author"));
  return { ...texts, ...(author && { author }), ...(unit && { unit }), ...(stage && { stage }) };
}

function isRight(field: FieldId, said: string, meant: string): boolean {
  const [one, other] = [fold(said), fold(meant)].map((text) => text.match(/[\p{L}\p{N}/%]+/gu) ?? []);
  if (!one || !other) return false;
  if (field === "author" || field === "stage") return one.join(" ") === other.join(" ");
  const wanted = new Set<string>(other);
  const common = one.filter((word) => wanted.has(word)).length;
  return common >= share * one.length && common >= share * other.length;
}

const file = process.argv[2] ?? "";
const stories = readFileSync(file, "utf8").trim().split("\n");
const tally = new Map(fields.map((field) => [field, { right: 0, filled: 0, meant: 0 }]));
let whole = 0;
for (const line of stories) {
  const one = story.parse(JSON.parse(line));
  const [said, meant] = [told(one.parts.map(([, text]) => text).join(" ")), expected(one)];
  const faults = fields.filter((field) => {
    const [is, should] = [said[field], meant[field]];
    const counts = tally.get(field);
    const right = is !== undefined && should !== undefined && isRight(field, is, should);
    if (counts) {
      counts.right += Number(right);
      counts.filled += Number(is !== undefined);
      counts.meant += Number(should !== undefined);
    }
    return !right && (is !== undefined || should !== undefined);
  });
  if (faults.length === 0) whole++;
  else if (process.argv.includes("--faults")) {
    console.log(one.id, ...faults.map((field) => `\n  ${field}: ${said[field]}\n  meant: ${meant[field]}`));
  }
}
console.log("| Field | Precision | Recall |\n|---|---|---|");
for (const [field, { right, filled, meant }] of tally) {
  console.log(`| ${field} | ${(right / filled).toFixed(2)} | ${(right / meant).toFixed(2)} |`);
}
console.log(`${whole} of ${stories.length} stories wholly right`);
