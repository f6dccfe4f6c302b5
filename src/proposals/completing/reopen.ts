import type { Queries } from "../../database/database.ts";
import { askedFields } from "../../intake/form.ts";
import { present } from "../../intake/show.ts";
import { readState as readIntake } from "../../intake/state.ts";
import type { Content } from "../../kit/message.ts";
import type { Instant } from "../../kit/time.ts";
import { fold, normalize } from "../../kit/vietnamese.ts";
import { type Draft, type DraftId, formOf, holdOpenDraft, latestDraft, putDraft } from "../drafts.ts";
import { completeBy } from "../life/clocks.ts";
import { lastInto } from "../life/find.ts";
import { readRules } from "../life/rules.ts";
import { lifeTexts } from "../life/texts.ts";
import { readState } from "../life/transitions.ts";
import { readRecord } from "../record.ts";
import { atSummary } from "../remarks.ts";
import { numberIn } from "../status.ts";
import { completingTexts } from "./texts.ts";

/** The proposal a member wants to complete; null when they name none. */
export type Completion = { readonly number: string | null };

const wish =
  /^(?:da |vang |em |toi |minh |tui |cho |muon |xin |can |gio |de )*(?:bo sung|hoan thien|sua lai|sua)(?: them| lai| tiep)?(?: (?:ho so|don|sang kien|sk))?(?: cua (?:em|toi|minh))?(?: (?:a|ah|nhe|nha|di|voi|luon))*$/;
const numbered = /\bsk ?[-–_/ ]? ?20\d{2} ?[-–_/ ] ?\d{1,6}\b/;

/**
 * Whether a message asks to complete what was given back ("bổ sung SK-2026-0042", "hoàn thiện hồ sơ") or the
 * button under that news was pressed. Undefined: it is about something else. "Sửa" alone is no such wish.
 */
export function completionAsked(text: string): Completion | undefined {
  const pressed = /^form:complete:(.*)$/.exec(text)?.[1];
  if (pressed !== undefined) return { number: numberIn(pressed) };
  // "Đã bổ sung" tells; without its mark it is "dạ bổ sung".
  if (text.length > 80 || /(?:^|\s)đã\s/.test(normalize(text))) return undefined;
  const words = fold(text)
    .replace(numbered, " ")
    .replace(/[^\p{L}\p{N} ]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  const number = numberIn(text);
  if (!wish.test(words)) return undefined;
  const isPlain = /\b(?:ho so|don|sang kien|bo sung|hoan thien)\b/.test(words);
  return number !== null || isPlain ? { number } : undefined;
}

/**
 * Opens the draft of a proposal that was given back, for whoever filed it: its answers as they stand, the reason
 * above them, and any of them can be changed before it is sent again under its number. Changes of an earlier try
 * that were not sent are still there. `draftId` is null when there is nothing to complete, and the reply says so.
 */
export async function reopen(
  tx: Queries,
  { number, memberId, now }: Completion & { memberId: string; now: Instant },
): Promise<{ draftId: DraftId | null; replies: Content[] }> {
  const returned = await returnedOf(tx, memberId);
  const chosen = number === null ? returned : returned.filter((each) => each.number === number);
  const [only, other] = chosen;
  if (!only) return { draftId: null, replies: [await nothingFor(tx, memberId, number)] };
  if (other) return { draftId: null, replies: [completingTexts.several(chosen.map((each) => each.number))] };
  const draft = (await holdOpenDraft(tx, only.draft_id, memberId)) ?? draftOf(only);
  const open: Draft = { ...draft, status: "open", asking: null };
  const given = await lastInto(tx, only.id, "returned");
  const due = given && completeBy(given.at, await readRules(tx));
  const screen = present(open.form, open.intake, [
    completingTexts.opened(only.number, { reason: given?.note, due }),
  ]);
  const shown = await atSummary(tx, open, [screen], now);
  await putDraft(tx, { ...open, consentShown: shown.consentShown }, now);
  return { draftId: open.id, replies: shown.replies };
}

async function nothingFor(tx: Queries, memberId: string, number: string | null): Promise<Content> {
  if (number === null) return completingTexts.nothing((await latestDraft(tx, memberId)) !== undefined);
  const own = await tx
    .selectFrom("proposal")
    .select("state")
    .where("number", "=", number)
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  if (!own) return completingTexts.notYours(number);
  return completingTexts.notWaiting(number, lifeTexts.stateWords(readState(own.state)));
}

type Row = Awaited<ReturnType<typeof returnedOf>>[number];

async function returnedOf(tx: Queries, memberId: string) {
  return tx
    .selectFrom("proposal")
    .select(["id", "number", "draft_id", "member_id", "answers", "filed_at"])
    .where("member_id", "=", memberId)
    .where("state", "=", "returned")
    .where("merged_into", "is", null)
    .orderBy("number")
    .execute();
}

/** The draft as the proposal stands now: what was noted since it was filed is in the proposal only. */
function draftOf({ draft_id: id, member_id: memberId, answers, filed_at: createdAt }: Row): Draft {
  const record = readRecord(answers);
  const form = formOf(record.form);
  const files = record.files.map((each) => ({ ...each, sizeBytes: null }));
  const skipped = askedFields(form, record.answers).flatMap(({ id }) => (record.answers[id] ? [] : [id]));
  const intake = readIntake(form, { ...record, step: { kind: "summary" }, files, skipped });
  return {
    ...{ id: id as DraftId, memberId, form, status: "open", asking: null, consentShown: null },
    ...{ intake, createdAt },
  };
}
