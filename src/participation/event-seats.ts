import { createHmac } from "node:crypto";
import type { Queries } from "../database/database.ts";
import { enqueue } from "../delivery/enqueue.ts";
import type { Content } from "../kit/message.ts";
import { addMs, type Instant } from "../kit/time.ts";
import { newestAddress } from "../people/members.ts";
import type { ServiceOf } from "./definition.ts";
import { eventTexts } from "./event-texts.ts";
import { findForm, holdForm, listForms, type StoredForm } from "./forms.ts";
import { removeMark } from "./marks.ts";

type EventTerms = ServiceOf<"event">;

/**
 * How somebody stands with an event: `going` has a seat, `queued` waits for one, `gone` gave up, `attended` was there.
 */
const seated = ["going", "attended"] as const;

/** How far before the beginning and after the end the code at the door is good. */
const doorOpensMs = 2 * 3_600_000;
const doorClosesMs = 2 * 3_600_000;

/** A seat, or a place in the queue. The caller holds the form's row, so that no seat is given twice. */
export async function takeSeat(
  tx: Queries,
  { form, service }: { form: StoredForm; service: EventTerms },
): Promise<{ state: string; detail: object; replies: Content[] }> {
  const taken = await countIn(tx, form.id, seated);
  const queue = await countIn(tx, form.id, ["queued"]);
  // Who waits goes first, also when the seats became more.
  const isFree = service.seats === null || taken + queue < service.seats;
  const detail = { reminded: [] };
  if (isFree) return { state: "going", detail, replies: [eventTexts.going(form, service)] };
  return { state: "queued", detail, replies: [eventTexts.queued(form, queue + 1)] };
}

/** How many seats are taken and how many people wait. */
export async function countSeats(
  queries: Queries,
  formId: string,
): Promise<{ going: number; queued: number; attended: number }> {
  return {
    going: await countIn(queries, formId, ["going"]),
    queued: await countIn(queries, formId, ["queued"]),
    attended: await countIn(queries, formId, ["attended"]),
  };
}

/** Gives a seat or a place in the queue back; whoever waits longest gets the seat and is told. */
export async function giveUpSeat(
  tx: Queries,
  { code, memberId, now }: { code: string; memberId: string; now: Instant },
): Promise<Content> {
  const found = await findForm(tx, code);
  const form = found && (await holdForm(tx, found.id));
  if (form?.definition.service.kind !== "event") return eventTexts.noSuchEvent(code);
  const row = await tx
    .updateTable("form_answer")
    .set({ state: "gone", updated_at: now, updated_by: `member:${memberId}` })
    .where("form_id", "=", form.id)
    .where("member_id", "=", memberId)
    .where("state", "in", ["going", "queued"])
    .returning("id")
    .executeTakeFirst();
  if (!row) return eventTexts.notRegistered(form.title);
  await removeMark(tx, form.id, memberId);
  await fillSeats(tx, form, now);
  return eventTexts.gaveUp(form);
}

/** Gives free seats to those who wait, in the order they came, and tells them. The form's row has to be held. */
export async function fillSeats(tx: Queries, form: StoredForm, now: Instant): Promise<number> {
  const { service } = form.definition;
  if (service.kind !== "event" || (service.ends !== null && service.ends <= now)) return 0;
  const taken = await countIn(tx, form.id, seated);
  const free = service.seats === null ? Number.MAX_SAFE_INTEGER : service.seats - taken;
  if (free <= 0) return 0;
  const waiting = await tx
    .selectFrom("form_answer")
    .select(["id", "member_id"])
    .where("form_id", "=", form.id)
    .where("state", "=", "queued")
    .orderBy("number")
    .limit(Math.min(free, 10_000))
    .execute();
  for (const { id, member_id: memberId } of waiting) {
    await tx
      .updateTable("form_answer")
      .set({ state: "going", updated_at: now })
      .where("id", "=", id)
      .execute();
    if (memberId) await tell(tx, { memberId, content: eventTexts.promoted(form, service), now });
  }
  return waiting.length;
}

async function tell(
  tx: Queries,
  { memberId, content, now }: { memberId: string; content: Content; now: Instant },
): Promise<void> {
  const to = await newestAddress(tx, memberId);
  if (to) await enqueue(tx, [{ memberId, to, content, inboundSeq: null }], now);
}

/** None of these looks like another one. */
const signs = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/** The six signs shown at the door of an event; undefined for another kind of form. */
export async function doorCode(queries: Queries, form: StoredForm): Promise<string | undefined> {
  const row = await queries.selectFrom("form").select("secret").where("id", "=", form.id).executeTakeFirst();
  if (form.definition.service.kind !== "event" || !row?.secret) return undefined;
  const bytes = createHmac("sha256", row.secret).update("door").digest();
  return [...bytes.subarray(0, 6)].map((byte) => signs[byte % signs.length]).join("");
}

/** What the code at the door does: whoever is registered was there. It is good around the time of the event only. */
export async function attend(
  tx: Queries,
  { code, memberId, now }: { code: string; memberId: string; now: Instant },
): Promise<Content> {
  for (const form of await listForms(tx)) {
    if (form.status === "draft" || (await doorCode(tx, form)) !== code) continue;
    if (!isDoorOpen(form, now)) return eventTexts.doorClosed(form.title);
    return (await markAttended(tx, { form, by: { memberId }, now }))
      ? eventTexts.attended(form)
      : eventTexts.notRegistered(form.title);
  }
  return eventTexts.wrongDoorCode();
}

function isDoorOpen({ definition: { service } }: StoredForm, now: Instant): boolean {
  if (service.kind !== "event" || service.starts === null || service.ends === null) return false;
  return addMs(service.starts, -doorOpensMs) <= now && now <= addMs(service.ends, doorClosesMs);
}

/** Notes that somebody was there: by themselves, or by an officer for one answer. False when they are not registered. */
export async function markAttended(
  tx: Queries,
  {
    form,
    by,
    now,
  }: { form: StoredForm; by: { memberId: string } | { answerId: string; officer: string }; now: Instant },
): Promise<boolean> {
  let query = tx
    .updateTable("form_answer")
    .set({
      state: "attended",
      updated_at: now,
      updated_by: "officer" in by ? by.officer : `member:${by.memberId}`,
    })
    .where("form_id", "=", form.id)
    .where("state", "in", ["going", "queued", "attended"]);
  query = "answerId" in by ? query.where("id", "=", by.answerId) : query.where("member_id", "=", by.memberId);
  return (await query.returning("id").executeTakeFirst()) !== undefined;
}

async function countIn(queries: Queries, formId: string, states: readonly string[]): Promise<number> {
  const { n } = await queries
    .selectFrom("form_answer")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("form_id", "=", formId)
    .where("state", "in", [...states])
    .executeTakeFirstOrThrow();
  return Number(n);
}
