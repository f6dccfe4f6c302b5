import { readdirSync, readFileSync } from "node:fs";
import { basename, join, normalize, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { findCycles, functionsOf, importsOf, readSource, type Source, tablesIn } from "./support/source.ts";

const project = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(project, path), "utf8");

/** Files of the project's own code under some folders, as paths from its root. */
function filesUnder(...folders: string[]): string[] {
  const found = folders.flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|js)$/.test(entry.name))
      .map((entry) => relative(project, join(entry.parentPath, entry.name))),
  );
  return found.filter((path) => !/(^|\/)(node_modules|dist|fixtures)\//.test(path));
}

const program = new Map(filesUnder("src").map((path) => [path, readSource(read(path))]));
const everything = new Map(
  filesUnder("src", "bin", "test", "eval", "bench", "web").map((path) => [path, readSource(read(path))]),
);

// ── rooms ───────────────────────────────────────────────────────────────────────────────────────────

/** The room of a file: its folder under `src`, or `roof` for the files that put the program together. */
function roomOf(path: string): string {
  const [, first = "", second] = path.split("/");
  const name = second === undefined ? first.replace(/\.ts$/, "") : first;
  return roomTable.has(name) ? name : second === undefined ? "roof" : name;
}

/** The table in docs/architecture.md: what each room may import, as rooms or single files. */
function readRoomTable(): Map<string, readonly string[]> {
  const rows = read("docs/architecture.md").matchAll(/^\| `([a-z]+)` \| (.+?) \|/gm);
  return new Map(
    [...rows].map(([, room = "", may = ""]) => [
      room,
      [...may.matchAll(/`([^`]+)`/g)].map((one) => one[1] ?? ""),
    ]),
  );
}
const roomTable = readRoomTable();

/** Why an import breaks the walls, or undefined. */
function breach(path: string, imported: string, table = roomTable): string | undefined {
  if (imported === "(computed)") return `${path} imports a module whose name is computed`;
  if (!imported.startsWith(".")) return undefined;
  const target = targetOf(path, imported);
  if (!/\.(ts|json)$/.test(target)) return `${path} imports ${imported} without its ending`;
  if (!target.startsWith("src/")) return `${path} imports ${target} from outside src`;
  const from = roomOf(path);
  const to = roomOf(target);
  const may = table.get(from);
  if (!may) return `${path} stands in no room of the table`;
  const file = target.replace(/^src\//, "");
  const isAllowed = from === to || may.includes(to) || may.includes(file);
  return isAllowed ? undefined : `${path} (${from}) imports ${target} (${to})`;
}

function targetOf(path: string, imported: string): string {
  return normalize(join(path, "..", imported));
}

/** Every breach of a set of files. */
function breaches(files: ReadonlyMap<string, Source>): string[] {
  return [...files].flatMap(([path, source]) =>
    importsOf(source).flatMap((imported) => breach(path, imported) ?? []),
  );
}

// ── tables ──────────────────────────────────────────────────────────────────────────────────────────

/** The owner of each table: the room its file in `src/database/tables` is named after. */
function readOwners(): Map<string, string> {
  return new Map(
    filesUnder("src/database/tables").flatMap((path) => {
      const tables = [...read(path).matchAll(/^ {2}(\w+): \{/gm)];
      return tables.map(([, table = ""]) => [table, basename(path, ".ts")] as const);
    }),
  );
}
const owners = readOwners();

function trespasses(files: ReadonlyMap<string, Source>): string[] {
  return [...files].flatMap(([path, source]) =>
    tablesIn(source, [...owners.keys()])
      .filter((table) => ![owners.get(table), "database"].includes(roomOf(path)))
      .map((table) => `${path} names the table ${table} of ${owners.get(table)}`),
  );
}

// ── single rules ────────────────────────────────────────────────────────────────────────────────────

/** Something no file may say, except the ones named. */
type Rule = { readonly name: string; readonly pattern: RegExp; readonly except: readonly string[] };
const rules: readonly Rule[] = [
  { name: "a default export", pattern: /\bexport\s+default\b|\bas\s+default\b/, except: [] },
  { name: "a barrel", pattern: /\bexport\s+(?:type\s+)?(?:\*|\{[^}]*\}\s*from\b)/, except: [] },
  { name: "the type any", pattern: /(?<![.\w$])any\b(?!\s*[:(?])/, except: [] },
  {
    name: "the environment",
    pattern: /\bprocess\s*\.\s*env\b|\benv\b[^=;]*\}\s*=\s*process\b/,
    except: ["src/config.ts"],
  },
  {
    name: "the clock",
    pattern:
      /\bDate\s*\.\s*now\b|\bnew\s+Date\s*(?:\(\s*\)|;)|(?<!new\s+)\bDate\s*\(\s*\)|\bTemporal\s*\.\s*Now\b/,
    except: ["src/kit/time.ts", "src/kit/id.ts"],
  },
];

function broken(rule: Rule, files: ReadonlyMap<string, Source>): string[] {
  const isBroken = ([path, { code }]: [string, Source]) =>
    !rule.except.includes(path) && rule.pattern.test(code);
  return [...files].filter(isBroken).map(([path]) => path);
}

const longestFile = 400;
const longestFunction = 60;

function tooLongFunctions(files: ReadonlyMap<string, Source>): string[] {
  return [...files].flatMap(([path, source]) =>
    functionsOf(source)
      .filter(({ lines }) => lines > longestFunction)
      .map(({ name, line, lines }) => `${path}:${line} ${name} has ${lines} lines`),
  );
}

// ── the walls ───────────────────────────────────────────────────────────────────────────────────────

describe("the walls of the house", () => {
  it("the table of rooms in docs/architecture.md names every room, and no room that is not there", () => {
    expect(program.size).toBeGreaterThan(100);
    const rooms = new Set([...program.keys()].map(roomOf));
    expect([...roomTable.keys()].toSorted()).toEqual([...rooms].toSorted());
  });

  it("a room imports only what its row allows, types and lazy imports included", () => {
    expect(breaches(program)).toEqual([]);
  });

  it("only the owner of a table names it in a query", () => {
    expect(owners.size).toBeGreaterThan(15);
    expect(trespasses(program)).toEqual([]);
  });

  it("no import leads back to where it came from", () => {
    const graph = new Map(
      [...program].map(([path, source]) => [
        path,
        importsOf(source)
          .filter((imported) => imported.startsWith("."))
          .map((imported) => targetOf(path, imported)),
      ]),
    );
    expect(findCycles(graph)).toEqual([]);
  });

  it.each(rules)("no file of the program holds $name", (rule) => {
    expect(broken(rule, program)).toEqual([]);
  });

  it("one file knows the built-in SQLite", () => {
    const knowing = [...program].filter(([, source]) => importsOf(source).includes("node:sqlite"));
    expect(knowing.map(([path]) => path)).toEqual(["src/database/sqlite.ts"]);
  });

  it("the kit is a closed list", () => {
    const kit = [...program.keys()].filter((path) => path.startsWith("src/kit/"));
    const names = [
      "alarm",
      "failure",
      "file-kind",
      "holidays",
      "id",
      "log",
      "lunar",
      "message",
      "time",
      "vietnamese",
      "zip",
    ];
    expect(kit.toSorted()).toEqual(names.map((name) => `src/kit/${name}.ts`));
  });

  it(`no file is longer than ${longestFile} lines`, () => {
    const long = [...everything].filter(([, { lineCount }]) => lineCount > longestFile);
    expect(long.map(([path, { lineCount }]) => `${path} has ${lineCount} lines`)).toEqual([]);
  });

  it(`no function is longer than ${longestFunction} lines`, () => {
    const notTests = new Map([...everything].filter(([path]) => !path.endsWith(".test.ts")));
    expect(tooLongFunctions(notTests)).toEqual([]);
  });
});

// ── the walls hold ──────────────────────────────────────────────────────────────────────────────────

const one = (path: string, text: string) => new Map([[path, readSource(text)]]);

describe("the walls see what breaks them", () => {
  it.each([
    ["a value", `import { a } from "../campaigns/launch.ts";`],
    ["a type", `import type { A } from "../campaigns/launch.ts";`],
    ["an export from", `export { a } from "../campaigns/launch.ts";`],
    ["a side effect", `import "../campaigns/launch.ts";`],
    ["a lazy import", `const { a } = await import("../campaigns/launch.ts");`],
    ["a lazy import in a template", "const a = await import(`../campaigns/launch.ts`);"],
    ["a type in place", `type A = import("../campaigns/launch.ts").A;`],
    ["require", `const a = require("../campaigns/launch.ts");`],
    ["several lines", `import {\n  a, // from\n  b,\n} from "../campaigns/launch.ts";`],
    ["a computed name", `const a = await import(\`../\${room}/launch.ts\`);`],
    ["a joined name", `const a = await import("../" + room);`],
    ["after a pattern with a quote", `const q = /["']/; import { a } from "../campaigns/launch.ts";`],
    ["inside a template's hole", `const t = \`\${(await import("../campaigns/launch.ts")).a}\`;`],
    ["without its ending", `import { a } from "./answer";`],
    ["from outside src", `import { a } from "../../test/support/databases.ts";`],
  ])("an import written as %s", (_, text) => {
    expect(breaches(one("src/questions/answer.ts", text))).toHaveLength(1);
  });

  it.each([
    ["a comment", `// import { a } from "../campaigns/launch.ts";\n/* import("../campaigns/launch.ts") */`],
    ["a text", `const t = 'import { a } from "../campaigns/launch.ts"';`],
    ["a template", "const t = `import('../campaigns/launch.ts')`;"],
    ["its own room", `import { a } from "./ground.ts";`],
    ["a package", `import { z } from "zod";`],
    ["what its row allows", `import type { Instant } from "../kit/time.ts";`],
    ["a method named from", `Array.from("../campaigns/launch.ts");`],
  ])("but not %s", (_, text) => {
    expect(breaches(one("src/questions/answer.ts", text))).toEqual([]);
  });

  it("a single file allowed to a room opens no other file beside it", () => {
    const table = new Map([["delivery", ["channels/channel.ts"]]]);
    expect(breach("src/delivery/deliver.ts", "../channels/channel.ts", table)).toBeUndefined();
    expect(breach("src/delivery/deliver.ts", "../channels/telegram.ts", table)).toMatch(/deliver.ts/);
  });

  it.each([
    ["selectFrom", `tx.selectFrom("member").selectAll()`],
    ["an alias", `tx.selectFrom("member as m")`],
    ["a list", `tx.selectFrom(["draft", "member as m"])`],
    ["a join", `tx.selectFrom("draft").innerJoin("member", "a", "b")`],
    ["a broken line", `tx\n  .insertInto(\n    "member",\n  )`],
    ["an update from", `tx.updateTable("draft").from("member")`],
    ["SQL in a template", "sql`SELECT 1 FROM member`"],
    ["SQL in a text", `raw("delete from \\"member\\"")`.replaceAll('\\"', "")],
    ["SQL that joins", "sql`SELECT * FROM draft JOIN member ON 1`"],
  ])("another room's table in %s", (_, text) => {
    const found = trespasses(one("src/proposals/file.ts", text));
    expect(found).toEqual(["src/proposals/file.ts names the table member of people"]);
  });

  it.each([
    ["its owner", "src/people/members.ts", `tx.selectFrom("member")`],
    ["the database room", "src/database/erase.ts", `tx.selectFrom("member")`],
    [
      "words that are no query",
      "src/proposals/file.ts",
      `const a = { member: "member" }; say("from member");`,
    ],
    ["other uses of from", "src/proposals/file.ts", `Buffer.from("member"); Array.from("draft");`],
  ])("but no fault with %s", (_, path, text) => {
    expect(trespasses(one(path, text))).toEqual([]);
  });

  it.each([
    ["a default export", "export default 1;"],
    ["a default export", "export { a as default };"],
    ["a barrel", `export * from "./a.ts";`],
    ["a barrel", `export { a } from "./a.ts";`],
    ["the type any", "const a: any = 1;"],
    ["the type any", "const a = b as unknown as Map<string, any>;"],
    ["the environment", "const a = process.env.HOME;"],
    ["the environment", "const { env } = process;"],
    ["the clock", "const a = Date.now();"],
    ["the clock", "const a = new Date();"],
    ["the clock", "const a = new Date().toISOString();"],
    ["the clock", "const a = [1].map(Date.now);"],
  ])("%s in: %s", (name, text) => {
    const rule = rules.find((known) => known.name === name);
    expect(rule && broken(rule, one("src/people/members.ts", text))).toEqual(["src/people/members.ts"]);
  });

  it.each([
    "AbortSignal.any([a, b]);",
    "// any process.env, Date.now() or export default",
    `const a = "any of process.env, new Date()";`,
    "const a = new Date(at).toISOString();",
    "export const many = 1;",
    `export { a };`,
  ])("but no fault in: %s", (text) => {
    expect(rules.filter((rule) => broken(rule, one("src/people/members.ts", text)).length > 0)).toEqual([]);
  });

  it.each([
    ["straight", { a: ["b"], b: ["a"] }, "a → b → a"],
    ["to itself", { a: ["a"] }, "a → a"],
    ["over others", { a: ["b"], b: ["c", "d"], c: [], d: ["b"] }, "b → d → b"],
  ])("a circle %s", (_, graph, cycle) => {
    expect(findCycles(new Map(Object.entries<string[]>(graph)))).toEqual([cycle]);
  });

  it("no circle where two ways meet", () => {
    expect(findCycles(new Map(Object.entries({ a: ["b", "c"], b: ["d"], c: ["d"], d: [] })))).toEqual([]);
  });

  const body = "\n  work();".repeat(longestFunction);
  it.each([
    ["a function", `function a(b: string): void {${body}\n}`],
    ["a function with a shape as result", `function a(b = {}): { c: string } | undefined {${body}\n}`],
    ["a generic function", `async function a<T extends object>(b: T): Promise<T[]> {${body}\n}`],
    ["a guard", `export function a(b: unknown): b is string {${body}\n}`],
    ["an arrow", `const a = async (b: string): Promise<void> => {${body}\n};`],
    ["an arrow without brackets", `run(b => {${body}\n});`],
    ["an arrow that is one value", `const a = (b) => ({${"\n  c: 1,".repeat(longestFunction)}\n});`],
    ["a method", `const o = {\n  async a(b) {${body}\n  },\n};`],
    ["a method of a class", `class A {\n  constructor() {${body}\n  }\n}`],
    ["one around another", `function a() {\n  const b = () => {\n    c();\n  };${body}\n}`],
    ["one with braces in texts", `function a() {\n  say("}", \`}\${{ b: 1 }}\`, /}/);${body}\n}`],
  ])("%s that is too long", (_, text) => {
    expect(tooLongFunctions(one("src/people/members.ts", text))).toHaveLength(1);
  });

  it.each([
    ["a list", `const a = [${"\n  1,".repeat(longestFunction)}\n];`],
    ["a shape", `type A = {${"\n  a: 1;".repeat(longestFunction)}\n};`],
    ["a block after a condition", `if (a(b)) {${body}\n}`],
    ["many short functions", "function a() {\n  b();\n}\n".repeat(longestFunction)],
  ])("but not %s", (_, text) => {
    expect(tooLongFunctions(one("src/people/members.ts", text))).toEqual([]);
  });

  it("every file of tables is named after a room of the house", () => {
    const strangers = [...new Set(owners.values())].filter((room) => !roomTable.has(room));
    expect(strangers).toEqual([]);
  });
});
