import { addMs, fromLocal, type Instant, localTime } from "../kit/time.ts";
import type { Refusal, SendOutcome } from "./channel.ts";
import { describeRefusal, type ZaloRefusal } from "./zalo-wire.ts";

/** What an error of the Open API means for a message, and what the operator can do. */
type Meaning =
  | { readonly kind: "refused"; readonly why: Refusal; readonly stopsChannel?: true; readonly words: string }
  | {
      readonly kind: "later";
      readonly waitMs: number;
      readonly pausesChannel: boolean;
      readonly words: string;
    }
  | { readonly kind: "morning"; readonly words: string };

const refused = (why: Refusal, words: string): Meaning => ({ kind: "refused", why, words });
const broken = (words: string): Meaning => ({
  kind: "refused",
  why: "channelOff",
  stopsChannel: true,
  words,
});
const later = (waitMs: number, pausesChannel: boolean, words: string): Meaning => ({
  kind: "later",
  waitMs,
  pausesChannel,
  words,
});

/** When Zalo's night is over, as the hour of the day in Việt Nam. */
const morningHour = 6;

/**
 * The error table of the Open API. Codes that are not here are doubt: Zalo adds some without notice.
 * Source: docs.zaloplatforms.com, Official Account, error codes.
 */
const meanings: Readonly<Record<number, Meaning>> = {
  [-32]: later(60_000, true, "too many calls a minute"),
  [-100]: refused("badContent", "an uploaded file has expired"),
  [-201]: refused("badContent", "a field of the message is invalid"),
  [-204]: broken("the Official Account is disabled"),
  [-205]: broken("the Official Account does not exist: check ZALO_OA_ID"),
  [-209]: broken("the application is not activated: developers.zalo.me"),
  [-210]: refused("tooLong", "a parameter is over its limit"),
  [-211]: refused("outOfQuota", "the account's quota is used up"),
  [-212]: broken("the application has not registered this API: developers.zalo.me"),
  [-213]: refused("windowClosed", "the person does not follow the account"),
  [-214]: later(60_000, false, "the article is still being processed"),
  [-216]: broken("the access token is not accepted"),
  [-217]: refused("blocked", "the person has blocked invitations"),
  [-218]: refused("outOfQuota", "the person's quota of messages is used up"),
  [-219]: broken("the application is removed or disabled"),
  [-220]: broken("the access token is expired"),
  [-221]: broken("the Official Account must be verified: oa.zalo.me"),
  [-223]: broken("the account has not granted this permission: connect it anew (docs/zalo.md)"),
  [-224]: broken("the account's package is too low for this: oa.zalo.me"),
  [-227]: refused("blocked", "the person is banned or inactive for 45 days"),
  [-230]: refused("windowClosed", "the person has not written in the past 7 days"),
  [-232]: refused("windowClosed", "the person has not written, or too long ago"),
  [-233]: refused("badContent", "this kind of message is not supported"),
  [-234]: { kind: "morning", words: "not sent at night" },
  [-235]: broken("this type of account may not use the API"),
  [-240]: refused("badContent", "the old message API is shut down"),
  [-242]: broken("the application demands appsecret_proof: switch it off at developers.zalo.me"),
  [-244]: refused("blocked", "the person has restricted this kind of message"),
  [-248]: refused("badContent", "against the platform's standards: a person must look at the message"),
  [-320]: broken("a Zalo Cloud Account is needed for paid messages"),
  [-321]: broken("the Zalo Cloud Account is out of money"),
};

/** What a refusal means for its message. Codes nobody knows are `unknown`. */
export function outcomeOfError(refusal: ZaloRefusal, now: Instant): SendOutcome {
  const meaning = meanings[refusal.errorCode];
  const detail = sayError(refusal);
  switch (meaning?.kind) {
    case "refused": {
      const { why } = meaning;
      return { kind: "refused", why, detail, ...(meaning.stopsChannel && { stopsChannel: true }) };
    }
    case "later":
      return {
        kind: "later",
        at: addMs(now, meaning.waitMs),
        why: detail,
        pausesChannel: meaning.pausesChannel,
      };
    case "morning":
      return { kind: "later", at: nextMorning(now), why: detail, pausesChannel: false };
    default:
      return { kind: "unknown", why: detail };
  }
}

/** Code, our words for it and Zalo's own, for ledger, log and doctor. */
export function sayError(refusal: ZaloRefusal): string {
  const words = meanings[refusal.errorCode]?.words;
  return words === undefined ? describeRefusal(refusal) : `${refusal.errorCode} ${words}`;
}

function nextMorning(now: Instant): Instant {
  const { year, month, day, hour } = localTime(now);
  const today = fromLocal(year, month, day, morningHour) ?? addMs(now, 3_600_000);
  return hour < morningHour ? today : addMs(today, 24 * 3_600_000);
}
