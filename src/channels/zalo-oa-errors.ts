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
  | { readonly kind: "morning" | "doubt"; readonly words: string };

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
  // Nothing says whether the message left before the failure: an officer decides about bulk.
  [-200]: { kind: "doubt", words: "Zalo could not send it" },
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
  [-237]: refused("badContent", "the group has expired"),
  [-238]: refused("badContent", "the group's asset is used or disabled"),
  [-241]: refused("badContent", "the group's asset is used already"),
  [-240]: refused("badContent", "the old message API is shut down"),
  [-242]: broken(
    "the application demands appsecret_proof: ZALO_OA_APPSECRET_PROOF=yes, or switch it off there",
  ),
  [-244]: refused("blocked", "the person has restricted this kind of message"),
  [-248]: refused("badContent", "against the platform's standards: a person must look at the message"),
  [-249]: refused("badContent", "this template cannot be sent by user id: make a new one"),
  [-320]: broken("a Zalo Cloud Account is needed for paid messages"),
  [-321]: broken("the Zalo Cloud Account is out of money"),
  [-403]: refused("badContent", "the account is not in the group"),
  [-1340]: refused("badContent", "the form is not accepted"),
  [-1341]: refused("badContent", "the form is not accepted"),
};

const template = "the template cannot be used: zalo.cloud";
const billing = "the Zalo Cloud Account cannot pay: zalo.cloud";
const permission = "the account may not send this kind of template: zalo.cloud";

/**
 * What the template service says besides, by its own numbers. A template that cannot be used refuses its
 * message and leaves the rest of the channel alone.
 * Source: zalo.cloud, ZNS, handling error codes.
 */
const templateMeanings: Readonly<Record<number, Meaning>> = {
  [-1121]: refused("tooLong", "a field of the template is too long"),
  [-1122]: refused("badContent", "a field of the template is missing"),
  [-108]: refused("neverStarted", "the telephone number is not valid"),
  [-115]: refused("outOfQuota", "the quota of templates is used up"),
  [-117]: refused("badContent", template),
  [-118]: refused("neverStarted", "the person has no active Zalo account"),
  [-119]: refused("blocked", "the person's account cannot receive it"),
  [-120]: refused("badContent", permission),
  [-1201]: refused("badContent", permission),
  [-1202]: refused("badContent", permission),
  [-121]: refused("badContent", "the call is empty"),
  [-122]: refused("badContent", "the call is no JSON"),
  [-123]: refused("badContent", "the call cannot be decoded"),
  [-124]: broken("the access token is not accepted"),
  [-1241]: broken("the application demands appsecret_proof: ZALO_OA_APPSECRET_PROOF=yes"),
  [-125]: broken("the Official Account is not known: check ZALO_OA_ID"),
  [-126]: refused("outOfQuota", "the quota of tests is used up"),
  [-127]: refused("badContent", "a test template goes to administrators only"),
  [-130]: refused("tooLong", "the content is too long"),
  [-131]: refused("badContent", "the template is not approved"),
  [-132]: refused("badContent", "a field does not fit the template: check ZALO_OA_TERMS"),
  [-133]: { kind: "morning", words: "not sent at night" },
  [-135]: refused("badContent", permission),
  [-1351]: refused("badContent", permission),
  [-136]: refused("outOfQuota", billing),
  [-137]: refused("outOfQuota", billing),
  [-138]: refused("badContent", permission),
  [-1381]: refused("badContent", permission),
  [-139]: refused("blocked", "the person refuses this kind of message"),
  [-140]: refused("blocked", "the person cannot get this kind of message"),
  [-141]: refused("blocked", "the person refuses messages of this account"),
  [-142]: refused("badContent", "a key is missing"),
  [-143]: refused("badContent", "a key is there already"),
  [-144]: refused("outOfQuota", "the account's templates of this day are used up"),
  [-1441]: refused("outOfQuota", "the account's templates of this month are used up"),
  [-145]: refused("badContent", permission),
  [-146]: refused("badContent", "the template is switched off for its quality"),
  [-147]: refused("outOfQuota", "this template's messages of the day are used up"),
  [-1471]: refused("outOfQuota", "the person's messages of this month are used up"),
  [-1472]: refused("outOfQuota", "the person's messages of this day are used up"),
  [-148]: refused("badContent", template),
  [-149]: refused("badContent", template),
  [-1491]: refused("badContent", template),
  [-150]: refused("badContent", template),
  [-151]: refused("badContent", template),
  [-152]: refused("badContent", template),
  [-153]: refused("badContent", "the fields are against the specification"),
  [-158]: refused("tooLong", "a file is too big"),
  [-159]: refused("badContent", "a file has the wrong format"),
  [-160]: refused("outOfQuota", "the day's uploads are used up"),
  [-161]: refused("badContent", "the sending mode is not allowed"),
  [-162]: refused("badContent", "the sending mode is not for this template"),
};

/** What a refusal means for its message. Codes nobody knows are `unknown`. */
export function outcomeOfError(refusal: ZaloRefusal, now: Instant): SendOutcome {
  return toOutcome(refusal, meanings[refusal.errorCode], now);
}

/** The same for a template, whose service has numbers of its own beside the common ones. */
export function outcomeOfTemplateError(refusal: ZaloRefusal, now: Instant): SendOutcome {
  const { errorCode } = refusal;
  return toOutcome(refusal, templateMeanings[errorCode] ?? meanings[errorCode], now);
}

function toOutcome(refusal: ZaloRefusal, meaning: Meaning | undefined, now: Instant): SendOutcome {
  const detail = meaning ? `${refusal.errorCode} ${meaning.words}` : describeRefusal(refusal);
  switch (meaning?.kind) {
    case "refused": {
      const { why } = meaning;
      const code = String(refusal.errorCode);
      return { kind: "refused", why, code, detail, ...(meaning.stopsChannel && { stopsChannel: true }) };
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
