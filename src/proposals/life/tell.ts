import type { Queries } from "../../database/database.ts";
import { enqueue, type Letter } from "../../delivery/enqueue.ts";
import type { Instant } from "../../kit/time.ts";
import { whoConsents } from "../../people/consent.ts";
import { newestAddress } from "../../people/members.ts";
import { knownAuthors } from "../coauthors/invite.ts";
import type { ProposalState } from "../record-types.ts";
import { completeBy } from "./clocks.ts";
import { familyOf } from "./family.ts";
import { readRules } from "./rules.ts";
import { lifeTexts } from "./texts.ts";
import { type Action, tellsWhy } from "./transitions.ts";

type Moved = {
  readonly id: string;
  readonly number: string;
  readonly state: ProposalState;
  readonly memberId: string;
};

type Told = {
  readonly held: Moved;
  readonly action: Action;
  /** Who did it, as the event says: an author who acted reads the answer to that instead. */
  readonly by: string;
  readonly reason: string | null;
  readonly now: Instant;
};

/**
 * Writes what became of a proposal to its authors: whoever filed it, coauthors who confirmed, and the same of what
 * was merged into it (under the number they know); not to the author who did it themselves. Nobody is told who took back the consent to keep the proposal, or who cannot be
 * reached; the status answers them when they ask. Returns how many letters were written.
 */
export async function tellAuthors(tx: Queries, { held, action, by, reason, now }: Told): Promise<number> {
  // One letter a member, under the first number they know.
  const readers = new Map<string, string>();
  for (const one of await familyOf(tx, held.id)) {
    const authors = await knownAuthors(tx, one);
    for (const memberId of [one.memberId, ...authors.map((author) => author.memberId)]) {
      if (memberId !== null && !readers.has(memberId)) readers.set(memberId, one.number);
    }
  }
  const agreed = await whoConsents(tx, [...readers.keys()], "proposal");
  const due = held.state === "returned" ? completeBy(now, await readRules(tx)) : null;
  const letters: Letter[] = [];
  for (const [memberId, number] of readers) {
    const isTold = agreed.has(memberId) && by !== `member:${memberId}`;
    const to = isTold ? await newestAddress(tx, memberId) : undefined;
    if (!to) continue;
    const content = lifeTexts.moved({
      ...{ number, survivor: held.number, state: held.state },
      reason: tellsWhy(held.state) ? reason : null,
      completes: memberId === held.memberId,
      isResubmitted: action === "resubmit",
      due,
    });
    letters.push({ memberId, to, content, inboundSeq: null, isNotice: true });
  }
  await enqueue(tx, letters, now);
  return letters.length;
}
