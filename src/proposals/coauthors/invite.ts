import type { Queries } from "../../database/database.ts";
import { newId } from "../../kit/id.ts";
import type { Content } from "../../kit/message.ts";
import { addMs, type Instant } from "../../kit/time.ts";
import { fold } from "../../kit/vietnamese.ts";
import { authorsOf } from "../authors.ts";
import { type ProposalRecord, readRecord } from "../record.ts";
import type { Author } from "../record-types.ts";
import { hashOf, linkOf, newCode } from "./code.ts";
import { coauthorTexts as texts } from "./texts.ts";

/** How long a code can be answered. */
const codeDays = 14;
const dayMs = 24 * 60 * 60 * 1000;

type Filed = {
  readonly proposalId: string;
  readonly number: string;
  /** Who filed it. */
  readonly memberId: string;
  readonly record: ProposalRecord;
  /** The bot's name on Telegram, where it is known: each code comes with a link that says it. */
  readonly botName?: string | undefined;
};

type Seat = { readonly seat: number; readonly author: Author };

/**
 * Invites everybody a proposal names as an author besides its filer: each gets a code of their own, which the
 * filer passes on. Each co-author consents for themselves (khoản 5 Điều 2, khoản 3 Điều 5 Điều lệ Sáng kiến).
 * Seats that were answered with yes keep their answer as long as name and share are the same; every other code given out before is worth nothing from
 * then on. Returns what to tell the filer, undefined when nobody is left to invite.
 */
export async function inviteCoauthors(tx: Queries, filed: Filed, now: Instant): Promise<Content | undefined> {
  const standing = await standingOf(tx, filed);
  const confirmed = new Set(standing.map(({ seat }) => seat));
  const open = seatsOf(filed).filter(({ seat }) => !confirmed.has(seat));
  await tx
    .updateTable("coauthor_invite")
    .set({ status: "replaced", shown_to: null })
    .where("proposal_id", "=", filed.proposalId)
    .where("status", "!=", "replaced")
    .where("id", "not in", ["", ...standing.map(({ id }) => id)])
    .execute();
  if (open.length === 0) return undefined;
  const invited = open.map((seat) => ({ ...seat, code: newCode() }));
  await tx
    .insertInto("coauthor_invite")
    .values(invited.map((each) => rowOf(filed.proposalId, each, now)))
    .execute();
  const { botName } = filed;
  const told = invited.map(({ author: { name, share }, code }) => ({
    ...{ name, share, code },
    link: botName === undefined ? undefined : linkOf(botName, code),
  }));
  return texts.invite(filed.number, told, codeDays);
}

/** The answers with yes that still fit: a part that was changed since is not what its author agreed to. */
async function standingOf(tx: Queries, filed: Filed): Promise<{ id: string; seat: number }[]> {
  const rows = await tx
    .selectFrom("coauthor_invite")
    .select(["id", "seat", "name", "share"])
    .where("proposal_id", "=", filed.proposalId)
    .where("status", "=", "confirmed")
    .execute();
  const seats = new Map(seatsOf(filed).map(({ seat, author }) => [seat, author]));
  return rows.filter(({ seat, name, share }) => {
    const author = seats.get(seat);
    return author !== undefined && fold(author.name) === fold(name) && hundredths(author.share) === share;
  });
}

function hundredths(share: number | null): number | null {
  return share === null ? null : Math.round(share * 100);
}

/** "mời lại SK-2026-0001": new codes for whoever has not confirmed yet. Says so when there is nobody. */
export async function inviteAgain(
  tx: Queries,
  given: { number: string; memberId: string; botName?: string | undefined; now: Instant },
): Promise<Content> {
  const { number, memberId, botName, now } = given;
  const row = await tx
    .selectFrom("proposal")
    .select(["id", "answers"])
    .where("number", "=", number)
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  if (!row) return texts.notYours(number);
  const filed = { proposalId: row.id, number, memberId, record: readRecord(row.answers), botName };
  return (await inviteCoauthors(tx, filed, now)) ?? texts.nobodyToInvite(number);
}

/** Who answered so far, and how many seats wait. */
export async function answersOf(
  queries: Queries,
  proposalId: string,
): Promise<{
  confirmed: { seat: number; memberId: string }[];
  declined: { seat: number; name: string }[];
  open: number;
}> {
  const rows = await queries
    .selectFrom("coauthor_invite")
    .select(["seat", "name", "status", "answered_by"])
    .where("proposal_id", "=", proposalId)
    .where("status", "!=", "replaced")
    .orderBy("seat")
    .execute();
  return {
    confirmed: rows.flatMap(({ seat, status, answered_by: memberId }) =>
      status === "confirmed" ? [{ seat, memberId: memberId ?? "" }] : [],
    ),
    declined: rows.filter(({ status }) => status === "declined").map(({ seat, name }) => ({ seat, name })),
    open: rows.filter(({ status }) => status === "open").length,
  };
}

/** The authors of a proposal with the members who confirmed to be one of them. */
export async function knownAuthors(
  queries: Queries,
  given: Pick<Filed, "proposalId" | "memberId" | "record">,
): Promise<Author[]> {
  const { confirmed } = await answersOf(queries, given.proposalId);
  const byId = new Map(confirmed.map(({ seat, memberId }) => [seat, memberId]));
  return authorsOf(given.record, given.memberId).map((author, seat) => ({
    ...author,
    memberId: author.memberId ?? byId.get(seat) ?? null,
  }));
}

/** Everybody named besides the filer. Somebody who files alone has nobody to invite. */
function seatsOf({ record, memberId }: Filed): Seat[] {
  const authors = authorsOf(record, memberId).map((author, seat) => ({ seat, author }));
  return authors.length < 2 ? [] : authors.filter(({ author }) => author.memberId === null);
}

function rowOf(proposalId: string, { seat, author, code }: Seat & { code: string }, now: Instant) {
  return {
    id: newId<"coauthorInvite">(),
    proposal_id: proposalId,
    seat,
    name: author.name,
    share: hundredths(author.share),
    code_hash: hashOf(code),
    status: "open" as const,
    shown_to: null,
    answered_by: null,
    created_at: now,
    expires_at: addMs(now, codeDays * dayMs),
    answered_at: null,
  };
}
