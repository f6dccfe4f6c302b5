import type { Queries } from "../database/database.ts";
import { type Instant, sayTime } from "../kit/time.ts";
import { type SheetValue, writeSheets } from "../papers/sheet.ts";
import { type RosterEntry, rosterPage } from "../people/roster.ts";
import { namedAnswers, type ReadAnswer } from "./answers.ts";
import type { StoredForm } from "./forms.ts";
import { rosterTexts } from "./roster-texts.ts";

const pageSize = 1000;

/**
 * The roster with the columns the form's definition names, one line a person: what the roster has, and what officers
 * confirmed last of what members answered. With `scope` only its members. Undefined for a form of another kind.
 */
export async function rosterXlsx(
  queries: Queries,
  form: StoredForm,
  { scope, now }: { scope?: ReadonlySet<string> | undefined; now: Instant },
): Promise<Uint8Array | undefined> {
  const { service } = form.definition;
  if (service.kind !== "roster") return undefined;
  const confirmed = await confirmedByMember(queries, form);
  const rows: SheetValue[][] = [];
  for await (const entry of everybody(queries)) {
    if (scope && (entry.memberId === null || !scope.has(entry.memberId))) continue;
    const answers = entry.memberId === null ? undefined : confirmed.get(entry.memberId);
    rows.push(service.columns.map(({ from }) => cellOf(from, entry, answers)));
  }
  const heading = [rosterTexts.heading(form.title), rosterTexts.made(sayTime(now), rows.length)];
  const columns = service.columns.map(({ title }) => ({ title, width: 24, kind: "text" as const }));
  return writeSheets([{ name: rosterTexts.sheet, heading, columns, rows }]);
}

async function* everybody(queries: Queries): AsyncGenerator<RosterEntry> {
  for (let afterCode = ""; ; ) {
    const page = await rosterPage(queries, { afterCode, limit: pageSize });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    afterCode = last.code;
  }
}

/** Field by field what was confirmed last; a later answer that was refused takes nothing back. */
async function confirmedByMember(
  queries: Queries,
  form: StoredForm,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const found = new Map<string, Map<string, string>>();
  for (const { memberId, said, detail } of await namedAnswers(queries, form, { states: ["confirmed"] })) {
    if (memberId === null) continue;
    const own = found.get(memberId) ?? new Map<string, string>();
    for (const id of acceptedIn(detail)) if (said[id] !== undefined) own.set(id, said[id]);
    found.set(memberId, own);
  }
  return found;
}

function acceptedIn(detail: ReadAnswer["detail"]): string[] {
  const { accepted } = detail;
  return Array.isArray(accepted) ? accepted.filter((id) => typeof id === "string") : [];
}

function cellOf(
  from: string,
  entry: RosterEntry,
  answers: ReadonlyMap<string, string> | undefined,
): SheetValue {
  const [where, name = ""] = from.split(".");
  if (where === "answer") return answers?.get(name) ?? null;
  const columns: Readonly<Record<string, string | null>> = {
    ...{ code: entry.code, full_name: entry.fullName, position: entry.position, phone: entry.phone },
    ...{
      unit: entry.unitName,
      unit_code: entry.unitCode,
      joined_on: entry.joinedOn,
      tags: entry.tags.join("; "),
    },
  };
  return columns[name] ?? null;
}
