import type { Queries } from "../../database/database.ts";
import { enqueue } from "../../delivery/enqueue.ts";
import type { Content } from "../../kit/message.ts";
import type { Instant } from "../../kit/time.ts";
import { newestAddress } from "../../people/members.ts";
import { authorsOf } from "../authors.ts";
import { readRecord, startOf } from "../record.ts";
import { hashOf } from "./code.ts";
import { answersOf } from "./invite.ts";
import { coauthorTexts as texts } from "./texts.ts";

type Who = { readonly memberId: string; readonly now: Instant };

/**
 * Shows an invitation to whoever has its code, and waits for their yes or no. `isAsked` is false when there is
 * nothing to answer: the code is unknown, too old, answered, or the filer's own.
 */
export async function showInvite(
  tx: Queries,
  { code, memberId, now }: Who & { code: string },
): Promise<{ isAsked: boolean; content: Content }> {
  const invite = await tx
    .selectFrom("coauthor_invite as i")
    .innerJoin("proposal as p", "p.id", "i.proposal_id")
    .select([
      "i.id",
      "i.name",
      "i.share",
      "i.status",
      "i.expires_at",
      "p.number",
      "p.answers",
      "p.id as proposalId",
    ])
    .select("p.member_id as filer")
    .where("i.code_hash", "=", hashOf(code))
    .executeTakeFirst();
  const refuse = (content: Content) => ({ isAsked: false, content });
  if (!invite || invite.status === "replaced") return refuse(texts.unknown());
  if (invite.status !== "open") return refuse(texts.answered(invite.number));
  if (invite.expires_at <= now) return refuse(texts.expired(invite.number));
  if (invite.filer === memberId) return refuse(texts.ownCode());
  const { confirmed } = await answersOf(tx, invite.proposalId);
  if (confirmed.some((each) => each.memberId === memberId)) return refuse(texts.alreadyAuthor(invite.number));
  await forget(tx, memberId);
  await tx
    .updateTable("coauthor_invite")
    .set({ shown_to: memberId })
    .where("id", "=", invite.id)
    .where("status", "=", "open")
    .execute();
  const record = readRecord(invite.answers);
  const shown = {
    number: invite.number,
    title: startOf(record.answers),
    filer:
      authorsOf(record, invite.filer).find((author) => author.memberId === invite.filer)?.name ?? "Người nộp",
    name: invite.name,
    share: invite.share === null ? null : invite.share / 100,
  };
  const choices = [
    { label: texts.yes, action: `coauthor:yes:${invite.id}` },
    { label: texts.no, action: `coauthor:no:${invite.id}` },
  ];
  return { isAsked: true, content: texts.ask(shown, choices) };
}

/**
 * Takes the yes or no of the member an invitation was shown to: the one of a button (`inviteId`), or the one
 * shown last. The filer is told, and the proposal's history keeps it. Answering twice changes nothing.
 */
export async function answerInvite(
  tx: Queries,
  { inviteId, memberId, isYes, now }: Who & { inviteId: string | null; isYes: boolean },
): Promise<Content> {
  const invite = await tx
    .updateTable("coauthor_invite")
    .set({
      status: isYes ? "confirmed" : "declined",
      shown_to: null,
      answered_by: memberId,
      answered_at: now,
    })
    .where("shown_to", "=", memberId)
    .where("status", "=", "open")
    .where("expires_at", ">", now)
    .$if(inviteId !== null, (query) => query.where("id", "=", inviteId ?? ""))
    .returning(["proposal_id", "name"])
    .executeTakeFirst();
  if (!invite) return texts.nothingAsked();
  const proposal = await tx
    .selectFrom("proposal")
    .select(["number", "member_id"])
    .where("id", "=", invite.proposal_id)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto("proposal_event")
    .values({
      proposal_id: invite.proposal_id,
      kind: isYes ? "coauthorConfirmed" : "coauthorDeclined",
      by_whom: `member:${memberId}`,
      note: invite.name,
      at: now,
    })
    .execute();
  await tellFiler(tx, { ...proposal, proposalId: invite.proposal_id, name: invite.name, isYes }, now);
  return isYes ? texts.confirmed(proposal.number) : texts.declined(proposal.number);
}

/** What was shown to a member and not answered is shown to nobody any more; the code still works. */
async function forget(tx: Queries, memberId: string): Promise<void> {
  await tx.updateTable("coauthor_invite").set({ shown_to: null }).where("shown_to", "=", memberId).execute();
}

async function tellFiler(
  tx: Queries,
  told: { proposalId: string; number: string; member_id: string; name: string; isYes: boolean },
  now: Instant,
): Promise<void> {
  const to = await newestAddress(tx, told.member_id);
  if (!to) return;
  const { open } = await answersOf(tx, told.proposalId);
  const content = told.isYes
    ? texts.toldConfirmed(told.number, told.name, open)
    : texts.toldDeclined(told.number, told.name);
  await enqueue(tx, [{ memberId: told.member_id, to, content, inboundSeq: null, isNotice: true }], now);
}
