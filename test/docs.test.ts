import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { settings } from "../src/config/settings.ts";
import { openTerminal } from "./support/terminal.ts";

const project = join(import.meta.dirname, "..");
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...readdirSync(join(project, "docs"), { recursive: true })
    .map((name) => join("docs", String(name)))
    .filter((name) => name.endsWith(".md")),
];
const read = (name: string) => readFileSync(join(project, name), "utf8");

async function commandNames(): Promise<string[]> {
  const terminal = openTerminal();
  const { out } = await terminal.type(["--help"]);
  terminal.close();
  return [...out.matchAll(/^ {2}([a-z]+(?: [a-z]+)?)(?= |$)/gm)].map((match) => match[1] ?? "");
}

describe("what the documents say", () => {
  it("of commands is true: every one of them is there", async () => {
    const names = await commandNames();
    const sources = [
      ...pages,
      "src/operator-commands.ts",
      "deploy/compose.yaml",
      "deploy/systemd/caunoi-backup.service",
    ];
    const unknown = sources.flatMap((page) =>
      [...read(page).matchAll(/(?:npx caunoi|src\/cli\.ts|`caunoi) ([a-z]+)(?: ([a-z]+))?/g)]
        .filter(([, first = "", second]) => !names.includes(first) && !names.includes(`${first} ${second}`))
        .map(([command]) => `${page}: ${command}`),
    );
    expect(unknown).toEqual([]);
  });

  it("of files is true: every link leads somewhere", () => {
    const broken = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)]
        .filter(([, target = ""]) => !existsSync(join(project, dirname(page), target)))
        .map(([, target]) => `${page}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it("of settings is true: every one of them is read", () => {
    const group = /\b(?:TELEGRAM|ZALO|FACEBOOK|OPENAI|DATABASE|QUIET|PUBLIC|DATA|LOG)_[A-Z_]+\b/g;
    const known = new Set([...Object.keys(settings), ...Object.keys(settings).map((name) => `${name}_FILE`)]);
    const unknown = pages.flatMap((page) =>
      [...new Set(read(page).match(group) ?? [])]
        // `OPENAI_` in a sentence means the whole group.
        .filter((name) => !known.has(name) && !name.endsWith("_"))
        .map((name) => `${page}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it("of scripts is true: every `npm run` is in package.json", () => {
    const { scripts } = JSON.parse(read("package.json"));
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/npm run ([\w:-]+)/g)].map(([, name = ""]) => name),
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it("begins with the two commands a newcomer types", () => {
    const [, start, test] = read("README.md").split(/```sh\n/);
    expect(start).toMatch(/^npm ci && npm start\n/);
    expect(test).toMatch(/^npm ci && npm test\n/);
  });
});
