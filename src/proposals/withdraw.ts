import type { Queries } from "../database/database.ts";
import type { Content } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { fold } from "../kit/vietnamese.ts";
import { act } from "./life/act.ts";
import { allowedIn, readState, states } from "./life/transitions.ts";
import { readRecord, startOf } from "./record.ts";
import { numberIn } from "./status.ts";
import { withdrawTexts as texts } from "./withdraw-texts.ts";

/** Which proposal a member wants to take back (null: they name none), and whether they said they are sure. */
export type Withdrawal = { readonly number: string | null; readonly isSure: boolean };

const wish =
  /^(?:da |vang |em |toi |minh |tui |cho |muon |xin |can |duoc )*rut(?: lai)?(?: (?:ho so|don|sang kien|y tuong|sk))?(?: cua (?:em|toi|minh))?(?: (?:a|ah|nhe|nha|di|voi|luon|ra))*$/;

/**
 * Whether a message asks to take a filed proposal back ("rút hồ sơ SK-2026-0042"), or a button of that was pressed.
 * Undefined: it is about something else. Nothing is withdrawn by words alone.
 */
export function withdrawalAsked(text: string): Withdrawal | undefined {
  const [, step, pressed = ""] = /^form:withdraw:(ask|yes):(.*)$/.exec(text) ?? [];
  if (step !== undefined) return { number: numberIn(pressed), isSure: step === "yes" };
  if (text.length > 80) return undefined;
  const words = fold(text)
    .replace(/\bsk ?[-–_/ ]? ?20\d{2} ?[-–_/ ] ?\d{1,6}\b/g, " ")
    .replace(/[^\p{L}\p{N} ]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  const number = numberIn(text);
  const names = number !== null || /\b(?:ho so|don|sang kien|y tuong)\b/.test(words);
  return wish.test(words) && names ? { number, isSure: false } : undefined;
}

/**
 * Takes a proposal back for whoever filed it, once they said by its button that they are sure; asks them before that.
 * Its history keeps who did it, and confirmed co-authors are told.
 */
export async function withdrawOwn(
  tx: Queries,
  { number, isSure, memberId, now }: Withdrawal & { memberId: string; now: Instant },
): Promise<Content> {
  const open = await openOf(tx, memberId);
  const chosen = number === null ? open : open.filter((each) => each.number === number);
  const [only, other] = chosen;
  if (!only) return number === null ? texts.none() : texts.not(number);
  if (other) return texts.which(chosen.map((each) => each.number));
  if (!isSure) return texts.sure(only.number, startOf(readRecord(only.answers).answers));
  const by = `member:${memberId}`;
  const step = { number: only.number, version: null, action: "withdraw", reason: texts.reason } as const;
  const acted = await act(tx, { ...step, by, now });
  return acted.kind === "done" ? texts.done(only.number) : texts.not(only.number);
}

async function openOf(tx: Queries, memberId: string) {
  const withdrawable = states.filter((state) => allowedIn(state).includes("withdraw"));
  const rows = await tx
    .selectFrom("proposal")
    .select(["number", "answers", "state"])
    .where("member_id", "=", memberId)
    .where("merged_into", "is", null)
    .orderBy("number")
    .execute();
  return rows.filter(({ state }) => withdrawable.includes(readState(state)));
}
