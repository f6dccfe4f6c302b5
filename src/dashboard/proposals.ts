import { z } from "zod";
import type { Queries } from "../database/database.ts";
import type { CalendarDate } from "../kit/time.ts";
import { type NamedScope, namedScope } from "../people/officers-scope.ts";
import { headingOf } from "../proposals/finding/counts.ts";
import { type Filter, listProposals, type Page, type Row } from "../proposals/finding/list.ts";
import { act } from "../proposals/life/act.ts";
import { draftDecision, dropDraft, listDrafts, publish } from "../proposals/life/decide.ts";
import { findProposal } from "../proposals/life/find.ts";
import { lifeTexts } from "../proposals/life/texts.ts";
import { states } from "../proposals/life/transitions.ts";
import type { ProposalList } from "./proposal-shapes.ts";
import { inWords, moved, onProposal } from "./proposal-steps.ts";
import { isInScope, officerActions, proposalView } from "./proposal-view.ts";
import { count, line, nothing, paragraphs } from "./read-given.ts";
import { type Call, change, done, look, type Outcome, type Route, refused } from "./routes.ts";
import { texts } from "./texts.ts";

const pageSize = 50;
const mostUnderHeading = 500;
const version = z.number().int();
const reason = paragraphs(2000, 0);

/** Sáng kiến — filed proposals: finding them, moving them on, deciding together. */
export const proposalRoutes: readonly Route[] = [
  look({
    path: "/proposals",
    right: "proposals.see",
    query: z.object({
      state: z.enum(states).optional(),
      heading: z
        .enum(["ideas", "unclear", "filed", "valid", "recognized", "declined", "withdrawn"])
        .optional(),
      year: count(2000, 2200).optional(),
      unit: z.string().max(100).optional(),
      text: z.string().max(200).optional(),
      page: count(1, 10_000).default(1),
    }),
    show: list,
  }),
  look({
    path: "/proposals/:number",
    right: "proposals.see",
    query: nothing,
    async show({ parts, caller, params, now }) {
      const found = await findProposal(parts.db.read, params.number ?? "");
      if (!found || !(await isInScope(parts.db.read, caller.officer, found))) return undefined;
      return proposalView(parts.db.read, found, { officer: caller.officer, now });
    },
  }),
  change({
    path: "/proposals/:number/act",
    rights: ["proposals.move"],
    body: z.object({ version, action: z.enum(officerActions), reason }),
    run: (tx, call) =>
      onProposal(tx, call, async (number) => {
        const { action, version: seen, reason: why } = call.given;
        const { officer } = call.caller;
        const acted = await act(tx, {
          number,
          version: seen,
          action,
          by: officer.name,
          reason: why || null,
          now: call.now,
        });
        return acted.kind === "done"
          ? moved(number, action, { state: acted.held.state })
          : inWords(tx, acted, call);
      }),
  }),
  change({
    path: "/proposals/:number/decision",
    rights: ["proposals.move"],
    body: z.object({ version, kind: z.enum(["recognize", "decline"]), reason, unit: line(200) }),
    run: (tx, call) =>
      onProposal(tx, call, async (number) => {
        const given = { ...call.given, number, by: call.caller.officer.name, now: call.now };
        const drafted = await draftDecision(tx, given);
        return drafted.kind === "drafted"
          ? moved(number, `drafted-${call.given.kind}`, {})
          : inWords(tx, drafted, call);
      }),
  }),
  change({
    path: "/proposals/:number/decision/drop",
    rights: ["proposals.move"],
    body: nothing,
    run: (tx, call) =>
      onProposal(tx, call, async (number) => {
        const dropped = await dropDraft(tx, { number, by: call.caller.officer.name, now: call.now });
        if (dropped.kind === "noDraft") return refused(409, "no-draft", texts.noDraft);
        return dropped.kind === "dropped" ? moved(number, "draft-dropped", {}) : inWords(tx, dropped, call);
      }),
  }),
  change({
    path: "/decisions/publish",
    rights: ["proposals.move"],
    body: z.object({
      numbers: z.array(z.string().max(20)).min(1).max(200),
      paperNumber: line(60),
      signedOn: z.iso.date(),
      signer: line(100),
    }),
    run: publishAll,
  }),
];

async function list({
  parts,
  caller,
  given,
}: Call<Filter & { page: number; heading?: string | undefined }>): Promise<ProposalList> {
  const { db } = parts;
  const scope = await namedScope(db.read, caller.officer.unit);
  const { rows, total, pages } = await pageOf(db.read, given, scope);
  const drafts = scope === undefined ? await listDrafts(db.read) : [];
  return {
    rows: rows.map((row) => ({ ...row, stateWords: lifeTexts.stateWords(row.state) })),
    total,
    pages,
    states: states.map((state) => ({ state, words: lifeTexts.stateWords(state) })),
    drafts: drafts.map(({ number, decision: { kind, unit } }) => ({ number, kind, unit })),
  };
}

/** One page of what an officer may see; of one unit, every row that holds its name is looked at again, word by word. */
async function pageOf(
  queries: Queries,
  given: Filter & { page: number; heading?: string | undefined },
  scope: NamedScope | undefined,
): Promise<Page> {
  const filter = scope === undefined ? given : { ...given, unitNames: scope.names };
  if (given.heading === undefined && scope === undefined)
    return listProposals(queries, { ...filter, size: pageSize });
  const found = given.heading
    ? await listHeading(queries, given.heading, filter)
    : await listProposals(queries, { ...filter, page: 1, size: mostUnderHeading });
  if (scope === undefined) return found;
  const seen = found.rows.filter(({ unit }) => scope.isNamedIn(unit));
  const from = given.heading ? 0 : (given.page - 1) * pageSize;
  const rows = given.heading ? seen : seen.slice(from, from + pageSize);
  return { rows, total: seen.length, pages: given.heading ? 1 : Math.ceil(seen.length / pageSize) };
}

/** The rows one figure counts: those of all states under its heading, merged ones left out as the figure does. */
async function listHeading(queries: Queries, heading: string, filter: Filter): Promise<Page> {
  const under = states.filter((state) => headingOf(state) === heading);
  const found: Row[] = [];
  for (const state of under) {
    const { rows } = await listProposals(queries, { ...filter, state, page: 1, size: mostUnderHeading });
    found.push(...rows.filter(({ mergedInto }) => mergedInto === null));
  }
  const rows = found.toSorted((a, b) => Number(a.filedAt < b.filedAt) - Number(a.filedAt > b.filedAt));
  return { rows, total: rows.length, pages: 1 };
}

type Publishing = { numbers: string[]; paperNumber: string; signedOn: string; signer: string };

async function publishAll(tx: Queries, { caller, given, now }: Call<Publishing>): Promise<Outcome> {
  const { numbers, paperNumber, signer } = given;
  const signedOn = given.signedOn as CalendarDate;
  const by = caller.officer.name;
  const result = await publish(tx, { numbers, paperNumber, signedOn, signer, by, now }).catch(blocked);
  if (result.kind === "nothing") return refused(409, "nothing", texts.nothingToPublish);
  if (result.kind === "manyUnits")
    return refused(409, "many-units", texts.manyUnits(result.units.join(", ")));
  if (result.kind === "blocked") return refused(409, result.why.kind, texts.proposalStale);
  return done(
    { numbers: result.numbers },
    {
      action: "decisions.published",
      subject: `publication:${result.publication.id}`,
      detail: { count: result.numbers.length },
    },
  );
}

/** One that moved on since its decision was drafted undoes them all; it comes as an error that says why. */
function blocked(error: unknown): { kind: "blocked"; why: { kind: string } } {
  if (!(error instanceof Error) || !("why" in error)) throw error;
  return { kind: "blocked", why: error.why as { kind: string } };
}
