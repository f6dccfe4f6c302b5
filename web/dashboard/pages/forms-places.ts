import { formTexts as words } from "./forms-page-texts.ts";

const names: Readonly<Record<string, string>> = {
  code: words.code,
  title: words.title,
  purpose: words.purpose,
  opens: words.opens,
  closes: words.closes,
  mostFiles: words.mostFiles,
  names: words.names,
  who: words.who,
};

/** Where a fault stands, as an officer reads the page: `fields.2.label` is the third question. */
export function placeOf(path: string): string {
  const [, at] = /^fields\.(\d+)/.exec(path) ?? [];
  if (at !== undefined) return words.question(Number(at) + 1);
  const [first = ""] = path.split(".");
  return names[first] ?? words.service;
}
