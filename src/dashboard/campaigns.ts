import { z } from "zod";
import { addCampaign, approveCampaign, editCampaign, type Refused } from "../campaigns/approve.ts";
import { type CampaignId, findCampaign, listCampaigns } from "../campaigns/campaign.ts";
import { proveCampaign } from "../campaigns/proof.ts";
import { resumeCampaign, stopCampaign } from "../campaigns/stop.ts";
import type { Queries } from "../database/database.ts";
import { listUncertain, resolveUncertain } from "../delivery/ledger.ts";
import { isFailure } from "../kit/failure.ts";
import type { Instant } from "../kit/time.ts";
import { namesOf } from "../people/officers-members.ts";
import { campaignForm, planOf } from "./campaign-form.ts";
import { campaignRecord, largeAudience, rowOf, writerOf } from "./campaign-record.ts";
import type { CampaignRow, UncertainRow } from "./campaign-shapes.ts";
import { count, nothing } from "./read-given.ts";
import { reasonOf } from "./reasons.ts";
import {
  type Audited,
  type Call,
  change,
  done,
  type FileAnswer,
  file,
  look,
  type Outcome,
  type Refusal,
  type Route,
  refused,
} from "./routes.ts";
import { texts } from "./texts.ts";

/** Truyền thông — campaigns: drafts, approval by somebody else, stop and resume, doubtful messages. */
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
    show: ({ parts, params, now }) => orMissing(() => campaignRecord(parts, params.id ?? "", now)),
  }),
  file({
    path: "/campaigns/:id/proof/:form",
    right: "campaigns.see",
    query: nothing,
    show: ({ parts, params, now }) => orMissing(() => proofFile(parts.db.read, params, now)),
  }),
  change({
    path: "/campaigns",
    rights: ["campaigns.draft"],
    body: campaignForm,
    async run(tx, { parts, caller, given, now }) {
      const plan = planOf(given, parts, now);
      if (plan.kind === "refused") return plan;
      const id = await addCampaign(tx, plan.plan, { by: caller.officer.name, now, officer: caller.officer });
      return done({ id }, audit("added", id));
    },
  }),
  change({
    path: "/campaigns/:id",
    rights: ["campaigns.draft"],
    body: campaignForm.extend({ fingerprint: z.string().max(100) }),
    run: edit,
  }),
  change({
    path: "/campaigns/:id/approve",
    rights: ["campaigns.approve", "campaigns.send"],
    body: z.object({ fingerprint: z.string().max(100), typed: count(0, 100_000_000).nullable() }),
    run: approve,
  }),
  change({ path: "/campaigns/:id/stop", rights: ["campaigns.stop"], body: nothing, run: stop }),
  change({ path: "/campaigns/:id/resume", rights: ["campaigns.send"], body: nothing, run: resume }),
  look({
    path: "/uncertain",
    right: "campaigns.see",
    query: nothing,
    show: ({ parts }) => uncertain(parts.db.read),
  }),
  change({
    path: "/uncertain/:seq",
    rights: ["campaigns.send"],
    body: z.object({ as: z.enum(["sent", "resend"]) }),
    async run(tx, { params, given, now }) {
      const seq = /^\d{1,15}$/.test(params.seq ?? "") ? Number(params.seq) : 0;
      if (!(await resolveUncertain(tx, seq, { as: given.as, now })))
        return refused(409, "settled", texts.notUncertain);
      return done({}, { action: `delivery.${given.as}`, subject: `delivery:${seq}`, detail: {} });
    },
  }),
];

const proofForms = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
} as const;

/** The proof sheet as Excel or Word; undefined for any other form. */
async function proofFile(
  queries: Queries,
  { id = "", form }: Readonly<Record<string, string>>,
  now: Instant,
): Promise<FileAnswer | undefined> {
  if ((form !== "xlsx" && form !== "docx") || !/^[0-9a-f-]{36}$/.test(id)) return undefined;
  const proof = await proveCampaign(queries, id);
  const { proofDocx, proofXlsx } = await import("../campaigns/proof-files.ts");
  const bytes = await (form === "xlsx" ? proofXlsx : proofDocx)(proof, now);
  return { name: `${texts.proofName}.${form}`, mediaType: proofForms[form], bytes };
}

async function edit(
  tx: Queries,
  call: Call<z.output<typeof campaignForm> & { fingerprint: string }>,
): Promise<Outcome> {
  const { parts, caller, params, given, now } = call;
  const plan = planOf(given, parts, now);
  if (plan.kind === "refused") return plan;
  return onCampaign(params.id, async (id) => {
    const found = await findCampaign(tx, id);
    if (found.fingerprint !== given.fingerprint)
      return { ...refused(409, "stale", texts.campaignStale), found: rowOf(found, false) };
    const edited = await editCampaign(tx, plan.plan, {
      id,
      by: caller.officer.name,
      now,
      officer: caller.officer,
    });
    return edited.kind === "refused" ? inWords(edited) : done({ id }, audit("edited", id));
  });
}

async function approve(
  tx: Queries,
  { parts, caller, params, given, now }: Call<{ fingerprint: string; typed: number | null }>,
): Promise<Outcome> {
  return onCampaign(params.id, async (id) => {
    const by = caller.officer.name;
    if ((await writerOf(tx, id)) === by) return refused(403, "own", texts.ownCampaign);
    const approval = await approveCampaign(
      tx,
      {
        ...{ id, by, now, fingerprint: given.fingerprint, typed: given.typed, officer: caller.officer },
        ...(parts.outletsOff ? { outletsOff: parts.outletsOff } : {}),
      },
      parts.library(),
    );
    if (approval.kind === "refused") return inWords(approval);
    const { reached } = approval.reach;
    if (reached >= largeAudience && given.typed !== reached)
      return { ...refused(409, "number", texts.reachChanged(reached)), found: approval.reach };
    const entry = audit("approved", id);
    return done(approval, { ...entry, detail: { fingerprint: given.fingerprint, reached } });
  });
}

async function stop(tx: Queries, { caller, params, now }: Call<unknown>): Promise<Outcome> {
  return onCampaign(params.id, async (id) => {
    const stopped = await stopCampaign(tx, { id, by: caller.officer.name, now, officer: caller.officer });
    return stopped.kind === "refused" ? inWords(stopped) : done(stopped, audit("stopped", id));
  });
}

async function resume(tx: Queries, { parts, caller, params, now }: Call<unknown>): Promise<Outcome> {
  return onCampaign(params.id, async (id) => {
    const resumed = await resumeCampaign(
      tx,
      { id, by: caller.officer.name, now, officer: caller.officer },
      parts.library(),
    );
    return resumed.kind === "refused" ? inWords(resumed) : done({}, audit("resumed", id));
  });
}

async function uncertain(queries: Queries): Promise<{ rows: UncertainRow[] }> {
  const rows = (await listUncertain(queries)).slice(0, 200);
  const names = await namesOf(
    queries,
    rows.map(({ memberId }) => memberId),
  );
  return {
    rows: rows.map(({ seq, memberId, channel, why, since }) => ({
      seq,
      memberId,
      channel,
      since,
      name: names.get(memberId) ?? null,
      why: reasonOf(why ?? ""),
    })),
  };
}

/** Runs `work` on the campaign of an address, whose id is taken whole: an ending could mean another one later. */
async function onCampaign(
  id: string | undefined,
  work: (id: CampaignId) => Promise<Outcome>,
): Promise<Outcome> {
  if (!id || !/^[0-9a-f-]{36}$/.test(id)) return refused(404, "missing", texts.missing);
  return (await orMissing(() => work(id as CampaignId))) ?? refused(404, "missing", texts.missing);
}

async function orMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isFailure(error, "missing")) return undefined;
    throw error;
  }
}

function inWords({ why, words }: Refused): Refusal {
  return refused(409, why, words);
}

function audit(what: string, id: string): Audited {
  return { action: `campaign.${what}`, subject: `campaign:${id}`, detail: {} };
}
