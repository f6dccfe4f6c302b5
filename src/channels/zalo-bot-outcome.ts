import { describeError } from "../kit/failure.ts";
import { redactTokens } from "../kit/log.ts";
import { addMs, type Clock } from "../kit/time.ts";
import type { Refusal, SendOutcome } from "./channel.ts";
import { LostCall } from "./line.ts";
import { describeRefusal, outcomeOfLostCall, ZaloRefusal } from "./zalo-wire.ts";

/** A 429 may be a moment's rate or the month's quota: each one in a row waits twice as long. */
const floodWaitMs = { first: 30_000, longest: 3_600_000 };

/** Words of a 400 or 403 that tell about the person. Zalo documents none; anything else is our mistake. */
const personWords: readonly (readonly [RegExp, Refusal])[] = [
  [/block/i, "blocked"],
  [/chat_id|chat not found|user not found|chat id/i, "neverStarted"],
];

/**
 * Reads what became of sends, by the codes of the Bot API: 401 and 404 → the channel stops; 429 → `later`
 * and the channel pauses, longer each time in a row; 400 → `badContent`, or by its words `neverStarted` and
 * `blocked`; 403 (which Zalo calls an internal server error), 408, 5xx and no clear answer → `unknown`,
 * except when the call certainly never left → `later`.
 */
export function createBotOutcomes(clock: Clock) {
  let floods = 0;
  return {
    /** Zalo took a message: the next 429 waits the first time again. */
    noteSent(): void {
      floods = 0;
    },
    outcomeOf(error: unknown): SendOutcome {
      if (error instanceof LostCall && error.status === 429) return flood("HTTP 429");
      if (error instanceof LostCall) return outcomeOfLostCall(error, clock());
      if (!(error instanceof ZaloRefusal))
        return { kind: "unknown", why: redactTokens(describeError(error)) };
      if (error.errorCode === 429) return flood(describeRefusal(error));
      return outcomeOfRefusal(error);
    },
  };

  function flood(why: string): SendOutcome {
    const waitMs = Math.min(floodWaitMs.longest, floodWaitMs.first * 2 ** Math.min(floods++, 10));
    return { kind: "later", at: addMs(clock(), waitMs), why, pausesChannel: true };
  }
}

function outcomeOfRefusal(refusal: ZaloRefusal): SendOutcome {
  const { errorCode, words } = refusal;
  const detail = describeRefusal(refusal);
  if (errorCode === 401 || errorCode === 404) {
    return { kind: "refused", why: "channelOff", stopsChannel: true, detail };
  }
  const aboutPerson = personWords.find(([pattern]) => pattern.test(words))?.[1];
  if ((errorCode === 400 || errorCode === 403) && aboutPerson) {
    return { kind: "refused", why: aboutPerson, detail };
  }
  const isClear = errorCode >= 400 && errorCode < 500 && errorCode !== 403 && errorCode !== 408;
  return isClear ? { kind: "refused", why: "badContent", detail } : { kind: "unknown", why: detail };
}
