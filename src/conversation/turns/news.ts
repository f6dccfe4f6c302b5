import { cancelBulk } from "../../delivery/ledger.ts";
import { say } from "../../kit/message.ts";
import { hasConsent, recordConsent } from "../../people/consent.ts";
import { addressesOf } from "../../people/members.ts";
import { newsConsentChoices, newsConsentVersion, texts } from "../texts.ts";
import { type Response, type Turn, withMenu } from "./turn.ts";

/** `/nhantin`: asks for the explicit yes that receiving news needs, unless it was given already. */
export async function askNewsConsent(turn: Turn): Promise<Response> {
  if (await hasConsent(turn.tx, turn.person.memberId, "news")) {
    return { replies: [say(texts.alreadySubscribed)], state: { ...turn.state, awaiting: null } };
  }
  const replies = [say(texts.askNewsConsent, newsConsentChoices)];
  return { replies, state: { ...turn.state, awaiting: "news-consent" } };
}

/** The answer to that question, recorded with the version of its wording. */
export async function answerNewsConsent(turn: Turn, isYes: boolean): Promise<Response> {
  await record(turn, isYes);
  const reply = isYes ? say(texts.subscribed) : withMenu(texts.notSubscribed);
  return { replies: [reply], state: { ...turn.state, awaiting: null } };
}

/** `/tattin`: takes effect at once, also for messages that are planned but have not left. */
export async function unsubscribe(turn: Turn): Promise<Response> {
  await withdrawNews(turn);
  return { replies: [say(texts.unsubscribed)], state: { ...turn.state, awaiting: null } };
}

/** Withdraws the consent and takes back every bulk message that has not left, on all the person's channels. */
export async function withdrawNews(turn: Turn): Promise<void> {
  await record(turn, false);
  for (const address of await addressesOf(turn.tx, turn.person.memberId)) {
    await cancelBulk(turn.tx, address, turn.now);
  }
}

/** "Vì sao tôi nhận tin này?" */
export async function explainNews(turn: Turn): Promise<Response> {
  const isSubscribed = await hasConsent(turn.tx, turn.person.memberId, "news");
  return { replies: [say(isSubscribed ? texts.whyReceived : texts.whyNotReceived)], state: turn.state };
}

async function record({ tx, person, now }: Turn, isGiven: boolean): Promise<void> {
  await recordConsent(tx, {
    memberId: person.memberId,
    purpose: "news",
    isGiven,
    textVersion: newsConsentVersion,
    channel: person.address.channel,
    at: now,
  });
}
