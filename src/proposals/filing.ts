import type { Queries } from "../database/database.ts";
import { newId } from "../kit/id.ts";
import type { Content } from "../kit/message.ts";
import { type Instant, localTime } from "../kit/time.ts";
import { inviteCoauthors } from "./coauthors/invite.ts";
import { type Draft, saveDraft } from "./drafts.ts";
import { writeFace } from "./finding/face.ts";
import { fullForm } from "./full-form.ts";
import { recordOf } from "./record.ts";
import { stateWhenFiled } from "./rules.ts";
import { texts } from "./texts.ts";

/**
 * Files a held, open draft: number, proposal, first event and the draft's end in the caller's transaction, so
 * a crash leaves all of it or none. Returns the receipt. What is an idea, or does not say whether it was tried,
 * is filed as just that, under the same series.
 */
export async function fileDraft(
  tx: Queries,
  draft: Draft,
  { botName, now }: { botName?: string | undefined; now: Instant },
): Promise<Content[]> {
  const record = recordOf(draft.form, draft.intake);
  const state = stateWhenFiled(record.answers);
  const id = newId<"proposal">();
  // The series row is taken last and held until the commit: the shorter, the less others wait.
  await saveDraft(tx, { ...draft, status: "filed", asking: null }, now);
  const number = await nextNumber(tx, now);
  await tx
    .insertInto("proposal")
    .values({
      id,
      number,
      member_id: draft.memberId,
      draft_id: draft.id,
      depth: draft.form.id === fullForm.id ? "full" : "quick",
      state,
      answers: JSON.stringify(record),
      filed_at: now,
      updated_at: now,
    })
    .execute();
  await tx
    .insertInto("proposal_event")
    .values({ proposal_id: id, kind: state, by_whom: `member:${draft.memberId}`, note: null, at: now })
    .execute();
  await writeFace(tx, { proposalId: id, number, memberId: draft.memberId, record, filedAt: now });
  const invitation = await inviteCoauthors(
    tx,
    { proposalId: id, number, memberId: draft.memberId, record, botName },
    now,
  );
  return [receipts[state](number, now), ...(invitation ? [invitation] : [])];
}

const receipts = { filed: texts.receipt, idea: texts.ideaReceipt, unclear: texts.unclearReceipt };

/** The number a draft was filed under, undefined when it never was. */
export async function numberOfDraft(queries: Queries, draftId: string): Promise<string | undefined> {
  const row = await queries
    .selectFrom("proposal")
    .select("number")
    .where("draft_id", "=", draftId)
    .executeTakeFirst();
  return row?.number;
}

/**
 * The next `SK-2026-0001` of the year it is now in Việt Nam. A transaction that fails gives its number back,
 * because the series row changes with it; so a year's numbers have no gap.
 */
async function nextNumber(tx: Queries, now: Instant): Promise<string> {
  const series = `SK-${localTime(now).year}`;
  const row = await tx
    .insertInto("number_series")
    .values({ series, last: 1 })
    .onConflict((conflict) =>
      conflict.column("series").doUpdateSet((eb) => ({ last: eb("number_series.last", "+", 1) })),
    )
    .returning("last")
    .executeTakeFirstOrThrow();
  return `${series}-${String(row.last).padStart(4, "0")}`;
}
