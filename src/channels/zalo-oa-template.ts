import type { Content } from "../kit/message.ts";
import { type Instant, sayDate } from "../kit/time.ts";
import { cleanText } from "./text.ts";

/**
 * A ZBS template of the operator's, and what its fields hold: {text} is the message's first text, {link} its
 * first address, {date} the day. Templates have no window (docs.zaloplatforms.com, ZBS Template Message).
 */
export type Template = {
  readonly templateId: string;
  readonly params: Readonly<Record<string, string>>;
  /** Longest value of a field, in characters. */
  readonly longest: number;
};

export type Templates = Readonly<Record<string, Template>>;

/** The template that carries a topic: its own, or the one for any topic. Messages without a topic have none. */
export function templateFor(templates: Templates, topic: string | null | undefined): Template | undefined {
  if (topic === null || topic === undefined) return undefined;
  return Object.hasOwn(templates, topic) ? templates[topic] : templates["*"];
}

/** The body of the call that sends a template to a user id. */
export function toTemplateCall(
  template: Template,
  message: { readonly userId: string; readonly content: Content; readonly at: Instant },
): object {
  const { userId, content, at } = message;
  const text = content.parts.find((part) => part.kind === "text")?.text ?? "";
  const link = content.parts.find((part) => part.kind === "link")?.url ?? "";
  const values: Readonly<Record<string, string>> = { text, link, date: sayDate(at) };
  const fill = (pattern: string) =>
    pattern.replace(/\{(text|link|date)\}/g, (_whole, name: string) => values[name] ?? "");
  const data = Object.entries(template.params).map(([field, pattern]) => {
    const letters = [...cleanText(fill(pattern)).replace(/\s+/g, " ").trim()];
    const isLong = letters.length > template.longest;
    return [field, isLong ? `${letters.slice(0, template.longest - 1).join("")}…` : letters.join("")];
  });
  return { user_id: userId, template_id: template.templateId, template_data: Object.fromEntries(data) };
}
