import type { Selectable } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import type { CalendarDate } from "../kit/time.ts";
import { fold } from "../kit/vietnamese.ts";

export type UnitLevel = Schema["unit"]["level"];

/** Đơn vị — a union body of any level. One that ended keeps its place, its dates and who took over. */
export type Unit = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly level: UnitLevel;
  /** The code of the unit above it; null at the top. */
  readonly parent: string | null;
  readonly oldNames: readonly string[];
  readonly validFrom: CalendarDate | null;
  readonly validTo: CalendarDate | null;
  /** Codes of the units that took over. */
  readonly successors: readonly string[];
  readonly source: string | null;
  readonly confirmedBy: string | null;
};

/** A unit somebody may have meant. */
export type UnitCandidate = {
  readonly unit: Unit;
  /** The name that matched: the present one, an old one or the code. */
  readonly matched: string;
  readonly isOldName: boolean;
  /** Whether the whole name was typed, not some words of it. */
  readonly isExact: boolean;
  /** False when it ended before the day asked about. */
  readonly isCurrent: boolean;
  /** Who is there now instead of a unit that ended; empty when it did not end or nobody is named. */
  readonly now: readonly Unit[];
};

/** All units at one moment, to look up by code and by what people type. */
export type Units = {
  readonly all: readonly Unit[];
  byCode(code: string): Unit | undefined;
  /** Units whose code, name or old name is exactly `text`, compared as `find` does. */
  called(text: string): readonly Unit[];
  /**
   * Units whose code, name or old name is `text` (compared without marks, case and the usual short forms), or
   * holds all its words; exact matches alone when there are any. Best first, at most eight.
   */
  find(text: string, on: CalendarDate): UnitCandidate[];
};

const mostCandidates = 8;

/** Reads every unit; a federation has some thousands, so they are looked through in memory. */
export async function loadUnits(queries: Queries): Promise<Units> {
  const rows = await queries.selectFrom("unit").selectAll().orderBy("code").execute();
  const names = await queries.selectFrom("unit_old_name").selectAll().orderBy("name").execute();
  const links = await queries.selectFrom("unit_successor").selectAll().execute();
  const codes = new Map(rows.map((row) => [row.id, row.code]));
  const oldNames = group(names, (row) => [row.unit_id, row.name]);
  const successors = group(links, (row) => [row.unit_id, codes.get(row.successor_id) ?? ""]);
  return indexUnits(
    rows.map((row) =>
      unitOf(row, { codes, oldNames: oldNames.get(row.id), successors: successors.get(row.id) }),
    ),
  );
}

/** Units a person may mean by `text`, on a given day. See `Units.find`. */
export async function findUnit(queries: Queries, text: string, on: CalendarDate): Promise<UnitCandidate[]> {
  return (await loadUnits(queries)).find(text, on);
}

/** The lookup over units that are already read. */
function indexUnits(all: readonly Unit[]): Units {
  const byCode = new Map(all.map((unit) => [keyOf(unit.code), unit]));
  const names = all.flatMap((unit) =>
    [unit.code, unit.name, ...unit.oldNames].map((name, index) => ({
      unit,
      name,
      key: nameKey(name),
      isOld: index > 1,
    })),
  );
  const exact = Map.groupBy(names, ({ key }) => key);
  const units: Units = {
    all,
    byCode: (code) => byCode.get(keyOf(code)),
    called: (text) => [...new Set((exact.get(nameKey(text)) ?? []).map(({ unit }) => unit))],
    find(text, on) {
      const key = nameKey(text);
      if (key === "") return [];
      const words = key.split(" ");
      const found = exact.get(key) ?? names.filter((one) => holdsAll(one.key, words));
      const once = new Map(found.map((one) => [one.unit.code, one]));
      const candidates = [...once.values()].map(({ unit, name, isOld }) => ({
        unit,
        matched: name,
        isOldName: isOld,
        isExact: exact.has(key),
        isCurrent: isCurrent(unit, on),
        now: isCurrent(unit, on) ? [] : currentSuccessors(units, unit, on),
      }));
      const rank = (one: UnitCandidate) => Number(!one.isCurrent) * 1000 + one.matched.length;
      return candidates.toSorted((a, b) => rank(a) - rank(b)).slice(0, mostCandidates);
    },
  };
  return units;
}

/** Whether a unit exists on a day. */
export function isCurrent({ validFrom, validTo }: Unit, on: CalendarDate): boolean {
  return (validFrom === null || validFrom <= on) && (validTo === null || validTo >= on);
}

/** Who stands in a unit's place on a day, through as many changes as there were. */
function currentSuccessors(units: Units, unit: Unit, on: CalendarDate): Unit[] {
  const seen = new Set<string>();
  const open = [...unit.successors];
  const found: Unit[] = [];
  for (let code = open.shift(); code !== undefined; code = open.shift()) {
    const next = units.byCode(code);
    if (!next || seen.has(next.code)) continue;
    seen.add(next.code);
    if (isCurrent(next, on)) found.push(next);
    else open.push(...next.successors);
  }
  return found;
}

/** How a code is compared: officers type it in any case. */
export function keyOf(code: string): string {
  return fold(code);
}

/** Short forms of the union's own words, as people type them. */
const shortForms: readonly (readonly [RegExp, string])[] = [
  [/\bldld\b/g, "lien doan lao dong"],
  [/\bcdcs\b/g, "cong doan co so"],
  [/\bcd\b/g, "cong doan"],
  [/\b(?:thanh pho|tp)\b/g, "thanh pho"],
  [/\bcty\b|\bct\b/g, "cong ty"],
  [/\bcp\b/g, "co phan"],
];

/** A name without marks, case, punctuation and short forms; `LĐLĐ H. Than Uyên` finds the district's union. */
function nameKey(name: string): string {
  const plain = fold(name)
    .replace(/\bh\./g, "huyen ")
    .replace(/\bx\./g, "xa ")
    .replace(/\bp\./g, "phuong ")
    .replace(/\btt\./g, "thi tran ")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
  return shortForms.reduce((text, [form, words]) => text.replace(form, words), plain);
}

function holdsAll(key: string, words: readonly string[]): boolean {
  const held = new Set(key.split(" "));
  return words.every((word) => held.has(word));
}

function unitOf(
  row: Selectable<Schema["unit"]>,
  around: {
    codes: ReadonlyMap<string, string>;
    oldNames: readonly string[] | undefined;
    successors: readonly string[] | undefined;
  },
): Unit {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    level: row.level,
    parent: row.parent_id === null ? null : (around.codes.get(row.parent_id) ?? null),
    oldNames: around.oldNames ?? [],
    validFrom: row.valid_from,
    validTo: row.valid_to,
    successors: (around.successors ?? []).toSorted(),
    source: row.source,
    confirmedBy: row.confirmed_by,
  };
}

function group<Row>(
  rows: readonly Row[],
  read: (row: Row) => readonly [string, string],
): Map<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const row of rows) {
    const [key, value] = read(row);
    const list = grouped.get(key);
    if (list) list.push(value);
    else grouped.set(key, [value]);
  }
  return grouped;
}
