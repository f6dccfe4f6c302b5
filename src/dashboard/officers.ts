import { z } from "zod";
import type { Queries } from "../database/database.ts";
import { type AuditEntry, listAudit } from "../people/audit.ts";
import {
  addOfficer,
  changeOfficer,
  findOfficer,
  listOfficers,
  type OfficerTerms,
  officerRoles,
} from "../people/officers.ts";
import { makeLink } from "../people/officers-link.ts";
import { endSessions, listSessions } from "../people/sessions.ts";
import { loadUnits } from "../people/units.ts";
import { count, line, nothing } from "./read-given.ts";
import { change, done, doneOnce, look, type Refusal, type Route, refused } from "./routes.ts";
import type { SessionRow } from "./shapes.ts";
import { texts } from "./texts.ts";

/** What the log can be narrowed to, and the actions that belong there. */
const auditKinds = {
  cases: ["case", "canned"],
  proposals: ["proposal", "council", "decisions", "decision"],
  campaigns: ["campaign", "delivery", "publication", "quiz"],
  knowledge: ["document", "clause", "faq", "phrase"],
  people: ["roster", "member", "form"],
  access: ["officer", "session", "sessions", "first-step"],
} as const;
const auditTopics = ["cases", "proposals", "campaigns", "knowledge", "people", "access"] as const;

const terms = z.object({
  name: line(100),
  role: z.enum(officerRoles),
  unit: line(60).nullable(),
  maySend: z.boolean(),
});

/** Quản trị — officers, their rights and what everybody changed. */
export const officerRoutes: readonly Route[] = [
  look({
    path: "/officers",
    right: "officers.manage",
    query: nothing,
    async show({ parts: { db } }) {
      const { all } = await loadUnits(db.read);
      return { officers: await listOfficers(db.read), units: all.map(({ code, name }) => ({ code, name })) };
    },
  }),
  change({
    path: "/officers",
    rights: ["officers.manage"],
    body: terms,
    async run(tx, { parts, given, now }) {
      const fault = await unitFault(tx, given);
      if (fault) return fault;
      const officer = await addOfficer(tx, given, now);
      const link = linkTo(parts.publicUrl, await makeLink(tx, officer.id, now));
      return doneOnce({ officer, link }, { officer }, audited("officer.added", officer.id, given));
    },
  }),
  change({
    path: "/officers/:id",
    rights: ["officers.manage"],
    body: terms.extend({ version: z.number().int(), isDisabled: z.boolean() }),
    async run(tx, { params, given, now }) {
      const fault = await unitFault(tx, given);
      if (fault) return fault;
      const id = params.id ?? "";
      const result = await changeOfficer(tx, { ...given, id, now });
      if (result.kind === "missing") return refused(404, "missing", texts.missing);
      if (result.kind === "last-admin") return refused(409, "last-admin", texts.lastAdmin);
      if (result.kind === "stale")
        return { ...refused(409, "stale", texts.officerStale), found: result.found };
      if (given.isDisabled) await endSessions(tx, id);
      return done({ officer: result.officer }, audited("officer.changed", id, given));
    },
  }),
  change({
    path: "/officers/:id/link",
    rights: ["officers.manage"],
    body: nothing,
    async run(tx, { parts, params, now }) {
      const id = params.id ?? "";
      if (!(await findOfficer(tx, id))) return refused(404, "missing", texts.missing);
      const link = linkTo(parts.publicUrl, await makeLink(tx, id, now));
      return doneOnce({ link }, {}, { action: "officer.link-made", subject: `officer:${id}`, detail: {} });
    },
  }),
  look({
    path: "/officers/:id/sessions",
    right: "officers.manage",
    query: nothing,
    async show({ parts: { db }, caller, params, now }): Promise<SessionRow[]> {
      const sessions = await listSessions(db.read, params.id ?? "", now);
      return sessions.map((session) => ({ ...session, isThis: session.id === caller.sessionId }));
    },
  }),
  change({
    path: "/officers/:id/sessions/end",
    rights: ["officers.manage"],
    body: nothing,
    async run(tx, { params }) {
      const id = params.id ?? "";
      if (!(await findOfficer(tx, id))) return refused(404, "missing", texts.missing);
      await endSessions(tx, id);
      return done({}, { action: "sessions.ended", subject: `officer:${id}`, detail: {} });
    },
  }),
  look({
    path: "/audit",
    right: "audit.see",
    query: z.object({
      before: count(1, Number.MAX_SAFE_INTEGER).optional(),
      officer: z.string().max(60).optional(),
      subject: z.string().max(100).optional(),
      about: z.enum(auditTopics).optional(),
    }),
    async show({
      parts: { db },
      given: { before, officer, subject, about },
    }): Promise<{ entries: AuditEntry[] }> {
      const page = {
        limit: 50,
        ...(before === undefined ? {} : { before }),
        ...(officer ? { officerId: officer } : {}),
        ...(subject ? { subject } : {}),
        ...(about ? { kinds: auditKinds[about] } : {}),
      };
      return { entries: await listAudit(db.read, page) };
    },
  }),
];

/** Where a set-up link leads: `https://host/admin/set-up/<token>`. */
export function linkTo(publicUrl: string, token: string): string {
  return `${publicUrl}/admin/set-up/${token}`;
}

async function unitFault(tx: Queries, { role, unit }: OfficerTerms): Promise<Refusal | undefined> {
  const words =
    unit === null
      ? role === "unit" && texts.unitNeeded
      : !(await loadUnits(tx)).byCode(unit) && texts.noSuchUnit;
  return words ? { ...refused(400, "invalid", texts.badFields), fields: { unit: words } } : undefined;
}

function audited(action: string, id: string, { role, unit, maySend }: OfficerTerms) {
  return { action, subject: `officer:${id}`, detail: { role, unit, maySend } };
}
