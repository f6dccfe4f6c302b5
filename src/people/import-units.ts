import type { Queries } from "../database/database.ts";
import { Failure } from "../kit/failure.ts";
import { newId } from "../kit/id.ts";
import type { CalendarDate, Instant } from "../kit/time.ts";
import { fold } from "../kit/vietnamese.ts";
import { readCode, readDate, readName, readParts, take } from "./list-cells.ts";
import { listTexts } from "./list-texts.ts";
import { type Columns, type RowFault, readColumns, readRows, type SheetRow } from "./rows.ts";
import { keyOf, loadUnits, type Unit, type UnitLevel } from "./units.ts";

/** What became of a list: taken whole, or not at all. */
export type Imported =
  | {
      readonly kind: "taken";
      readonly added: number;
      readonly changed: number;
      readonly unchanged: number;
      /** Headings of the file nothing was read from. */
      readonly unread: readonly string[];
    }
  | { readonly kind: "refused"; readonly faults: readonly RowFault[] };

type Line = Omit<Unit, "id"> & { readonly row: number };

const headings = {
  code: ["Mã", "Mã đơn vị", "code"],
  name: ["Tên", "Tên đơn vị", "name"],
  level: ["Cấp", "level"],
  parent: ["Mã cấp trên", "Cấp trên", "Đơn vị cấp trên", "parent"],
  oldNames: ["Tên cũ", "Tên gọi khác", "old names"],
  validFrom: ["Từ ngày", "Hiệu lực từ", "valid from"],
  validTo: ["Đến ngày", "Hiệu lực đến", "valid to"],
  successors: ["Đơn vị kế tục", "Kế tục", "Mã đơn vị kế tục", "successors"],
  source: ["Nguồn", "Căn cứ", "source"],
  confirmedBy: ["Người xác nhận", "Xác nhận", "confirmed by"],
} as const;
type Key = keyof typeof headings;

/** The levels as a list may write them, and what they are called in words. */
const levelWords: Readonly<Record<UnitLevel, readonly string[]>> = {
  province: ["tỉnh", "cấp tỉnh", "province"],
  upper: ["cấp trên cơ sở", "huyện", "ngành", "upper"],
  commune: ["xã", "phường", "commune"],
  grassroots: ["cơ sở", "cđcs", "grassroots"],
  group: ["tổ", "bộ phận", "group"],
};
const levels = new Map(
  Object.entries(levelWords).flatMap(([level, words]) =>
    words.map((word) => [fold(word), level as UnitLevel]),
  ),
);

/** What a level is called: `cơ sở`. */
export function sayLevel(level: UnitLevel): string {
  return levelWords[level][0] ?? level;
}

/**
 * Takes a list of units (see `readRows`) by their codes: new ones are added, known ones changed to what the list
 * says, others left alone. All or nothing: any fault refuses the whole list and names every row and column.
 * `isTrial` only checks. The same list again changes nothing.
 */
export async function importUnits(
  tx: Queries,
  bytes: Uint8Array,
  { now, isTrial }: { now: Instant; isTrial: boolean },
): Promise<Imported> {
  const faults: RowFault[] = [];
  const { lines, unread } = await readLines(bytes, faults);
  const known = new Map((await loadUnits(tx)).all.map((unit) => [keyOf(unit.code), unit]));
  faults.push(...treeFaults(lines, known));
  if (faults.length > 0) return { kind: "refused", faults: faults.toSorted((a, b) => a.row - b.row) };
  const fresh = lines.filter((line) => !known.has(keyOf(line.code)));
  const changed = lines.filter((line) => {
    const before = known.get(keyOf(line.code));
    return before !== undefined && !isSame(before, line);
  });
  if (!isTrial) await write(tx, { fresh, changed, known, now });
  const unchanged = lines.length - fresh.length - changed.length;
  return { kind: "taken", added: fresh.length, changed: changed.length, unchanged, unread };
}

async function readLines(bytes: Uint8Array, faults: RowFault[]) {
  const rows = readRows(bytes);
  const first = await rows.next();
  if (first.done) throw new Failure("invalid", listTexts.empty);
  const columns = readColumns<Key>(first.value, headings, ["code", "name", "level"]);
  if (columns.missing.length > 0) throw new Failure("invalid", listTexts.missingColumns(columns.missing));
  const lines: Line[] = [];
  const rowOf = new Map<string, number>();
  for await (const row of rows) {
    const line = readLine(row, columns, faults);
    const before = rowOf.get(keyOf(line.code));
    if (before !== undefined && line.code !== "") {
      const what = listTexts.twice(line.code, before);
      faults.push({ row: row.row, column: columns.heading("code"), what });
    }
    rowOf.set(keyOf(line.code), row.row);
    lines.push(line);
  }
  return { lines, unread: columns.unread };
}

function readLine(row: SheetRow, columns: Columns<Key>, faults: RowFault[]): Line {
  const note = (key: Key) => (what: string) => {
    faults.push({ row: row.row, column: columns.heading(key), what });
  };
  const text = (key: Key) => columns.read(row, key);
  const level = levels.get(fold(text("level")));
  if (!level)
    note("level")(
      listTexts.badLevel(
        text("level"),
        Object.values(levelWords).map(([word]) => word ?? ""),
      ),
    );
  const validFrom = take(readDate(text("validFrom")), note("validFrom")) ?? null;
  const validTo = take(readDate(text("validTo")), note("validTo")) ?? null;
  if (validFrom && validTo && validTo < validFrom) note("validTo")(listTexts.datesReversed);
  return {
    row: row.row,
    code: take(readCode(text("code")), note("code")) ?? "",
    name: take(readName(text("name")), note("name")) ?? "",
    level: level ?? "grassroots",
    parent: text("parent") || null,
    oldNames: readParts(text("oldNames")).toSorted(),
    validFrom: validFrom as CalendarDate | null,
    validTo: validTo as CalendarDate | null,
    successors: readParts(text("successors")),
    source: text("source") || null,
    confirmedBy: text("confirmedBy") || null,
  };
}

/** Units named that are nowhere, and units that would stand above or after themselves. */
function treeFaults(lines: readonly Line[], known: ReadonlyMap<string, Unit>): RowFault[] {
  const all = new Map<string, { parent: string | null; successors: readonly string[] }>(known);
  for (const line of lines) all.set(keyOf(line.code), line);
  const above = (key: string) => {
    const parent = all.get(key)?.parent;
    return parent ? [keyOf(parent)] : [];
  };
  const after = (key: string) => (all.get(key)?.successors ?? []).map(keyOf);
  return lines.flatMap((line) => {
    const missing = [...(line.parent ? [line.parent] : []), ...line.successors].filter(
      (code) => !all.has(keyOf(code)),
    );
    const faults = missing.map((code) => {
      const column = code === line.parent ? "Mã cấp trên" : "Đơn vị kế tục";
      return { row: line.row, column, what: listTexts.noUnit(code) };
    });
    const key = keyOf(line.code);
    if (leadsTo(key, key, above))
      faults.push({ row: line.row, column: "Mã cấp trên", what: listTexts.ownParent });
    if (leadsTo(key, key, after))
      faults.push({ row: line.row, column: "Đơn vị kế tục", what: listTexts.ownSuccessor });
    return faults;
  });
}

/** Whether going on from `from` by `next`, one reaches `target`. */
function leadsTo(from: string, target: string, next: (key: string) => readonly string[]): boolean {
  const seen = new Set<string>();
  const open = [...next(from)];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (key === target) return true;
    if (seen.has(key)) continue;
    seen.add(key);
    open.push(...next(key));
  }
  return false;
}

function isSame(before: Unit, line: Line): boolean {
  const { row: _row, ...plain } = line;
  const { id: _id, ...unit } = before;
  const form = (one: Omit<Unit, "id">) =>
    JSON.stringify([
      one.name,
      one.level,
      one.parent && keyOf(one.parent),
      one.oldNames.toSorted(),
      one.validFrom,
      one.validTo,
      one.successors.map(keyOf).toSorted(),
      one.source,
      one.confirmedBy,
    ]);
  return form(plain) === form(unit);
}

async function write(
  tx: Queries,
  given: { fresh: readonly Line[]; changed: readonly Line[]; known: ReadonlyMap<string, Unit>; now: Instant },
): Promise<void> {
  const ids = new Map([...given.known].map(([key, unit]) => [key, unit.id]));
  for (const line of given.fresh) {
    const id = newId<"unit">();
    ids.set(keyOf(line.code), id);
    const { code, name, level } = line;
    const at = { created_at: given.now, updated_at: given.now };
    await tx
      .insertInto("unit")
      .values({ id, code, name, level, ...at })
      .execute();
  }
  // Parents and successors may stand further down in the list: they are tied when all units are there.
  for (const line of [...given.fresh, ...given.changed]) await tie(tx, line, { ids, now: given.now });
}

async function tie(
  tx: Queries,
  line: Line,
  { ids, now }: { ids: ReadonlyMap<string, string>; now: Instant },
): Promise<void> {
  const idOf = (code: string) => ids.get(keyOf(code)) ?? "";
  const id = idOf(line.code);
  await tx
    .updateTable("unit")
    .set({
      name: line.name,
      level: line.level,
      parent_id: line.parent ? idOf(line.parent) : null,
      valid_from: line.validFrom,
      valid_to: line.validTo,
      source: line.source,
      confirmed_by: line.confirmedBy,
      updated_at: now,
    })
    .where("id", "=", id)
    .execute();
  await tx.deleteFrom("unit_old_name").where("unit_id", "=", id).execute();
  await tx.deleteFrom("unit_successor").where("unit_id", "=", id).execute();
  const names = line.oldNames.map((name) => ({ unit_id: id, name }));
  if (names.length > 0) await tx.insertInto("unit_old_name").values(names).execute();
  const after = [...new Set(line.successors.map(idOf))].map((to) => ({ unit_id: id, successor_id: to }));
  if (after.length > 0) await tx.insertInto("unit_successor").values(after).execute();
}
