import { z } from "zod";
import { scopeFault } from "../campaigns/approve.ts";
import { findCampaign } from "../campaigns/campaign.ts";
import { proveCampaign, proveUnits } from "../campaigns/proof.ts";
import { campaignOfRun } from "../campaigns/runs.ts";
import type { Queries } from "../database/database.ts";
import { resolveAllUncertain } from "../delivery/doubt.ts";
import { listUncertain, resolveUncertain } from "../delivery/ledger.ts";
import { sayWhyNotSent } from "../delivery/texts.ts";
import type { Instant } from "../kit/time.ts";
import { namesOf } from "../people/officers-members.ts";
import { membersInScope } from "../people/officers-scope.ts";
import type { Caller } from "../people/sessions.ts";
import { inWords, isWhole, orMissing } from "./campaign-found.ts";
import type { UncertainList, UnitRow } from "./campaign-shapes.ts";
import { campaignTexts as words } from "./campaign-texts.ts";
import { nothing } from "./read-given.ts";
import {
  type Call,
  change,
  done,
  type FileAnswer,
  file,
  look,
  type Outcome,
  type Route,
  refused,
} from "./routes.ts";
import { texts } from "./texts.ts";

const decision = z.enum(["sent", "resend"]);
const mostShown = 100;

/** What became of messages: the proof to keep, figures by unit, and what is in doubt. */
export const campaignProofRoutes: readonly Route[] = [
  file({
    path: "/campaigns/:id/proof/:form",
    right: "campaigns.see",
    query: nothing,
    show: ({ parts, params, now }) => orMissing(() => proofFile(parts.db.read, params, now)),
  }),
  look({
    path: "/campaigns/:id/units",
    right: "campaigns.see",
    query: nothing,
    show: async ({ parts, params: { id } }) =>
      isWhole(id) ? orMissing(() => unitRows(parts.db.read, id)) : undefined,
  }),
  file({
    path: "/campaigns/:id/pictures/:blob",
    right: "campaigns.see",
    query: nothing,
    show: (call) => orMissing(() => picture(call)),
  }),
  look({
    path: "/uncertain",
    right: "campaigns.see",
    query: nothing,
    show: ({ parts, caller }) => uncertain(parts.db.read, caller),
  }),
  change({
    path: "/uncertain/:seq",
    rights: ["campaigns.send"],
    body: z.object({ as: decision }),
    async run(tx, { caller, params, given, now }) {
      const seq = /^\d{1,15}$/.test(params.seq ?? "") ? Number(params.seq) : 0;
      const isTheirs = (await uncertainFor(tx, caller)).some((row) => row.seq === seq);
      if (!isTheirs || !(await resolveUncertain(tx, seq, { as: given.as, now })))
        return refused(409, "settled", texts.notUncertain);
      return done({}, { action: `delivery.${given.as}`, subject: `delivery:${seq}`, detail: {} });
    },
  }),
  change({
    path: "/uncertain",
    rights: ["campaigns.send"],
    body: z.object({ as: decision, runId: z.string().max(36), seen: z.int().min(1) }),
    run: settleAll,
  }),
];

const proofForms = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
} as const;

/** The proof sheet as Excel or Word; undefined for any other form. */
async function proofFile(
  queries: Queries,
  { id, form }: Readonly<Record<string, string>>,
  now: Instant,
): Promise<FileAnswer | undefined> {
  if ((form !== "xlsx" && form !== "docx") || !isWhole(id)) return undefined;
  const proof = await proveCampaign(queries, id);
  const { proofDocx, proofXlsx } = await import("../campaigns/proof-files.ts");
  const units = await proveUnits(queries, proof);
  const bytes = await (form === "xlsx" ? proofXlsx : proofDocx)(proof, now, units);
  return { name: `${texts.proofName}.${form}`, mediaType: proofForms[form], bytes };
}

async function unitRows(queries: Queries, id: string): Promise<{ rows: UnitRow[] }> {
  const units = await proveUnits(queries, await proveCampaign(queries, id));
  return {
    rows: units.map(({ unit, counts }) => {
      const { sent, refused: failed, uncertain: doubtful, pending, sending, held, canceled } = counts;
      const waiting = pending + sending + held;
      const planned = sent + failed + doubtful + waiting + canceled;
      return { unit, planned, sent, refused: failed, uncertain: doubtful, waiting };
    }),
  };
}

/** A picture of this campaign and no other file that is stored. */
async function picture({ parts, params: { id, blob } }: Call<unknown>): Promise<FileAnswer | undefined> {
  if (!isWhole(id)) return undefined;
  const { content } = await findCampaign(parts.db.read, id);
  const part = content.parts.find((one) => one.kind === "image" && one.blob === blob);
  if (part?.kind !== "image") return undefined;
  const ending = part.mediaType === "image/png" ? "png" : "jpg";
  return {
    name: `${words.pictureName}.${ending}`,
    mediaType: part.mediaType,
    bytes: await parts.blobs.read(part.blob),
  };
}

/** What is in doubt; for a unit's officer, messages to members of the unit and those below it alone. */
async function uncertainFor(queries: Queries, { officer }: Caller) {
  const scope = await membersInScope(queries, officer.unit);
  return (await listUncertain(queries)).filter(({ memberId }) => scope?.has(memberId) ?? true);
}

async function uncertain(queries: Queries, caller: Caller): Promise<UncertainList> {
  const all = await uncertainFor(queries, caller);
  const shown = all.slice(0, mostShown);
  const names = await namesOf(
    queries,
    shown.map(({ memberId }) => memberId),
  );
  const runs = [];
  for (const [runId, own] of Map.groupBy(all, (row) => row.runId)) {
    const campaign = runId === null ? undefined : await campaignOfRun(queries, runId);
    runs.push({ runId, title: campaign?.title ?? null, count: own.length });
  }
  return {
    ...{ total: all.length, runs },
    rows: shown.map(({ code, why, ...row }) => ({
      ...row,
      name: names.get(row.memberId) ?? null,
      why: sayWhyNotSent({ channel: row.channel, why, code }),
    })),
  };
}

/** All of one launch at once, when there are as many as the officer saw. */
async function settleAll(
  tx: Queries,
  { caller, given, now }: Call<{ as: "sent" | "resend"; runId: string; seen: number }>,
): Promise<Outcome> {
  const { as, runId, seen } = given;
  const campaign = await campaignOfRun(tx, runId);
  if (!campaign) return refused(404, "missing", texts.missing);
  const beyond = await scopeFault(tx, caller.officer, campaign.audience);
  if (beyond) return inWords(beyond);
  const rows = await resolveAllUncertain(tx, { runId, as, now });
  if (rows !== seen) return refused(409, "settled", words.uncertainChanged(rows));
  return done({ rows }, { action: `delivery.${as}`, subject: `run:${runId}`, detail: { rows } });
}
