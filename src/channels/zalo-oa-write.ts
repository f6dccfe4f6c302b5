import { type Choice, type Content, type Part, plainText } from "../kit/message.ts";
import { cleanText, splitText } from "./text.ts";
import { texts } from "./zalo-texts.ts";

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

/** How choices are shown. */
export type ChoiceForm = "buttons" | "list" | "numbers";

/**
 * What becomes one call to Zalo. Choices that are refused in their form are told as `numbered`, an upload that
 * is refused as too big by its `words`.
 */
export type Piece =
  | {
      readonly kind: "text" | "list";
      readonly text: string;
      readonly choices: readonly Choice[];
      readonly numbered: string;
    }
  | { readonly kind: "image" | "file"; readonly blob: string; readonly name: string; readonly words: string };

/**
 * Turns content into the messages that carry it, in order: words next to each other share a message as far
 * as they fit. Choices, at most 5, are buttons under the last text or a list after it; numbers in the text
 * when there are more, no text is left to stand under, or `form` says so.
 */
export function toPieces(content: Content, form: ChoiceForm): Piece[] {
  const { choices } = content;
  const pieces = groupParts(content.parts).flatMap(toPiecesOf);
  if (choices.length === 0) return pieces;
  const isFew = choices.length <= mostButtons;
  if (form === "list" && isFew && pieces.length > 0) {
    return [...pieces, { kind: "list", text: "", choices, numbered: number("", choices) }];
  }
  const last = pieces.at(-1);
  const before = last?.kind === "text" ? pieces.slice(0, -1) : pieces;
  const text = last?.kind === "text" ? last.text : "";
  const numbered = number(text, choices);
  if (form === "buttons" && isFew && text !== "")
    return [...before, { kind: "text", text, choices, numbered }];
  return [...before, ...toTexts(numbered)];
}

function number(text: string, choices: readonly Choice[]): string {
  return cleanText(plainText({ parts: [{ kind: "text", text }], choices }, true));
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
    choices: [],
    numbered: text,
  }));
}

/**
 * The `message` of a consultation message with text and buttons. A tap comes back as the text
 * `#<deliverySeq>.<index>`, hidden in the chat.
 */
export function toTextMessage(text: string, choices: readonly Choice[], deliverySeq: number): object {
  const buttons = choices.map(({ label }, index) => ({
    title: toTitle(label),
    type: "oa.query.hide",
    payload: `#${deliverySeq}.${index}`,
  }));
  return { text, attachment: { type: "template", payload: { buttons } } };
}

/** The `message` of a list: one element a choice, which sends what a button would. */
export function toListMessage(choices: readonly Choice[], deliverySeq: number): object {
  const elements = choices.map(({ label }, index) => ({
    title: toTitle(label),
    subtitle: texts.listHint,
    default_action: { type: "oa.query.hide", payload: `#${deliverySeq}.${index}` },
  }));
  return { attachment: { type: "template", payload: { template_type: "list", elements } } };
}

function toTitle(label: string): string {
  return cleanText(label).slice(0, longestTitle).toWellFormed();
}

/** The `message` with an uploaded image or file. */
export function toUploadMessage(kind: "image" | "file", handle: string): object {
  if (kind === "file") return { attachment: { type: "file", payload: { token: handle } } };
  const elements = [{ media_type: "image", attachment_id: handle }];
  return { attachment: { type: "template", payload: { template_type: "media", elements } } };
}
