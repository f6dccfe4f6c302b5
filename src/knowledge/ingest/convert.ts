import { decode, legacyFont } from "./decode.ts";
import { detect, type Format } from "./detect.ts";
import { joinLines } from "./joining.ts";
import { recognizedParagraphs } from "./ocr-layout.ts";
import { type Draft, plainParagraph, type Remark } from "./paragraph.ts";
import { type Meta, propose } from "./propose.ts";
import { shape } from "./shape.ts";
import { texts } from "./texts.ts";

/** A file as it came, or what OCR found on its pages. */
export type Job = {
  readonly fileName: string;
  readonly source:
    | { readonly kind: "file"; readonly bytes: Uint8Array }
    | { readonly kind: "recognized"; readonly tables: readonly string[] };
};

export type Converted =
  | {
      readonly kind: "read";
      readonly format: Format;
      readonly markdown: string;
      readonly proposedMeta: Meta | undefined;
      readonly remarks: readonly Remark[];
      readonly pages?: number;
    }
  /** Only OCR can read it; `why` is what to say where there is none. */
  | { readonly kind: "scanned"; readonly pages: number; readonly why: string }
  | { readonly kind: "refused"; readonly why: string };

/** Turns one file into Markdown with a proposed description. `report` hears of pages done, for files with pages. */
export async function convert(
  { fileName, source }: Job,
  report: (done: number, total: number) => void,
): Promise<Converted> {
  if (source.kind === "recognized") {
    const pages = source.tables.length;
    const paragraphs = recognizedParagraphs(source.tables).map(plainParagraph);
    return finish({ kind: "paragraphs", paragraphs, remarks: [texts.ocr(pages)], pages }, "pdf", fileName);
  }
  const detected = detect(source.bytes, fileName);
  if (detected.kind === "refused") return detected;
  const { format, remarks } = detected;
  if (format === "markdown") return readMarkdown(source.bytes, fileName, remarks);
  const draft = await read(source.bytes, format, report);
  if (draft.kind === "scanned") return { ...draft, why: texts.noOcr(draft.pages) };
  if (draft.kind === "refused") return draft;
  return finish({ ...draft, remarks: [...remarks, ...draft.remarks] }, format, fileName);
}

async function read(
  bytes: Uint8Array,
  format: Exclude<Format, "markdown">,
  report: (done: number, total: number) => void,
): Promise<Draft> {
  switch (format) {
    case "pdf":
      return (await import("./pdf.ts")).readPdf(bytes, report);
    case "docx":
      return (await import("./docx.ts")).readDocx(bytes);
    case "xlsx":
      return (await import("./xlsx.ts")).readXlsxFile(bytes);
    case "html":
      return (await import("./html.ts")).readHtml(bytes);
    case "text":
      return readText(bytes);
  }
}

function readText(bytes: Uint8Array): Draft {
  const decoded = decode(bytes);
  if (decoded.kind === "refused") return decoded;
  const text = decoded.text.replace(/\r\n?/g, "\n");
  return { kind: "paragraphs", paragraphs: joinLines(text).map(plainParagraph), remarks: [] };
}

/** Markdown is taken as its author wrote it; a description of its own is never replaced. */
function readMarkdown(bytes: Uint8Array, fileName: string, remarks: readonly Remark[]): Converted {
  const decoded = decode(bytes);
  if (decoded.kind === "refused") return decoded;
  const isDescribed = /^\s*---[ \t]*\r?\n/.test(decoded.text);
  const draft = { markdown: decoded.text, format: "markdown", remarks } as const;
  return describe(draft, isDescribed ? undefined : fileName);
}

function finish(draft: Draft & { kind: "paragraphs" }, format: Format, fileName: string): Converted {
  const { paragraphs, remarks, pages } = draft;
  const markdown = shape(paragraphs);
  return describe({ markdown, format, remarks, ...(pages && { pages }) }, fileName);
}

type Read = Omit<Converted & { kind: "read" }, "kind" | "proposedMeta">;

function describe(read: Read, fileName: string | undefined): Converted {
  if (!/[\p{L}\p{N}]/u.test(read.markdown)) return { kind: "refused", why: texts.nothingInside };
  const font = legacyFont(read.markdown);
  if (font && read.format === "pdf" && read.pages)
    return { kind: "scanned", pages: read.pages, why: texts.legacyPdf(font) };
  if (font) return { kind: "refused", why: texts.legacyFont(font) };
  const proposedMeta = fileName === undefined ? undefined : propose(read.markdown, fileName);
  return { kind: "read", ...read, proposedMeta };
}
