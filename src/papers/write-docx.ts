import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  type ISectionPropertiesOptions,
  Packer,
  PageBorderDisplay,
  PageBorderOffsetFrom,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun,
} from "docx";
import type { Block } from "./pieces.ts";

const mm = 56.7;
const a4 = { width: Math.round(210 * mm), height: Math.round(297 * mm) };

/** A paper from top to bottom. */
export type Paper = {
  /** What the file says it is. */
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly isLandscape?: boolean;
  /** A double line around the page, for certificates. */
  readonly isFramed?: boolean;
};

/**
 * A paper as DOCX: A4, margins 20, 20, 30 and 20 mm, page numbers in the middle of the top margin from the second
 * page on (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I).
 */
export async function writeDocx(paper: Paper): Promise<Uint8Array> {
  const document = new Document({
    title: paper.title,
    creator: "Cầu Nối",
    // A line end inside a justified paragraph must not stretch the words before it.
    compatibility: { doNotExpandShiftReturn: true },
    styles: {
      default: {
        document: { run: { font: "Times New Roman", size: 26, language: { value: "vi-VN" } } },
      },
    },
    sections: [
      {
        properties: propertiesOf(paper),
        headers: { default: pageNumber(), first: new Header({ children: [new Paragraph("")] }) },
        children: [...paper.blocks],
      },
    ],
  });
  return await Packer.toBuffer(document);
}

function propertiesOf({ isLandscape = false, isFramed = false }: Paper): ISectionPropertiesOptions {
  const side = { style: BorderStyle.DOUBLE, size: 12, space: 24, color: "8A1C1C" };
  const frame = {
    pageBorders: { display: PageBorderDisplay.ALL_PAGES, offsetFrom: PageBorderOffsetFrom.PAGE },
    pageBorderTop: side,
    pageBorderBottom: side,
    pageBorderLeft: side,
    pageBorderRight: side,
  };
  const left = isLandscape ? 20 : 30;
  return {
    titlePage: true,
    page: {
      size: {
        ...a4,
        orientation: isLandscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
      },
      margin: { top: 20 * mm, bottom: 20 * mm, left: left * mm, right: 20 * mm, header: 10 * mm },
      ...(isFramed ? { borders: frame } : {}),
    },
  };
}

function pageNumber(): Header {
  return new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: [PageNumber.CURRENT], size: 26 })],
      }),
    ],
  });
}
