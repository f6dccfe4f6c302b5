import { parseDocument, stringify } from "yaml";
import type { Meta } from "./propose.ts";

/** Keys of front matter a person sets by hand, in their order in a file. */
const keys = [
  "id",
  "number",
  "title",
  "short",
  "kind",
  "issuer",
  "issued",
  "authority",
  "in_force_from",
  "in_force_until",
  "implements",
  "provenance",
] as const;

/** What a person says instead of the proposal; absent keys keep what is there. */
export type Overrides = Partial<Readonly<Record<(typeof keys)[number], string>>>;

/**
 * The complete knowledge file of a read document: its own description, or the proposed one, with the person's words
 * over it. Without overrides a file with its own description comes back as it was, to the letter.
 */
export function toKnowledgeFile(
  { markdown, proposedMeta }: { readonly markdown: string; readonly proposedMeta: Meta | undefined },
  overrides: Overrides = {},
): string {
  if (!proposedMeta) return Object.keys(overrides).length === 0 ? markdown : withHead(markdown, overrides);
  const all: Record<string, unknown> = { ...proposedMeta, ...overrides };
  const known = keys.filter((key) => all[key] !== undefined).map((key) => [key, all[key]]);
  return `---\n${toYaml(Object.fromEntries(known))}---\n\n${markdown}`;
}

/** A file with some keys of its description set, those that are null taken out; the text stays to the letter. */
export function withHead(markdown: string, changes: Readonly<Record<string, string | null>>): string {
  const found = markdown.match(/^(\s*---[ \t]*\r?\n)([\s\S]*?\n)(---[ \t]*(?:\r?\n|$))/);
  if (!found) return markdown;
  const [whole, opening = "", head = "", closing = ""] = found;
  const yaml = parseDocument(head, { logLevel: "error" });
  // A head that cannot be read is shown with its fault by `parse`, not rewritten.
  if (yaml.errors.length > 0) return markdown;
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) yaml.delete(key);
    else yaml.set(key, value);
  }
  return `${opening}${yaml.toString({ lineWidth: 0 })}${closing}${markdown.slice(whole.length)}`;
}

function toYaml(head: Record<string, unknown>): string {
  return stringify(head, { lineWidth: 0 });
}
