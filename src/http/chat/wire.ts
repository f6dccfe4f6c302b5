import type { Citation, Content, FileRef, Part, Said } from "../../kit/message.ts";
import type { Instant } from "../../kit/time.ts";

/** What a person said, as the conversation's ledger tells it. `id` is the id their page gave the message. */
export type SaidMessage = { readonly id: string; readonly said: Said; readonly at: Instant };

/** What was sent to a person. `cursor` is where to go on reading. */
export type SentMessage = {
  readonly seq: number;
  readonly content: Content;
  readonly at: Instant;
  readonly cursor: string;
};

/** Signs the address of a stored file for the person it is shown to. */
export type LinkFile = (hash: string) => string;

/** A file as the page shows it. */
export type WireFile = {
  readonly kind: FileRef["kind"] | "file";
  readonly name: string | null;
  readonly mediaType: string | null;
  readonly sizeBytes: number | null;
  readonly url: string | null;
};

export type WirePart =
  | { readonly kind: "text"; readonly text: string }
  | ({ readonly kind: "quote" } & Citation)
  | { readonly kind: "link"; readonly label: string; readonly url: string }
  | { readonly kind: "image"; readonly url: string; readonly alt: string }
  | { readonly kind: "file"; readonly file: WireFile };

/** One line of the conversation on the page. */
export type WireLine =
  | {
      readonly kind: "said";
      readonly id: string;
      readonly at: Instant;
      /** The words; of a pressed button its label, null when the button is not known any more. */
      readonly text: string | null;
      readonly files: readonly WireFile[];
      /** `<deliverySeq>.<index>` when a button was pressed. */
      readonly press: string | null;
    }
  | {
      readonly kind: "sent";
      readonly seq: number;
      readonly at: Instant;
      readonly parts: readonly WirePart[];
      readonly choices: readonly { readonly label: string; readonly press: string }[];
    };

/** A clause as the page opens it behind a citation. */
export type ClauseView = {
  readonly document: string;
  readonly clause: string;
  readonly label: string;
  readonly title: string;
  readonly authority: "official" | "reported" | "summary";
  readonly provenance: string | null;
  /** Days as `YYYY-MM-DD`, null when the document does not say. */
  readonly issued: string | null;
  readonly inForceUntil: string | null;
  readonly replacedBy: string | null;
  /** The headings above it with their marks, outermost first. */
  readonly path: readonly string[];
  /** Its own words, then those of the clauses under it, in reading order. */
  readonly blocks: readonly { readonly mark: string; readonly text: string; readonly depth: number }[];
  /** Officers' remarks on it and on what it stands under. */
  readonly notes: readonly string[];
  readonly previous: ClauseNeighbor | null;
  readonly next: ClauseNeighbor | null;
};

export type ClauseNeighbor = { readonly clause: string; readonly label: string };

/** What was said and what was sent as one conversation, oldest first. */
export function toLines(
  said: readonly SaidMessage[],
  sent: readonly SentMessage[],
  linkFile: LinkFile,
): WireLine[] {
  const labels = new Map(
    sent.flatMap((message) => choicesOf(message).map(({ press, label }) => [press, label])),
  );
  const lines = [
    ...said.map((message) => toSaidLine(message, labels, linkFile)),
    ...sent.map((message) => toSentLine(message, linkFile)),
  ];
  // A stable sort: at the same moment what was said stays before what answers it.
  return lines.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** A sent message as the page shows it: no action strings, files as signed links. */
export function toSentLine(message: Omit<SentMessage, "cursor">, linkFile: LinkFile): WireLine {
  const parts = message.content.parts.map((part) => toWirePart(part, linkFile));
  return { kind: "sent", seq: message.seq, at: message.at, parts, choices: choicesOf(message) };
}

function choicesOf(message: Pick<SentMessage, "seq" | "content">): { label: string; press: string }[] {
  return message.content.choices.map(({ label }, index) => ({ label, press: `${message.seq}.${index}` }));
}

function toSaidLine(message: SaidMessage, labels: ReadonlyMap<string, string>, linkFile: LinkFile): WireLine {
  const { said } = message;
  const base = { kind: "said" as const, id: message.id, at: message.at, files: [], press: null, text: null };
  if (said.kind === "pressed") {
    return { ...base, text: labels.get(said.button) ?? null, press: said.button };
  }
  if (said.kind !== "text") return base;
  const files = said.files.map((file) => {
    const { kind, name, mediaType, sizeBytes, handle } = file;
    const url = handle.startsWith("blob:") ? linkFile(handle.slice("blob:".length)) : null;
    return { kind, name, mediaType, sizeBytes, url };
  });
  return { ...base, text: said.text, files };
}

function toWirePart(part: Part, linkFile: LinkFile): WirePart {
  switch (part.kind) {
    case "quote":
      return { kind: "quote", ...part.citation };
    case "image":
      return { kind: "image", url: linkFile(part.blob), alt: part.alt };
    case "file": {
      const { name, mediaType, blob } = part;
      return { kind: "file", file: { kind: "file", name, mediaType, sizeBytes: null, url: linkFile(blob) } };
    }
    default:
      return part;
  }
}
