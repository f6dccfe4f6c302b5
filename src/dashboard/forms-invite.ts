import { stringify } from "yaml";
import { z } from "zod";
import { addCampaign } from "../campaigns/approve.ts";
import { campaignChannels } from "../campaigns/fields.ts";
import { readCampaign } from "../campaigns/file.ts";
import type { Queries } from "../database/database.ts";
import { isFailure } from "../kit/failure.ts";
import { findForm } from "../participation/forms.ts";
import { formTexts } from "./forms-texts.ts";
import { paragraphs } from "./read-given.ts";
import { type Call, change, done, type Outcome, type Route, refused } from "./routes.ts";
import { texts } from "./texts.ts";

const invitation = z.object({
  message: paragraphs(2000),
  at: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, formTexts.inviteTime),
});

/** Inviting to a form: a campaign whose button begins it, as a draft that somebody else approves. */
export const formInviteRoutes: readonly Route[] = [
  change({
    path: "/forms/:id/invite",
    rights: ["forms.change", "campaigns.draft"],
    body: invitation,
    run: invite,
  }),
];

/** The audience is whom the form names; who of them gets it is decided by consent, as for every campaign. */
async function invite(tx: Queries, call: Call<z.output<typeof invitation>>): Promise<Outcome> {
  const { parts, params, given, caller, now } = call;
  const form = await findForm(tx, params.id ?? "");
  if (!form) return refused(404, "missing", formTexts.missing);
  if (given.message.includes("{{")) return onField("message", formTexts.inviteMarks);
  const limits = new Map(parts.channels.map(({ name, ...can }) => [name, can]));
  const channels = campaignChannels.filter((name) => limits.has(name));
  const front = stringify({
    ...{ title: formTexts.invites(form.title), audience: "all", channels, at: given.at.replace("T", " ") },
    buttons: [{ [formTexts.begin]: `say:${form.code}` }],
  });
  const library = parts.library();
  const reading = readCampaign(`---\n${front}---\n${given.message}\n`, { now, limits, library });
  if (reading.kind === "faulty") {
    const what = reading.faults[0]?.what ?? "";
    const isTime = what.startsWith("at:") || what.includes("is past");
    return isTime ? onField("at", formTexts.invitePast) : onField("message", formTexts.inviteUnreadable);
  }
  const plan = { ...reading.plan, audience: form.definition.who };
  try {
    const id = await addCampaign(tx, plan, { by: caller.officer.name, now, officer: caller.officer });
    return done({ id }, { action: "campaign.added", subject: `campaign:${id}`, detail: { form: form.code } });
  } catch (error) {
    if (isFailure(error, "invalid") || isFailure(error, "forbidden"))
      return refused(409, "audience", formTexts.audience);
    throw error;
  }
}

function onField(field: string, words: string): Outcome {
  return { ...refused(400, "invalid", texts.badFields), fields: { [field]: words } };
}
