/** One paragraph of a file, whatever its format, before its place in the outline is known. */
export type Paragraph = {
  readonly text: string;
  /** Heading level 1 to 6 as the file says it, 0 for running text. */
  readonly level: number;
  /** Whether every word of it is bold: official documents set their headings so. */
  readonly isBold: boolean;
};

/** Something a person should know about how a file was read. */
export type Remark = { readonly what: string; readonly fix: string };

/** What a reader of one format gives back; `why` is Vietnamese, for the officer. */
export type Draft =
  | {
      readonly kind: "paragraphs";
      readonly paragraphs: readonly Paragraph[];
      readonly remarks: readonly Remark[];
      readonly pages?: number;
    }
  /** Pages are pictures: only OCR can read them. */
  | { readonly kind: "scanned"; readonly pages: number }
  | { readonly kind: "refused"; readonly why: string };

/** A paragraph of running text. */
export function plainParagraph(text: string): Paragraph {
  return { text, level: 0, isBold: false };
}
