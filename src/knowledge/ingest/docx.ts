import { listZip, packStored, unpack } from "../../kit/zip.ts";
import { writeNumbers } from "./docx-numbering.ts";
import { htmlParagraphs } from "./html.ts";
import type { Draft, Remark } from "./paragraph.ts";
import { sayZipFault, texts } from "./texts.ts";

/** The parts that hold the text and what numbers it. Macros, embedded objects and pictures stay packed. */
const read = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:[\w-]+\.xml|_rels\/[\w.-]+\.rels))$/;

/** Reads a Word file: its text with Word's own numbers, headings, bold and tables. Hidden runs are left out. */
export async function readDocx(bytes: Uint8Array): Promise<Draft> {
  const unpacked = unpack(bytes, (name) => read.test(name));
  if (unpacked.kind === "refused") return { kind: "refused", why: sayZipFault(unpacked.why) };
  const parts = new Map(unpacked.parts);
  const path = "word/document.xml";
  const source = parts.get(path);
  if (!source) return { kind: "refused", why: texts.brokenFile("DOCX") };
  const textOf = (name: string) => Buffer.from(parts.get(name) ?? []).toString("utf8");
  const shown = withoutHiddenRuns(textOf(path));
  const numbered = writeNumbers(shown.xml, textOf("word/numbering.xml"), textOf("word/styles.xml"));
  parts.set(path, Buffer.from(numbered, "utf8"));
  // The numbers stand in the text now and must not be drawn again.
  parts.delete("word/numbering.xml");
  const html = await toHtml(packStored(parts));
  if (html === undefined) return { kind: "refused", why: texts.brokenFile("DOCX") };
  const { paragraphs, hidden } = htmlParagraphs(html);
  return { kind: "paragraphs", paragraphs, remarks: remarksOf(bytes, shown.hidden + hidden) };
}

async function toHtml(file: Buffer): Promise<string | undefined> {
  const { default: mammoth } = await import("mammoth");
  try {
    const ignored = mammoth.images.imgElement(async () => ({ src: "" }));
    const { value } = await mammoth.convertToHtml(
      { buffer: file },
      { convertImage: ignored, externalFileAccess: false },
    );
    return value;
  } catch {
    // Its messages name parts of the file, nothing an officer could act on.
    return undefined;
  }
}

function remarksOf(bytes: Uint8Array, hidden: number): Remark[] {
  const listed = listZip(bytes);
  const names = listed.kind === "listed" ? listed.entries.map(({ name }) => name) : [];
  const count = (pattern: RegExp) => names.filter((name) => pattern.test(name)).length;
  const remarks: Remark[] = [];
  if (count(/vbaProject\.bin$/i) > 0) remarks.push(texts.macros);
  const embedded = count(/^word\/embeddings\/./);
  if (embedded > 0) remarks.push(texts.embedded(embedded));
  const pictures = count(/^word\/media\/./);
  if (pictures > 0) remarks.push(texts.pictures(pictures));
  if (hidden > 0) remarks.push(texts.hidden(hidden));
  return remarks;
}

/** Takes out runs that Word does not show: marked hidden, white on a white ground, or smaller than a point and a half. */
function withoutHiddenRuns(xml: string): { xml: string; hidden: number } {
  let hidden = 0;
  const pattern =
    /<w:r(?:\s[^>]*)?>\s*<w:rPr>((?:(?!<\/w:rPr>)[\s\S])*)<\/w:rPr>((?:(?!<w:r[\s>])[\s\S])*?)<\/w:r>/g;
  const shown = xml.replace(pattern, (whole, properties: string, content: string, at: number) => {
    if (!isHiddenRun(properties, () => groundBefore(xml, at))) return whole;
    if (/<w:t[\s>][^<]*\p{L}/u.test(content)) hidden++;
    return "";
  });
  return { xml: shown, hidden };
}

function isHiddenRun(properties: string, groundIsWhite: () => boolean): boolean {
  if (/<w:(?:vanish|specVanish|webHidden)\s*(?:\/|w:val="(?:1|true|on)"\s*\/)>/.test(properties)) return true;
  const halfPoints = properties.match(/<w:sz\s[^>]*w:val="(\d+)"/)?.[1];
  if (halfPoints !== undefined && Number(halfPoints) <= 3) return true;
  const isWhite = /<w:color\s[^>]*w:val="F[D-F]F[D-F]F[D-F]"/i.test(properties);
  return isWhite && !isShaded(properties) && !/<w:highlight\s/.test(properties) && groundIsWhite();
}

/** Whether the cell or paragraph a run stands in has no ground of its own. */
function groundBefore(xml: string, at: number): boolean {
  const cell = xml.lastIndexOf("<w:tc>", at);
  const isInCell = cell > xml.lastIndexOf("</w:tc>", at);
  const from = isInCell ? cell : Math.max(0, xml.lastIndexOf("<w:p", at) - 1, xml.lastIndexOf("<w:pPr>", at));
  return !isShaded(xml.slice(from, at));
}

function isShaded(xml: string): boolean {
  return /<w:shd\s[^>]*w:fill="(?!auto|FFFFFF)/i.test(xml);
}
