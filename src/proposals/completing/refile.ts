import type { Queries } from "../../database/database.ts";
import { present } from "../../intake/show.ts";
import type { Content } from "../../kit/message.ts";
import type { Instant } from "../../kit/time.ts";
import { fold } from "../../kit/vietnamese.ts";
import { authorsOf } from "../authors.ts";
import { inviteCoauthors } from "../coauthors/invite.ts";
import { type Draft, saveDraft } from "../drafts.ts";
import { writeFace } from "../finding/face.ts";
import { fullForm } from "../full-form.ts";
import { hold, moveOn } from "../life/act.ts";
import { lastInto } from "../life/find.ts";
import { lifeTexts } from "../life/texts.ts";
import { type ProposalRecord, readRecord, recordOf } from "../record.ts";
import { completingTexts as texts } from "./texts.ts";

type Refiling = { readonly number: string; readonly botName?: string | undefined; readonly now: Instant };

/**
 * Sends a draft again whose proposal was given back: the new answers go into the proposal, its history says what
 * changed, and an officer has it again. Nothing is sent when nothing changed (the form stays open), or when somebody
 * moved the proposal on in between. Co-authors whose part changed are invited anew.
 */
export async function refile(
  tx: Queries,
  draft: Draft,
  { number, botName, now }: Refiling,
): Promise<{ isOpen: boolean; replies: Content[] }> {
  const found = await hold(tx, number);
  if (found.kind !== "held" || found.held.state !== "returned") {
    await saveDraft(tx, { ...draft, status: "filed" }, now);
    const state = found.kind === "held" ? lifeTexts.stateWords(found.held.state) : "đã gộp hồ sơ";
    return { isOpen: false, replies: [texts.notWaiting(number, state)] };
  }
  const { held } = found;
  const before = await tx
    .selectFrom("proposal")
    .select(["answers", "filed_at"])
    .where("id", "=", held.id)
    .executeTakeFirstOrThrow();
  const [old, record] = [readRecord(before.answers), recordOf(draft.form, draft.intake)];
  const changed = changesOf(draft, old, record);
  if (changed === "") return { isOpen: true, replies: [await unchanged(tx, draft, held)] };
  await saveDraft(tx, { ...draft, status: "filed", asking: null }, now);
  const depth = draft.form.id === fullForm.id ? "full" : "quick";
  await tx
    .updateTable("proposal")
    .set({ answers: JSON.stringify(record), depth })
    .where("id", "=", held.id)
    .execute();
  const filed = { proposalId: held.id, number, memberId: draft.memberId, record };
  await writeFace(tx, { ...filed, filedAt: before.filed_at });
  await moveOn(tx, held, { action: "resubmit", by: `member:${draft.memberId}`, reason: changed, now });
  const isNewCast = castOf(old, draft.memberId) !== castOf(record, draft.memberId);
  const invitation = isNewCast ? await inviteCoauthors(tx, { ...filed, botName }, now) : undefined;
  return { isOpen: false, replies: [texts.sent(number, changed), ...(invitation ? [invitation] : [])] };
}

async function unchanged(
  tx: Queries,
  { form, intake }: Draft,
  { id, number }: { id: string; number: string },
): Promise<Content> {
  const reason = (await lastInto(tx, id, "returned"))?.note ?? null;
  return present(form, intake, [texts.nothingChanged(number, reason)]);
}

/** What differs, by the names of the fields; "" when nothing does. */
function changesOf({ form }: Draft, old: ProposalRecord, record: ProposalRecord): string {
  const differs = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
  const labels = form.fields
    .filter(({ id }) => differs(old.answers[id], record.answers[id]))
    .map(({ label }) => label);
  const annexes = differs(old.annexes, record.annexes) ? [texts.annexes] : [];
  return texts.changed([...labels, ...annexes], Math.max(0, record.files.length - old.files.length));
}

/** Who the authors are and what each of them has to agree to. */
function castOf(record: ProposalRecord, memberId: string): string {
  return JSON.stringify(authorsOf(record, memberId).map(({ name, share }) => [fold(name), share]));
}
