import { spawnSync } from "node:child_process";
import { createReadStream, createWriteStream, existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** Where the npm package keeps Chromium, packed; and where it lies unpacked, once for all test runs. */
const modules = join(import.meta.dirname, "..", "..", "node_modules");
const packed = join(modules, "@sparticuz", "chromium", "bin");
const version = JSON.parse(readFileSync(join(packed, "..", "package.json"), "utf8")).version as string;
const unpacked = join(modules, ".cache", `chromium-${version}`);

/**
 * A real Chromium, out of the npm package: nothing has to be installed. Machines without NSS or fonts use
 * the ones that come along.
 */
export async function openBrowser(): Promise<Browser> {
  await setup();
  const executablePath = join(unpacked, "chromium");
  const env = { ...process.env, FONTCONFIG_FILE: join(unpacked, "fonts.conf") };
  const needsLibraries = spawnSync(executablePath, ["--version"], { env }).status !== 0;
  return chromium.launch({
    executablePath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
    env: needsLibraries ? { ...env, LD_LIBRARY_PATH: join(unpacked, "lib") } : env,
  });
}

/** Before all tests, so that test files side by side do not each unpack one. */
export async function setup(): Promise<void> {
  if (!existsSync(unpacked)) await unpack();
}

/** Unpacks aside and renames, so that test runs side by side never see half a browser. */
async function unpack(): Promise<void> {
  await mkdir(dirname(unpacked), { recursive: true });
  const aside = await mkdtemp(`${unpacked}-`);
  await unpackFile("chromium.br", join(aside, "chromium"), 0o755);
  await unpackFolder("al2023.tar.br", aside);
  await unpackFolder("fonts.tar.br", aside);
  const fonts = `<dir>${join(unpacked, "fonts")}</dir><dir>/usr/share/fonts</dir>`;
  const cache = `<cachedir>${join(unpacked, "font-cache")}</cachedir>`;
  await writeFile(join(aside, "fonts.conf"), `<fontconfig>${fonts}${cache}</fontconfig>`);
  await rename(aside, unpacked).catch(async (error: unknown) => {
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(unpacked)) throw error;
  });
}

async function unpackFolder(name: string, folder: string): Promise<void> {
  const archive = join(folder, basename(name, ".br"));
  await unpackFile(name, archive);
  const { status } = spawnSync("tar", ["-xf", archive, "-C", folder]);
  if (status !== 0) throw new Error(`tar could not unpack ${name}`);
  await rm(archive);
}

async function unpackFile(name: string, to: string, mode = 0o644): Promise<void> {
  const target = createWriteStream(to, { mode });
  await pipeline(createReadStream(join(packed, name)), createBrotliDecompress(), target);
}

/** The two screens every page is looked at. */
export const screens = {
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1366, height: 768 } },
} as const satisfies Record<string, BrowserContextOptions>;

/** A page of its own browser profile, with everything its console complained about. */
export type WatchedPage = {
  readonly page: Page;
  /** Errors of scripts and violations of the security policy, in their order. */
  readonly complaints: readonly string[];
};

/** Opens a fresh profile. `locale` and time zone are those of a person abroad: pages must not depend on them. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({
    ...{ locale: "en-US", timezoneId: "America/Lima", reducedMotion: "reduce" },
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // Refused calls and cut connections are reported by the browser itself; tests cause both on purpose.
    const isOwn = message.type() === "error" && !/^Failed to load resource|net::ERR_/.test(message.text());
    if (isOwn) complaints.push(message.text());
  });
  return { page, complaints };
}

const axeSource = readFileSync(join(modules, "axe-core", "axe.js"), "utf8");

/** What axe finds wrong on the page as it stands: `color-contrast: .bubble > time`, minor remarks left out. */
export async function findBarriers(page: Page): Promise<string[]> {
  // A page without a reload still has it.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axeSource);
  // What is still fading in has not its colors yet; what moves forever (the dots) has them.
  await page.evaluate(`Promise.allSettled(document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().iterations < 9).map((one) => one.finished))`);
  const results = await page.evaluate(`axe.run(document, { resultTypes: ["violations"] })`);
  const { violations } = results as {
    violations: { id: string; impact: string; nodes: { target: string[] }[] }[];
  };
  return violations
    .filter(({ impact }) => impact !== "minor")
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}
