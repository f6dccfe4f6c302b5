import type { Selectable } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import { type Address, type Content, say } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { fold } from "../kit/vietnamese.ts";
import type { Library } from "../knowledge/library.ts";
import { officerAt } from "../people/officer-chat.ts";
import type { Officer } from "../people/officers.ts";
import { approveCampaign, type Refused, refuse } from "./approve.ts";
import { isSigned, tellOfficer, type Verb, voidRequests } from "./approve-in-chat.ts";
import { chatTexts } from "./approve-in-chat-texts.ts";
import { type CampaignId, findCampaign, lockCampaign, recordEvent } from "./campaign.ts";
import { barOf } from "./scope.ts";
import { refusals } from "./texts.ts";

/** What an officer said to a request, from which chat. */
type Said = {
  readonly from: Address;
  readonly verb: Verb;
  readonly now: Instant;
  readonly library: Library;
  /** The number of people, where it was typed. */
  readonly typed?: number | null;
  /** Outlets that cannot be used on this machine. */
  readonly outletsOff?: ReadonlyMap<string, string> | undefined;
};

/** The words to answer with; `waitsFor` names the request that now wants the number of people typed. */
export type ChatAnswer = { readonly content: Content; readonly waitsFor?: string };

type Declining = {
  readonly id: CampaignId;
  readonly officer: Officer;
  readonly now: Instant;
  /** The version the officer saw. */
  readonly fingerprint: string;
  readonly why: string;
};

type Request = Selectable<Schema["approval_request"]>;

/** “duyệt” and “từ chối” as plain words; undefined for anything else. */
export function readVerb(text: string): Verb | undefined {
  const words = fold(text).replace(/[.!\s]+$/, "");
  if (["duyet", "duyet di", "dong y duyet", "duyet tin", "duyet nhe"].includes(words)) return "yes";
  return ["tu choi", "khong duyet", "tu choi duyet"].includes(words) ? "no" : undefined;
}

/** The button of a request: it decides once, in time, for the officer and the version it was sent for. */
export async function pressApproval(
  tx: Queries,
  press: Said & { readonly requestId: string; readonly signature: string },
): Promise<ChatAnswer> {
  const row = await requestOf(tx, press.requestId);
  if (!row || !isSigned(row, press.verb, press.signature)) return words(chatTexts.broken);
  return decide(tx, row, press);
}

/**
 * The plain word for a button, or the number that a large sending wants. Undefined when nothing waits in this chat,
 * so that the words mean what they would for anybody else.
 */
export async function sayApproval(
  tx: Queries,
  said: Said & { readonly requestId?: string | undefined },
): Promise<ChatAnswer | undefined> {
  const rows = await openAt(tx, said.from, said.now);
  const named = said.requestId === undefined ? undefined : rows.find(({ id }) => id === said.requestId);
  const [first] = rows;
  if (named) return decide(tx, named, said);
  if (!first) return undefined;
  if (rows.length === 1) return decide(tx, first, said);
  const titles = await Promise.all(rows.map((row) => titleOf(tx, row)));
  return words(chatTexts.several(titles));
}

async function decide(tx: Queries, row: Request, said: Said): Promise<ChatAnswer> {
  const title = await titleOf(tx, row);
  const officer = await officerAt(tx, said.from);
  if (officer?.id !== row.officer_id) return words(chatTexts.notYours);
  if (row.status === "void") return words(chatTexts.void(title));
  if (row.status !== "open") return words(chatTexts.done(title, row.decided_at ?? said.now));
  if (row.expires_at <= said.now) return words(chatTexts.expired(title));
  return said.verb === "no"
    ? decline(tx, row, { officer, title, now: said.now })
    : approve(tx, row, { officer, title, said });
}

async function approve(
  tx: Queries,
  row: Request,
  { officer, title, said }: { officer: Officer; title: string; said: Said },
): Promise<ChatAnswer> {
  const { now, typed = null } = said;
  const id = row.campaign_id as CampaignId;
  const approval = await approveCampaign(
    tx,
    {
      ...{ id, by: officer.name, officer, now, typed, way: "chat" },
      ...{ fingerprint: row.fingerprint, largeFrom: row.large_from, outletsOff: said.outletsOff },
    },
    said.library,
  );
  if (approval.kind === "approved") {
    await settle(tx, row, { status: "approved", now });
    await tellWriter(tx, id, { officer, now, text: chatTexts.toldApproved(title, officer.name) });
    return words(chatTexts.approved(title, approval.next, approval.reach.reached));
  }
  if (approval.why === "changed" || approval.why === "notDraft")
    await settle(tx, row, { status: "void", now });
  const { reached } = approval;
  if (reached === undefined) return words(approval.words);
  const text = typed === null ? chatTexts.askNumber(reached) : chatTexts.wrongNumber(reached);
  return { content: say(text), waitsFor: row.id };
}

async function decline(
  tx: Queries,
  row: Request,
  { officer, title, now }: { officer: Officer; title: string; now: Instant },
): Promise<ChatAnswer> {
  const campaignId = row.campaign_id as CampaignId;
  const campaign = await findCampaign(tx, campaignId);
  if (campaign.fingerprint !== row.fingerprint || campaign.status !== "draft") {
    await settle(tx, row, { status: "void", now });
    return words(chatTexts.void(title));
  }
  await settle(tx, row, { status: "declined", now });
  await recordEvent(tx, { campaignId, kind: "declined", by: officer.name, officerId: officer.id, at: now });
  await tellWriter(tx, campaignId, { officer, now, text: chatTexts.toldDeclined(title, officer.name) });
  return words(chatTexts.declined(title));
}

/**
 * Gives a draft back to its writer with a reason, from the dashboard. Nothing of it changes; requests in chats no
 * longer hold. Refused when it is no draft or not the version that was seen, and for who might not approve it.
 */
export async function declineCampaign(
  tx: Queries,
  { id, officer, now, fingerprint, why }: Declining,
): Promise<{ kind: "declined" } | Refused> {
  const campaign = await lockCampaign(tx, id, now);
  if (campaign.status !== "draft") return refuse("notDraft");
  if (campaign.fingerprint !== fingerprint) return refuse("changed");
  const bar = await barOf(tx, officer, campaign);
  if (bar === "outOfScope" && officer.unit !== null)
    return { kind: "refused", why: bar, words: refusals.outOfScope(officer.unit) };
  if (bar && bar !== "outOfScope") return refuse(bar);
  await voidRequests(tx, id, now);
  const event = { campaignId: id, kind: "declined", by: officer.name, officerId: officer.id } as const;
  await recordEvent(tx, { ...event, note: why, at: now });
  const text = `${chatTexts.toldDeclined(campaign.title, officer.name)}\n${why}`;
  await tellWriter(tx, id, { officer, now, text });
  return { kind: "declined" };
}

/** Ends a request, and with it what others were asked about the same campaign. */
async function settle(
  tx: Queries,
  row: Request,
  { status, now }: { status: "approved" | "declined" | "void"; now: Instant },
): Promise<void> {
  await tx
    .updateTable("approval_request")
    .set({ status, decided_at: now })
    .where("id", "=", row.id)
    .where("status", "=", "open")
    .execute();
  await voidRequests(tx, row.campaign_id, now);
}

/** Whoever wrote or edited it last is told where it went. */
async function tellWriter(
  tx: Queries,
  id: CampaignId,
  { officer, text, now }: { officer: Officer; text: string; now: Instant },
): Promise<void> {
  const writer = await tx
    .selectFrom("campaign_event")
    .select("officer_id")
    .where("campaign_id", "=", id)
    .where("kind", "in", ["added", "edited"])
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  if (writer?.officer_id && writer.officer_id !== officer.id)
    await tellOfficer(tx, writer.officer_id, { text, now });
}

/** Held for this transaction: of two presses at once the second one finds it decided. */
function requestOf(tx: Queries, id: string): Promise<Request | undefined> {
  return tx
    .updateTable("approval_request")
    .set((eb) => ({ status: eb.ref("status") }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
}

function openAt(queries: Queries, { channel, externalId }: Address, now: Instant): Promise<Request[]> {
  return queries
    .selectFrom("approval_request")
    .selectAll()
    .where("status", "=", "open")
    .where("channel", "=", channel)
    .where("address_id", "=", externalId)
    .where("expires_at", ">", now)
    .orderBy("created_at")
    .execute();
}

async function titleOf(queries: Queries, row: Request): Promise<string> {
  return (await findCampaign(queries, row.campaign_id)).title;
}

function words(text: string): ChatAnswer {
  return { content: say(text) };
}
