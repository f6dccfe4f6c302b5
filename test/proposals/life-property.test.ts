import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Id } from "../../src/kit/id.ts";
import { instant } from "../../src/kit/time.ts";
import { conflictsOf } from "../../src/proposals/council/conflicts.ts";
import { defaultRubric } from "../../src/proposals/council/rubric.ts";
import { referToCouncil } from "../../src/proposals/council/score.ts";
import { formCouncil } from "../../src/proposals/council/seats.ts";
import { tallyOf, totalOf } from "../../src/proposals/council/tally.ts";
import { countProposals, headingOf } from "../../src/proposals/finding/counts.ts";
import { leadsTo, mergeProposals, unmergeProposal } from "../../src/proposals/finding/merge.ts";
import { type Action, allowedIn, states, transition } from "../../src/proposals/life/transitions.ts";
import type { CouncilMember, ProposalState, ScoreSheet } from "../../src/proposals/record-types.ts";
import { openTestDatabase, type TestDatabase } from "../support/databases.ts";
import { createOffice, type Office } from "./office.ts";

const actions = [...new Set(states.flatMap(allowedIn))];
const anyAction = fc.constantFrom(...actions);

describe("any order of actions", () => {
  test("reaches recognition only over acceptance of what was filed as applied or tried", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<ProposalState>("idea", "unclear", "filed"),
        fc.array(anyAction),
        (start, steps) => {
          let state = start;
          const done: Action[] = [];
          for (const action of steps) {
            const next = transition(state, action, "lý do");
            if (next.kind !== "to") continue;
            state = next.state;
            done.push(action);
          }
          if (state !== "recognized") return true;
          const accepted = done.indexOf("accept");
          return (
            accepted >= 0 &&
            (start === "filed" || done.slice(0, accepted).includes("file") || done.includes("reopen"))
          );
        },
      ),
    );
  });

  test("a refusal names exactly the actions that would be taken", () => {
    fc.assert(
      fc.property(fc.constantFrom(...states), anyAction, (state, action) => {
        const next = transition(state, action, "lý do");
        expect(next.kind === "to").toBe(allowedIn(state).includes(action));
      }),
    );
  });
});

const members: CouncilMember[] = Array.from({ length: 9 }, (_, seat) => ({
  ...{ id: `m${seat}` as Id<"councilMember">, name: `Thành viên ${seat}`, unit: "", title: "" },
  ...{ role: "member", memberId: null },
}));
const anySheet = (seat: number) =>
  fc.record({ novelty: fc.nat(40), applied: fc.nat(30), benefit: fc.nat(30) }).map(
    (points): ScoreSheet => ({
      ...{ councilMemberId: `m${seat}`, points, comment: "" },
      at: instant("2026-11-23T03:00:00Z"),
    }),
  );
const anySheets = fc
  .subarray(members.map((_, seat) => seat))
  .chain((seats) => fc.tuple(...seats.map(anySheet)));
const anyExcluded = fc.subarray(members.map(({ id }) => id as string));

describe("an excluded score", () => {
  const tally = (sheets: readonly ScoreSheet[], excluded: readonly string[], quorum = 2 / 3) => {
    const said = excluded.map((councilMemberId) => ({
      councilMemberId,
      kind: "declared" as const,
      why: "x",
    }));
    const conflicts = conflictsOf({ members, authors: [], units: [], excludesSameUnit: false, said });
    return tallyOf({ members, rubric: defaultRubric, quorum, conflicts, sheets });
  };

  test("never counts: the tally is the one without it", () => {
    fc.assert(
      fc.property(anySheets, anyExcluded, (sheets, excluded) => {
        const kept = sheets.filter(({ councilMemberId }) => !excluded.includes(councilMemberId));
        expect(tally(sheets, excluded)).toEqual(tally(kept, excluded));
      }),
    );
  });

  test("leaves a mean between the least and the most counted total, a quorum of those entitled, nobody lost", () => {
    fc.assert(
      fc.property(anySheets, anyExcluded, fc.integer({ min: 50, max: 100 }), (sheets, excluded, percent) => {
        const { counted, missing, entitled, needed, hasQuorum, mean } = tally(
          sheets,
          excluded,
          percent / 100,
        );
        expect(counted.length + missing.length).toBe(entitled);
        expect(entitled).toBe(members.length - excluded.length);
        expect(needed).toBeGreaterThanOrEqual(2);
        expect(hasQuorum).toBe(counted.length >= needed);
        const totals = counted.map(({ points }) => totalOf(defaultRubric, points));
        expect(mean === null).toBe(totals.length === 0);
        if (mean === null) return;
        expect(mean).toBeGreaterThanOrEqual(Math.min(...totals) - 1e-9);
        expect(mean).toBeLessThanOrEqual(Math.max(...totals) + 1e-9);
      }),
    );
  });
});

type Step =
  | { readonly kind: "act"; readonly which: number; readonly action: Action }
  | { readonly kind: "merge"; readonly which: number; readonly into: number }
  | { readonly kind: "unmerge"; readonly which: number };
const council = { name: "Hội đồng sáng kiến", unit: "Công ty", members: [{ name: "Pao" }, { name: "Mỷ" }] };
const which = fc.nat(3);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("act"), which, action: anyAction }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("merge"), which, into: which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("unmerge"), which }) },
);

describe("officers who do anything in any order", () => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await openTestDatabase();
  });
  afterAll(() => opened.close());

  test("never mix the counts, lose a number, or move what is merged", { timeout: 60_000 }, async () => {
    const office = createOffice(opened.db);
    const { memberId } = await office.author("mai");
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 14 }), async (steps) => {
        const starts = ["idea", "unclear", "filed", "filed"] as const;
        const numbers: string[] = [];
        for (const state of starts) numbers.push(await office.file(memberId, state));
        for (const step of steps) await take(office, numbers, step);
        await holdTogether(office, numbers);
      }),
      { numRuns: 25 },
    );
  });

  async function take(office: Office, numbers: readonly string[], step: Step): Promise<void> {
    const number = numbers[step.which] ?? "";
    const before = await office.find(number);
    const by = { why: "lý do", by: "Cán bộ", now: office.clock() };
    if (step.kind === "unmerge") await opened.db.transact((tx) => unmergeProposal(tx, { number, ...by }));
    else if (step.kind === "merge") {
      const into = numbers[step.into] ?? "";
      await opened.db.transact((tx) => mergeProposals(tx, { from: number, into, ...by }));
    } else if (step.action === "recognize" || step.action === "decline") {
      await office.draft(number, step.action);
      await office.publish([number]);
    } else if (step.action === "refer") {
      await opened.db.transact(async (tx) => {
        const formed = await formCouncil(tx, council, { by: "Cán bộ", now: office.clock() });
        if (formed.kind !== "formed") throw new Error(formed.why);
        const councilId = formed.council.id;
        await referToCouncil(tx, { number, councilId, version: null, by: "Cán bộ", now: office.clock() });
      });
    } else await office.act(number, step.action);
    const after = await office.find(number);
    expect(after.version).toBeGreaterThanOrEqual(before.version);
    if (before.mergedInto !== null) expect(after.state).toBe(before.state);
  }

  async function holdTogether(office: Office, numbers: readonly string[]): Promise<void> {
    const counts = await countProposals(opened.db.read);
    const { drafts, ...filed } = counts;
    const rows = await opened.db.read.selectFrom("proposal").select(["state", "merged_into"]).execute();
    expect(Object.values(filed).reduce((sum, n) => sum + n, 0)).toBe(rows.length);
    expect(drafts).toBe(0);
    const standing = rows.filter((row) => row.merged_into === null);
    for (const heading of ["ideas", "filed", "valid", "recognized"] as const) {
      const own = standing.filter(({ state }) => headingOf(state as ProposalState) === heading);
      expect(counts[heading]).toBe(own.length);
    }
    for (const number of numbers) {
      const survivor = await office.find((await leadsTo(opened.db.read, number)) ?? "");
      expect(survivor.mergedInto).toBeNull();
      const { state, events, decision } = await office.find(number);
      const moves = events.filter(({ to }) => to !== null);
      expect(moves.at(-1)?.to ?? state).toBe(state);
      if (state === "recognized") expect(decision?.publication).not.toBeNull();
    }
  }
});
