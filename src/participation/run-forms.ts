import type { Database, Queries } from "../database/database.ts";
import { isQuiet, type QuietHours } from "../delivery/quiet-hours.ts";
import { describeError } from "../kit/failure.ts";
import type { Log } from "../kit/log.ts";
import { addMs, type Clock, type Instant, sleep } from "../kit/time.ts";
import { dueReminders, remindSome } from "./event-reminders.ts";
import { countSeats, fillSeats } from "./event-seats.ts";
import { purgeFormDrafts } from "./form-drafts.ts";
import { closeDue, holdForm, listForms } from "./forms.ts";
import { askSome, dueRounds } from "./report-chase.ts";

const restMs = 30_000;
const dayMs = 24 * 3_600_000;
/** Reminders written in one transaction. */
const atOnce = 200;

export type FormLoopParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly quietHours: QuietHours;
  /** Told when reminders are written and can be sent. */
  readonly onWritten: () => void;
};

/** The loop that closes forms whose time is over, reminds of events and of reports, and once a day deletes old drafts. */
export function createFormLoop(parts: FormLoopParts): { run(signal: AbortSignal): Promise<void> } {
  const { clock, log, db } = parts;
  return {
    async run(signal) {
      for (let nextDay: Instant = clock(); !signal.aborted; await sleep(restMs, signal)) {
        try {
          await tendForms(parts);
          const now = clock();
          if (now < nextDay) continue;
          nextDay = addMs(now, dayMs);
          const purged = await db.transact((tx) => purgeFormDrafts(tx, now));
          if (purged > 0) log.info("forms.drafts_purged", { purged });
        } catch (error) {
          log.error("forms.loop_failed", { fault: describeError(error) });
        }
      }
    },
  };
}

/** Closes what is due and writes the reminders that are due, once. At night nobody is reminded. */
export async function tendForms({ db, clock, log, quietHours, onWritten }: FormLoopParts): Promise<void> {
  const now = clock();
  const closed = await db.transact((tx) => closeDue(tx, now));
  if (closed > 0) log.info("forms.closed", { closed });
  await freeSeats({ db, log, onWritten }, now);
  if (isQuiet(now, quietHours)) return;
  const inTurns = async (form: string, write: (tx: Queries) => Promise<number>) => {
    for (let written = atOnce; written === atOnce; ) {
      written = await db.transact(write);
      if (written === 0) return;
      log.info("forms.reminded", { form, written });
      onWritten();
    }
  };
  for (const due of await dueReminders(db.read, now))
    await inTurns(due.form.id, (tx) => remindSome(tx, { ...due, now, limit: atOnce }));
  for (const round of await dueRounds(db.read, now))
    await inTurns(round.form.id, (tx) => askSome(tx, round, { now, limit: atOnce }));
}

/** Seats that became free by another way than giving one up: an officer added some, a member was erased. */
async function freeSeats(
  { db, log, onWritten }: Pick<FormLoopParts, "db" | "log" | "onWritten">,
  now: Instant,
): Promise<void> {
  for (const { id, definition } of await listForms(db.read)) {
    if (definition.service.kind !== "event" || (await countSeats(db.read, id)).queued === 0) continue;
    const seated = await db.transact(async (tx) => {
      const form = await holdForm(tx, id);
      return form ? fillSeats(tx, form, now) : 0;
    });
    if (seated === 0) continue;
    log.info("forms.seated", { form: id, seated });
    onWritten();
  }
}
