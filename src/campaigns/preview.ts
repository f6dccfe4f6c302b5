import type { Queries } from "../database/database.ts";
import { type ChannelName, type Content, type Part, plainText } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import type { Library } from "../knowledge/library.ts";
import { pickRecipient } from "../people/audience.ts";
import { drawClauses } from "./clause-series.ts";
import type { Plan } from "./file.ts";

/** How one message of a campaign looks on one channel. */
export type ChannelPreview = {
  readonly channel: ChannelName;
  /** Somebody who would get it there; undefined when nobody would. */
  readonly memberId: string | undefined;
  /** Everything but the pictures; with the choices as numbers where the channel has no buttons. */
  readonly text: string;
  readonly buttons: readonly string[];
  readonly images: readonly { readonly blob: string; readonly alt: string }[];
  /** Longest text of one message there; undefined while the channel is switched off. */
  readonly longest: number | undefined;
};

type Around = {
  /** The moment of the sending: what is drawn then is shown. */
  readonly slot: Instant;
  readonly library: Library;
  readonly limits: ReadonlyMap<ChannelName, { readonly textLength: number; readonly buttons: boolean }>;
  /** How many recipients to go past, so that somebody else can be shown. */
  readonly skip: number;
};

/** How a campaign looks to one real person on each channel it names. Changes nothing. */
export async function previewCampaign(
  queries: Queries,
  plan: Pick<Plan, "content" | "audience" | "channels">,
  { slot, library, limits, skip }: Around,
): Promise<ChannelPreview[]> {
  const content = drawClauses(library, plan.content, slot) ?? plan.content;
  const previews: ChannelPreview[] = [];
  for (const channel of plan.channels) {
    const limit = limits.get(channel);
    const audience = { rule: plan.audience, channels: plan.channels, now: slot };
    previews.push({
      ...{ channel, longest: limit?.textLength },
      ...shownOn(content, limit?.buttons ?? true),
      memberId: await pickRecipient(queries, audience, { channel, skip }),
    });
  }
  return previews;
}

function shownOn({ parts, choices }: Content, hasButtons: boolean) {
  const words = parts.filter(({ kind }) => kind !== "image");
  const images = parts.filter((part): part is Extract<Part, { kind: "image" }> => part.kind === "image");
  return {
    text: plainText({ parts: words, choices }, !hasButtons),
    buttons: hasButtons ? choices.map(({ label }) => label) : [],
    images: images.map(({ blob, alt }) => ({ blob, alt })),
  };
}
