import { shorten } from "../intake/show.ts";
import { type CalendarDate, type Instant, instant, localDate, localTime, sayDate } from "../kit/time.ts";
import type { PaperFields } from "../papers/fields.ts";
import type { PaperKind } from "../papers/kinds.ts";
import { sayDay, sayMoney, sayNumber, showNumber } from "../papers/words.ts";
import type { Item } from "./council/item.ts";
import { defaultRubric } from "./council/rubric.ts";
import { totalOf } from "./council/tally.ts";
import { sayAuthors, type Told, toldOf } from "./papers-answers.ts";
import type { Dossier } from "./papers-source.ts";
import { paperTexts, sayReward } from "./papers-texts.ts";
import type { CouncilMember, Review, ScoreSheet } from "./record-types.ts";
import { texts } from "./texts.ts";

/** What a paper needs beside the dossier. */
export type PaperContext = {
  readonly kind: PaperKind;
  /** The reviewer or the member of the council a sheet is of; null for any other paper, and for a blank sheet. */
  readonly person: string | null;
  /** Where the paper is signed, as it stands before the day; "" leaves dots. */
  readonly place: string;
  /** Where members write to, shown on the receipt. */
  readonly statusAddress: string;
  readonly qr: Uint8Array;
  readonly withConfidential: boolean;
  readonly now: Instant;
};

/** The fields of every paper of a dossier. Pure. */
export function paperFields(dossier: Dossier, context: PaperContext): PaperFields {
  const { record, authors } = dossier;
  const told = toldOf(record, context.withConfidential);
  const names = sayAuthors(authors);
  return {
    ...told,
    // A certificate is one page.
    benefitSummary: shorten(told.benefit, 350),
    qr: context.qr,
    number: dossier.number,
    state: texts.state(dossier.state),
    filedOn: sayDate(dossier.filedAt),
    resultBy: dossier.decideBy ? paperTexts.decideBy(showDay(dossier.decideBy)) : paperTexts.notDecidedYet,
    statusAddress: context.statusAddress,
    place: context.place,
    day: sayDay(localDate(dayOf(dossier, context))),
    domain: dossier.field,
    recipient: dossier.recipient,
    unit: dossier.unit,
    firstAuthor: authors[0]?.name ?? "",
    authorNames: names,
    ...councilFields(dossier, context.person),
    ...reviewFields(dossier.reviews.find(({ reviewer }) => reviewer === context.person)),
    ...decisionFields(dossier, context.withConfidential),
    ...listsOf(dossier, told),
  };
}

/** Authors' papers bear the day of filing, the council's the day its scoring ended, the others today. */
function dayOf({ filedAt, item }: Dossier, { kind, now }: PaperContext): Instant {
  if (["application", "description", "coauthors", "receipt"].includes(kind)) return filedAt;
  const isCouncil = ["scores", "minutes"].includes(kind);
  return isCouncil && item?.closedAt ? instant(item.closedAt) : now;
}

function listsOf({ authors, record, rewards, memberId }: Dossier, told: Told) {
  const { helpers } = record.answers;
  const isMasked = told.solution === paperTexts.masked;
  return {
    authors: authors.map((one, index) => ({
      ...personOf(one, index),
      share: one.share === null ? "" : showNumber(one.share),
      confirmed: one.memberId === null ? "" : paperTexts.confirmed(one.memberId === memberId),
    })),
    helpers: (helpers?.kind === "people" ? helpers.people : []).map((one, index) => ({
      ...personOf(one, index),
      work: "",
    })),
    attachments: record.files.map(({ name, kind, caption }, index) => ({
      index: String(index + 1),
      name: name ?? paperTexts.files[kind] ?? kind,
      caption: isMasked && caption ? paperTexts.masked : (caption ?? ""),
    })),
    rewards: rewards.map((reward, index) => ({
      index: String(index + 1),
      kind: sayReward(reward),
      amount: sayMoney(reward.amount),
      paidOn: showDay(reward.paidOn),
      basis: reward.basis,
    })),
    rewardTotal: rewards.length === 0 ? "" : sayMoney(rewards.reduce((sum, { amount }) => sum + amount, 0)),
  };
}

function personOf(
  one: { name: string; born: string | null; place: string; title: string; qualification: string },
  index: number,
) {
  const { name, born, place, title, qualification } = one;
  return { index: String(index + 1), name, born: born ?? "", place, title, qualification };
}

function reviewFields(review: Review | undefined) {
  return {
    reviewer: review?.reviewer ?? "",
    reviewDue: review ? showDay(review.due) : "",
    opinion: review?.opinion ?? "",
    reviewedOn: review?.doneAt ? sayDate(review.doneAt) : "",
  };
}

function decisionFields({ decision, recognized, recipient, item }: Dossier, withConfidential: boolean) {
  const paper = decision?.publication;
  const unit = decision?.unit || item?.council.unit || recipient;
  return {
    decisionUnit: unit,
    DECISIONUNIT: unit.toUpperCase(),
    decisionNumber: paper?.paperNumber ?? "",
    decisionDay: paper ? sayDay(paper.signedOn) : "",
    signer: paper?.signer ?? "",
    reason: decision?.reason ?? "",
    recognizedCount: `${String(recognized.length).padStart(2, "0")} (${sayNumber(recognized.length)})`,
    recognized: recognized.map((one, index) => ({
      index: String(index + 1),
      number: one.number,
      title: toldOf(one.record, withConfidential).title,
      authors: sayAuthors(one.authors),
      unit: one.unit,
      domain: one.field,
    })),
  };
}

/** Scores stay hidden until scoring is closed: before that a sheet is blank and the figures are empty. */
function councilFields({ item }: Dossier, person: string | null) {
  const closed = item?.status === "closed" ? item : undefined;
  const members = item?.council.members ?? [];
  const scorer = members.find(({ name }) => name === person);
  const sheet = closed?.sheets.find(({ councilMemberId }) => councilMemberId === scorer?.id);
  const rubric = item?.council.rubric ?? defaultRubric;
  return {
    council: item?.council.name ?? "",
    COUNCIL: item?.council.name.toUpperCase() ?? "",
    basis: item?.council.basis ?? "",
    chair: members.find(({ role }) => role === "chair")?.name ?? "",
    secretary: members.find(({ role }) => role === "secretary")?.name ?? "",
    scorer: scorer?.name ?? "",
    scorerTitle: scorer ? [paperTexts.roles[scorer.role], scorer.title].filter(Boolean).join(", ") : "",
    total: sheet ? showNumber(totalOf(rubric, sheet.points)) : "",
    comment: sheet?.comment ?? "",
    ...tallyFields(closed),
    criteria: rubric.map(({ id, label, help, weight }, index) => ({
      ...{ index: String(index + 1), label, help, most: showNumber(weight) },
      points: shownOf(sheet?.points[id]),
      mean: shownOf(closed?.tally.means[id]),
    })),
    members: members.map((member, index) => memberRow(member, index, closed)),
    conflicts: (closed?.tally.excluded ?? []).map(({ councilMemberId, why }, index) => ({
      index: String(index + 1),
      name: members.find(({ id }) => id === councilMemberId)?.name ?? councilMemberId,
      why,
    })),
  };
}

function tallyFields(closed: Item | undefined) {
  const tally = closed?.tally;
  return {
    entitled: tally ? String(tally.entitled) : "",
    counted: tally ? String(tally.counted.length) : "",
    needed: tally ? String(tally.needed) : "",
    quorum: tally ? (tally.hasQuorum ? paperTexts.hasQuorum : paperTexts.noQuorum) : "",
    mean: shownOf(tally?.mean ?? undefined),
    spread: shownOf(tally?.spread ?? undefined),
    conclusion: closed?.conclusion ?? "",
    meetingTime: closed?.closedAt ? endOfScoring(instant(closed.closedAt)) : "",
  };
}

function endOfScoring(at: Instant): string {
  const { hour, minute } = localTime(at);
  const two = (value: number) => String(value).padStart(2, "0");
  return paperTexts.scoringEnded(two(hour), two(minute), sayDay(localDate(at)));
}

function memberRow(member: CouncilMember, index: number, closed: Item | undefined) {
  const counted: readonly ScoreSheet[] = closed?.tally.counted ?? [];
  const sheet = counted.find(({ councilMemberId }) => councilMemberId === member.id);
  return {
    index: String(index + 1),
    name: member.name,
    unit: member.unit,
    title: member.title,
    role: paperTexts.roles[member.role],
    total: sheet && closed ? showNumber(totalOf(closed.council.rubric, sheet.points)) : "",
    comment: sheet?.comment ?? "",
  };
}

function shownOf(value: number | undefined): string {
  return value === undefined ? "" : showNumber(value);
}

function showDay(date: CalendarDate): string {
  return date.split("-").reverse().join("/");
}
