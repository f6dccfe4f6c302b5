import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { texts } from "./texts.ts";

const execute = promisify(execFile);

/** Programs of Debian's poppler-utils and tesseract-ocr, by name or path. */
export type OcrTools = { readonly pdftoppm: string; readonly tesseract: string };

export const debianTools: OcrTools = { pdftoppm: "pdftoppm", tesseract: "tesseract" };

export type Recognized =
  /** A table per page as Tesseract writes it (TSV). */
  | { readonly kind: "recognized"; readonly tables: readonly string[] }
  | { readonly kind: "refused"; readonly why: string };

/** The long side of A4 at 300 dpi. Pixels, not dpi: a page of any size costs the same memory. */
const longSide = 3_508;
const pageTimeoutMs = 90_000;
const mostPages = 400;

/** Whether both programs and the Vietnamese letters are there. */
export async function canRecognize({ pdftoppm, tesseract }: OcrTools): Promise<boolean> {
  try {
    const [languages] = await Promise.all([
      execute(tesseract, ["--list-langs"], { timeout: 10_000 }),
      execute(pdftoppm, ["-v"], { timeout: 10_000 }),
    ]);
    return /^vie$/m.test(languages.stdout + languages.stderr);
  } catch {
    return false;
  }
}

export type OcrCall = {
  readonly tools: OcrTools;
  /** Hears of every page that is done. */
  readonly report: (done: number, total: number) => void;
  readonly signal?: AbortSignal | undefined;
};

/**
 * Reads the pages of a scanned PDF with Tesseract's Vietnamese letters, one page at a time on one core: the program
 * beside goes on answering. Aborting ends it and leaves no process or file behind; it throws then.
 */
export async function recognize(pdf: Uint8Array, pages: number, call: OcrCall): Promise<Recognized> {
  if (pages > mostPages) return { kind: "refused", why: texts.tooManyScans(pages, mostPages) };
  const folder = await mkdtemp(join(tmpdir(), "caunoi-ocr-"));
  try {
    await writeFile(join(folder, "scan.pdf"), pdf);
    const tables: string[] = [];
    for (let page = 1; page <= pages; page++) {
      const table = await recognizePage(folder, page, call);
      if (table === undefined) return { kind: "refused", why: texts.ocrFailed(page) };
      tables.push(table);
      call.report(page, pages);
    }
    return { kind: "recognized", tables };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The words of one page; undefined when a program failed or took too long. */
async function recognizePage(
  folder: string,
  page: number,
  { tools, signal }: OcrCall,
): Promise<string | undefined> {
  const limits = { timeout: pageTimeoutMs, maxBuffer: 10_000_000, ...(signal && { signal }) };
  const picture = join(folder, "page");
  const number = String(page);
  const drawn = ["-f", number, "-l", number, "-scale-to", String(longSide), "-gray", "-png", "-singlefile"];
  try {
    await execute(tools.pdftoppm, [...drawn, join(folder, "scan.pdf"), picture], limits);
    // More threads make one page hardly faster and take the other core from the members.
    const oneCore = ["OMP_THREAD_LIMIT=1", tools.tesseract, `${picture}.png`, "stdout", "-l", "vie", "tsv"];
    const { stdout } = await execute("env", oneCore, limits);
    return stdout;
  } catch (error) {
    if (signal?.aborted) throw error;
    return undefined;
  }
}
