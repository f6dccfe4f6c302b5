import type { Queries } from "../../database/database.ts";
import { type Id, newId } from "../../kit/id.ts";
import { type CalendarDate, type Instant, localDate } from "../../kit/time.ts";
import { whoConsents } from "../../people/consent.ts";
import { firstUseOf } from "../authors.ts";
import { knownAuthors } from "../coauthors/invite.ts";
import { readRecord, startOf } from "../record.ts";
import type { Reward } from "../record-types.ts";
import { hold, type NotActed, noteChange } from "./act.ts";
import { addMonths } from "./clocks.ts";
import { findDecision } from "./decide.ts";

/** What an officer records of money that was paid. */
export type Payment = Pick<Reward, "kind" | "amount" | "paidOn" | "basis" | "base" | "yearOfUse">;

/** What makes a payment look too low or too late, in figures; it is recorded all the same. */
export type PaymentWarning =
  | { readonly kind: "belowMinimum"; readonly minimum: number; readonly share: "7%" | "15%" | "5 wages" }
  /** There is no minimum to compare with: profit and minimum wage are not told. */
  | { readonly kind: "minimumUnknown" }
  | { readonly kind: "late"; readonly due: CalendarDate }
  | { readonly kind: "beyondThreeYears" };

/** What a payment is judged by. */
export type Circumstances = {
  /** Whether it rests on an agreement with the investor: then the law sets no minimum. */
  readonly isAgreed: boolean;
  /** Lương tối thiểu chung on the day of payment, in đồng; null when it is not known. */
  readonly minimumWage: number | null;
  readonly firstUse: CalendarDate | null;
  readonly recognizedOn: CalendarDate | null;
};

/**
 * What the law says of a payment, where the investor is an economic organization or a public unit with revenue
 * and there is no agreement (Điều lệ Sáng kiến, Nghị định 13/2012/NĐ-CP): each of the first three years of use
 * at least 7% of that year's profit, paid within a month of the year's end; five times the general minimum wage
 * where the profit cannot be reckoned; at least 15% of the price of each transfer in the three years after
 * recognition.
 */
export function warningsOf(payment: Payment, around: Circumstances): PaymentWarning[] {
  if (payment.kind === "reward" || around.isAgreed) return [];
  return payment.kind === "transfer"
    ? transferWarnings(payment, around)
    : remunerationWarnings(payment, around);
}

function remunerationWarnings(payment: Payment, around: Circumstances): PaymentWarning[] {
  const { amount, base, yearOfUse, paidOn } = payment;
  const low = base !== null ? below(amount, (base * 7) / 100, "7%") : belowWages(amount, around.minimumWage);
  const due =
    yearOfUse !== null && around.firstUse !== null ? addMonths(around.firstUse, 12 * yearOfUse + 1) : null;
  return [...low, ...(due !== null && paidOn > due ? [{ kind: "late", due } as const] : [])];
}

function transferWarnings(payment: Payment, around: Circumstances): PaymentWarning[] {
  const low: PaymentWarning[] =
    payment.base === null
      ? [{ kind: "minimumUnknown" }]
      : below(payment.amount, (payment.base * 15) / 100, "15%");
  const until = around.recognizedOn === null ? null : addMonths(around.recognizedOn, 36);
  return [
    ...low,
    ...(until !== null && payment.paidOn > until ? [{ kind: "beyondThreeYears" } as const] : []),
  ];
}

function belowWages(amount: number, minimumWage: number | null): PaymentWarning[] {
  return minimumWage === null ? [{ kind: "minimumUnknown" }] : below(amount, minimumWage * 5, "5 wages");
}

function below(amount: number, least: number, share: "7%" | "15%" | "5 wages"): PaymentWarning[] {
  const minimum = Math.ceil(least);
  return amount < minimum ? [{ kind: "belowMinimum", minimum, share }] : [];
}

export type Rewarded =
  | { readonly kind: "recorded"; readonly reward: Reward; readonly warnings: readonly PaymentWarning[] }
  | { readonly kind: "notRecognized"; readonly number: string }
  | { readonly kind: "faulty"; readonly what: "amount" | "basis" | "yearOfUse" | "base" }
  | NotActed;

/** Records money paid for a recognized initiative; nothing is paid here. */
export async function recordReward(
  tx: Queries,
  given: Payment & {
    number: string;
    isAgreed: boolean;
    minimumWage: number | null;
    by: string;
    now: Instant;
  },
): Promise<Rewarded> {
  const what = faultOf(given);
  if (what) return { kind: "faulty", what };
  const found = await hold(tx, given.number);
  if (found.kind !== "held") return found;
  const { held } = found;
  if (held.state !== "recognized") return { kind: "notRecognized", number: given.number };
  const { kind, amount, paidOn, base, yearOfUse, by, now } = given;
  const basis = given.basis.trim();
  const id = newId<"reward">();
  const money = { kind, amount, basis, base };
  await tx
    .insertInto("reward")
    .values({
      ...{ id, proposal_id: held.id, ...money, paid_on: paidOn },
      ...{ year_of_use: yearOfUse, recorded_by: by, recorded_at: now },
    })
    .execute();
  await noteChange(tx, held, { kind: `paid-${kind}`, by, note: basis, now });
  const warnings = warningsOf(given, { ...(await around(tx, held.id)), ...given });
  return {
    kind: "recorded",
    reward: { id, ...money, paidOn, yearOfUse, recordedBy: by, recordedAt: now },
    warnings,
  };
}

function faultOf({ amount, basis, yearOfUse, base }: Payment) {
  if (!Number.isSafeInteger(amount) || amount <= 0) return "amount";
  if (basis.trim() === "") return "basis";
  if (yearOfUse !== null && ![1, 2, 3].includes(yearOfUse)) return "yearOfUse";
  return base !== null && (!Number.isSafeInteger(base) || base < 0) ? "base" : undefined;
}

async function around(tx: Queries, proposalId: string) {
  const { answers } = await tx
    .selectFrom("proposal")
    .select("answers")
    .where("id", "=", proposalId)
    .executeTakeFirstOrThrow();
  const decision = await findDecision(tx, proposalId);
  return {
    firstUse: firstUseOf(readRecord(answers))?.to ?? null,
    recognizedOn: decision?.publication ? localDate(decision.publication.publishedAt) : null,
  };
}

/** What was paid for a proposal, oldest first. */
export async function rewardsOf(queries: Queries, proposalId: string): Promise<Reward[]> {
  const rows = await queries
    .selectFrom("reward")
    .selectAll()
    .where("proposal_id", "=", proposalId)
    .orderBy("paid_on")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id as Id<"reward">,
    ...{ kind: row.kind, amount: row.amount, paidOn: row.paid_on, basis: row.basis, base: row.base },
    ...{ yearOfUse: row.year_of_use, recordedBy: row.recorded_by, recordedAt: row.recorded_at },
  }));
}

/** One recognized initiative as it may be praised in public. */
export type Praise = {
  readonly number: string;
  readonly start: string;
  /** The authors who agreed to be named, and how many did not. */
  readonly named: readonly string[];
  readonly unnamed: number;
};

/**
 * What may be said in public of the initiatives recognized in a year. Only authors who agreed to be named are
 * (purpose `publish-name`); a coauthor who never confirmed here could not be asked, and is not named. Whoever marked
 * something confidential is left out altogether until an officer agreed on the words with them.
 */
export async function praiseOf(queries: Queries, year: number): Promise<Praise[]> {
  const rows = await queries
    .selectFrom("proposal")
    .innerJoin("proposal_face", "proposal_face.proposal_id", "proposal.id")
    .select(["proposal.id", "proposal.number", "proposal.answers", "proposal.member_id"])
    .where("proposal.state", "=", "recognized")
    .where("proposal.merged_into", "is", null)
    .where("proposal_face.open_text", "is not", null)
    .where("proposal_face.year", "=", year)
    .orderBy("proposal.number")
    .execute();
  const all: Praise[] = [];
  for (const { id: proposalId, number, answers, member_id: memberId } of rows) {
    const record = readRecord(answers);
    const authors = await knownAuthors(queries, { proposalId, memberId, record });
    const members = authors.flatMap((author) => author.memberId ?? []);
    const agreed = await whoConsents(queries, members, "publish-name");
    const named = authors.filter((author) => author.memberId !== null && agreed.has(author.memberId));
    const unnamed = authors.length - named.length;
    all.push({ number, start: startOf(record.answers), named: named.map(({ name }) => name), unnamed });
  }
  return all;
}
