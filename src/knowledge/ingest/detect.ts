import { listZip } from "../../kit/zip.ts";
import type { Remark } from "./paragraph.ts";
import { sayZipFault, texts } from "./texts.ts";

export type Format = "pdf" | "docx" | "xlsx" | "html" | "markdown" | "text";

export type Detected =
  | { readonly kind: "format"; readonly format: Format; readonly remarks: readonly Remark[] }
  | { readonly kind: "refused"; readonly why: string };

const names: Record<Format, string> = {
  pdf: "PDF",
  docx: "DOCX",
  xlsx: "XLSX",
  html: "HTML",
  markdown: "Markdown",
  text: "văn bản thường",
};
const endings = new Map<string, readonly Format[]>(
  Object.entries({
    pdf: ["pdf"],
    docx: ["docx"],
    docm: ["docx"],
    doc: [],
    xlsx: ["xlsx"],
    xlsm: ["xlsx"],
    xls: [],
    html: ["html"],
    htm: ["html"],
    md: ["markdown", "text"],
    markdown: ["markdown", "text"],
    txt: ["text", "markdown"],
  }),
);

/** Tells what a file is from its content; its name only decides between Markdown and plain text. */
export function detect(bytes: Uint8Array, fileName: string): Detected {
  const found = formatOf(bytes, endingOf(fileName));
  if (typeof found !== "string") return found;
  const ending = endingOf(fileName);
  const expected = endings.get(ending);
  const isWrong = expected !== undefined && !expected.includes(found);
  return {
    kind: "format",
    format: found,
    remarks: isWrong ? [texts.wrongEnding(ending, names[found])] : [],
  };
}

function endingOf(fileName: string): string {
  return fileName.match(/\.([a-z0-9]{1,10})$/i)?.[1]?.toLowerCase() ?? "";
}

type Unknown = Exclude<Detected, { kind: "format" }>;

function refuse(why: string): Unknown {
  return { kind: "refused", why };
}

function formatOf(bytes: Uint8Array, ending: string): Format | Unknown {
  if (bytes.length === 0) return refuse(texts.empty);
  const head = Buffer.from(bytes.subarray(0, 4_096)).toString("latin1");
  if (head.slice(0, 1_024).includes("%PDF-")) return "pdf";
  if (head.startsWith("PK\x03\x04") || head.startsWith("PK\x05\x06")) return packed(bytes);
  if (head.startsWith("\xd0\xcf\x11\xe0")) return oldOffice(bytes);
  if (head.startsWith("{\\rtf")) return refuse(texts.otherOffice("RTF"));
  if (/^(?:\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|BM.{4}\0\0|RIFF....WEBP)/s.test(head))
    return refuse(texts.picture);
  if (/^(?:7z\xbc\xaf|Rar!|BZh)/.test(head) || head.startsWith("\x1f\x8b")) return refuse(texts.otherArchive);
  return isBinary(head) ? refuse(texts.unknown) : plainFormat(head, ending);
}

/** Control characters stand in no text; the zero bytes of UTF-16 do, and are told apart when it is decoded. */
function isBinary(head: string): boolean {
  if (/^(?:\xff\xfe|\xfe\xff)/.test(head) || /^(?:[^\0]\0){8}|^(?:\0[^\0]){8}/.test(head)) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return (head.match(/[\0-\x08\x0e-\x1a\x1c-\x1f]/g)?.length ?? 0) > head.length * 0.01;
}

function plainFormat(head: string, ending: string): Format {
  const start = head.replace(/\0|^\xef\xbb\xbf|^\xff\xfe|^\xfe\xff/g, "").trimStart();
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body)\b/i.test(start))
    return "html";
  const isMarkup = /^<(?:meta|title|div|p|table|h[1-6]|span|section|article|font|center|style|script)\b/i;
  if (isMarkup.test(start) && !["md", "markdown"].includes(ending)) return "html";
  const isMarked = /^---\r?\n[\s\S]*?\n(?:id|title):|^#{1,6} \S/m.test(start);
  return ["md", "markdown"].includes(ending) || isMarked ? "markdown" : "text";
}

function packed(bytes: Uint8Array): Format | Unknown {
  const listed = listZip(bytes);
  if (listed.kind === "refused") return { kind: "refused", why: sayZipFault(listed.why) };
  const has = (name: string) => listed.entries.some((entry) => entry.name === name);
  if (listed.entries.some((entry) => entry.name.startsWith("word/"))) return "docx";
  if (listed.entries.some((entry) => entry.name.startsWith("xl/"))) return "xlsx";
  if (listed.entries.some((entry) => entry.name.startsWith("ppt/")))
    return refuse(texts.otherOffice("PowerPoint"));
  if (has("mimetype") && has("content.xml")) return refuse(texts.otherOffice("OpenDocument"));
  return refuse(texts.otherArchive);
}

/** The container of Office before 2007 also holds newer files with a password. Stream names are UTF-16. */
function oldOffice(bytes: Uint8Array): Unknown {
  const holds = (name: string) => Buffer.from(bytes).includes(Buffer.from(name, "utf16le"));
  if (holds("EncryptedPackage")) return refuse(texts.password("Word hoặc Excel"));
  if (holds("WordDocument")) return refuse(texts.oldOffice("DOCX"));
  return holds("Workbook") ? refuse(texts.oldOffice("XLSX")) : refuse(texts.unknown);
}
