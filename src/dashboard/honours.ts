import { z } from "zod";
import { addCampaign } from "../campaigns/approve.ts";
import { readCampaign } from "../campaigns/file.ts";
import type { Queries } from "../database/database.ts";
import { addMs, type CalendarDate, localDate } from "../kit/time.ts";
import type { Officer } from "../people/officers.ts";
import {
  type Candidate,
  candidatesOf,
  type NotInRound,
  removeCandidate,
  scoreCandidate,
} from "../proposals/honours/candidates.ts";
import { closeRound, publishRound } from "../proposals/honours/list.ts";
import { praiseOf } from "../proposals/honours/praise.ts";
import { findRound, type HonourRound, listRounds, openRound } from "../proposals/honours/round.ts";
import type { CouncilMember } from "../proposals/record-types.ts";
import type { HonourCandidate, HonourRow, HonourView } from "./honours-shapes.ts";
import { honourTexts as words } from "./honours-texts.ts";
import { line, nothing, paragraphs } from "./read-given.ts";
import { rightsOf } from "./rights.ts";
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

const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const day = z.iso.date();
const newRound = z.object({
  ...{ year: z.number().int().min(2020).max(2100), title: line(200, 3), occasion: line(300, 3) },
  ...{ council: z.string().min(1).max(60), since: day, until: day },
  ...{ least: z.number().min(0).max(100), most: z.number().int().min(1).max(1000) },
});
const onCandidate = z.object({ number: z.string().max(30) });
const sheet = onCandidate.extend({
  points: z.record(z.string().max(60), z.number()),
  comment: paragraphs(2000, 0),
});
const paper = z.object({ paperNumber: line(60), signedOn: day, signer: line(100, 2) });

/** Biểu dương — the yearly rounds: candidates, blind scoring, the list, certificates and praise. */
export const honourRoutes: readonly Route[] = [
  look({
    path: "/honours",
    right: "proposals.see",
    query: nothing,
    async show({ parts: { db }, caller }): Promise<{ rows: HonourRow[] }> {
      // Rounds are the whole federation's.
      return { rows: caller.officer.unit === null ? (await listRounds(db.read)).map(rowOf) : [] };
    },
  }),
  look({
    path: "/honours/:id",
    right: "proposals.see",
    query: nothing,
    async show({ parts: { db }, caller, params }): Promise<HonourView | undefined> {
      const round = caller.officer.unit === null ? await findRound(db.read, params.id ?? "") : undefined;
      return round && viewOf(round, await candidatesOf(db.read, round), caller.officer);
    },
  }),
  change({ path: "/honours", rights: ["proposals.move"], body: newRound, run: ofAll(open) }),
  change({ path: "/honours/:id/score", rights: ["proposals.score"], body: sheet, run: ofAll(scoreOwn) }),
  change({
    path: "/honours/:id/remove",
    rights: ["proposals.move"],
    body: onCandidate.extend({ why: paragraphs(2000) }),
    run: ofAll(remove),
  }),
  change({ path: "/honours/:id/close", rights: ["proposals.move"], body: nothing, run: ofAll(close) }),
  change({ path: "/honours/:id/publish", rights: ["proposals.move"], body: paper, run: ofAll(publish) }),
  change({
    path: "/honours/:id/praise",
    rights: ["proposals.move", "campaigns.draft"],
    body: nothing,
    run: ofAll(praise),
  }),
  file({ path: "/honours/:id/papers/:name", right: "proposals.see", query: nothing, show: onePaper }),
];

/** Rounds are the whole federation's: who is bound to one unit changes nothing of them. */
function ofAll<Given>(run: (tx: Queries, call: Call<Given>) => Promise<Outcome>) {
  return async (tx: Queries, call: Call<Given>): Promise<Outcome> =>
    call.caller.officer.unit === null ? run(tx, call) : refused(403, "forbidden", texts.forbidden);
}

async function remove(tx: Queries, call: Call<{ number: string; why: string }>): Promise<Outcome> {
  const removed = await removeCandidate(tx, { ...on(call), ...call.given });
  return removed.kind === "removed" ? doneTo(call, "removed") : inWords(removed);
}

function rowOf({ id, year, title, status, since, until }: HonourRound): HonourRow {
  return { id, year, title, status, since, until };
}

function viewOf(round: HonourRound, candidates: readonly Candidate[], officer: Officer): HonourView {
  const seat = rightsOf(officer).has("proposals.score") ? seatOf(round, officer) : undefined;
  return {
    ...rowOf(round),
    ...{ occasion: round.occasion, council: round.council.name, rubric: round.council.rubric },
    paper: round.paper,
    hasSeat: seat !== undefined,
    candidates: candidates.map((candidate) => candidateView(round, candidate, seat)),
  };
}

/** The seat with exactly the officer's name; two of the same name are nobody's. */
function seatOf({ council }: HonourRound, { name }: Pick<Officer, "name">): CouncilMember | undefined {
  const same = council.members.filter((seat) => seat.name.normalize("NFC") === name.normalize("NFC"));
  return same.length === 1 ? same[0] : undefined;
}

function candidateView(
  { status }: HonourRound,
  { number, start, unit, authors, tally, conflicts, ...rest }: Candidate,
  seat: CouncilMember | undefined,
): HonourCandidate {
  const mine = tally.counted.find(({ councilMemberId }) => councilMemberId === seat?.id);
  return {
    ...{ number, start, unit, authors: authors.map(({ name }) => name).join(", ") },
    ...{ status: rest.status, place: rest.place, why: rest.why },
    ...{ scored: tally.counted.length, needed: tally.needed, mean: status === "open" ? null : tally.mean },
    mine: mine?.points ?? null,
    conflict: conflicts.find(({ councilMemberId }) => councilMemberId === seat?.id)?.why ?? null,
  };
}

function on({ params, caller, now }: Call<unknown>) {
  return { round: params.id ?? "", by: caller.officer.name, now };
}

function doneTo({ params }: Call<unknown>, what: string, answer: object = {}): Outcome {
  return done(answer, { action: `honours.${what}`, subject: `honours:${params.id}`, detail: {} });
}

async function open(tx: Queries, { caller, given, now }: Call<z.output<typeof newRound>>): Promise<Outcome> {
  const opened = await openRound(tx, given, { by: caller.officer.name, now });
  if (opened.kind === "faulty") return refused(400, "faulty", words.faulty);
  const { id } = opened.round;
  return done({ id }, { action: "honours.opened", subject: `honours:${id}`, detail: {} });
}

async function scoreOwn(tx: Queries, call: Call<z.output<typeof sheet>>): Promise<Outcome> {
  const round = await findRound(tx, call.params.id ?? "");
  if (!round) return refused(404, "missing", words.noRound);
  const seat = seatOf(round, call.caller.officer);
  if (!seat) return refused(403, "no-seat", texts.noSeat);
  const scored = await scoreCandidate(tx, { ...on(call), ...call.given, member: seat.id });
  return scored.kind === "scored" ? doneTo(call, "scored") : inWords(scored);
}

async function close(tx: Queries, call: Call<unknown>): Promise<Outcome> {
  const closed = await closeRound(tx, on(call));
  if (closed.kind === "closed") return doneTo(call, "closed");
  if (closed.kind === "noQuorum") return refused(409, "no-quorum", words.noQuorum(closed.numbers));
  return closed.kind === "empty" ? refused(409, "empty", words.empty) : inWords(closed);
}

async function publish(tx: Queries, call: Call<z.output<typeof paper>>): Promise<Outcome> {
  const { signedOn, ...given } = call.given;
  const published = await publishRound(tx, { ...on(call), ...given, signedOn: signedOn as CalendarDate });
  if (published.kind === "published") return doneTo(call, "published", { told: published.told });
  if (published.kind === "noRound") return refused(404, "missing", words.noRound);
  return published.kind === "paper"
    ? refused(400, "paper", words.paper)
    : refused(409, "not-closed", words.notClosed);
}

/** A draft for the page of communications: it still has to be read, timed and approved there. */
async function praise(tx: Queries, call: Call<unknown>): Promise<Outcome> {
  const { parts, caller, now } = call;
  const round = await findRound(tx, call.params.id ?? "");
  const draft = round && (await praiseOf(tx, round));
  if (!draft) return refused(409, "not-published", words.notPublished);
  const tomorrow = localDate(addMs(now, 24 * 3_600_000));
  const front = [
    `title: ${JSON.stringify(draft.title)}`,
    "audience: all",
    `at: "${tomorrow} 08:00"`,
    "sources: [kh-360#II.3.4]",
  ];
  const text = `---\n${front.join("\n")}\n---\n${draft.text}\n`;
  const read = readCampaign(text, { now, limits: new Map(), library: parts.library() });
  if (read.kind !== "plan") return refused(409, "faulty", words.praiseFaulty);
  const campaign = await addCampaign(tx, read.plan, {
    by: caller.officer.name,
    now,
    officer: caller.officer,
  });
  return doneTo(call, "praised", { campaign, named: draft.named });
}

/** `list`, or the certificate of one number. */
async function onePaper(call: Call<unknown>): Promise<FileAnswer | undefined> {
  const { parts, caller, params } = call;
  const round = caller.officer.unit === null ? await findRound(parts.db.read, params.id ?? "") : undefined;
  if (!round) return undefined;
  const { honourPaper } = await import("../proposals/honours/papers.ts");
  const issuer = { organization: parts.organization, place: "" };
  const made = await honourPaper(parts.db.read, round, { ...issuer, name: params.name ?? "" });
  return made && { name: made.fileName, mediaType: docx, bytes: made.bytes };
}

function inWords(not: NotInRound): Outcome {
  switch (not.kind) {
    case "noRound":
      return refused(404, "missing", words.noRound);
    case "notOpen":
      return refused(409, "not-open", words.notOpen);
    case "noCandidate":
      return refused(404, "missing", words.noCandidate(not.number));
    case "noMember":
      return refused(403, "no-seat", texts.noSeat);
    case "conflicted":
      return refused(409, "conflicted", words.conflicted(not.why));
    case "needsReason":
      return { ...refused(400, "invalid", texts.badFields), fields: { why: words.needsReason } };
    case "points": {
      const { fault } = not;
      const points = fault.kind === "outOfRange" ? words.outOfRange(fault.most) : words.absentPoints;
      return { ...refused(400, "invalid", texts.badFields), fields: { points } };
    }
  }
}
