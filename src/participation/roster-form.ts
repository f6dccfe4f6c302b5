import type { Queries } from "../database/database.ts";
import { enqueue } from "../delivery/enqueue.ts";
import type { Answer, Answers } from "../intake/answer.ts";
import type { Instant } from "../kit/time.ts";
import { correctRoster, type RosterChange } from "../people/correct-roster.ts";
import { newestAddress } from "../people/members.ts";
import { type RosterEntry, rosterOf } from "../people/roster.ts";
import { namedAnswers, type ReadAnswer } from "./answers.ts";
import type { FormDefinition, ServiceOf } from "./definition.ts";
import type { StoredForm } from "./forms.ts";
import { removeMark } from "./marks.ts";
import { rosterTexts } from "./roster-texts.ts";

type Roster = ServiceOf<"roster">;
type Target = Roster["corrects"][string];

/** What stood in the roster when a member answered, by field; officers compare with it. */
export type RosterDetail = {
  readonly before: Readonly<Record<string, string>>;
  readonly accepted: readonly string[];
};

/** What the roster has for the fields that correct it, as answers: the member only changes what is wrong. */
export async function fromRoster(
  queries: Queries,
  { service, fields }: FormDefinition & { service: Roster },
  memberId: string,
): Promise<Answers> {
  const entry = await rosterOf(queries, memberId);
  if (!entry) return {};
  const known = fields.flatMap(({ id, kind }) => {
    const target = service.corrects[id];
    const value = target === undefined ? null : rosterValue(entry, target);
    const answer = value === null ? undefined : asAnswer(kind, value);
    return answer ? [[id, target === "unit" ? withUnitCode(answer, entry) : answer] as const] : [];
  });
  return Object.fromEntries(known);
}

/** What the roster says when an answer comes in; one of theirs that still waits gives way to the new one. */
export async function takeCorrection(
  tx: Queries,
  { corrects }: Roster,
  given: { formId: string; memberId: string; now: Instant },
): Promise<RosterDetail> {
  await tx
    .updateTable("form_answer")
    .set({ state: "replaced", updated_at: given.now })
    .where("form_id", "=", given.formId)
    .where("member_id", "=", given.memberId)
    .where("state", "=", "waiting")
    .execute();
  const entry = await rosterOf(tx, given.memberId);
  const before = Object.entries(corrects).map(([id, target]) => [
    id,
    (entry && rosterValue(entry, target)) ?? "",
  ]);
  return { before: Object.fromEntries(before), accepted: [] };
}

export type Decided =
  | { readonly kind: "done"; readonly state: string }
  | { readonly kind: "missing" }
  /** Somebody decided before. */
  | { readonly kind: "settled" }
  | { readonly kind: "noEntry" }
  | { readonly kind: "faulty"; readonly field: string };

/**
 * An officer's decision on what a member wants corrected: `accepted` fields go into the roster and the export, the
 * others stay as they were. None accepted is a refusal, whose reason the member reads. After `noEntry` and `faulty`
 * the caller takes the transaction back.
 */
export async function decideCorrection(
  tx: Queries,
  given: {
    form: StoredForm;
    answerId: string;
    accepted: readonly string[];
    reason: string;
    by: string;
    now: Instant;
  },
): Promise<Decided> {
  const { form, answerId, accepted, reason, by, now } = given;
  const { service } = form.definition;
  const answer = await findAnswer(tx, form, answerId);
  if (!answer?.memberId || service.kind !== "roster") return { kind: "missing" };
  const known = accepted.filter((id) => answer.answers[id] !== undefined);
  const state = known.length === 0 ? "refused" : "confirmed";
  const detail = JSON.stringify({ ...answer.detail, accepted: known, reason });
  const taken = await tx
    .updateTable("form_answer")
    .set({ state, detail, updated_at: now, updated_by: by })
    .where("id", "=", answerId)
    .where("state", "=", "waiting")
    .returning("id")
    .executeTakeFirst();
  if (!taken) return { kind: "settled" };
  if (known.length === 0) await removeMark(tx, form.id, answer.memberId);
  const change = changeOf(service, answer, known);
  if (Object.keys(change).length > 0) {
    const corrected = await correctRoster(tx, { memberId: answer.memberId, change, now });
    if (corrected.kind === "noEntry") return corrected;
    if (corrected.kind === "faulty") return { kind: "faulty", field: corrected.field };
  }
  const to = await newestAddress(tx, answer.memberId);
  const labels = form.definition.fields.filter(({ id }) => known.includes(id)).map(({ label }) => label);
  const content = rosterTexts.decided(labels, reason);
  if (to) await enqueue(tx, [{ memberId: answer.memberId, to, content, inboundSeq: null }], now);
  return { kind: "done", state };
}

async function findAnswer(tx: Queries, form: StoredForm, id: string): Promise<ReadAnswer | undefined> {
  const row = await tx
    .selectFrom("form_answer")
    .select("number")
    .where("id", "=", id)
    .where("form_id", "=", form.id)
    .executeTakeFirst();
  if (!row) return undefined;
  return (await namedAnswers(tx, form, { after: Number(row.number) - 1, limit: 1 }))[0];
}

function changeOf(
  { corrects }: Roster,
  { answers, said }: ReadAnswer,
  accepted: readonly string[],
): RosterChange {
  const entries = accepted.flatMap((id) => {
    const target = corrects[id];
    return target === undefined ? [] : [[target, plainOf(answers[id], said[id] ?? "")] as const];
  });
  return Object.fromEntries(entries);
}

/** The answer as the roster writes it: days as a calendar has them, a unit by its code where that is known. */
function plainOf(answer: Answer | undefined, said: string): string {
  if (answer?.kind === "date") return answer.from;
  return answer?.kind === "unit" ? (answer.code ?? answer.name) : said;
}

function rosterValue(entry: RosterEntry, target: Target): string | null {
  switch (target) {
    case "full_name":
      return entry.fullName;
    case "unit":
      return entry.unitName;
    case "position":
      return entry.position;
    case "phone":
      return entry.phone;
    case "joined_on":
      return entry.joinedOn;
  }
}

function asAnswer(kind: string, value: string): Answer | undefined {
  if (kind === "text") return { kind: "text", text: value };
  if (kind === "person" || kind === "unit") return { kind, name: value };
  return kind === "date" ? { kind: "date", from: value, to: value, said: value } : undefined;
}

function withUnitCode(answer: Answer, { unitCode }: RosterEntry): Answer {
  return answer.kind === "unit" ? { ...answer, code: unitCode } : answer;
}
