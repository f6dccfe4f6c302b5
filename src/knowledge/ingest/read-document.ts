import { open } from "node:fs/promises";
import { basename } from "node:path";
import { Failure } from "../../kit/failure.ts";
import type { Fault } from "../reading/fault.ts";
import { measureQuality } from "../reading/quality.ts";
import type { Converted } from "./convert.ts";
import { canRecognize, debianTools, type OcrTools, recognize } from "./ocr.ts";
import { findOrders } from "./orders.ts";
import type { Meta } from "./propose.ts";
import { convertInWorker, type Limits, usualLimits } from "./run-worker.ts";
import { texts } from "./texts.ts";

export type ReadDocument =
  | {
      readonly kind: "read";
      /** The body `parse` reads; with its description when the file brought one. */
      readonly markdown: string;
      /** What a person should confirm; undefined when the file brought its own description. */
      readonly proposedMeta: Meta | undefined;
      /** Warnings about the way it was read; lines count from the first of `markdown`. */
      readonly faults: readonly Fault[];
      readonly pages?: number;
    }
  /** `why` says in Vietnamese what is wrong and what to do. */
  | { readonly kind: "refused"; readonly why: string };

export type ReadOptions = {
  /** Hears of pages done; the total is known from the first call on. */
  readonly report?: (done: number, total: number) => void;
  readonly limits?: Partial<Limits>;
  readonly tools?: OcrTools;
  readonly signal?: AbortSignal;
};

/** Larger files are refused unread. A scan of 200 pages in black and white stays below. */
const mostBytes = 120_000_000;
/** A text layer with more impossible syllables than this is worth a second look at the pages themselves. */
const doubtfulShare = 0.1;

/**
 * Reads a file an officer brings (PDF, DOCX, XLSX, HTML, Markdown, plain text) into Markdown for `parse`, with a
 * description proposed from the text.
 *
 * What the file is, its content says, not its name. Scanned PDFs go through OCR where it is installed, and so do
 * those whose text is garbled. Refused: empty, too large, locked, damaged or hostile files, old fonts and encodings;
 * nothing is changed or kept. Throws when aborted.
 */
export async function readDocument(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions = {},
): Promise<ReadDocument> {
  if (bytes.length === 0) return { kind: "refused", why: texts.empty };
  if (bytes.length > mostBytes) return { kind: "refused", why: texts.tooLarge(bytes.length, mostBytes) };
  const { report = () => {}, tools = debianTools, signal } = options;
  const call = { report, signal, limits: { ...usualLimits, ...options.limits } };
  const converted = await convertInWorker({ fileName, source: { kind: "file", bytes } }, call);
  const pages = converted.kind === "refused" ? undefined : converted.pages;
  if (pages === undefined || !needsOcr(converted)) return toRead(converted, fileName, false);
  if (!(await canRecognize(tools))) {
    return converted.kind === "scanned"
      ? { kind: "refused", why: converted.why }
      : toRead(converted, fileName, false);
  }
  const found = await recognize(bytes, pages, { tools, report, signal });
  if (found.kind === "refused") return found;
  const source = { kind: "recognized", tables: found.tables } as const;
  const again = await convertInWorker({ fileName, source }, call);
  return toRead(again, fileName, true);
}

function needsOcr(converted: Converted): boolean {
  if (converted.kind === "scanned") return true;
  return (
    converted.kind === "read" &&
    converted.format === "pdf" &&
    impossibleShare(converted.markdown) > doubtfulShare
  );
}

function impossibleShare(text: string): number {
  const { words, impossible } = measureQuality(text);
  return impossible / Math.max(1, words);
}

function toRead(converted: Converted, fileName: string, isOcr: boolean): ReadDocument {
  if (converted.kind === "scanned") return { kind: "refused", why: converted.why };
  if (converted.kind === "refused") return converted;
  const { markdown, proposedMeta: meta, remarks, pages } = converted;
  const remarked = remarks.map((remark): Fault => ({ line: 1, severity: "warning", ...remark }));
  return {
    kind: "read",
    markdown,
    proposedMeta: meta && { ...meta, provenance: texts.provenance(fileName, isOcr) },
    faults: [...remarked, ...findOrders(markdown)],
    ...(pages && { pages }),
  };
}

/**
 * The same for a file on this machine. Its size is looked at before anything is read. Throws `Failure("invalid")`
 * when it is not there or cannot be opened.
 */
export async function readDocumentFile(path: string, options: ReadOptions = {}): Promise<ReadDocument> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new Failure("invalid", `${path} cannot be read (${error.code}).`, { cause: error });
  });
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new Failure("invalid", `${path} is not a file.`);
    if (found.size > mostBytes) return { kind: "refused", why: texts.tooLarge(found.size, mostBytes) };
    return await readDocument(await file.readFile(), basename(path), options);
  } finally {
    await file.close();
  }
}
