import type { Queries } from "../database/database.ts";
import { sayAnswer } from "../intake/show.ts";
import { type Instant, localDate } from "../kit/time.ts";
import type { Officer } from "../people/officers.ts";
import { membersInScope, namedScope } from "../people/officers-scope.ts";
import { firstUseOf } from "../proposals/authors.ts";
import { fullForm } from "../proposals/full-form.ts";
import { deadlinesOf } from "../proposals/life/clocks.ts";
import { daysOff } from "../proposals/life/days-off.ts";
import { sinceOf } from "../proposals/life/find.ts";
import { readRules } from "../proposals/life/rules.ts";
import { actionWords, authorActionWords, lifeTexts } from "../proposals/life/texts.ts";
import { type Action, allowedIn, readState, states, transition } from "../proposals/life/transitions.ts";
import { quickForm } from "../proposals/quick-form.ts";
import type { Proposal, ProposalEvent } from "../proposals/record-types.ts";
import { councilView } from "./council-view.ts";
import type { DeadlineRow, ProposalRecordView } from "./proposal-shapes.ts";
import { texts } from "./texts.ts";

/** Steps an officer takes at once; recognizing and declining are drafted and published instead. */
export const officerActions = [
  "tryOut",
  "giveUpTrial",
  "receive",
  "return",
  "resubmit",
  "accept",
  "takeBack",
  "reopen",
  "withdraw",
] as const satisfies readonly Action[];

/** Whether an officer bound to a unit may see a proposal: it names the unit, or its author belongs there. */
export async function isInScope(
  queries: Queries,
  { unit }: Pick<Officer, "unit">,
  found: Pick<Proposal, "unit" | "memberId">,
): Promise<boolean> {
  const named = await namedScope(queries, unit);
  if (named === undefined || named.isNamedIn(found.unit)) return true;
  return (await membersInScope(queries, unit))?.has(found.memberId) ?? true;
}

/** A proposal as its page shows it. */
export async function proposalView(
  queries: Queries,
  found: Proposal,
  { officer, now }: { officer: Officer; now: Instant },
): Promise<ProposalRecordView> {
  const { state, decision, record } = found;
  return {
    number: found.number,
    version: found.version,
    state,
    stateWords: lifeTexts.stateWords(state),
    next: lifeTexts.next(state, false),
    start: found.start,
    depth: found.depth,
    unit: found.unit,
    recipient: found.recipient,
    filedAt: found.filedAt,
    mergedInto: found.mergedInto,
    authors: found.authors.map(({ name, place, share }) => ({ name, place, share })),
    answers: answersOf(found),
    files: record.files.map(({ name, kind, handle, mediaType }, at) => ({
      ...{ at, name: name ?? kind, isHere: handle.startsWith("blob:") },
      isPicture: kind === "photo" || (mediaType?.startsWith("image/") ?? false),
    })),
    deadlines: await deadlines(queries, found, now),
    timeline: found.events.map(timelineRow),
    actions: actionsIn(found),
    decision: decision && {
      kind: decision.kind,
      reason: decision.reason,
      unit: decision.unit,
      isPublished: decision.publication !== null,
      paperNumber: decision.publication?.paperNumber ?? null,
    },
    council: await councilView(queries, found, officer),
    reviews: found.reviews.map(({ reviewer, due, opinion }) => ({ reviewer, due, opinion })),
    rewards: found.rewards.map(({ id, kind, amount, paidOn, basis }) => ({
      id,
      kind,
      amount,
      paidOn,
      basis,
    })),
    steps: stepsIn(found),
  };
}

function answersOf({ record, depth }: Proposal): ProposalRecordView["answers"] {
  const form = depth === "full" ? fullForm : quickForm;
  return form.fields.flatMap((field) => {
    const answer = record.answers[field.id];
    if (!answer) return [];
    return [
      { label: field.label, text: sayAnswer(field, answer), isUnsure: record.unsure.includes(field.id) },
    ];
  });
}

async function deadlines(queries: Queries, found: Proposal, now: Instant): Promise<DeadlineRow[]> {
  const clocked = {
    ...found,
    since: sinceOf(found),
    firstUse: firstUseOf(found.record),
    reviewsDue: found.reviews.flatMap(({ due, doneAt }) => (doneAt === null ? [due] : [])),
  };
  const rules = await readRules(queries);
  const all = deadlinesOf(clocked, { rules, today: localDate(now), isDayOff: daysOff });
  return all.map(({ kind, ...deadline }) => ({ words: texts.deadlines[kind], ...deadline }));
}

function timelineRow({ kind, by, note, to, at }: ProposalEvent): ProposalRecordView["timeline"][number] {
  const isAuthor = by.startsWith("member:");
  const action = (isAuthor ? authorActionWords[kind] : undefined) ?? wordsOfEvent(kind);
  const words = to === null ? action : `${action} → ${lifeTexts.stateWords(readState(to))}`;
  return { at, words, by: isAuthor ? "tác giả" : by, note };
}

/** Filing leaves the state it led to; officers' steps and drafts have names of their own. */
function wordsOfEvent(kind: string): string {
  if (kind in actionWords) return actionWords[kind as Action];
  if (states.some((state) => state === kind)) return lifeTexts.stateWords(readState(kind));
  return texts.proposalEvents[kind] ?? kind;
}

/** What can be done beside the plain steps, from where a proposal stands. */
function stepsIn({ state, mergedInto }: Proposal): ProposalRecordView["steps"] {
  const may = (action: Action) => mergedInto === null && allowedIn(state).includes(action);
  return {
    mayRefer: may("refer"),
    mayFile: may("file"),
    mayReview: mergedInto === null && (state === "inReview" || state === "council"),
    mayReward: mergedInto === null && state === "recognized",
    mayMerge: mergedInto === null && state !== "recognized" && state !== "declined",
  };
}

function actionsIn({ state, mergedInto }: Proposal): ProposalRecordView["actions"] {
  if (mergedInto !== null) return [];
  const shown = new Set<Action>([...officerActions, "recognize", "decline"]);
  return allowedIn(state)
    .filter((action) => shown.has(action))
    .map((action) => ({
      action,
      words: actionWords[action],
      needsReason: transition(state, action, null).kind === "needsReason",
    }));
}
