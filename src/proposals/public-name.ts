import type { Queries } from "../database/database.ts";
import type { ChannelName, Content } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { recordConsent } from "../people/consent.ts";
import { lifeTexts, publicNameVersion } from "./life/texts.ts";

/**
 * Keeps whether a member may be named in public praise, as they answered the question under the news of
 * recognition. They can change their mind by the other button at any time; silence stays a no.
 */
export async function choosePublicName(
  tx: Queries,
  choice: { memberId: string; channel: ChannelName; isGiven: boolean; now: Instant },
): Promise<Content[]> {
  const { memberId, channel, isGiven, now } = choice;
  await recordConsent(tx, {
    ...{ memberId, channel, isGiven, at: now },
    purpose: "publish-name",
    textVersion: publicNameVersion,
  });
  return [isGiven ? lifeTexts.named() : lifeTexts.notNamed()];
}
