import { pricesAt } from "../campaigns/zalo-cost.ts";
import { floorAt } from "../conversation/floor.ts";
import { addressOf } from "../conversation/speak.ts";
import { readThread, type Thread } from "../conversation/thread.ts";
import type { Queries } from "../database/database.ts";
import { sayWhyNotSent } from "../delivery/texts.ts";
import { type Address, plainText, type Said } from "../kit/message.ts";
import { addMs, type Instant, instant } from "../kit/time.ts";
import { lastInboundAt } from "../people/members.ts";
import { listOfficers, type Officer } from "../people/officers.ts";
import { findMember, namesOf } from "../people/officers-members.ts";
import { membersInScope } from "../people/officers-scope.ts";
import type { Caller } from "../people/sessions.ts";
import {
  type Case,
  type CaseEvent,
  countCases,
  eventsOf,
  findCase,
  listCases,
  type Tab,
  waitingStates,
  waitOf,
} from "../questions/cases.ts";
import type { CaseList, CaseRecord, CaseRow, ReplyWindow, ThreadLine } from "./inbox-shapes.ts";
import { rightsOf } from "./rights.ts";
import type { DashboardParts } from "./routes.ts";
import { texts } from "./texts.ts";

const threadLength = 60;
const mostSettled = 200;

/** One tab of an officer's inbox, whoever waits longest first, with how many wait in each tab. */
export async function listOf(
  { db }: DashboardParts,
  { officer }: Caller,
  asked: { tab: Tab; settled: "yes" | "no" | "snoozed"; now: Instant },
): Promise<CaseList> {
  const states = asked.settled === "yes" ? (["answered", "closed"] as const) : waitingStates;
  const scope = await membersInScope(db.read, officer.unit);
  const maySee = (one: Case) => scope?.has(one.memberId) ?? true;
  const { now } = asked;
  const are = asked.settled === "snoozed" ? "shown" : "hidden";
  const isSettled = asked.settled === "yes";
  // Of what is settled the newest are looked for.
  const snoozed = isSettled ? { newestFirst: true, limit: mostSettled } : { snoozed: { now, are } as const };
  const cases = await listCases(db.read, { tab: asked.tab, officer: officer.id, states, ...snoozed });
  const rows = await rowsOf(db.read, cases.filter(maySee), asked.now);
  if (scope === undefined) {
    const counts = await countCases(db.read, { officer: officer.id, now: asked.now });
    return { rows: rows, counts };
  }
  const all = (await listCases(db.read, { states: waitingStates })).filter(maySee);
  const waiting = all.filter(({ snoozedUntil }) => snoozedUntil === null || snoozedUntil <= now);
  const counts = {
    snoozed: all.length - waiting.length,
    mine: waiting.filter(({ assignedTo }) => assignedTo === officer.id).length,
    unassigned: waiting.filter(({ assignedTo }) => assignedTo === null).length,
    all: waiting.length,
  };
  return { rows, counts };
}

/** Cases as lists show them. */
export async function rowsOf(queries: Queries, cases: readonly Case[], now: Instant): Promise<CaseRow[]> {
  const names = await namesOf(
    queries,
    cases.map(({ memberId }) => memberId),
  );
  const officers = await listOfficers(queries);
  return cases.map((one) => ({
    number: one.number,
    question: one.question,
    memberName: names.get(one.memberId) ?? null,
    status: one.status,
    assignedTo: one.assignedTo && nameIn(officers, one.assignedTo),
    channel: one.askedFrom?.channel ?? null,
    openedAt: one.openedAt,
    dueAt: one.dueAt,
    snoozedUntil: one.snoozedUntil !== null && one.snoozedUntil > now ? one.snoozedUntil : null,
    ...waitOf(one, now),
  }));
}

/** Everything the page of one case shows; undefined when there is none, or none this officer may see. */
export async function caseRecord(
  { db, library, zalo }: DashboardParts,
  { officer }: Caller,
  { number, now }: { number: number; now: Instant },
): Promise<CaseRecord | undefined> {
  const found = await findCase(db.read, number);
  const scope = await membersInScope(db.read, officer.unit);
  if (!found || scope?.has(found.memberId) === false) return undefined;
  const [row] = await rowsOf(db.read, [found], now);
  if (!row) return undefined;
  const officers = await listOfficers(db.read);
  const to = await addressOf(db.read, found);
  const floor = to && (await floorAt(db.read, to, now));
  const others = (await listCases(db.read, { memberId: found.memberId })).filter(
    (one) => one.number !== number,
  );
  return {
    ...row,
    version: found.version,
    isMine: found.assignedTo === officer.id,
    isSettled: found.status === "answered" || found.status === "closed",
    answer: found.answer,
    answeredAt: found.answeredAt,
    thread: await threadOf(db.read, { found, officers, now }),
    member: (await findMember(db.read, found.memberId)) ?? null,
    otherCases: others.map((one) => ({ number: one.number, question: one.question, status: one.status })),
    nearest: found.nearest.slice(0, 3).flatMap((place) => {
      const [document = "", id = ""] = place.split("#");
      const clause = library().clause(document, id);
      return clause ? [{ label: clause.label, text: clause.text }] : [];
    }),
    window: to?.channel === "zalo-oa" && zalo ? await windowOf(db.read, to, { zalo, now }) : null,
    floor: floor ? { by: floor.by && nameIn(officers, floor.by), until: floor.until } : null,
    officers: officers
      .filter((one) => one.status === "active" && rightsOf(one).has("cases.answer"))
      .map(({ id, name }) => ({ id, name })),
  };
}

const hourMs = 3_600_000;

/** Zalo counts from the person's last message (docs/zalo.md). Who never wrote has no window. */
async function windowOf(
  queries: Queries,
  to: Address,
  { zalo, now }: { zalo: NonNullable<DashboardParts["zalo"]>; now: Instant },
): Promise<ReplyWindow> {
  const { isPaidAllowed } = zalo;
  const { freeHours, openHours } = pricesAt(zalo.prices, now);
  const last = await lastInboundAt(queries, to);
  const after = (hours: number) => last && addMs(last, hours * hourMs);
  return { freeUntil: after(freeHours), openUntil: after(openHours), isPaidAllowed };
}

/** What officers did with a case and what both sides said, oldest first. */
async function threadOf(
  queries: Queries,
  { found, officers, now }: { found: Case; officers: readonly Officer[]; now: Instant },
): Promise<ThreadLine[]> {
  const { memberId } = found;
  const events = (await eventsOf(queries, found.id)).map((event, index) => eventLine(event, index, officers));
  const thread = await readThread(queries, { memberId, now, limit: threadLength });
  const lines = [...thread.lines.map(spokenLine), ...events];
  return lines.sort((a, b) => Number(a.at > b.at) - Number(a.at < b.at));
}

function spokenLine(line: Thread["lines"][number]): ThreadLine {
  const { at } = line;
  if (line.from === "member")
    return { id: `in-${line.id}`, at, kind: "member", text: sayIn(line.said), by: null, fate: null };
  const reason = line.why && sayWhyNotSent({ ...line, channel: line.address.channel });
  const fate = [texts.fates[line.status], reason].filter(Boolean).join(": ") || null;
  return { id: `out-${line.seq}`, at, kind: "ours", text: plainText(line.content), by: null, fate };
}

function eventLine(
  { kind, by, note, at }: CaseEvent,
  index: number,
  officers: readonly Officer[],
): ThreadLine {
  const line = { id: `event-${index}`, at, by: by && nameIn(officers, by), fate: null };
  if (kind === "note") return { ...line, kind, text: note ?? "" };
  if (kind === "snoozed" && note) return { ...line, kind: "event", text: texts.snoozedTo(instant(note)) };
  const text =
    kind === "assigned" && note ? texts.assignedTo(nameIn(officers, note)) : texts.caseEvents[kind];
  return { ...line, kind: "event", text };
}

function sayIn(said: Said): string {
  if (said.kind === "text") {
    return [said.text, ...said.files.map(({ name, kind }) => texts.file(name ?? kind))]
      .filter(Boolean)
      .join("\n");
  }
  return texts.unspoken[said.kind];
}

/** Officers are kept by id; a name typed at the command line stands for itself. */
function nameIn(officers: readonly Officer[], id: string): string {
  return officers.find((one) => one.id === id)?.name ?? id;
}
