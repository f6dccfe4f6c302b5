import { z } from "zod";
import type { Queries } from "../database/database.ts";
import { enqueue } from "../delivery/enqueue.ts";
import { addMs, type Instant } from "../kit/time.ts";
import { newestAddress } from "../people/members.ts";
import { eventTexts } from "./event-texts.ts";
import { listForms, type StoredForm } from "./forms.ts";

const hourMs = 3_600_000;
const detail = z.object({ reminded: z.array(z.number()).default([]) });

/** One reminder that is due: an event and how many hours before it. */
export type DueReminder = { readonly form: StoredForm; readonly hours: number };

/** The events that are near, each with the last reminder whose moment has come: one missed is not made up for. */
export async function dueReminders(queries: Queries, now: Instant): Promise<DueReminder[]> {
  const forms = await listForms(queries);
  return forms.flatMap((form) => {
    const { service } = form.definition;
    if (form.status === "draft" || service.kind !== "event" || !service.starts || service.starts <= now)
      return [];
    const { starts } = service;
    const come = service.remindHours.filter((hours) => addMs(starts, -hours * hourMs) <= now);
    return come.length > 0 ? [{ form, hours: Math.min(...come) }] : [];
  });
}

/**
 * Reminds up to `limit` people who have a seat and were not reminded for this hour, or for one nearer to the event;
 * who registered after the moment had come needs none. The note that they were and the message commit together.
 * Returns how many.
 */
export async function remindSome(
  tx: Queries,
  { form, hours, now, limit }: DueReminder & { now: Instant; limit: number },
): Promise<number> {
  const { service } = form.definition;
  if (service.kind !== "event" || service.starts === null) return 0;
  const rows = await tx
    .selectFrom("form_answer")
    .select(["id", "member_id", "detail"])
    .where("form_id", "=", form.id)
    .where("state", "=", "going")
    .where("filed_at", "<", addMs(service.starts, -hours * hourMs))
    .orderBy("number")
    .execute();
  const left = rows
    .map((row) => ({ ...row, reminded: detail.parse(JSON.parse(row.detail)).reminded }))
    .filter(({ reminded }) => !reminded.some((one) => one <= hours))
    .slice(0, limit);
  for (const { id, member_id: memberId, reminded } of left) {
    const noted = JSON.stringify({ reminded: [...reminded, hours] });
    const row = await tx
      .updateTable("form_answer")
      .set({ detail: noted })
      .where("id", "=", id)
      .where("state", "=", "going")
      .returning("id")
      .executeTakeFirst();
    const to = row && memberId ? await newestAddress(tx, memberId) : undefined;
    if (!to || !memberId) continue;
    const content = eventTexts.reminder(form, service);
    await enqueue(tx, [{ memberId, to, content, inboundSeq: null }], now);
  }
  return left.length;
}
