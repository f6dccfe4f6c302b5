import type { Queries } from "../../database/database.ts";
import { enqueue, type Letter } from "../../delivery/enqueue.ts";
import type { Instant } from "../../kit/time.ts";
import { whoConsents } from "../../people/consent.ts";
import { newestAddress } from "../../people/members.ts";
import type { ProposalState } from "../record-types.ts";
import { lifeTexts } from "./texts.ts";

type Moved = { readonly id: string; readonly number: string; readonly state: ProposalState };

/**
 * Writes what became of a proposal to its authors: whoever filed it, and whoever filed what was merged into it
 * (under the number they know). Nobody is told who took back the consent to keep the proposal, or who cannot be
 * reached; the status answers them when they ask. Returns how many letters were written.
 */
export async function tellAuthors(
  tx: Queries,
  { held, reason, now }: { held: Moved; reason: string | null; now: Instant },
): Promise<number> {
  const readers = await readersOf(tx, held);
  const agreed = await whoConsents(
    tx,
    readers.map(({ memberId }) => memberId),
    "proposal",
  );
  const letters: Letter[] = [];
  for (const { memberId, number } of readers) {
    const to = agreed.has(memberId) ? await newestAddress(tx, memberId) : undefined;
    if (!to) continue;
    const content = lifeTexts.moved({ number, survivor: held.number, state: held.state, reason });
    letters.push({ memberId, to, content, inboundSeq: null });
  }
  await enqueue(tx, letters, now);
  return letters.length;
}

/** One row a member: those who filed it or something that was merged into it, however often merged. */
async function readersOf(tx: Queries, { id }: Moved): Promise<{ memberId: string; number: string }[]> {
  const found = new Map<string, string>();
  const seen = new Set<string>();
  let level = await tx
    .selectFrom("proposal")
    .select(["id", "member_id", "number"])
    .where("id", "=", id)
    .execute();
  while (level.length > 0) {
    for (const row of level) {
      seen.add(row.id);
      if (!found.has(row.member_id)) found.set(row.member_id, row.number);
    }
    const ids = level.map((row) => row.id);
    level = await tx
      .selectFrom("proposal")
      .select(["id", "member_id", "number"])
      .where("merged_into", "in", ids)
      .execute();
    level = level.filter((row) => !seen.has(row.id));
  }
  return [...found].map(([memberId, number]) => ({ memberId, number }));
}
