import { z } from "zod";
import { handBack } from "../conversation/floor.ts";
import { addressOf, answerMember, type MemberAnswered, speakToMember } from "../conversation/speak.ts";
import type { Queries } from "../database/database.ts";
import { addMs, instant } from "../kit/time.ts";
import { listOfficers } from "../people/officers.ts";
import { membersInScope } from "../people/officers-scope.ts";
import { type Case, findCase } from "../questions/cases.ts";
import { assignCase, closeCase, noteCase, reopenCase, snoozeCase } from "../questions/cases-change.ts";
import { caseRecord, listOf, rowsOf } from "./inbox-record.ts";
import { nothing, paragraphs } from "./read-given.ts";
import { rightsOf } from "./rights.ts";
import { type Call, change, done, look, type Outcome, type Refusal, type Route, refused } from "./routes.ts";
import { texts } from "./texts.ts";

const version = z.number().int();
const longestSnoozeMs = 90 * 24 * 3_600_000;

/** Hộp thư — questions handed to officers: taking, noting, answering, closing. */
export const inboxRoutes: readonly Route[] = [
  look({
    path: "/cases",
    right: "cases.see",
    query: z.object({
      tab: z.enum(["mine", "unassigned", "all"]).default("all"),
      settled: z.enum(["yes", "no", "snoozed"]).default("no"),
    }),
    show: ({ parts, caller, given, now }) => listOf(parts, caller, { ...given, now }),
  }),
  look({
    path: "/cases/:number",
    right: "cases.see",
    query: nothing,
    show: ({ parts, caller, params, now }) => caseRecord(parts, caller, { number: numberOf(params), now }),
  }),
  change({
    path: "/cases/:number/assign",
    rights: ["cases.answer"],
    body: z.object({ version, to: z.string().max(60).nullable() }),
    run: (tx, call) =>
      onCase(tx, call, async (asked) => {
        const { to } = call.given;
        const isOfficer = to === null || (await canAnswer(tx, to));
        if (!isOfficer) return refusedField("to", texts.noSuchOfficer);
        return settle(tx, call, await assignCase(tx, { ...asked, to }), "assigned");
      }),
  }),
  change({
    path: "/cases/:number/note",
    rights: ["cases.answer"],
    body: z.object({ note: paragraphs(2000) }),
    run: (tx, call) =>
      onCase(tx, call, async (asked) =>
        settle(tx, call, await noteCase(tx, { ...asked, note: call.given.note }), "noted"),
      ),
  }),
  change({
    path: "/cases/:number/answer",
    rights: ["cases.answer"],
    body: z.object({ version, answer: paragraphs(3500), handsBack: z.boolean() }),
    run: (tx, call) =>
      onCase(tx, call, async (asked) =>
        settle(tx, call, await answerMember(tx, { ...asked, ...call.given }), "answered"),
      ),
  }),
  change({
    path: "/cases/:number/say",
    rights: ["cases.answer"],
    body: z.object({ text: paragraphs(3500) }),
    run: (tx, call) =>
      onCase(tx, call, async ({ number, by, now }, found) => {
        const to = await addressOf(tx, found);
        if (!to) return refused(409, "unreachable", texts.noAddress);
        await speakToMember(tx, { memberId: found.memberId, text: call.given.text, by, now, to });
        return done({}, { action: "case.spoken", subject: `case:${number}`, detail: {} });
      }),
  }),
  change({
    path: "/cases/:number/close",
    rights: ["cases.answer"],
    body: z.object({ version }),
    run: (tx, call) =>
      onCase(tx, call, async (asked) => settle(tx, call, await closeCase(tx, asked), "closed")),
  }),
  change({
    path: "/cases/:number/reopen",
    rights: ["cases.answer"],
    body: z.object({ version }),
    run: (tx, call) =>
      onCase(tx, call, async (asked) => settle(tx, call, await reopenCase(tx, asked), "reopened")),
  }),
  change({
    path: "/cases/:number/snooze",
    rights: ["cases.answer"],
    body: z.object({ version, until: z.iso.datetime().nullable() }),
    run: (tx, call) =>
      onCase(tx, call, async (asked) => {
        const until = call.given.until === null ? null : instant(call.given.until);
        const isAhead = until === null || (until > call.now && until < addMs(call.now, longestSnoozeMs));
        if (!isAhead) return refusedField("until", texts.snoozePast);
        return settle(tx, call, await snoozeCase(tx, { ...asked, until }), until ? "snoozed" : "woken");
      }),
  }),
  change({
    path: "/cases/:number/hand-back",
    rights: ["cases.answer"],
    body: nothing,
    run: (tx, call) =>
      onCase(tx, call, async ({ number, now }, { memberId }) => {
        await handBack(tx, { memberId, now });
        return done({}, { action: "case.handed-back", subject: `case:${number}`, detail: {} });
      }),
  }),
];

type Asked = { number: number; by: string; now: Call<unknown>["now"]; version?: number };

/** Runs `work` on a case the officer may see; one outside of their unit is answered like one that is not there. */
async function onCase(
  tx: Queries,
  { caller, params, given, now }: Call<unknown>,
  work: (asked: Asked, found: Case) => Promise<Outcome>,
): Promise<Outcome> {
  const number = numberOf(params);
  const found = await findCase(tx, number);
  const scope = await membersInScope(tx, caller.officer.unit);
  if (!found || scope?.has(found.memberId) === false) return refused(404, "missing", texts.missing);
  const seen = z.object({ version }).safeParse(given);
  return work({ number, by: caller.officer.id, now, ...(seen.success ? seen.data : {}) }, found);
}

/** What became of a change: an audit entry, or the case as it is now for whoever came too late. */
async function settle(
  tx: Queries,
  { caller, now }: Call<unknown>,
  result: MemberAnswered,
  what: string,
): Promise<Outcome> {
  if (result.kind === "changed") {
    const { number, status } = result.changed;
    return done({}, { action: `case.${what}`, subject: `case:${number}`, detail: { status } });
  }
  if (result.kind === "missing") return refused(404, "missing", texts.missing);
  const [found] = await rowsOf(tx, [result.found], now);
  const words = {
    stale: texts.caseStale,
    settled: texts.caseSettled(result.found.status === "closed" ? "closed" : "answered"),
    taken: texts.caseTaken(found?.assignedTo ?? caller.officer.name),
    unreachable: texts.noAddress,
  }[result.kind];
  return { ...refused(409, result.kind, words), found };
}

async function canAnswer(tx: Queries, id: string): Promise<boolean> {
  const officer = (await listOfficers(tx)).find((one) => one.id === id && one.status === "active");
  return officer !== undefined && rightsOf(officer).has("cases.answer");
}

function refusedField(field: string, words: string): Refusal {
  return { ...refused(400, "invalid", texts.badFields), fields: { [field]: words } };
}

function numberOf(params: Readonly<Record<string, string>>): number {
  return /^[1-9]\d{0,8}$/.test(params.number ?? "") ? Number(params.number) : 0;
}
