import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const dist = join(import.meta.dirname, "..", "..", "web", "dist");
const read = (name: string) => readFileSync(join(dist, name));

/** The files a script loads before it runs, itself first. */
function withImports(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  const text = read(join("assets", name)).toString("utf8");
  for (const [, imported = ""] of text.matchAll(/\bfrom\s*["']\.\/([^"']+)["']/g))
    withImports(imported, seen);
  return seen;
}

describe("the built pages", () => {
  const page = read("index.html").toString("utf8");
  const named = [...page.matchAll(/\/admin\/assets\/([\w.-]+)/g)].map(([, name = ""]) => name);
  const scripts = named.filter((name) => name.endsWith(".js"));

  it("load at most 200 kB before the first page shows, and each page after it only its own part", () => {
    const first = new Set([...named, ...scripts.flatMap((name) => [...withImports(name)])]);
    const bytes = [...first].map((name) => gzipSync(read(join("assets", name))).length);
    const sum = bytes.reduce((all, one) => all + one, 0);
    expect(sum).toBeGreaterThan(50_000);
    expect(sum).toBeLessThan(200_000);
    // React's development build says where to read more about its warnings.
    expect(read(join("assets", scripts[0] ?? "")).toString("utf8")).not.toContain("react.dev/link");
    expect([...first].filter((name) => /^(inbox|campaigns|proposals|officers)/.test(name))).toEqual([]);
  });

  it("hold nothing the security policy would refuse: no script, style or frame inside the page", () => {
    expect(page).not.toMatch(/<style|<iframe|\son\w+=|style=/);
    expect([...page.matchAll(/<script(?![^>]*\ssrc=)/g)]).toEqual([]);
  });
});
