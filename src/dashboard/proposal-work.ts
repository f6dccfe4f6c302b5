import { z } from "zod";
import type { Queries } from "../database/database.ts";
import type { CalendarDate } from "../kit/time.ts";
import { compare } from "../proposals/finding/compare.ts";
import { comparedText, storedIndex } from "../proposals/finding/face.ts";
import { mergeProposals, unmergeProposal } from "../proposals/finding/merge.ts";
import { similar } from "../proposals/finding/similar.ts";
import { findProposal } from "../proposals/life/find.ts";
import { assignReviewer, giveOpinion } from "../proposals/life/reviews.ts";
import { type PaymentWarning, recordReward } from "../proposals/life/rewards.ts";
import { sayDay } from "../proposals/life/texts.ts";
import { fileTried } from "../proposals/life/tried.ts";
import type { ComparedView, SimilarRow } from "./proposal-shapes.ts";
import { inWords, moved, onProposal } from "./proposal-steps.ts";
import { isInScope } from "./proposal-view.ts";
import { line, nothing, paragraphs } from "./read-given.ts";
import { type Call, change, done, look, type Outcome, type Route, refused } from "./routes.ts";
import { texts } from "./texts.ts";

const day = z.iso.date();
const money = z.number().int().min(0).max(1e15).nullable();
const mostSimilar = 10;
const payment = z.object({
  kind: z.enum(["remuneration", "reward", "transfer"]),
  amount: z.number().int().min(1).max(1e15),
  paidOn: day,
  basis: line(200),
  base: money,
  yearOfUse: z.number().int().min(1).max(3).nullable(),
  minimumWage: money,
  isAgreed: z.boolean(),
});

/** What officers do with a proposal beside moving it on: compare, merge, review, file after a trial, rewards. */
export const proposalWorkRoutes: readonly Route[] = [
  look({ path: "/proposals/:number/similar", right: "proposals.see", query: nothing, show: alike }),
  look({
    path: "/proposals/:number/compare/:other",
    right: "proposals.see",
    query: nothing,
    show: sideBySide,
  }),
  change({
    path: "/proposals/:number/merge",
    rights: ["proposals.move"],
    body: z.object({ into: line(20), why: paragraphs(2000) }),
    run: (tx, call) =>
      onProposal(tx, call, async (from) => {
        const given = { ...call.given, from, by: call.caller.officer.name, now: call.now };
        const merged = await mergeProposals(tx, given);
        return merged.kind === "merged"
          ? moved(from, "merged", { into: call.given.into })
          : inWords(tx, merged, call);
      }),
  }),
  change({
    path: "/proposals/:number/unmerge",
    rights: ["proposals.move"],
    body: z.object({ why: paragraphs(2000) }),
    run: (tx, call) =>
      onProposal(tx, call, async (number) => {
        const given = { ...call.given, number, by: call.caller.officer.name, now: call.now };
        const apart = await unmergeProposal(tx, given);
        return apart.kind === "apart" ? moved(number, "unmerged", {}) : inWords(tx, apart, call);
      }),
  }),
  change({
    path: "/proposals/:number/reviewer",
    rights: ["proposals.move"],
    body: z.object({ reviewer: line(100, 2), due: day }),
    run: (tx, call) =>
      onProposal(tx, call, async (number) => {
        const due = call.given.due as CalendarDate;
        const given = { ...call.given, due, number, by: call.caller.officer.name, now: call.now };
        const assigned = await assignReviewer(tx, given);
        return assigned.kind === "assigned" ? moved(number, "assigned", {}) : inWords(tx, assigned, call);
      }),
  }),
  change({
    path: "/proposals/:number/opinion",
    rights: ["proposals.move"],
    body: z.object({ reviewer: line(100), opinion: paragraphs(8000) }),
    run: (tx, call) =>
      onProposal(tx, call, async (number) => {
        const given = { ...call.given, number, by: call.caller.officer.name, now: call.now };
        const kept = await giveOpinion(tx, given);
        return kept.kind === "kept" ? moved(number, "reviewed", {}) : inWords(tx, kept, call);
      }),
  }),
  change({
    path: "/proposals/:number/tried",
    rights: ["proposals.move"],
    body: z.object({ version: z.number().int(), stage: z.enum(["trial", "applied"]), firstUse: day }),
    run: tried,
  }),
  change({ path: "/proposals/:number/reward", rights: ["proposals.move"], body: payment, run: reward }),
];

async function alike({ parts: { db }, caller, params }: Call<unknown>) {
  const found = await findProposal(db.read, params.number ?? "");
  if (!found || !(await isInScope(db.read, caller.officer, found))) return undefined;
  const near = await similar(storedIndex(db.read, found.id), comparedText(found.record), mostSimilar);
  const rows: SimilarRow[] = [];
  for (const { number, start, score, words } of near) {
    const other = await findProposal(db.read, number);
    if (other && (await isInScope(db.read, caller.officer, other)))
      rows.push({ number, start, score, words });
  }
  return { rows };
}

async function sideBySide({
  parts: { db },
  caller,
  params,
}: Call<unknown>): Promise<ComparedView | undefined> {
  const left = await findProposal(db.read, params.number ?? "");
  const right = await findProposal(db.read, params.other ?? "");
  if (!left || !right) return undefined;
  for (const one of [left, right]) if (!(await isInScope(db.read, caller.officer, one))) return undefined;
  const { fields, alike: why } = await compare(left, right);
  return { left: left.number, right: right.number, fields, words: why?.words ?? [] };
}

type Trying = { version: number; stage: "trial" | "applied"; firstUse: string };

function tried(tx: Queries, call: Call<Trying>): Promise<Outcome> {
  return onProposal(tx, call, async (number) => {
    const firstUse = call.given.firstUse as CalendarDate;
    const given = { ...call.given, firstUse, number, by: call.caller.officer.name, now: call.now };
    const filed = await fileTried(tx, given);
    if (filed.kind === "notPast")
      return { ...refused(400, "invalid", texts.badFields), fields: { firstUse: texts.firstUseFuture } };
    if (filed.kind !== "filed") return inWords(tx, filed, call);
    const audit = { action: "proposal.filed", subject: `proposal:${number}`, detail: {} };
    return done({ isLate: filed.isLate }, audit);
  });
}

function reward(tx: Queries, call: Call<z.output<typeof payment>>): Promise<Outcome> {
  return onProposal(tx, call, async (number) => {
    const paidOn = call.given.paidOn as CalendarDate;
    const given = { ...call.given, paidOn, number, by: call.caller.officer.name, now: call.now };
    const recorded = await recordReward(tx, given);
    if (recorded.kind === "notRecognized") return refused(409, "not-recognized", texts.rewardNotRecognized);
    if (recorded.kind === "faulty")
      return {
        ...refused(400, "invalid", texts.badFields),
        fields: { [recorded.what]: texts.rewardFaulty },
      };
    if (recorded.kind !== "recorded") return inWords(tx, recorded, call);
    const audit = { action: "proposal.rewarded", subject: `proposal:${number}`, detail: {} };
    return done({ warnings: recorded.warnings.map(warningWords) }, audit);
  });
}

function warningWords(warning: PaymentWarning): string {
  const words = texts.rewardWarnings;
  switch (warning.kind) {
    case "belowMinimum":
      return words.belowMinimum(warning.minimum.toLocaleString("vi-VN"));
    case "late":
      return words.late(sayDay(warning.due));
    default:
      return words[warning.kind];
  }
}
