import { createHmac, randomBytes } from "node:crypto";
import type { Queries } from "../database/database.ts";
import { enqueue } from "../delivery/enqueue.ts";
import { newId, sameSecret } from "../kit/id.ts";
import { type Address, type Content, plainText, say } from "../kit/message.ts";
import { addMs, type Instant } from "../kit/time.ts";
import type { Library } from "../knowledge/library.ts";
import { sayRule } from "../people/audience-rule.ts";
import { chatsOf } from "../people/officer-chat.ts";
import type { Officer } from "../people/officers.ts";
import { type Decision, largeAudience, nameOf, type Refused, refuse } from "./approve.ts";
import { chatTexts } from "./approve-in-chat-texts.ts";
import { changesSinceApproval, type LastApproval } from "./approved-changes.ts";
import { type Campaign, lockCampaign, recordEvent } from "./campaign.ts";
import { drawClauses } from "./clause-series.ts";
import { forecastCampaign, type Terms } from "./forecast.ts";
import { sayForecast, sayReach } from "./say-forecast.ts";
import { nextSlot } from "./schedule.ts";
import { approversOf } from "./scope.ts";
import { surveyCampaign } from "./survey.ts";
import { sayWhen } from "./texts.ts";

/** How long an officer may take, unless the campaign is due before. */
const answerMs = 24 * 3_600_000;
const longestDifference = 120;

export type Asked = {
  readonly kind: "asked";
  /** Who has it in their chat now. */
  readonly officers: readonly string[];
  /** Who could approve it as well and has tied no chat. */
  readonly unlinked: readonly string[];
  readonly expiresAt: Instant;
};

type Asking = Decision & {
  readonly library: Library;
  readonly terms: Terms;
  readonly largeFrom?: number;
};

/**
 * Lays a draft before every officer who may approve it, in the chat each tied last: what it says, whom it reaches
 * and whom not and why, when, what it costs, what is new since the last approval, and two buttons. They hold for
 * this officer, this fingerprint and a day at most; requests from before no longer do. Refused when the campaign is
 * no draft, its moment is past, or nobody can be asked.
 */
export async function askForApproval(tx: Queries, asking: Asking): Promise<Asked | Refused> {
  const { id, now } = asking;
  const by = nameOf(asking.by);
  const campaign = await lockCampaign(tx, id, now);
  if (campaign.status !== "draft") return refuse("notDraft");
  const slot = nextSlot(campaign.schedule, now);
  if (slot === null) return refuse("past");
  const able = await approversOf(tx, campaign);
  const chats = await Promise.all(
    able.map(async (officer) => ({ officer, chats: await chatsOf(tx, officer.id) })),
  );
  if (chats.every((one) => one.chats.length === 0))
    return { kind: "refused", why: "nobodyInChat", words: chatTexts.nobody };
  await voidRequests(tx, id, now);
  const day = addMs(now, answerMs);
  const expiresAt = slot < day ? slot : day;
  const content = await requestContent(tx, campaign, { ...asking, by, slot, expiresAt });
  for (const {
    officer,
    chats: [chat],
  } of chats) {
    if (chat) await sendRequest(tx, { campaign, officer, ...chat, content, expiresAt, asking });
  }
  const named = (isLinked: boolean) =>
    chats.filter((one) => one.chats.length > 0 === isLinked).map(({ officer }) => officer.name);
  const note = named(true).join(", ");
  await recordEvent(tx, { campaignId: id, kind: "asked", by, officerId: asking.officer?.id, note, at: now });
  return { kind: "asked", officers: named(true), unlinked: named(false), expiresAt };
}

/** Takes back every request about a campaign that nobody has answered. */
export async function voidRequests(tx: Queries, campaignId: string, now: Instant): Promise<void> {
  await tx
    .updateTable("approval_request")
    .set({ status: "void", decided_at: now })
    .where("campaign_id", "=", campaignId)
    .where("status", "=", "open")
    .execute();
}

/** What an officer is shown before they decide. */
async function requestContent(
  tx: Queries,
  campaign: Campaign,
  { by, slot, expiresAt, library, terms }: Asking & { slot: Instant; expiresAt: Instant },
): Promise<Content> {
  const survey = await surveyCampaign(tx, campaign, slot);
  const forecast = await forecastCampaign(tx, campaign, { slot, ...terms });
  const before = await changesSinceApproval(tx, campaign.id, campaign);
  const lines = [
    chatTexts.request(campaign.title, by),
    chatTexts.audience(sayRule(campaign.audience)),
    ...sayReach(survey),
    chatTexts.when(sayWhen(campaign.schedule)),
    ...sayForecast(forecast),
    ...(before ? sayChanges(before) : []),
    chatTexts.until(expiresAt),
  ];
  const shown = drawClauses(library, campaign.content, slot) ?? campaign.content;
  const preview = plainText({ parts: shown.parts.filter(({ kind }) => kind !== "image"), choices: [] });
  const buttons = shown.choices.map(({ label }) => `[${label}]`).join(" ");
  const text = [chatTexts.preview, preview, buttons].filter((line) => line !== "").join("\n\n");
  const images = shown.parts.filter(({ kind }) => kind === "image");
  return {
    parts: [...images, { kind: "text", text }, { kind: "text", text: lines.join("\n") }],
    choices: [],
  };
}

function sayChanges({ by, at, changes }: LastApproval): string[] {
  const short = (text: string) =>
    text.length > longestDifference ? `${text.slice(0, longestDifference).toWellFormed()}…` : text;
  const lines = changes.map(({ field, before, after }) =>
    chatTexts.change(field, short(before), short(after)),
  );
  return [chatTexts.changedSince(by, at), ...(lines.length > 0 ? lines : [chatTexts.unchanged])];
}

type Letter = {
  readonly campaign: Campaign;
  readonly officer: Officer;
  readonly memberId: string;
  readonly address: Address;
  readonly content: Content;
  readonly expiresAt: Instant;
  readonly asking: Asking;
};

async function sendRequest(tx: Queries, letter: Letter): Promise<void> {
  const { campaign, officer, memberId, address, expiresAt, asking } = letter;
  const row = {
    id: newId<"request">(),
    campaign_id: campaign.id,
    officer_id: officer.id,
    channel: address.channel,
    address_id: address.externalId,
    fingerprint: campaign.fingerprint,
    secret: randomBytes(32).toString("base64url"),
    large_from: asking.largeFrom ?? largeAudience,
    status: "open" as const,
    created_at: asking.now,
    expires_at: expiresAt,
    decided_at: null,
  };
  await tx.insertInto("approval_request").values(row).execute();
  const action = (verb: Verb) => `approval:${verb}:${row.id}:${signatureOf(row, verb)}`;
  const choices = [
    { label: chatTexts.approve, action: action("yes") },
    { label: chatTexts.decline, action: action("no") },
  ];
  const content = { ...letter.content, choices };
  await enqueue(tx, [{ memberId, to: address, content, inboundSeq: null }], asking.now);
}

export type Verb = "yes" | "no";

type Signed = {
  readonly id: string;
  readonly officer_id: string;
  readonly fingerprint: string;
  readonly expires_at: string;
  readonly secret: string;
};

/** What a button must carry: it holds for one verb of one request, as its row stood when it was sent. */
function signatureOf({ id, officer_id, fingerprint, expires_at, secret }: Signed, verb: Verb): string {
  const said = JSON.stringify([verb, id, officer_id, fingerprint, expires_at]);
  return createHmac("sha256", secret).update(said).digest("base64url");
}

/** Whether a button's signature is the one that was sent. */
export function isSigned(row: Signed, verb: Verb, signature: string): boolean {
  return sameSecret(signature, signatureOf(row, verb));
}

/** One line for an officer in every chat they tied. */
export async function tellOfficer(
  tx: Queries,
  officerId: string,
  told: { text: string; now: Instant },
): Promise<void> {
  const [chat] = await chatsOf(tx, officerId);
  if (!chat) return;
  const letter = { memberId: chat.memberId, to: chat.address, content: say(told.text), inboundSeq: null };
  await enqueue(tx, [letter], told.now);
}
