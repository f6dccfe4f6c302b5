/**
 * Reads TypeScript source well enough to hold the walls: which modules it imports, which tables it names,
 * how long its functions are. TypeScript 7 has no programming interface to ask instead.
 */

/** A text or template in the source: its content, and where its opening quote stands. */
export type Literal = { readonly at: number; readonly text: string };

/** Source whose comments, texts and patterns are blanked, character by character, so that places stay. */
export type Source = {
  readonly code: string;
  readonly literals: readonly Literal[];
  readonly lineCount: number;
};

/** What may stand before a pattern: after these a slash cannot divide. */
const beforePattern =
  /(?:^|[=(,:[!&|?{};+*%<>~^-]|\b(?:return|typeof|case|in|of|do|else|void|delete|await|yield))\s*$/;

/** Blanks everything in `text` that is not code. */
export function readSource(text: string): Source {
  const out = [...Array(text.length)].map((_, index) => text[index] ?? "");
  const literals: Literal[] = [];
  const blank = (from: number, to: number) => {
    for (let i = from; i < to; i++) if (out[i] !== "\n") out[i] = " ";
  };
  // Each `${` in a template goes back to code until its own brace closes: the depth at which it opened.
  const templates: number[] = [];
  let depth = 0;
  const readTemplate = (from: number): number => {
    const end = endOfTemplate(text, from);
    literals.push({ at: from - 1, text: text.slice(from, end) });
    blank(from, end);
    if (text[end] === "`") return end + 1;
    templates.push(depth);
    blank(end, end + 2);
    return end + 2;
  };
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at, at + 2);
    const letter = text[at];
    if (rest === "//" || rest === "/*") {
      const end = endOfComment(text, at);
      blank(at, end);
      at = end;
    } else if (letter === '"' || letter === "'") {
      const end = endOfString(text, at + 1, letter);
      literals.push({ at, text: text.slice(at + 1, end) });
      blank(at + 1, end);
      at = end + 1;
    } else if (letter === "`") at = readTemplate(at + 1);
    else if (letter === "}" && templates.at(-1) === depth) {
      templates.pop();
      out[at] = " ";
      at = readTemplate(at + 1);
    } else if (
      letter === "/" &&
      !endsTag(text, at) &&
      beforePattern.test(out.slice(Math.max(0, at - 60), at).join(""))
    ) {
      const end = endOfPattern(text, at + 1);
      blank(at + 1, end);
      at = end + 1;
    } else {
      depth += letter === "{" ? 1 : letter === "}" ? -1 : 0;
      at += 1;
    }
  }
  return { code: out.join(""), literals, lineCount: text.trimEnd().split("\n").length };
}

/** Whether the slash at `at` is one of `</p>` or `<br />`: no pattern stands right after `<` or begins with `>`. */
function endsTag(text: string, at: number): boolean {
  return text[at - 1] === "<" || text[at + 1] === ">";
}

function endOfComment(text: string, at: number): number {
  const isLine = text[at + 1] === "/";
  const end = text.indexOf(isLine ? "\n" : "*/", at + 2);
  if (end === -1) return text.length;
  return isLine ? end : end + 2;
}

function endOfString(text: string, from: number, quote: string): number {
  let at = from;
  while (at < text.length && text[at] !== quote) at += text[at] === "\\" ? 2 : 1;
  return at;
}

function endOfTemplate(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== "`" && text.slice(at, at + 2) !== "${") {
    at += text[at] === "\\" ? 2 : 1;
  }
  return at;
}

function endOfPattern(text: string, from: number): number {
  let isInClass = false;
  let at = from;
  for (; at < text.length && (isInClass || text[at] !== "/"); at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "[") isInClass = true;
    else if (text[at] === "]") isInClass = false;
  }
  return at;
}

/**
 * The modules a source names: `import`, `export … from`, `import type`, `import("…")` as value and as type,
 * `require`. An import whose module is computed comes out as `(computed)`: nobody can check it.
 */
export function importsOf({ code, literals }: Source): string[] {
  const heads = /(?<![.\w$])(?:from|import)\s*(?=["'])|(?<![.\w$])(?:import|require)\s*\(\s*/g;
  return [...code.matchAll(heads)].map((match) => {
    const at = match.index + match[0].length;
    const literal = literals.find((one) => one.at === at);
    if (!literal) return "(computed)";
    const after = code.slice(at + literal.text.length + 1);
    // A template with a hole, or a text that something is added to, is no whole name.
    const isWhole = after[0] === code[at] && (!match[0].includes("(") || /^.\s*[),]/.test(after));
    return isWhole ? literal.text : "(computed)";
  });
}

const queryMethods =
  "selectFrom|insertInto|replaceInto|updateTable|deleteFrom|mergeInto|innerJoin|leftJoin|rightJoin|fullJoin|crossJoin|from|using|table";

/** The tables of `known` that a source names in a query: by the query builder, or in SQL text. */
export function tablesIn({ code, literals }: Source, known: readonly string[]): string[] {
  const found = new Set<string>();
  const ofOthers = "(?<!\\b(?:Array|Buffer|Readable|Uint8Array))";
  const names = `\\(\\s*(?:\\[[^\\]]*\\]|["'\`])`;
  const calls = new RegExp(`${ofOthers}\\.\\s*(?:${queryMethods})\\s*(?:<[^>]*>)?${names}`, "g");
  for (const call of code.matchAll(calls)) {
    const end = call.index + call[0].length;
    for (const { at, text } of literals) {
      if (at >= call.index && at < end) found.add(text.split(/[\s.]/)[0] ?? "");
    }
  }
  for (const { text } of literals) {
    if (!/^\s*(?:select|insert|update|delete|with|replace)\b/i.test(text)) continue;
    for (const name of text.matchAll(/\b(?:from|join|into|update)\s+"?(\w+)/gi)) found.add(name[1] ?? "");
  }
  return known.filter((table) => found.has(table));
}

/** A function with a body: its name when it has one of its own, and its lines from head to closing brace. */
export type FunctionSpan = { readonly name: string; readonly line: number; readonly lines: number };

const notFunctions = new Set(["if", "for", "while", "switch", "catch", "with", "return", "await", "typeof"]);

/** Every function, method and arrow function of a source, nested ones included. */
export function functionsOf({ code }: Source): FunctionSpan[] {
  const spans: FunctionSpan[] = [];
  const note = (name: string, from: number, to: number) => {
    const line = code.slice(0, from).split("\n").length;
    spans.push({ name, line, lines: code.slice(from, to).split("\n").length });
  };
  for (const head of code.matchAll(/(?<![.\w$])([A-Za-z_$][\w$]*)?\s*(?:<[^<>()]*>)?\(/g)) {
    if (notFunctions.has(head[1] ?? "")) continue;
    const opening = head.index + head[0].length - 1;
    const body = bodyAfter(code, endOfPair(code, opening) + 1);
    if (body !== undefined)
      note(head[1] ?? "(arrow)", head.index + leadingSpace(head[0]), endOfPair(code, body) + 1);
  }
  for (const head of code.matchAll(/[A-Za-z_$][\w$]*\s*=>\s*(?=[{(])/g)) {
    note("(arrow)", head.index, endOfPair(code, head.index + head[0].length) + 1);
  }
  return spans;
}

function leadingSpace(text: string): number {
  return text.length - text.trimStart().length;
}

/** Where the body of a function opens whose parameters end just before `from`; undefined for a mere call. */
function bodyAfter(code: string, from: number): number | undefined {
  const token = /\s*(=>|[A-Za-z_$][\w$.]*|.)/sy;
  let mayTakeType = false;
  for (token.lastIndex = from; token.lastIndex < code.length; ) {
    const word = token.exec(code)?.[1];
    const at = token.lastIndex - (word?.length ?? 0);
    const isFirst = code.slice(from, at).trim() === "";
    if (word === undefined) return undefined;
    if (word === "{" && !mayTakeType) return at;
    if (word === "(" && code.slice(from, at).trimEnd().endsWith("=>")) return at;
    if (word === ":" && isFirst) mayTakeType = true;
    else if (word === "=>" || word === "|" || word === "&") mayTakeType = word !== "=>";
    else if (/^(?:is|extends|keyof|readonly|typeof|asserts)$/.test(word)) mayTakeType = true;
    else if (/^[{([<]$/.test(word) && !isFirst) {
      token.lastIndex = endOfPair(code, at) + 1;
      mayTakeType = false;
    } else if (/^[A-Za-z_$"'`]/.test(word) && !isFirst) mayTakeType = false;
    else return undefined;
  }
  return undefined;
}

const pairs: Readonly<Record<string, string>> = { "{": "}", "(": ")", "[": "]", "<": ">" };

/** Where the bracket that opens at `from` closes. */
function endOfPair(code: string, from: number): number {
  const open = code[from] ?? "";
  const close = pairs[open] ?? "";
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    if (code[at] === open) depth += 1;
    else if (code[at] === close && !(close === ">" && code[at - 1] === "=")) depth -= 1;
    if (depth === 0) return at;
  }
  return code.length;
}

/** Every circle of imports, each named once by its files in order; `graph` maps a file to what it imports. */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    const known = path.indexOf(file);
    if (known >= 0) cycles.push([...path.slice(known), file].join(" → "));
    if (known >= 0 || done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return cycles;
}
