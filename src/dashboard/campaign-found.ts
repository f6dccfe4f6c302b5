import type { Refused } from "../campaigns/approve.ts";
import type { CampaignId } from "../campaigns/campaign.ts";
import { isFailure } from "../kit/failure.ts";
import type { Audited, Outcome, Refusal } from "./routes.ts";
import { refused } from "./routes.ts";
import { texts } from "./texts.ts";

/** Runs `work` on the campaign of an address, whose id is taken whole: an ending could mean another one later. */
export async function onCampaign(
  id: string | undefined,
  work: (id: CampaignId) => Promise<Outcome>,
): Promise<Outcome> {
  if (!isWhole(id)) return refused(404, "missing", texts.missing);
  return (await orMissing(() => work(id))) ?? refused(404, "missing", texts.missing);
}

export function isWhole(id: string | undefined): id is CampaignId {
  return id !== undefined && /^[0-9a-f-]{36}$/.test(id);
}

/** What `work` finds, or undefined when there is no such thing. */
export async function orMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isFailure(error, "missing")) return undefined;
    throw error;
  }
}

export function inWords({ why, words }: Refused): Refusal {
  return refused(409, why, words);
}

export function auditOf(what: string, id: string, detail: Audited["detail"] = {}): Audited {
  return { action: `campaign.${what}`, subject: `campaign:${id}`, detail };
}
