import type { Instant } from "./time.ts";

/** The chat platforms a member can be reached on. */
export type ChannelName = "telegram" | "zalo-oa" | "zalo-bot" | "web-chat" | "terminal";

/** Where somebody is on one platform. The platform's id stays text exactly as received. */
export type Address = { readonly channel: ChannelName; readonly externalId: string };

/** A file a person sent: first where the platform keeps it, then (after download) where we keep it. */
export type FileRef = {
  /** The platform's own handle, or the hash of a blob that is already stored (`blob:<sha256>`). */
  readonly handle: string;
  readonly kind: "photo" | "document" | "voice" | "video";
  readonly name: string | null;
  readonly mediaType: string | null;
  readonly sizeBytes: number | null;
};

/** What one inbound message says, in every channel's common form. */
export type Said =
  | { readonly kind: "text"; readonly text: string; readonly files: readonly FileRef[] }
  /** A button was pressed. `button` is the opaque id our own message carried. */
  | { readonly kind: "pressed"; readonly button: string; readonly acknowledge: string | null }
  /** The platform says we can (no longer) write to this person. */
  | { readonly kind: "reachable"; readonly isReachable: boolean }
  /** An officer wrote to this person outside of this program, in the platform's own tool. */
  | { readonly kind: "officerSpoke"; readonly messageId: string }
  /** The person gave their name in the platform's form: `from.name` has it. Nothing is asked. */
  | { readonly kind: "introduced" }
  /** The person took back what they allowed this program at the platform: their data has to go. */
  | { readonly kind: "withdrawn" }
  /** Sticker, location, poll …: something we cannot read. `what` is the platform's word for it. */
  | { readonly kind: "other"; readonly what: string };

/** One message that came in. (`channel`, `externalId`) is unique: the same pair is the same message. */
export type Inbound = {
  readonly channel: ChannelName;
  readonly externalId: string;
  readonly from: { readonly externalId: string; readonly name: string | null };
  readonly said: Said;
  readonly at: Instant;
};

/** A clause behind an answer: what a reader can open and check. */
export type Citation = {
  readonly document: string;
  readonly clause: string;
  /** As people write it: `Kế hoạch 360/KH-LĐLĐ, mục II.3.4`. */
  readonly label: string;
  /** The exact words of the clause that carry the answer. */
  readonly quote: string;
};

/** A choice offered under a message. `action` is our own command string; members never see it. */
export type Choice = { readonly label: string; readonly action: string };

/** One piece of a message. Texts are plain: each channel escapes and formats in its own way. */
export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "quote"; readonly citation: Citation }
  | { readonly kind: "link"; readonly label: string; readonly url: string }
  | { readonly kind: "image"; readonly blob: string; readonly mediaType: string; readonly alt: string }
  | { readonly kind: "file"; readonly blob: string; readonly mediaType: string; readonly name: string };

/** What one message holds, before a channel gives it its form. */
export type Content = { readonly parts: readonly Part[]; readonly choices: readonly Choice[] };

/** A message of text alone, with choices if any. */
export function say(text: string, choices: readonly Choice[] = []): Content {
  return { parts: [{ kind: "text", text }], choices };
}

/**
 * The message as plain text. Choices are numbered when `withNumbers` is set, for channels without buttons
 * (one parser reads "2" as the second choice everywhere).
 */
export function plainText(content: Content, withNumbers = false): string {
  const lines = content.parts.map(plainPart);
  if (withNumbers && content.choices.length > 0) {
    const numbered = content.choices.map((choice, index) => `${index + 1}. ${choice.label}`);
    lines.push(`${numbered.join("\n")}\n(trả lời bằng số)`);
  }
  return lines.filter((line) => line !== "").join("\n\n");
}

function plainPart(part: Part): string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "quote":
      return `“${part.citation.quote}”\n— ${part.citation.label}`;
    case "link":
      return `${part.label}: ${part.url}`;
    case "image":
      return `[ảnh] ${part.alt}`;
    case "file":
      return `[tệp] ${part.name}`;
  }
}
