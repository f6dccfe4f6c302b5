import type { Content } from "../kit/message.ts";

/**
 * Buttons of a form say whose they are: one of an old form that is pressed while another is open must not answer it.
 */
const signs = 8;

/** The buttons of the form machine, marked as those of one draft. */
export function tagged(content: Content, draftId: string): Content {
  const choices = content.choices.map((choice) => ({
    ...choice,
    action: choice.action.replace(/^form:(?!@)/, `form:@${draftId.slice(-signs)}:`),
  }));
  return { ...content, choices };
}

/** The machine's own action behind a button of this draft; of another draft, one that means nothing. */
export function untagged(action: string, draftId: string): string {
  const [, tag, own] = /^form:@([^:]*):(.*)$/s.exec(action) ?? [];
  if (tag === undefined) return action.startsWith("form:") ? "form:none" : action;
  return tag === draftId.slice(-signs) ? `form:${own}` : "form:none";
}
