import { eraseQuizzes } from "../campaigns/quiz/member.ts";
import type { Queries } from "../database/database.ts";
import { eraseSent, forgetRecipient, isAwaited } from "../delivery/erase.ts";
import type { Address } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { eraseForms } from "../participation/own.ts";
import { clearRest, closeRequest, type DataRequest } from "../people/data-requests.ts";
import { dropAddresses, eraseMember } from "../people/erase.ts";
import { addressesOf } from "../people/members.ts";
import { eraseUnfiled } from "../proposals/erase.ts";
import { eraseAsked } from "../questions/asked.ts";
import { listCases, waitingStates } from "../questions/cases.ts";
import { forgetDialogue } from "./dialogue.ts";

export const erasedSaid = JSON.stringify({ kind: "other", what: "erased" });

type Who = { readonly memberId: string; readonly now: Instant };

/**
 * Erases everything of a member that can go at once; what stays, and why, is in `people/data-inventory.ts`. The
 * addresses stay until the last answer has left: `eraseRest`.
 */
export async function eraseNow(tx: Queries, { memberId, now }: Who): Promise<void> {
  await eraseWords(tx, memberId, now);
  await eraseUnfiled(tx, memberId);
  await eraseQuizzes(tx, memberId);
  await eraseForms(tx, memberId);
  await eraseMember(tx, memberId);
}

async function eraseWords(tx: Queries, memberId: string, until: Instant): Promise<Address[]> {
  const addresses = await addressesOf(tx, memberId);
  for (const address of addresses) {
    await eraseInbound(tx, address, until);
    await eraseSent(tx, address, until);
  }
  await eraseAsked(tx, memberId);
  return addresses;
}

/** Whether an officer still owes the member an answer: the case keeps its words until then. */
export async function hasWaitingCase(queries: Queries, memberId: string): Promise<boolean> {
  return (await listCases(queries, { memberId, states: waitingStates })).length > 0;
}

/**
 * The last step, once nothing to the member is under way and no case waits: what was written meanwhile loses its
 * words, the chat's address goes from every row, and the member is an id that leads to nobody. False: not yet.
 */
export async function eraseRest(tx: Queries, request: DataRequest, now: Instant): Promise<boolean> {
  const { memberId } = request;
  if (await hasWaitingCase(tx, memberId)) return false;
  for (const address of await addressesOf(tx, memberId)) {
    if (await isAwaited(tx, address)) return false;
  }
  await closeRequest(tx, { number: request.number, status: "done", by: "bot", now });
  const until = request.closedAt ?? now;
  const addresses = await eraseWords(tx, memberId, until);
  for (const address of addresses) {
    await forgetSender(tx, address, until);
    await forgetRecipient(tx, address, until);
  }
  const dropped = await dropAddresses(tx, memberId, until);
  for (const { channel, externalId } of dropped) {
    const floor = tx.deleteFrom("officer_floor").where("channel", "=", channel);
    await floor.where("address_id", "=", externalId).execute();
  }
  if (dropped.length === addresses.length) await forgetDialogue(tx, memberId);
  await clearRest(tx, request, now);
  return true;
}

/** Takes the words out of what one address said in a stretch of time. */
export async function eraseInboundSince(
  tx: Queries,
  address: Address,
  { since, until }: { since: Instant; until: Instant },
): Promise<void> {
  await tx
    .updateTable("inbound")
    .set({ said: erasedSaid, fault: null })
    .where("channel", "=", address.channel)
    .where("sender_id", "=", address.externalId)
    .where("received_at", ">=", since)
    .where("received_at", "<=", until)
    .where("status", "!=", "waiting")
    .execute();
}

async function eraseInbound(tx: Queries, address: Address, until: Instant): Promise<void> {
  await tx
    .updateTable("inbound")
    .set({ said: erasedSaid, sender_name: null, fault: null })
    .where("channel", "=", address.channel)
    .where("sender_id", "=", address.externalId)
    .where("received_at", "<=", until)
    .where("status", "!=", "waiting")
    .execute();
}

async function forgetSender(tx: Queries, address: Address, until: Instant): Promise<void> {
  await tx
    .updateTable("inbound")
    .set({ sender_id: "" })
    .where("channel", "=", address.channel)
    .where("sender_id", "=", address.externalId)
    .where("received_at", "<=", until)
    .where("status", "!=", "waiting")
    .execute();
}
