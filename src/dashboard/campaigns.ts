import { z } from "zod";
import { addCampaign, approveCampaign, editCampaign, scopeFault } from "../campaigns/approve.ts";
import { askForApproval } from "../campaigns/approve-in-chat.ts";
import { declineCampaign } from "../campaigns/approve-in-chat-answer.ts";
import { type CampaignId, findCampaign, listCampaigns } from "../campaigns/campaign.ts";
import { addQuiz } from "../campaigns/quiz/quiz.ts";
import { resendFailed } from "../campaigns/resend.ts";
import { resumeCampaign, stopCampaign } from "../campaigns/stop.ts";
import type { Queries } from "../database/database.ts";
import { campaignForm, type GivenForm } from "./campaign-form.ts";
import { quizIdOf } from "./campaign-form-of.ts";
import { auditOf, inWords, isWhole, onCampaign, orMissing } from "./campaign-found.ts";
import { outlookOf } from "./campaign-outlook.ts";
import { type FormPlan, onField, planOf } from "./campaign-plan.ts";
import { campaignRecord, rowOf } from "./campaign-record.ts";
import type { CampaignRow } from "./campaign-shapes.ts";
import { campaignTexts as words } from "./campaign-texts.ts";
import { count, nothing, paragraphs } from "./read-given.ts";
import { type Call, change, done, look, type Outcome, type Refusal, type Route, refused } from "./routes.ts";
import { texts } from "./texts.ts";

const version = z.object({ fingerprint: z.string().max(100) });

/** Truyền thông — campaigns: drafts, approval by somebody else, stop, resume, once more to whom it failed. */
export const campaignRoutes: readonly Route[] = [
  look({
    path: "/campaigns",
    right: "campaigns.see",
    query: nothing,
    async show({ parts: { db } }): Promise<{ rows: CampaignRow[] }> {
      return { rows: (await listCampaigns(db.read)).map((one) => rowOf(one, one.isHeld)) };
    },
  }),
  look({
    path: "/campaigns/:id",
    right: "campaigns.see",
    query: nothing,
    show: async ({ parts, params: { id } }) =>
      isWhole(id) ? orMissing(() => campaignRecord(parts, id)) : undefined,
  }),
  look({
    path: "/campaigns/:id/outlook",
    right: "campaigns.see",
    query: z.object({ skip: count(0, 1_000_000).default(0) }),
    show: async ({ parts, caller, params: { id }, given, now }) =>
      isWhole(id)
        ? orMissing(async () =>
            outlookOf(parts, await findCampaign(parts.db.read, id), { caller, now, skip: given.skip }),
          )
        : undefined,
  }),
  change({ path: "/campaigns", rights: ["campaigns.draft"], body: campaignForm, run: add }),
  change({
    path: "/campaigns/:id",
    rights: ["campaigns.draft"],
    body: campaignForm.extend(version.shape),
    run: edit,
  }),
  change({
    path: "/campaigns/:id/approve",
    rights: ["campaigns.approve", "campaigns.send"],
    body: version.extend({ typed: count(0, 100_000_000).nullable() }),
    run: approve,
  }),
  change({
    path: "/campaigns/:id/decline",
    rights: ["campaigns.approve", "campaigns.send"],
    body: version.extend({ why: paragraphs(1000) }),
    run: decline,
  }),
  change({ path: "/campaigns/:id/stop", rights: ["campaigns.stop"], body: nothing, run: stop }),
  change({ path: "/campaigns/:id/resume", rights: ["campaigns.send"], body: nothing, run: resume }),
  change({ path: "/campaigns/:id/resend", rights: ["campaigns.send"], body: nothing, run: resend }),
];

async function add(tx: Queries, call: Call<GivenForm>): Promise<Outcome> {
  const { parts, caller, given, now } = call;
  const read = await planOf(given, { parts, queries: tx, now });
  if (read.kind === "refused") return read;
  const beyond = await scopeFault(tx, caller.officer, read.plan.audience);
  if (beyond) return onField("audience", beyond.words);
  const id = await store(tx, read, { by: caller.officer.name, now, officer: caller.officer });
  await askOthers(tx, id, call);
  return done({ id }, auditOf("added", id));
}

function store(
  tx: Queries,
  { plan, quiz }: FormPlan,
  by: Parameters<typeof addCampaign>[2],
): Promise<CampaignId> {
  return quiz ? addQuiz(tx, { id: quiz.id, plan, quiz: quiz.plan }, by) : addCampaign(tx, plan, by);
}

async function edit(tx: Queries, call: Call<GivenForm & { fingerprint: string }>): Promise<Outcome> {
  const { parts, caller, params, given, now } = call;
  const read = await planOf(given, { parts, queries: tx, now });
  if (read.kind === "refused") return read;
  return onCampaign(params.id, async (id) => {
    const found = await findCampaign(tx, id);
    if (found.fingerprint !== given.fingerprint)
      return { ...refused(409, "stale", texts.campaignStale), found: rowOf(found, false) };
    if (read.quiz || quizIdOf(found) !== null) return refused(409, "quiz", words.isQuiz);
    const { officer } = caller;
    const edited = await editCampaign(tx, read.plan, { id, by: officer.name, now, officer });
    if (edited.kind === "refused") return inWords(edited);
    await askOthers(tx, id, call);
    return done({ id }, auditOf("edited", id));
  });
}

/** Whoever tied a chat is asked there as well; nobody has to have one. */
async function askOthers(tx: Queries, id: CampaignId, { parts, caller, now }: Call<unknown>): Promise<void> {
  const { channels, quietHours, zalo, largeAudience } = parts;
  const perSecond = new Map(channels.map((one) => [one.name, one.perSecond]));
  const { officer } = caller;
  await askForApproval(tx, {
    ...{ id, by: officer.name, officer, now, library: parts.library(), largeFrom: largeAudience },
    terms: { perSecond, quietHours, zalo },
  });
}

async function approve(
  tx: Queries,
  { parts, caller, params, given, now }: Call<{ fingerprint: string; typed: number | null }>,
): Promise<Outcome> {
  return onCampaign(params.id, async (id) => {
    const { officer } = caller;
    const { largeAudience: largeFrom, outletsOff } = parts;
    const approval = await approveCampaign(
      tx,
      { ...given, id, by: officer.name, now, officer, largeFrom, outletsOff },
      parts.library(),
    );
    if (approval.kind === "approved") {
      const { reached } = approval.reach;
      return done(approval, auditOf("approved", id, { fingerprint: given.fingerprint, reached }));
    }
    return { ...inWords(approval), ...(approval.why === "own" ? { status: 403 } : {}) } as Refusal;
  });
}

async function decline(
  tx: Queries,
  { caller, params, given, now }: Call<{ fingerprint: string; why: string }>,
): Promise<Outcome> {
  return onCampaign(params.id, async (id) => {
    const declined = await declineCampaign(tx, { ...given, id, officer: caller.officer, now });
    return declined.kind === "refused" ? inWords(declined) : done({}, auditOf("declined", id));
  });
}

async function stop(tx: Queries, { caller, params, now }: Call<unknown>): Promise<Outcome> {
  return onCampaign(params.id, async (id) => {
    const stopped = await stopCampaign(tx, { id, by: caller.officer.name, now, officer: caller.officer });
    return stopped.kind === "refused" ? inWords(stopped) : done(stopped, auditOf("stopped", id));
  });
}

async function resume(tx: Queries, { parts, caller, params, now }: Call<unknown>): Promise<Outcome> {
  return onCampaign(params.id, async (id) => {
    const resumed = await resumeCampaign(
      tx,
      { id, by: caller.officer.name, now, officer: caller.officer },
      parts.library(),
    );
    return resumed.kind === "refused" ? inWords(resumed) : done({}, auditOf("resumed", id));
  });
}

async function resend(tx: Queries, { caller, params, now }: Call<unknown>): Promise<Outcome> {
  return onCampaign(params.id, async (id) => {
    const again = await resendFailed(tx, { id, by: caller.officer.name, now, officer: caller.officer });
    if (again.kind === "refused") return inWords(again);
    if (again.rows === 0) return refused(409, "nothing", words.nothingFailed);
    return done({ rows: again.rows }, auditOf("resent", id, { rows: again.rows }));
  });
}
