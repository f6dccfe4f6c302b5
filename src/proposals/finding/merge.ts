import type { Queries } from "../../database/database.ts";
import { enqueue } from "../../delivery/enqueue.ts";
import type { Content } from "../../kit/message.ts";
import type { Instant } from "../../kit/time.ts";
import { hasConsent } from "../../people/consent.ts";
import { newestAddress } from "../../people/members.ts";
import { type Held, hold, holdMerged, type NotActed, noteChange, numberOf } from "../life/act.ts";
import { survivorOf } from "../life/family.ts";
import { lifeTexts } from "../life/texts.ts";

export type NotMerged =
  | NotActed
  | { readonly kind: "itself"; readonly number: string }
  /** A decision was published; what is decided stands by itself. */
  | { readonly kind: "decided"; readonly number: string }
  | { readonly kind: "notMerged"; readonly number: string };

type By = { readonly why: string; readonly by: string; readonly now: Instant };

/**
 * Lets one proposal go on as part of another that speaks of the same thing. Nothing is deleted: its number leads to
 * the survivor, its own state stays as it was for the day it is taken apart again, and its author is told.
 */
export async function mergeProposals(
  tx: Queries,
  given: By & { from: string; into: string },
): Promise<{ kind: "merged"; from: Held; into: Held } | NotMerged> {
  const { from: fromNumber, into: intoNumber, why, by, now } = given;
  if (fromNumber === intoNumber) return { kind: "itself", number: fromNumber };
  if (why.trim() === "") return { kind: "needsReason", number: fromNumber };
  // Locked in the order of their numbers, so that two officers merging crosswise do not wait for each other.
  const held = new Map<string, Held>();
  for (const number of [fromNumber, intoNumber].toSorted()) {
    const found = await hold(tx, number);
    if (found.kind !== "held") return found;
    held.set(number, found.held);
  }
  const [from, into] = [held.get(fromNumber), held.get(intoNumber)];
  if (!from || !into) return { kind: "missing", number: fromNumber };
  if (from.state === "recognized" || from.state === "declined")
    return { kind: "decided", number: fromNumber };
  await tx.updateTable("proposal").set({ merged_into: into.id }).where("id", "=", from.id).execute();
  const moved = await noteChange(tx, from, { kind: "merged-into", by, note: `${into.number}: ${why}`, now });
  const grown = await noteChange(tx, into, { kind: "merged-from", by, note: `${from.number}: ${why}`, now });
  await tell(tx, from, lifeTexts.mergedNews(from.number, into.number), now);
  return { kind: "merged", from: moved, into: grown };
}

/** Takes a merged proposal apart again: it goes on from the state it had. */
export async function unmergeProposal(
  tx: Queries,
  given: By & { number: string },
): Promise<{ kind: "apart"; held: Held; from: string } | NotMerged> {
  const { number, why, by, now } = given;
  if (why.trim() === "") return { kind: "needsReason", number };
  const held = await holdMerged(tx, number);
  if (!held) return { kind: "missing", number };
  if (held.mergedInto === null) return { kind: "notMerged", number };
  const from = await numberOf(tx, held.mergedInto);
  const survivor = await holdMerged(tx, from);
  await tx.updateTable("proposal").set({ merged_into: null }).where("id", "=", held.id).execute();
  const apart = await noteChange(tx, { ...held, mergedInto: null }, { kind: "unmerged", by, note: why, now });
  if (survivor) await noteChange(tx, survivor, { kind: "unmerged-from", by, note: `${number}: ${why}`, now });
  await tell(tx, held, lifeTexts.unmergedNews(number, from), now);
  return { kind: "apart", held: apart, from };
}

/** The number a number leads to: its own, or the survivor's. Undefined when there is no such number. */
export async function leadsTo(queries: Queries, number: string): Promise<string | undefined> {
  const row = await queries
    .selectFrom("proposal")
    .select("id")
    .where("number", "=", number)
    .executeTakeFirst();
  return row && (await survivorOf(queries, row.id)).number;
}

async function tell(tx: Queries, { memberId }: Held, content: Content, now: Instant): Promise<void> {
  if (!(await hasConsent(tx, memberId, "proposal"))) return;
  const to = await newestAddress(tx, memberId);
  if (to) await enqueue(tx, [{ memberId, to, content, inboundSeq: null, isNotice: true }], now);
}
