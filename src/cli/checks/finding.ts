import { describeError, isFailure } from "../../kit/failure.ts";
import { redactTokens } from "../../kit/log.ts";

/** `warn`: somebody should look; `fault`: something does not work. */
export type Level = "ok" | "warn" | "fault";

/** One line of `caunoi doctor`: what was looked at, how it stands, and what to do when it is not well. */
export type Finding = { readonly level: Level; readonly what: string; readonly words: string };

export function finding(level: Level, what: string, words: string): Finding {
  return { level, what, words };
}

/** Runs a check; one that throws is itself a fault of what it looked at, and the others go on. */
export async function look(what: string, check: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check();
  } catch (error) {
    const words = isFailure(error) ? error.message : describeError(error);
    return [finding("fault", what, redactTokens(words))];
  }
}
