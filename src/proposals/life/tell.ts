import type { Queries } from "../../database/database.ts";
import { enqueue, type Letter } from "../../delivery/enqueue.ts";
import type { Instant } from "../../kit/time.ts";
import { whoConsents } from "../../people/consent.ts";
import { newestAddress } from "../../people/members.ts";
import { knownAuthors } from "../coauthors/invite.ts";
import type { ProposalState } from "../record-types.ts";
import { familyOf } from "./family.ts";
import { lifeTexts } from "./texts.ts";
import { tellsWhy } from "./transitions.ts";

type Moved = { readonly id: string; readonly number: string; readonly state: ProposalState };

/**
 * Writes what became of a proposal to its authors: whoever filed it, coauthors who confirmed, and the same of what
 * was merged into it (under the number they know). Nobody is told who took back the consent to keep the proposal, or who cannot be
 * reached; the status answers them when they ask. Returns how many letters were written.
 */
export async function tellAuthors(
  tx: Queries,
  { held, reason, now }: { held: Moved; reason: string | null; now: Instant },
): Promise<number> {
  // One letter a member, under the first number they know.
  const readers = new Map<string, string>();
  for (const one of await familyOf(tx, held.id)) {
    const authors = await knownAuthors(tx, one);
    for (const memberId of [one.memberId, ...authors.map((author) => author.memberId)]) {
      if (memberId !== null && !readers.has(memberId)) readers.set(memberId, one.number);
    }
  }
  const agreed = await whoConsents(tx, [...readers.keys()], "proposal");
  const letters: Letter[] = [];
  for (const [memberId, number] of readers) {
    const to = agreed.has(memberId) ? await newestAddress(tx, memberId) : undefined;
    if (!to) continue;
    const content = lifeTexts.moved({
      ...{ number, survivor: held.number, state: held.state },
      reason: tellsWhy(held.state) ? reason : null,
    });
    letters.push({ memberId, to, content, inboundSeq: null });
  }
  await enqueue(tx, letters, now);
  return letters.length;
}
