import { type Choice, type Content, type Part, plainText } from "../kit/message.ts";
import { cleanText, splitText } from "./text.ts";

/** Longest text of a consultation message. Counting UTF-16 units is never less than counting characters. */
export const longestText = 2000;
const longestTitle = 100;
const mostButtons = 5;
/** What Zalo takes as an upload; anything else is named in words. */
const imageTypes: Readonly<Record<string, string>> = { "image/jpeg": "jpg", "image/png": "png" };
const fileTypes: Readonly<Record<string, string>> = {
  "application/pdf": "pdf",
  "application/msword": "doc",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
};

/** What becomes one call to Zalo. An upload that is refused as too big is told by its `words` instead. */
export type Piece =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly buttons: readonly Choice[];
      readonly numbered: string;
    }
  | { readonly kind: "image" | "file"; readonly blob: string; readonly name: string; readonly words: string };

/**
 * Turns content into the messages that carry it, in order: words next to each other share a message as far
 * as they fit. Choices are buttons under the last text (at most 5), and numbers where `hasButtons` is false,
 * there are more, or no text is left to stand under.
 */
export function toPieces(content: Content, hasButtons: boolean): Piece[] {
  const pieces = groupParts(content.parts).flatMap(toPiecesOf);
  if (content.choices.length === 0) return pieces;
  const last = pieces.at(-1);
  const before = last?.kind === "text" ? pieces.slice(0, -1) : pieces;
  const text = last?.kind === "text" ? last.text : "";
  const numbered = plainText({ parts: [{ kind: "text", text }], choices: content.choices }, true);
  const areButtons = hasButtons && text !== "" && content.choices.length <= mostButtons;
  if (areButtons)
    return [...before, { kind: "text", text, buttons: content.choices, numbered: cleanText(numbered) }];
  return [...before, ...toTexts(numbered)];
}

function groupParts(parts: readonly Part[]): (Part | Part[])[] {
  const groups: (Part | Part[])[] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    if (isUpload(part)) groups.push(part);
    else if (Array.isArray(last)) last.push(part);
    else groups.push([part]);
  }
  return groups;
}

type UploadPart = Extract<Part, { kind: "image" | "file" }>;

function isUpload(part: Part): part is UploadPart {
  if (part.kind === "image") return part.mediaType in imageTypes;
  return part.kind === "file" && part.mediaType in fileTypes;
}

function toPiecesOf(group: Part | Part[]): Piece[] {
  if (Array.isArray(group)) return toTexts(plainText({ parts: group, choices: [] }));
  if (!isUpload(group)) return [];
  const words = plainText({ parts: [group], choices: [] });
  const common = { kind: group.kind, blob: group.blob, words };
  // Without an extension the upload is answered by nothing at all.
  if (group.kind === "image") return [{ ...common, name: `image.${imageTypes[group.mediaType]}` }];
  return [{ ...common, name: fileName(group.name, fileTypes[group.mediaType] ?? "pdf") }];
}

function fileName(name: string, extension: string): string {
  const clean =
    cleanText(name)
      .replace(/[\s;"/\\]+/g, " ")
      .trim() || "file";
  return clean.toLowerCase().endsWith(`.${extension}`) ? clean : `${clean}.${extension}`;
}

function toTexts(words: string): Piece[] {
  return splitText(cleanText(words), longestText).map((text) => ({
    kind: "text",
    text,
    buttons: [],
    numbered: text,
  }));
}

/**
 * The `message` of a consultation message with text and, if any, buttons. A tap comes back as the text
 * `#<deliverySeq>.<index>`, hidden in the chat.
 */
export function toTextMessage(text: string, buttons: readonly Choice[], deliverySeq: number): object {
  if (buttons.length === 0) return { text };
  const payload = {
    buttons: buttons.map(({ label }, index) => ({
      title: cleanText(label).slice(0, longestTitle).toWellFormed(),
      type: "oa.query.hide",
      payload: `#${deliverySeq}.${index}`,
    })),
  };
  return { text, attachment: { type: "template", payload } };
}

/** The `message` with an uploaded image or file. */
export function toUploadMessage(kind: "image" | "file", handle: string): object {
  if (kind === "file") return { attachment: { type: "file", payload: { token: handle } } };
  const elements = [{ media_type: "image", attachment_id: handle }];
  return { attachment: { type: "template", payload: { template_type: "media", elements } } };
}
