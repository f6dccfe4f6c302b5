import { reasonWords } from "../campaigns/texts.ts";

/** Why a message was not sent or is in doubt, as officers say it. */
export function reasonOf(why: string): string {
  return reasonWords[why] ?? (why === "" ? "chưa rõ vì sao" : why);
}
