import type { Queries } from "../database/database.ts";
import { type Content, say } from "../kit/message.ts";
import { type CalendarDate, type Instant, localDate } from "../kit/time.ts";
import { fold } from "../kit/vietnamese.ts";
import { firstUseOf } from "./authors.ts";
import { answersOf } from "./coauthors/invite.ts";
import { coauthorTexts } from "./coauthors/texts.ts";
import { latestDraft } from "./drafts.ts";
import { completeBy, decideBy } from "./life/clocks.ts";
import { survivorOf } from "./life/family.ts";
import { lastInto } from "./life/find.ts";
import { readRules } from "./life/rules.ts";
import { lifeTexts } from "./life/texts.ts";
import { readState, tellsWhy } from "./life/transitions.ts";
import { readRecord, startOf } from "./record.ts";
import type { ProposalState } from "./record-types.ts";
import { texts } from "./texts.ts";

/** How many proposals a list shows: one phone screen. */
const mostListed = 5;

/**
 * Where the member's own proposals stand: one by its number, or all of them. A number that belongs to somebody
 * else is answered like one that does not exist.
 */
export async function status(
  queries: Queries,
  memberId: string,
  { number, now }: { readonly number?: string | undefined; readonly now: Instant },
): Promise<Content[]> {
  return number === undefined
    ? [await listStatus(queries, memberId)]
    : [await oneStatus(queries, memberId, { typed: number, now })];
}

/**
 * Whether a text asks where proposals stand ("sk của em tới đâu rồi", "SK-2026-0001"). `number` is the
 * proposal number it names, as it is stored, or null. Undefined: the text is about something else.
 */
export function statusWords(text: string): { readonly number: string | null } | undefined {
  const words = fold(text)
    .replace(/[?!.,]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const number = numberIn(words);
  const rest = words.replace(numberPattern, " ").split(" ").filter(Boolean);
  if (number !== null && rest.every((word) => around.has(word))) return { number };
  return words.length <= mostAsked && asksStatus(words) ? { number } : undefined;
}

/** A longer message that holds the same words tells something instead of asking. */
const mostAsked = 80;
/** What people put around a number when they ask about it; "giống SK-2026-0001 nhưng …" tells of it. */
const around = new Set(
  (
    "a ad ah bao bot can cho chua co con cua cuu da dang dau den di don duoc duyet em gio giup ho hoi ket ket khau la " +
    "ma minh muon nao nhe nop oi qua ra roi sang kien sao so tinh tien do toi tra trang thai the tin va voi xem xet xin xong"
  ).split(" "),
);

/** The stored form of a typed number (`sk 2026 1`, `SK-2026-0001`), or null when there is none in it. */
export function numberIn(text: string): string | null {
  const [, year, count] = fold(text).match(numberPattern) ?? [];
  return year && count ? `SK-${year}-${count.replace(/^0+(?=\d)/, "").padStart(4, "0")}` : null;
}

const numberPattern = /\bsk ?[-–_/ ]? ?(20\d{2}) ?[-–_/ ] ?(\d{1,6})\b/;
const subject = "(?:sk|skkn|sang kien|ho so|don|de xuat|y tuong)";
const owner = "(?:cua )?(?:em|toi|minh|tui|chau|anh|chi|tao|bon em|bon toi|chung toi|to em|to toi)";
const progress =
  "(?:(?:toi|den) (?:dau|khau nao|buoc nao)|(?:the nao|ra sao|sao|xong|duyet|xet|co ket qua)(?: roi| chua)|co tin gi|bao gio xong)";

function asksStatus(words: string): boolean {
  const patterns = [
    new RegExp(
      `\\b(?:trang thai|tien do|tinh trang|ket qua)(?: xet| duyet)? ${subject}(?: ${owner})?(?: ${progress})?\\b`,
    ),
    new RegExp(
      `\\b${subject}(?: (?:da |em |toi |minh |vua )*(?:nop|gui))?(?: ${owner})? (?:da |duoc |dang |nop |gui )*${progress}`,
    ),
  ];
  return patterns.some((pattern) => pattern.test(words));
}

async function listStatus(queries: Queries, memberId: string): Promise<Content> {
  const rows = await queries
    .selectFrom("proposal")
    .select(["id", "number", "answers"])
    .where("member_id", "=", memberId)
    .orderBy("filed_at", "desc")
    .orderBy("number", "desc")
    .execute();
  const draft = (await latestDraft(queries, memberId)) ? [texts.statusDraft] : [];
  if (rows.length === 0 && draft.length === 0) return texts.statusNone();
  const lines: string[] = [];
  for (const row of rows.slice(0, mostListed)) {
    const { state } = await standingOf(queries, row.id);
    lines.push(texts.statusLine(row.number, startOf(readRecord(row.answers).answers), texts.state(state)));
  }
  const more = rows.length > mostListed ? [texts.statusMore(rows.length - mostListed)] : [];
  const list = rows.length > 0 ? [[texts.statusTitle, ...lines, ...more].join("\n")] : [];
  return say([...list, ...draft].join("\n\n"), texts.statusChoices(draft.length > 0));
}

async function oneStatus(
  queries: Queries,
  memberId: string,
  { typed, now }: { typed: string; now: Instant },
): Promise<Content> {
  const number = numberIn(typed) ?? typed.trim().slice(0, 40);
  const row = await queries
    .selectFrom("proposal")
    .select(["id", "number", "answers", "filed_at", "member_id"])
    .where("number", "=", number)
    .executeTakeFirst();
  if (!row || !(await isAuthor(queries, row, memberId))) return texts.statusUnknown(number);
  const standing = await standingOf(queries, row.id);
  const { state } = standing;
  const completes = row.member_id === memberId && standing.number === row.number;
  const joined = standing.number === row.number ? [] : [lifeTexts.merged(row.number, standing.number)];
  const reason = standing.reason === null ? [] : [lifeTexts.reason(standing.reason)];
  const { confirmed, declined, open } = await answersOf(queries, row.id);
  const all = confirmed.length + declined.length + open;
  const coauthors = all === 0 ? [] : [coauthorTexts.progress(confirmed.length, declined.length, all)];
  const due = [
    ...(standing.completeBy === null ? [] : [lifeTexts.completeBy(standing.completeBy)]),
    ...(standing.due === null ? [] : [sayDue(standing.due, now)]),
  ];
  return say(
    texts.statusOne({
      number: row.number,
      start: startOf(readRecord(row.answers).answers),
      state: texts.state(state),
      filedAt: row.filed_at,
      next: [...joined, ...reason, lifeTexts.next(state, completes), ...due, ...coauthors].join("\n\n"),
    }),
    lifeTexts.choices(row.number, state, completes),
  );
}

/** Whether a proposal of that number is there and the member is its author. */
export async function isOwn(queries: Queries, number: string, memberId: string): Promise<boolean> {
  const row = await queries
    .selectFrom("proposal")
    .select(["id", "member_id"])
    .where("number", "=", number)
    .executeTakeFirst();
  return row !== undefined && isAuthor(queries, row, memberId);
}

/** Whoever filed it, and coauthors who confirmed. */
async function isAuthor(queries: Queries, row: { id: string; member_id: string }, memberId: string) {
  if (row.member_id === memberId) return true;
  const { confirmed } = await answersOf(queries, row.id);
  return confirmed.some((coauthor) => coauthor.memberId === memberId);
}

function sayDue(due: CalendarDate, now: Instant): string {
  return due < localDate(now) ? lifeTexts.late(due) : lifeTexts.due(due);
}

type Standing = {
  /** The number it is considered under: its own, or the one it was merged into. */
  readonly number: string;
  readonly state: ProposalState;
  /** Why it was given back, declined or taken back; null in every other state. */
  readonly reason: string | null;
  /** Until when its author should complete it; null when it was not given back. */
  readonly completeBy: CalendarDate | null;
  /** The last day for the unit to decide; null when no such clock runs. */
  readonly due: CalendarDate | null;
};

/** Where a proposal stands, or what it was merged into: nothing of the survivor is told but its number and state. */
async function standingOf(queries: Queries, id: string): Promise<Standing> {
  const survivor = await survivorOf(queries, id);
  const row = await queries
    .selectFrom("proposal")
    .select(["state", "accepted_at", "answers"])
    .where("id", "=", survivor.id)
    .executeTakeFirstOrThrow();
  const state = readState(row.state);
  const isWaiting = state === "inReview" || state === "council";
  const firstUse = firstUseOf(readRecord(row.answers));
  const given = tellsWhy(state) ? await lastInto(queries, survivor.id, state) : undefined;
  return {
    number: survivor.number,
    state,
    reason: given?.note ?? null,
    completeBy: state === "returned" && given ? completeBy(given.at, await readRules(queries)) : null,
    due: isWaiting ? decideBy({ acceptedAt: row.accepted_at, firstUse }) : null,
  };
}
