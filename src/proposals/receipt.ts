import type { Queries } from "../database/database.ts";
import type { ChannelName, Content } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { fold } from "../kit/vietnamese.ts";
import { isOwn, numberIn } from "./status.ts";
import { texts } from "./texts.ts";

/** Where papers are made and printed from; see `PaperRules`. */
export type ReceiptPlace = { readonly dataDir: string; readonly publicUrl: string };

/** The number of the receipt a message asks for ("tải biên nhận SK-2026-0042"), null when it asks for none. */
export function receiptAsked(text: string): string | null {
  const words = fold(text);
  const isAsked = words.length <= 80 && /^(?:\S+ ){0,5}?bien nhan\b/.test(words);
  return isAsked ? numberIn(words) : null;
}

/**
 * The receipt of a proposal as DOCX for whoever filed it or confirmed to be an author of it; undefined for everybody
 * else and for a number there is not.
 */
export async function receiptFor(
  queries: Queries,
  given: { number: string; memberId: string; now: Instant },
  place: ReceiptPlace,
): Promise<Uint8Array | undefined> {
  const { number, memberId, now } = given;
  if (!(await isOwn(queries, number, memberId))) return undefined;
  const rules = { ...place, place: "", withConfidential: false, now };
  // What writes Word files is large and few need it: it is loaded with the first paper, not with the program.
  const { paperOf } = await import("./papers.ts");
  return paperOf(queries, { number, kind: "receipt", person: null }, rules);
}

/** Channels whose platform takes no files of ours (Zalo Bot knows words, pictures and stickers only). */
const withoutFiles: ReadonlySet<ChannelName> = new Set(["zalo-bot"]);

/** The message that brings it; without a file, or where the channel takes none, what to do instead. */
export function receiptContent(given: {
  number: string;
  blob: string | undefined;
  channel: ChannelName;
}): Content {
  const { number, blob, channel } = given;
  if (blob === undefined) return texts.receiptNone(number);
  return withoutFiles.has(channel)
    ? texts.receiptElsewhere(number)
    : texts.receiptFile(number, blob, docxType);
}

/** The media type of a Word file. */
export const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
