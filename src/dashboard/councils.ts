import { z } from "zod";
import type { Queries } from "../database/database.ts";
import { findItem } from "../proposals/council/item.ts";
import { rewordConclusion } from "../proposals/council/minutes.ts";
import { closeScoring, referToCouncil, sayConflict, score } from "../proposals/council/score.ts";
import { formCouncil, listCouncils } from "../proposals/council/seats.ts";
import { findProposal } from "../proposals/life/find.ts";
import { ownSeat } from "./council-view.ts";
import type { CouncilRow } from "./proposal-shapes.ts";
import { inWords, moved, onProposal } from "./proposal-steps.ts";
import { line, nothing, paragraphs } from "./read-given.ts";
import { type Call, change, done, look, type Outcome, type Route, refused } from "./routes.ts";
import { texts } from "./texts.ts";

const reason = paragraphs(2000);
const seat = z.object({
  name: line(100, 2),
  unit: line(200, 0),
  title: line(100, 0),
  role: z.enum(["chair", "secretary", "member"]),
});
const newCouncil = z.object({
  name: line(200, 3),
  unit: line(200, 2),
  basis: line(200, 0),
  excludesSameUnit: z.boolean(),
  members: z.array(seat).max(50),
});
const sheet = z.object({ points: z.record(z.string().max(60), z.number()), comment: paragraphs(2000, 0) });

/** Hội đồng sáng kiến — forming a council, scoring blind, conflicts of interest, closing, minutes. */
export const councilRoutes: readonly Route[] = [
  look({
    path: "/councils",
    right: "proposals.move",
    query: nothing,
    async show({ parts: { db } }): Promise<{ rows: CouncilRow[] }> {
      const all = await listCouncils(db.read);
      return {
        rows: all.map(({ id, name, unit, basis, members }) => ({
          ...{ id, name, unit, basis },
          members: members.map(({ name: seated, role }) => ({ name: seated, role })),
        })),
      };
    },
  }),
  change({ path: "/councils", rights: ["proposals.move"], body: newCouncil, run: form }),
  change({
    path: "/proposals/:number/refer",
    rights: ["proposals.move"],
    body: z.object({ version: z.number().int(), councilId: z.string().max(60) }),
    run: (tx, call) =>
      onProposal(tx, call, async (number) => {
        const given = { ...call.given, number, by: call.caller.officer.name, now: call.now };
        const referred = await referToCouncil(tx, given);
        return referred.kind === "done" ? moved(number, "referred", {}) : inWords(tx, referred, call);
      }),
  }),
  change({ path: "/proposals/:number/score", rights: ["proposals.score"], body: sheet, run: scoreOwn }),
  change({
    path: "/proposals/:number/recuse",
    rights: ["proposals.score"],
    body: z.object({ why: reason }),
    run: (tx, call) =>
      onOwnSeat(tx, call, (number, member) => conflict(tx, call, { number, member, kind: "declared" })),
  }),
  change({
    path: "/proposals/:number/conflict",
    rights: ["proposals.move"],
    body: z.object({ member: z.string().max(60), kind: z.enum(["declared", "cleared"]), why: reason }),
    run: (tx, call) => onProposal(tx, call, (number) => conflict(tx, call, { ...call.given, number })),
  }),
  change({
    path: "/proposals/:number/close",
    rights: ["proposals.move"],
    body: nothing,
    run: (tx, call) =>
      onProposal(tx, call, async (number) => {
        const closed = await closeScoring(tx, { number, by: call.caller.officer.name, now: call.now });
        return closed.kind === "closedNow" ? moved(number, "closed", {}) : inWords(tx, closed, call);
      }),
  }),
  change({
    path: "/proposals/:number/conclusion",
    rights: ["proposals.move"],
    body: z.object({ conclusion: paragraphs(4000) }),
    run: (tx, call) =>
      onProposal(tx, call, async (number) => {
        const given = { ...call.given, number, by: call.caller.officer.name, now: call.now };
        const reworded = await rewordConclusion(tx, given);
        return reworded.kind === "reworded" ? moved(number, "minutes", {}) : inWords(tx, reworded, call);
      }),
  }),
];

async function form(
  tx: Queries,
  { caller, given, now }: Call<z.output<typeof newCouncil>>,
): Promise<Outcome> {
  const fault = membersFault(given.members);
  if (fault) return { ...refused(400, "invalid", texts.badFields), fields: { members: fault } };
  const formed = await formCouncil(tx, given, { by: caller.officer.name, now });
  if (formed.kind === "faulty") return refused(400, "faulty", texts.councilFaulty(formed.why));
  const { id } = formed.council;
  const warnings = formed.warnings.map((warning) => texts.councilWarnings[warning]);
  return done({ id, warnings }, { action: "council.formed", subject: `council:${id}`, detail: {} });
}

/** What the council's own rules refuse, in an officer's words. */
function membersFault(members: readonly z.output<typeof seat>[]): string | undefined {
  if (members.length < 2) return texts.councilTooSmall;
  const keys = new Set(members.map(({ name, unit }) => `${name}|${unit}`.toLocaleLowerCase("vi")));
  if (keys.size < members.length) return texts.councilTwice;
  return members.filter(({ role }) => role === "chair").length > 1 ? texts.councilChairs : undefined;
}

function scoreOwn(tx: Queries, call: Call<z.output<typeof sheet>>): Promise<Outcome> {
  return onOwnSeat(tx, call, async (number, member) => {
    const given = { ...call.given, number, member, by: call.caller.officer.name, now: call.now };
    const scored = await score(tx, given);
    return scored.kind === "scored" ? moved(number, "scored", {}) : inWords(tx, scored, call);
  });
}

/** Runs `work` with the seat of whoever asks; nobody fills in another's sheet. */
function onOwnSeat(
  tx: Queries,
  call: Call<unknown>,
  work: (number: string, seatId: string) => Promise<Outcome>,
): Promise<Outcome> {
  return onProposal(tx, call, async (number) => {
    const found = await findProposal(tx, number);
    const item = found && (await findItem(tx, found.id));
    if (!item) return inWords(tx, { kind: "notBeforeCouncil", number }, call);
    const own = ownSeat(item, call.caller.officer);
    return own ? work(number, own.id) : refused(403, "no-seat", texts.noSeat);
  });
}

async function conflict(
  tx: Queries,
  call: Call<{ why: string }>,
  given: { number: string; member: string; kind: "declared" | "cleared" },
): Promise<Outcome> {
  const { officer } = call.caller;
  const said = await sayConflict(tx, { ...given, why: call.given.why, by: officer.name, now: call.now });
  return said.kind === "said"
    ? moved(given.number, `conflict-${given.kind}`, { member: given.member })
    : inWords(tx, said, call);
}
