import type { Blobs } from "../database/blobs.ts";
import type { Database } from "../database/database.ts";
import { readButton } from "../delivery/transcript.ts";
import { describeError } from "../kit/failure.ts";
import type { Log } from "../kit/log.ts";
import { findPerson } from "../people/members.ts";
import { docxType, type ReceiptPlace, receiptAsked, receiptFor } from "../proposals/receipt.ts";
import type { ReadyReceipt } from "./prepared.ts";
import type { TurnInput } from "./take-turn.ts";

/**
 * Makes the Word receipt a message or button asks for, outside of any transaction: drawing it takes a while, and its
 * file is stored by itself. Undefined when none is asked for, it is not this person's, or it cannot be made.
 */
export async function prepareReceipt(
  { said, inbound, now, seq }: Pick<TurnInput, "said" | "inbound" | "now" | "seq">,
  parts: { db: Database; blobs: Blobs; log: Log; papers?: ReceiptPlace },
): Promise<ReadyReceipt | undefined> {
  const { db, blobs, log, papers } = parts;
  if (!papers || (said.kind !== "text" && said.kind !== "pressed")) return undefined;
  const address = { channel: inbound.channel, externalId: inbound.from.externalId };
  try {
    const pressed = said.kind === "pressed" ? await readButton(db.read, said.button, address) : undefined;
    const words = said.kind === "text" ? said.text : pressed?.kind === "choice" ? pressed.choice.action : "";
    const number = receiptAsked(words.replace(/^say:/, ""));
    const person = number === null ? undefined : await findPerson(db.read, address);
    if (number === null || !person) return undefined;
    const bytes = await receiptFor(db.read, { number, memberId: person.memberId, now }, papers);
    return bytes && { number, blob: await blobs.put(bytes, docxType, now) };
  } catch (error) {
    log.warn("receipt.not_made", { inbound: seq, fault: describeError(error) });
    return undefined;
  }
}
