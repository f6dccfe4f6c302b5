import type { Queries } from "../database/database.ts";
import { saySpan } from "../intake/reading/calendar.ts";
import { readAnswer } from "../intake/reading/read-answer.ts";
import { type Content, say } from "../kit/message.ts";
import type { CalendarDate, Instant } from "../kit/time.ts";
import { fold } from "../kit/vietnamese.ts";
import { fileTried } from "./life/tried.ts";
import { firstApplied } from "./stage.ts";
import { numberIn } from "./status.ts";
import { texts } from "./texts.ts";

/** What a member says of an idea they filed: that it was tried, since when, and which one when they say so. */
export type TriedReport = { readonly number: string | null; readonly text: string };

const longest = 160;
const who =
  "(?:da |vang |em |toi |minh |tui |bon |chung |to |nhom |ho so |y tuong |sang kien |cua |cai |do |nay )*";
const tried =
  "(?:da|moi|vua) (?:duoc |cho )?(?:lam|ap dung|dung|chay|trien khai)(?: thu)?(?: nghiem)?(?: duoc)?(?: roi| xong)?";
const report = new RegExp(
  `^${who}${tried}(?: (?:(?:bat dau )?(?:tu|hoi|vao|ngay|ke tu) .{1,40}|duoc .{1,30}))?$`,
);

/**
 * Whether a message reports that a filed idea was tried ("SK-2026-0043 đã làm thử từ 2/11/2026", "em đã làm thử
 * rồi"). Undefined: it is about something else.
 */
export function triedReport(text: string): TriedReport | undefined {
  if (text.length > longest) return undefined;
  const words = fold(text)
    .replace(/\bsk ?[-–_/ ]? ?20\d{2} ?[-–_/ ] ?\d{1,6}\b/g, " ")
    .replace(/[^\p{L}\p{N}/.-]+/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/(?: (?:a|ah|nhe|nha|ad|oi)|[ .,!])+$/, "")
    .trim();
  return report.test(words) ? { number: numberIn(text), text } : undefined;
}

/**
 * Makes an application of the member's idea under the number it has, when they say since when it is tried (khoản 2
 * Điều 5 Điều lệ Sáng kiến counts from that day); else asks for what is missing. Undefined when they name no idea
 * and have none, so that their words mean something else.
 */
export async function reportTried(
  tx: Queries,
  given: TriedReport & { memberId: string; now: Instant },
): Promise<Content | undefined> {
  const { number, text, memberId, now } = given;
  const ideas = await ideasOf(tx, memberId);
  if (number !== null && !ideas.includes(number)) return texts.triedNot(number);
  const [only] = number === null ? ideas : [number];
  if (only === undefined) return undefined;
  if (number === null && ideas.length > 1) return texts.triedWhich(ideas);
  const day = readAnswer(firstApplied, text.replace(only, " "), now);
  if (day.kind !== "read" || day.answer.kind !== "date") {
    return say(
      [
        ...(day.kind === "unclear" && /\d/.test(text.replace(only, "")) ? [day.say] : []),
        texts.triedWhen(only),
      ].join("\n"),
    );
  }
  const firstUse = day.answer.from as CalendarDate;
  const stage = /\bthu\b/.test(fold(text)) ? "trial" : "applied";
  const done = await fileTried(tx, {
    number: only,
    version: null,
    stage,
    firstUse,
    by: `member:${memberId}`,
    now,
  });
  const said = saySpan(day.answer.from, day.answer.to);
  return done.kind === "filed" ? texts.triedFiled(only, said, done.isLate) : texts.triedNot(only);
}

/** The member's own proposals that wait to be tried, oldest first. */
async function ideasOf(queries: Queries, memberId: string): Promise<string[]> {
  const rows = await queries
    .selectFrom("proposal")
    .select("number")
    .where("member_id", "=", memberId)
    .where("state", "in", ["idea", "trial", "unclear"])
    .where("merged_into", "is", null)
    .orderBy("number")
    .execute();
  return rows.map(({ number }) => number);
}
