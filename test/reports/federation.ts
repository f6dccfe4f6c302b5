import type { Queries } from "../../src/database/database.ts";
import type { Instant } from "../../src/kit/time.ts";
import { instant } from "../../src/kit/time.ts";
import type { UnitLevel } from "../../src/people/units.ts";

/** A union body as a test tells it. */
export type ToldUnit = {
  readonly code: string;
  readonly name: string;
  readonly level?: UnitLevel;
  readonly parent?: string;
  readonly from?: string;
  readonly to?: string;
  readonly successors?: readonly string[];
  readonly oldNames?: readonly string[];
};

/** What happened, one entry a row of some table. `member` is the index of a member. */
export type Told = {
  readonly units?: readonly ToldUnit[];
  /** Of each member the code of their unit, or null. */
  readonly members?: readonly (string | null)[];
  readonly proposals?: readonly ToldProposal[];
  readonly asked?: readonly {
    readonly member: number;
    readonly at: string;
    readonly kind: string;
    readonly cited?: string;
  }[];
  readonly cases?: readonly {
    readonly member: number;
    readonly at: string;
    readonly answeredAt?: string;
    readonly dueAt?: string;
  }[];
  readonly sent?: readonly {
    readonly member: number;
    readonly at: string;
    readonly status?: "sent" | "refused" | "uncertain";
  }[];
};

export type ToldProposal = {
  readonly member: number;
  readonly state: string;
  readonly filedAt: string;
  readonly unit?: string;
  readonly title?: string;
  readonly acceptedAt?: string;
  /** The day the decision was signed. */
  readonly decidedOn?: string;
  readonly reward?: number;
  readonly answers?: unknown;
};

export const memberId = (index: number) => `member-${index}`;
const pieces = 400;

async function insertAll<Row>(
  rows: readonly Row[],
  insert: (part: Row[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += pieces) await insert(rows.slice(from, from + pieces));
}

/** Puts a federation's past into an empty database. */
export async function tell(tx: Queries, told: Told): Promise<void> {
  await tellUnits(tx, told.units ?? []);
  const at = instant("2020-01-01T00:00:00Z");
  const members = (told.members ?? []).map((unit, index) => ({
    ...{ id: memberId(index), display_name: null, created_at: at, unit_id: unit && `unit-${unit}` },
  }));
  await insertAll(members, (part) => tx.insertInto("member").values(part).execute());
  await tellProposals(tx, told.proposals ?? []);
  await tellTalk(tx, told);
}

async function tellUnits(tx: Queries, units: readonly ToldUnit[]): Promise<void> {
  const at = instant("2020-01-01T00:00:00Z");
  const rows = units.map(({ code, name, level = "grassroots", parent, from, to }) => ({
    ...{ id: `unit-${code}`, code, name, level, parent_id: parent ? `unit-${parent}` : null },
    ...{ valid_from: (from ?? null) as never, valid_to: (to ?? null) as never },
    ...{ source: null, confirmed_by: null, created_at: at, updated_at: at },
  }));
  await insertAll(rows, (part) => tx.insertInto("unit").values(part).execute());
  const successors = units.flatMap(({ code, successors: next = [] }) =>
    next.map((to) => ({ unit_id: `unit-${code}`, successor_id: `unit-${to}` })),
  );
  await insertAll(successors, (part) => tx.insertInto("unit_successor").values(part).execute());
  const names = units.flatMap(({ code, oldNames = [] }) =>
    oldNames.map((name) => ({ unit_id: `unit-${code}`, name })),
  );
  await insertAll(names, (part) => tx.insertInto("unit_old_name").values(part).execute());
}

async function tellProposals(tx: Queries, proposals: readonly ToldProposal[]): Promise<void> {
  const rows = proposals.map((one, index) => ({
    ...{ id: `p-${index}`, number: numberOf(index), member_id: memberId(one.member), draft_id: `d-${index}` },
    ...{ depth: "quick" as const, state: one.state, answers: JSON.stringify(one.answers ?? {}) },
    ...{ filed_at: instant(one.filedAt), updated_at: instant(one.filedAt), merged_into: null },
    ...{ accepted_at: one.acceptedAt ? instant(one.acceptedAt) : null },
  }));
  await insertAll(rows, (part) => tx.insertInto("proposal").values(part).execute());
  const faces = proposals.map((one, index) => ({
    ...{
      proposal_id: `p-${index}`,
      year: 2026,
      title: one.title ?? `Sáng kiến ${index}`,
      author: "",
      field: "",
    },
    ...{ unit: one.unit ?? "", unit_key: "", field_key: "", search: "", open_text: null },
    ...{ used_from: null, used_to: null },
  }));
  await insertAll(faces, (part) => tx.insertInto("proposal_face").values(part).execute());
  const decided = proposals.flatMap((one, index) =>
    one.decidedOn ? [{ one, index, on: one.decidedOn }] : [],
  );
  const papers = decided.map(({ index, on }) => ({
    ...{ id: `paper-${index}`, paper_number: "1/QĐ", signed_on: on as never, signer: "", unit: "" },
    ...{ published_by: "", published_at: instant(`${on}T08:00:00Z`) },
  }));
  await insertAll(papers, (part) => tx.insertInto("decision_paper").values(part).execute());
  const decisions = decided.map(({ one, index, on }) => ({
    ...{ id: `dec-${index}`, proposal_id: `p-${index}`, reason: "", unit: "", drafted_by: "" },
    ...{ kind: one.state === "declined" ? ("decline" as const) : ("recognize" as const) },
    ...{ drafted_at: instant(`${on}T08:00:00Z`), publication_id: `paper-${index}` },
  }));
  await insertAll(decisions, (part) => tx.insertInto("decision").values(part).execute());
  const rewards = decided.flatMap(({ one, index, on }) =>
    one.reward
      ? [
          {
            ...{
              id: `r-${index}`,
              proposal_id: `p-${index}`,
              kind: "reward" as const,
              amount: one.reward,
              paid_on: on as never,
            },
            ...{
              basis: "",
              base: null,
              year_of_use: null,
              recorded_by: "",
              recorded_at: instant(`${on}T08:00:00Z`),
            },
          },
        ]
      : [],
  );
  await insertAll(rewards, (part) => tx.insertInto("reward").values(part).execute());
}

export function numberOf(index: number): string {
  return `SK-2026-${String(index).padStart(4, "0")}`;
}

async function tellTalk(tx: Queries, told: Told): Promise<void> {
  const asked = (told.asked ?? []).map(({ member, at, kind, cited }) => ({
    ...{ member_id: memberId(member), inbound_seq: null, question: "", kind, at: instant(at) },
    cited: JSON.stringify(cited ? [cited] : []),
  }));
  await insertAll(asked, (part) => tx.insertInto("asked").values(part).execute());
  const cases = (told.cases ?? []).map(({ member, at, answeredAt, dueAt }, index) => ({
    ...{ id: `c-${index}`, number: index + 1, member_id: memberId(member), question: "", nearest: "[]" },
    ...{ status: answeredAt ? ("answered" as const) : ("open" as const), opened_at: instant(at) },
    ...{ due_at: instant(dueAt ?? "2030-01-01T00:00:00Z"), answer: null },
    answered_at: answeredAt ? instant(answeredAt) : null,
    ...{ channel: null, address_id: null, assigned_to: null, answered_by: null, waiting_since: null },
  }));
  await insertAll(cases, (part) => tx.insertInto("officer_case").values(part).execute());
  const sent = (told.sent ?? []).map(({ member, at, status = "sent" }, index) => {
    const when: Instant = instant(at);
    return {
      ...{
        member_id: memberId(member),
        channel: "telegram",
        address_id: `a-${index}`,
        run_id: `run-${index}`,
      },
      ...{ inbound_seq: null, content: null, status, not_before: when, expires_at: null, claimed_by: null },
      ...{ claimed_at: null, attempts: 1, external_id: null, why: null, code: null, created_at: when },
      ...{ settled_at: when, wrote_at: null },
    };
  });
  await insertAll(sent, (part) => tx.insertInto("delivery").values(part).execute());
}
