import type { Id } from "../kit/id.ts";
import type { CalendarDate, Instant } from "../kit/time.ts";
import type { ProposalRecord } from "./record.ts";

/**
 * What officers hold of a proposal from the day it is filed to the day it is honored, as the papers and the
 * dashboard read it. Money is whole đồng. Nothing here decides anything: the unit (cơ sở) recognizes.
 */

/** Trạng thái — where a proposal stands. None but `recognized` is an initiative. */
export type ProposalState =
  /** Told, not tried: cannot be recognized (Điều 3 Điều lệ Sáng kiến). */
  | "idea"
  /** An idea that is being tried. */
  | "trial"
  /** Does not say whether it was tried. */
  | "unclear"
  /** Applied or tried, waits for an officer. */
  | "filed"
  /** An officer took it in hand. */
  | "received"
  /** Given back to be completed. */
  | "returned"
  /** The application is accepted: the law's three months run. */
  | "inReview"
  /** Before a council. */
  | "council"
  | "recognized"
  | "declined"
  /** Taken back by its author. */
  | "withdrawn";

/** Tác giả — an author as the application names them. `memberId` is set for the one who filed. */
export type Author = {
  readonly name: string;
  /** The birthday in the person's own words, null when it was not told. */
  readonly born: string | null;
  readonly place: string;
  readonly title: string;
  readonly qualification: string;
  /** Percent of the contribution; null when it was not told. */
  readonly share: number | null;
  readonly memberId: string | null;
};

/** Hồ sơ — one proposal with everything that happened to it. */
export type Proposal = {
  readonly id: Id<"proposal">;
  readonly number: string;
  /** Grows with every change; an act names the version it saw. */
  readonly version: number;
  readonly state: ProposalState;
  readonly depth: "quick" | "full";
  readonly memberId: string;
  /** The answers by field id, files and annexes. */
  readonly record: ProposalRecord;
  /** Its title, or the first words of what is proposed. */
  readonly start: string;
  readonly authors: readonly Author[];
  /** Where the author works, "" when not told. */
  readonly unit: string;
  /** The unit asked to recognize it; where the author works when the application names none. */
  readonly recipient: string;
  /** Lĩnh vực áp dụng, "" when not told. */
  readonly field: string;
  readonly filedAt: Instant;
  readonly receivedAt: Instant | null;
  /** Ngày chấp nhận đơn: the law's three months begin. */
  readonly acceptedAt: Instant | null;
  /** The number it was merged into, null when it stands by itself. */
  readonly mergedInto: string | null;
  readonly reviews: readonly Review[];
  readonly decision: Decision | null;
  readonly rewards: readonly Reward[];
  readonly events: readonly ProposalEvent[];
};

/** One step: who, when and why. `from` and `to` are null for what does not move the state. */
export type ProposalEvent = {
  readonly kind: string;
  /** `member:<id>` or an officer's name. */
  readonly by: string;
  readonly note: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly at: Instant;
};

/** Thẩm định — somebody asked to look at it, until a day. */
export type Review = {
  readonly reviewer: string;
  readonly due: CalendarDate;
  readonly assignedBy: string;
  readonly assignedAt: Instant;
  readonly opinion: string | null;
  readonly doneAt: Instant | null;
};

/** Tiêu chí — one row of the scoring sheet. The weight is the most points it can have; weights add up to 100. */
export type Criterion = {
  readonly id: string;
  readonly label: string;
  readonly weight: number;
  readonly help: string;
};

/** Thành viên hội đồng. */
export type CouncilMember = {
  readonly id: Id<"councilMember">;
  readonly name: string;
  readonly unit: string;
  readonly title: string;
  readonly role: "chair" | "secretary" | "member";
  /** The member of the chat system they are, when that is known. */
  readonly memberId: string | null;
};

/** Hội đồng sáng kiến. */
export type Council = {
  readonly id: Id<"council">;
  readonly name: string;
  /** The unit whose council it is. */
  readonly unit: string;
  /** Number of the decision that set it up, "" when not told. */
  readonly basis: string;
  readonly members: readonly CouncilMember[];
  readonly rubric: readonly Criterion[];
  /** Share of those entitled to score who have to have scored, 0 to 1. */
  readonly quorum: number;
  readonly excludesSameUnit: boolean;
  readonly createdAt: Instant;
};

/** Xung đột lợi ích — why a member may not score one proposal. */
export type Conflict = {
  readonly councilMemberId: string;
  /** `namesake`: bears an author's name, and no officer found them to be somebody else. */
  readonly kind: "author" | "namesake" | "sameUnit" | "declared";
  readonly why: string;
};

/** Phiếu chấm — one member's points per criterion id. */
export type ScoreSheet = {
  readonly councilMemberId: string;
  readonly points: Readonly<Record<string, number>>;
  readonly comment: string;
  readonly at: Instant;
};

/** What the sheets say together. Means and spreads are of the counted sheets alone. */
export type Tally = {
  readonly counted: readonly ScoreSheet[];
  readonly excluded: readonly Conflict[];
  /** Members entitled to score who did not. */
  readonly missing: readonly string[];
  readonly entitled: number;
  readonly needed: number;
  readonly hasQuorum: boolean;
  /** Of 100; null without a counted sheet. */
  readonly mean: number | null;
  /** Sample standard deviation; null for fewer than two counted sheets. */
  readonly spread: number | null;
  readonly means: Readonly<Record<string, number>>;
};

/** Biên bản — what the minutes of one proposal hold. `conclusion` is drafted from the sheet and edited by officers. */
export type Minutes = {
  readonly number: string;
  readonly start: string;
  readonly authors: readonly Author[];
  readonly council: Council;
  readonly tally: Tally;
  readonly conclusion: string;
  readonly closedAt: Instant;
};

/** Quyết định — drafted first; published together with others it binds and is told. */
export type Decision = {
  readonly proposalId: string;
  readonly kind: "recognize" | "decline";
  /** Always written for `decline` (Điều 7 Điều lệ Sáng kiến). */
  readonly reason: string;
  readonly draftedBy: string;
  readonly draftedAt: Instant;
  /** The unit that decides. */
  readonly unit: string;
  readonly publication: Publication | null;
};

/** One decision paper that several proposals stand on. */
export type Publication = {
  readonly id: Id<"publication">;
  /** Số quyết định, as the unit wrote it. */
  readonly paperNumber: string;
  readonly signedOn: CalendarDate;
  readonly signer: string;
  readonly unit: string;
  readonly publishedBy: string;
  readonly publishedAt: Instant;
};

/** Thù lao, tiền thưởng, tiền chuyển giao — money an author got for a recognized initiative. */
export type Reward = {
  readonly id: Id<"reward">;
  readonly kind: "remuneration" | "reward" | "transfer";
  readonly amount: number;
  readonly paidOn: CalendarDate;
  /** The paper or agreement it rests on. */
  readonly basis: string;
  /** The profit or price it is a share of; null when that cannot be reckoned. */
  readonly base: number | null;
  /** Which year of use a remuneration is for, 1 to 3; null otherwise. */
  readonly yearOfUse: number | null;
  readonly recordedBy: string;
  readonly recordedAt: Instant;
};
