/** Longer replies are no answer to what is asked here. */
const longestReply = 60_000;

/**
 * The JSON object in a model's reply: models put it between words, into ``` fences or behind their thoughts.
 * The last whole object counts, since thoughts come first. `undefined` when there is none.
 */
export function findObject(reply: string): unknown {
  const text = reply.slice(0, longestReply).replace(/<think>[\s\S]*?<\/think>/g, "");
  let found: unknown;
  for (let from = text.indexOf("{"); from >= 0; ) {
    const end = endOfObject(text, from);
    const object = end === undefined ? undefined : parse(text.slice(from, end));
    if (object !== undefined) found = object;
    from = text.indexOf("{", object === undefined ? from + 1 : end);
    // A broken object makes every brace in it a new beginning: give up before that costs time.
    if (end === undefined) break;
  }
  return found;
}

const listOpens = /"sentences"\s*:\s*\[/g;

/** The whole items of the list `sentences` in a reply that is still being written; thoughts are left out. */
export function findSentences(partial: string): unknown[] {
  const text = partial.slice(0, longestReply).replace(/<think>[\s\S]*?(?:<\/think>|$)/g, "");
  const last = [...text.matchAll(listOpens)].at(-1);
  if (!last) return [];
  const items: unknown[] = [];
  for (let at = last.index + last[0].length; ; ) {
    const from = at + (text.slice(at).match(/^[\s,]*/)?.[0].length ?? 0);
    const end = text[from] === "{" ? endOfObject(text, from) : undefined;
    const item = end === undefined ? undefined : parse(text.slice(from, end));
    if (end === undefined || item === undefined) return items;
    items.push(item);
    at = end;
  }
}

function endOfObject(text: string, from: number): number | undefined {
  let depth = 0;
  let isInString = false;
  for (let at = from; at < text.length; at++) {
    const letter = text[at];
    if (isInString) {
      if (letter === "\\") at += 1;
      else if (letter === '"') isInString = false;
    } else if (letter === '"') isInString = true;
    else if (letter === "{") depth += 1;
    else if (letter === "}" && --depth === 0) return at + 1;
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
