// Builds the officers' pages (web/dashboard) into web/dist: `npm run build`. With `--if-needed` it only does so
// when they are missing or older than their sources, and says nothing when Vite is not installed.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(project, "web", "dashboard");
const target = join(project, "web", "dist");
const passing = join(project, "node_modules", ".cache", `dashboard-${process.pid}`);

const isAskedFor = !process.argv.includes("--if-needed");
if (isAskedFor || (!isFresh() && findVite())) await build();

/** Whether what was built is younger than everything it is made of. */
function isFresh() {
  const built = join(target, "index.html");
  if (!existsSync(built)) return false;
  const files = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const newest = Math.max(...files.map((file) => statSync(file).mtimeMs));
  return statSync(built).mtimeMs >= newest;
}

function findVite() {
  try {
    return createRequire(join(project, "package.json")).resolve("vite/package.json");
  } catch (_error) {
    return undefined;
  }
}

/** Aside first: whoever looks meanwhile sees the old pages or the new ones, never half of them. */
async function build() {
  // Whoever builds (a test run says "test"), officers get React without its checks for developers.
  process.env.NODE_ENV = "production";
  const vite = await import("vite");
  const config = await import(pathToFileURL(join(source, "vite.ts")).href);
  mkdirSync(dirname(passing), { recursive: true });
  await vite.build(config.viteConfig(source, passing));
  pack(join(passing, "assets"));
  rmSync(target, { recursive: true, force: true });
  renameSync(passing, target);
}

/** Each file once more in the forms browsers take, so that the server never packs anything itself. */
function pack(folder) {
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes));
  }
}
