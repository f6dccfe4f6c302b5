import type { Channel, SendOutcome } from "../channels/channel.ts";
import { readZaloTerms } from "../config/zalo-terms.ts";
import { Failure } from "../kit/failure.ts";
import { newId } from "../kit/id.ts";
import type { ChannelName } from "../kit/message.ts";

/** Who blocked the bot, and whose platform gives no clear answer: officers practise what to do then. */
export const strange = { blocked: "da-chan-", unclear: "khong-ro-" } as const;

/**
 * Stands in the place of a chat platform in practice: it takes every message and tells nobody. It knows no address
 * and no token, and opens no connection.
 */
function createPracticeChannel(name: ChannelName): Channel {
  return {
    name,
    can: { textLength: 2_000, buttons: name === "telegram", bulkPerSecond: 5, fileBytes: 0 },
    async parse() {
      throw new Failure("forged", "No platform calls a program in practice.");
    },
    async send({ to }): Promise<SendOutcome> {
      if (to.externalId.startsWith(strange.blocked)) return { kind: "refused", why: "blocked" };
      if (to.externalId.startsWith(strange.unclear))
        return { kind: "unknown", why: "practice: the platform gave no clear answer" };
      return { kind: "sent", externalId: newId<"practice">() };
    },
    async download() {
      throw new Failure("missing", "Nobody sends files in practice.");
    },
  };
}

/** The platforms officers write to most, as if they were connected. */
export function openPracticeChannels(): Channel[] {
  return [createPracticeChannel("telegram"), createPracticeChannel("zalo-oa")];
}

/** Zalo's published terms: free, then nothing. */
export function practiceTerms() {
  const { terms: prices, templates } = readZaloTerms(undefined, () => {});
  return { prices, isPaidAllowed: false, templates };
}
