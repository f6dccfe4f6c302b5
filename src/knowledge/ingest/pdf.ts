import type { Draft } from "./paragraph.ts";
import { plainParagraph } from "./paragraph.ts";
import { type Item, layOut, type PageText, pageParagraphs, withoutFurniture } from "./pdf-layout.ts";
import { texts } from "./texts.ts";

/** A page with fewer letters than this holds no text: a scan with a stamp or a page number. */
const fewestLetters = 16;

/**
 * Reads the text of a PDF page by page. A file whose pages are pictures is `scanned`; single pages without text are
 * named. `report` hears of every page that is done.
 */
export async function readPdf(
  bytes: Uint8Array,
  report: (done: number, total: number) => void,
): Promise<Draft> {
  const { getDocumentProxy } = await import("unpdf");
  try {
    // Its own copy: pdf.js empties the buffer it is given.
    const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
    const pages: PageText[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const content = await page.getTextContent();
      const items = content.items.filter((item) => "str" in item).map(toItem);
      pages.push(layOut(items, page.view[2] ?? 0));
      page.cleanup();
      report(number, document.numPages);
    }
    await document.loadingTask.destroy();
    return toDraft(pages);
  } catch (error) {
    const isLocked = error instanceof Error && error.name === "PasswordException";
    return { kind: "refused", why: isLocked ? texts.password("trình đọc PDF") : texts.brokenFile("PDF") };
  }
}

type PdfItem = {
  readonly str: string;
  readonly transform: readonly unknown[];
  readonly width: number;
};

function toItem({ str, transform, width }: PdfItem): Item {
  const [, , c, d, x, y] = transform.map(Number);
  return { text: str, x: x ?? 0, y: y ?? 0, width, size: Math.hypot(c ?? 0, d ?? 0) };
}

function toDraft(pages: readonly PageText[]): Draft {
  const isEmpty = ({ lines }: PageText) =>
    lines.reduce((sum, { text, beside }) => sum + text.length + beside.length, 0) < fewestLetters;
  const empty = pages.flatMap((page, index) => (isEmpty(page) ? [index + 1] : []));
  // Text on a few pages of many is a cover or a stamp over a scan.
  if (empty.length > 0.5 * pages.length) return { kind: "scanned", pages: pages.length };
  const paragraphs = pageParagraphs(withoutFurniture(pages)).map(plainParagraph);
  const remarks = empty.length > 0 ? [texts.emptyPages(empty)] : [];
  return { kind: "paragraphs", paragraphs, remarks, pages: pages.length };
}
