import { z } from "zod";
import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";
import { makeRosterCode } from "../people/link-code.ts";
import { codesUnder } from "../people/officers-scope.ts";
import { countRoster, unlinkedOf } from "../people/roster.ts";
import { loadUnits } from "../people/units.ts";
import { line, nothing } from "./read-given.ts";
import { type Call, change, doneOnce, look, type Outcome, type Route, refused } from "./routes.ts";
import { texts } from "./texts.ts";

export type UnitRow = {
  readonly code: string;
  readonly name: string;
  readonly level: string;
  readonly parent: string | null;
  readonly oldNames: readonly string[];
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** The units that took over, as people call them. */
  readonly successors: readonly string[];
  /** On the roster of this unit alone, and how many of them linked a chat. */
  readonly people: number;
  readonly linked: number;
};

export type Invitation = {
  readonly member: string;
  readonly name: string;
  readonly unit: string;
  readonly code: string;
};
export type Invitations = {
  readonly rows: readonly Invitation[];
  readonly expiresAt: Instant | null;
  /** More people than one list takes. */
  readonly hasMore: boolean;
};

const longestList = 300;

/** Đơn vị — the tree of units with who is in it, and codes by which people of the roster link their chats. */
export const unitRoutes: readonly Route[] = [
  look({
    path: "/units",
    right: "members.see",
    query: nothing,
    async show({ parts: { db }, caller }): Promise<{ rows: UnitRow[] }> {
      return { rows: await unitRows(db.read, caller.officer.unit) };
    },
  }),
  change({
    path: "/roster/codes",
    rights: ["members.change"],
    body: z.object({ unit: line(60) }),
    run: invite,
  }),
];

async function unitRows(queries: Queries, scope: string | null): Promise<UnitRow[]> {
  const units = await loadUnits(queries);
  const counts = await countRoster(queries);
  const seen = scope === null ? undefined : new Set(codesUnder(units.all, scope));
  const shown = units.all.filter(({ code }) => seen?.has(code) ?? true);
  return shown.map(({ code, name, level, parent, oldNames, validFrom, validTo, successors }) => ({
    ...{ code, name, level, parent, oldNames, validFrom, validTo },
    successors: successors.map((one) => units.byCode(one)?.name ?? one),
    ...(counts.get(code) ?? { people: 0, linked: 0 }),
  }));
}

/** New codes for whoever of a unit, or of the units under it, has linked no chat; older ones no longer work. */
async function invite(tx: Queries, { given: { unit }, now }: Call<{ unit: string }>): Promise<Outcome> {
  const units = await loadUnits(tx);
  const found = units.byCode(unit);
  if (!found) return { ...refused(400, "invalid", texts.badFields), fields: { unit: texts.noSuchUnit } };
  const unitCodes = codesUnder(units.all, found.code);
  const entries = await unlinkedOf(tx, { unitCodes, limit: longestList + 1 });
  const rows: Invitation[] = [];
  let expiresAt: Instant | null = null;
  for (const { id, code: member, fullName: name, unitName } of entries.slice(0, longestList)) {
    const made = await makeRosterCode(tx, id, now);
    rows.push({ member, name, unit: unitName, code: made.code });
    expiresAt = made.expiresAt;
  }
  const answer: Invitations = { rows, expiresAt, hasMore: entries.length > longestList };
  const audit = { action: "roster.invited", subject: `unit:${found.code}`, detail: { codes: rows.length } };
  return doneOnce(answer, { rows: [], expiresAt: null, hasMore: false }, audit);
}
