import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const tinos = join(import.meta.dirname, "..", "..", "node_modules", "@expo-google-fonts", "tinos");

/** Whether this machine can open papers: `npm test` passes without, `.ci/run` installs both. */
export const hasOffice = [
  ["soffice", "--version"],
  ["pdftotext", "-v"],
].every(([name = "", option = ""]) => spawnSync(name, [option]).error === undefined);

/** A file as LibreOffice shows it. */
export type Shown = { readonly text: string; readonly pages: number };

/**
 * Opens every file in one run of LibreOffice, prints it to PDF and reads the words back. A file LibreOffice cannot
 * open is missing in what comes back. Tinos stands in for Times New Roman: it has the same widths.
 */
export async function openInOffice(files: Readonly<Record<string, Uint8Array>>): Promise<Map<string, Shown>> {
  const folder = mkdtempSync(join(tmpdir(), "caunoi-office-"));
  try {
    mkdirSync(join(folder, "in"));
    const paths = Object.entries(files).map(([name, bytes]) => {
      writeFileSync(join(folder, "in", name), bytes);
      return join(folder, "in", name);
    });
    await convert(folder, paths);
    const names = Object.keys(files);
    const read = await Promise.all(
      names.map((name) => readPdf(join(folder, "out", name.replace(/\.[a-z]+$/, ".pdf")))),
    );
    return new Map(
      names.flatMap((name, index) => {
        const one = read[index];
        return one ? [[name, one] as const] : [];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function convert(folder: string, paths: readonly string[]): Promise<void> {
  const fonts = join(folder, "fonts.conf");
  writeFileSync(
    fonts,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${tinos}</dir><cachedir>${folder}/fonts</cachedir><alias binding="same"><family>Times New Roman</family><prefer><family>Tinos</family></prefer></alias></fontconfig>`,
  );
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  const options = ["--headless", "--norestore", "--convert-to", "pdf", "--outdir", join(folder, "out")];
  const env = { ...process.env, FONTCONFIG_FILE: fonts, HOME: folder };
  await run("soffice", [profile, ...options, ...paths], { env, timeout: 90_000 });
}

async function readPdf(path: string): Promise<Shown | undefined> {
  const { stdout } = await run("pdftotext", ["-layout", "-enc", "UTF-8", path, "-"]).catch(() => ({
    stdout: undefined,
  }));
  if (stdout === undefined) return undefined;
  const pages = readFileSync(path, "latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  return { text: stdout.normalize("NFC").replace(/\s+/g, " "), pages };
}
