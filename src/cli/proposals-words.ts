import { userInfo } from "node:os";
import { Failure } from "../kit/failure.ts";
import { type CalendarDate, fromLocal } from "../kit/time.ts";
import type { NotInCouncil } from "../proposals/council/score.ts";
import type { NotMerged } from "../proposals/finding/merge.ts";
import type { NotDecided } from "../proposals/life/decide.ts";
import type { NotReviewed } from "../proposals/life/reviews.ts";
import { numberIn } from "../proposals/status.ts";
import type { Call, ExitCode, Option } from "./command.ts";

export const by = {
  type: "string",
  value: "NAME",
  meaning: "Who does it, as it stands in the record; your user name on this machine when left out.",
} as const satisfies Option;

export const version = {
  type: "string",
  value: "N",
  meaning: "The version you saw in `proposals show`; refused when somebody changed it since.",
} as const satisfies Option;

export const numberHelp = "NUMBER is like SK-2026-0001; “sk 2026 1” is read too.";

/** Every reason the room gives for changing nothing. */
type Refusal = NotInCouncil | NotDecided | NotReviewed | NotMerged;

/** Says on stderr why nothing was changed; the exit code for that. */
export function complainRefused({ io }: Call, refusal: Refusal): ExitCode {
  io.complain(`caunoi: ${wordsOf(refusal)}\n`);
  return 1;
}

function wordsOf(refusal: Refusal): string {
  return lifeWords(refusal) ?? councilWords(refusal) ?? `nothing was changed (${refusal.kind})`;
}

function lifeWords(refusal: Refusal): string | undefined {
  switch (refusal.kind) {
    case "missing":
      return `there is no proposal ${refusal.number}: caunoi proposals list`;
    case "stale":
      return `${refusal.number} was changed by somebody else and is at version ${refusal.version} now; look at it again: caunoi proposals show ${refusal.number}`;
    case "merged":
      return `${refusal.number} was merged into ${refusal.into}; act on that one, or take it apart: caunoi proposals unmerge ${refusal.number} --why …`;
    case "notFrom":
      return `${refusal.number} is "${refusal.state}", where this cannot be done; what can be done: ${refusal.allowed.join(", ") || "nothing, it is final"}`;
    case "needsReason":
      return `${refusal.number}: this needs words the author or the minutes can show`;
    case "notInReview":
      return `${refusal.number} is not in review yet: caunoi proposals accept ${refusal.number}`;
    case "isAuthor":
      return `${refusal.name} is an author and cannot review it`;
    case "pastDue":
      return `${refusal.due} is over already`;
    case "noSuchReviewer":
      return `${refusal.name} was not asked to review it, or is done`;
    case "stillScoring":
      return `${refusal.number} is still being scored: caunoi proposals close ${refusal.number}`;
    case "noUnit":
      return `${refusal.number}: name the unit that decides with --unit; the union does not recognize initiatives`;
    case "itself":
      return `${refusal.number} cannot be merged into itself`;
    case "decided":
      return `${refusal.number} is decided and stands by itself`;
    case "notMerged":
      return `${refusal.number} is not merged into another`;
    default:
      return undefined;
  }
}

function councilWords(refusal: Refusal): string | undefined {
  switch (refusal.kind) {
    case "noCouncil":
      return `there is no council ${refusal.id}: caunoi proposals council list`;
    case "notBeforeCouncil":
      return `${refusal.number} is before no council: caunoi proposals council refer ${refusal.number} COUNCIL`;
    case "noSuchMember":
      return `${refusal.name} has no seat in the council; its seats: ${refusal.members.map((name, index) => `${index + 1} ${name}`).join(", ")}`;
    case "closed":
      return `scoring of ${refusal.number} is closed; sheets can no longer change`;
    case "conflicted":
      return `${refusal.name} has a conflict of interest (${refusal.why}) and does not score it`;
    case "points":
      return pointsWords(refusal.fault);
    case "noQuorum":
      return `${refusal.tally.counted.length} of ${refusal.tally.entitled} entitled members scored, ${refusal.tally.needed} are needed; one sheet alone is never a council's`;
    case "notNamesake":
      return `${refusal.name} shares no author's name; there is nothing to clear`;
    default:
      return undefined;
  }
}

function pointsWords(fault: Extract<Refusal, { kind: "points" }>["fault"]): string {
  if (fault.kind === "unknown") return `there is no criterion "${fault.id}"`;
  if (fault.kind === "absent") return `points for "${fault.id}" are missing; a sheet is whole or not at all`;
  return `points for "${fault.id}" have to be from 0 to ${fault.most}`;
}

/** Who acts. */
export function actor(call: Call): string {
  return call.text("by") ?? userInfo().username;
}

/** A proposal number as somebody typed it, in its stored form. */
export function readNumber(typed = ""): string {
  return numberIn(typed) ?? typed.trim();
}

/** The version option; throws `Failure("invalid")` when it is no number. */
export function readVersion(call: Call): number | null {
  const text = call.text("version");
  return text === undefined ? null : readWhole(text, "--version");
}

/** A whole number from 0; throws `Failure("invalid")` naming the option. */
export function readWhole(text: string, option: string): number {
  const digits = text.replace(/[._](?=\d{3})/g, "");
  if (!/^\d{1,15}$/.test(digits))
    throw new Failure("invalid", `${option} needs a whole number, not "${text}".`);
  return Number(digits);
}

/** A day written 2026-12-31 or 31/12/2026; throws `Failure("invalid")` naming the option. */
export function readDay(text: string, option: string): CalendarDate {
  const iso = text.match(/^(\d{4})-(\d{2})-(\d{2})$/)?.slice(1);
  const spoken = text
    .match(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/)
    ?.slice(1)
    .toReversed();
  const [year = 0, month = 0, day = 0] = (iso ?? spoken ?? []).map(Number);
  if (fromLocal(year, month, day) === undefined)
    throw new Failure("invalid", `${option} needs a day like 2026-12-31 or 31/12/2026, not "${text}".`);
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}` as CalendarDate;
}

/** An option that has to be given; throws `Failure("invalid")` when it is not. */
export function needed(call: Call, option: string): string {
  const text = call.text(option)?.trim();
  if (!text) throw new Failure("invalid", `--${option} is needed.`);
  return text;
}
