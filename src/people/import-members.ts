import type { Selectable } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import { Failure } from "../kit/failure.ts";
import { newId } from "../kit/id.ts";
import { type CalendarDate, type Instant, localDate } from "../kit/time.ts";
import { fold } from "../kit/vietnamese.ts";
import type { Imported } from "./import-units.ts";
import { type Cell, readCode, readDate, readName, readParts, take } from "./list-cells.ts";
import { listTexts } from "./list-texts.ts";
import { applyRoster, type RosterState } from "./roster.ts";
import { type Columns, type RowFault, readColumns, readRows, type SheetRow } from "./rows.ts";
import { keyOf, loadUnits, type Units } from "./units.ts";

const headings = {
  code: ["Mã đoàn viên", "Số thẻ đoàn viên", "Số thẻ", "Mã ĐV", "Mã", "code"],
  fullName: ["Họ và tên", "Họ tên", "Tên", "full name"],
  unit: ["Đơn vị", "Mã đơn vị", "Công đoàn cơ sở", "CĐCS", "Tên đơn vị", "unit"],
  position: ["Chức vụ", "Chức danh", "position"],
  tags: ["Nhãn", "Nhóm", "tags"],
  joinedOn: ["Ngày vào công đoàn", "Ngày gia nhập", "Ngày vào", "joined on"],
  state: ["Trạng thái", "Tình trạng", "state"],
  phone: ["Số điện thoại", "Điện thoại", "SĐT", "phone"],
  phoneConsent: ["Đồng ý lưu số điện thoại", "Đồng ý lưu SĐT", "phone consent"],
} as const;
type Key = keyof typeof headings;

const mostTags = 20;
/** Rows written by one statement: far below the most parameters of either database. */
const batchSize = 500;

const stateWords: Readonly<Record<RosterState, readonly string[]>> = {
  active: ["đang sinh hoạt", "active", ""],
  paused: ["tạm nghỉ", "paused"],
  ended: ["đã thôi", "ended"],
};
const states = new Map(
  Object.entries(stateWords).flatMap(([state, words]) =>
    words.map((word) => [fold(word), state as RosterState]),
  ),
);

/** What a state is called: `đang sinh hoạt`. */
export function sayState(state: RosterState): string {
  return stateWords[state][0] ?? state;
}

type Line = Omit<
  Selectable<Schema["roster"]>,
  "id" | "member_id" | "linked_at" | "created_at" | "updated_at"
>;
type Known = Selectable<Schema["roster"]>;

/** A roster taken, or refused. `phonesLeftOut`: numbers that came without the person's agreement. */
export type ImportedMembers = Imported & { readonly phonesLeftOut: number };

/**
 * Takes a list of members (see `readRows`) into the roster by their codes: new ones are added, known ones changed
 * to what the list says and brought over to the members linked to them; others are left alone. All or nothing:
 * any fault refuses the whole list and names every row and column. `isTrial` only checks. The same list again
 * changes nothing.
 *
 * Only what the union needs is read (Luật 91/2025/QH15 Điều 3: no more than the purpose asks for): columns with
 * anything else are left out and named. A telephone number is kept only where the list says the person agreed.
 */
export async function importMembers(
  tx: Queries,
  bytes: Uint8Array,
  { now, isTrial }: { now: Instant; isTrial: boolean },
): Promise<ImportedMembers> {
  const reader = createReader(await loadUnits(tx), localDate(now));
  const rows = readRows(bytes);
  const first = await rows.next();
  if (first.done) throw new Failure("invalid", listTexts.empty);
  const columns = readColumns<Key>(first.value, headings, ["code", "fullName", "unit"]);
  if (columns.missing.length > 0) throw new Failure("invalid", listTexts.missingColumns(columns.missing));
  for await (const row of rows) reader.read(row, columns);
  const { faults, lines, phonesLeftOut } = reader;
  if (faults.length > 0) return { kind: "refused", faults, phonesLeftOut: 0 };
  const known = await readKnown(tx);
  const fresh = lines.filter((line) => !known.has(keyOf(line.code)));
  const changed = lines.filter((line) => {
    const before = known.get(keyOf(line.code));
    return before !== undefined && !isSame(before, line);
  });
  if (!isTrial) {
    await add(tx, fresh, now);
    await change(tx, changed, { known, now });
  }
  const unchanged = lines.length - fresh.length - changed.length;
  const { unread } = columns;
  return {
    kind: "taken",
    added: fresh.length,
    changed: changed.length,
    unchanged,
    unread,
    phonesLeftOut: phonesLeftOut.length,
  };
}

/** Reads rows one by one and gathers lines and faults. */
function createReader(units: Units, today: CalendarDate) {
  const faults: RowFault[] = [];
  const lines: Line[] = [];
  const phonesLeftOut: number[] = [];
  const rowOf = new Map<string, number>();
  const findUnit = rememberUnits(units, today);

  function read(row: SheetRow, columns: Columns<Key>): void {
    const note = (key: Key) => (what: string) => {
      faults.push({ row: row.row, column: columns.heading(key), what });
    };
    const text = (key: Key) => columns.read(row, key);
    const code = take(readCode(text("code")), note("code")) ?? "";
    const before = rowOf.get(keyOf(code));
    if (code !== "" && before !== undefined) note("code")(listTexts.twice(code, before));
    else rowOf.set(keyOf(code), row.row);
    const state = take(readState(text("state")), note("state")) ?? "active";
    const phone = take(readPhone(text("phone")), note("phone")) ?? null;
    const mayKeepPhone = ["co", "x", "dong y", "yes"].includes(fold(text("phoneConsent")));
    if (phone !== null && !mayKeepPhone) phonesLeftOut.push(row.row);
    lines.push({
      code,
      full_name: take(readName(text("fullName")), note("fullName")) ?? "",
      unit_id: take(findUnit(text("unit"), state), note("unit")) ?? "",
      position: take(readShort(text("position")), note("position")) ?? null,
      tags: JSON.stringify(take(readTags(text("tags")), note("tags")) ?? []),
      joined_on: take(readDate(text("joinedOn")), note("joinedOn")) ?? null,
      state,
      phone: mayKeepPhone ? phone : null,
    });
  }
  return { read, faults, lines, phonesLeftOut };
}

/** Looks each spelling up once: fifty thousand rows name some hundred units. */
function rememberUnits(units: Units, today: CalendarDate) {
  const found = new Map<string, Cell<string>>();
  return (text: string, state: RosterState): Cell<string> => {
    const key = `${state === "ended"}|${text}`;
    const known = found.get(key) ?? lookUp(units, text, { today, mayHaveEnded: state === "ended" });
    found.set(key, known);
    return known;
  };
}

/** The unit of a cell: its code, or its whole name, present or old. One that ended only for who left. */
function lookUp(
  units: Units,
  text: string,
  { today, mayHaveEnded }: { today: CalendarDate; mayHaveEnded: boolean },
): Cell<string> {
  if (text === "") return { kind: "fault", what: listTexts.needed };
  const byCode = units.byCode(text);
  const named = units.find(text, today).filter(({ isExact }) => isExact);
  const chosen = byCode ? named.filter(({ unit }) => unit.id === byCode.id) : named;
  const current = chosen.filter(({ isCurrent }) => isCurrent || mayHaveEnded);
  const [one, other] = current;
  if (one && !other) return { kind: "value", value: one.unit.id };
  if (other) {
    const codes = current.map(({ unit }) => unit.code);
    return { kind: "fault", what: listTexts.manyUnits(text, codes) };
  }
  const [ended] = chosen;
  const after = ended?.now.map(({ code }) => code) ?? [];
  return { kind: "fault", what: ended ? listTexts.endedUnit(text, after) : listTexts.noUnit(text) };
}

function readState(text: string): Cell<RosterState> {
  const state = states.get(fold(text));
  return state ? { kind: "value", value: state } : { kind: "fault", what: listTexts.badState(text) };
}

function readShort(text: string): Cell<string | null> {
  return text === "" ? { kind: "value", value: null } : readName(text);
}

function readTags(text: string): Cell<string[]> {
  const tags = [...new Set(readParts(text).map(fold))].toSorted();
  if (tags.length > mostTags) return { kind: "fault", what: listTexts.tooManyTags(mostTags) };
  return { kind: "value", value: tags };
}

/** A Vietnamese number in its form of ten digits; spreadsheets drop the first zero of a number. */
function readPhone(text: string): Cell<string | null> {
  const digits = text.replace(/[\s.()-]/g, "").replace(/^(?:\+?84|0)?(?=[1-9]\d{8}$)/, "0");
  if (digits === "") return { kind: "value", value: null };
  return /^0[1-9]\d{8}$/.test(digits)
    ? { kind: "value", value: digits }
    : { kind: "fault", what: listTexts.badPhone(text) };
}

async function readKnown(tx: Queries): Promise<Map<string, Known>> {
  const rows = await tx.selectFrom("roster").selectAll().execute();
  return new Map(rows.map((row) => [keyOf(row.code), row]));
}

const compared = ["full_name", "unit_id", "position", "tags", "joined_on", "state", "phone"] as const;

function isSame(before: Known, line: Line): boolean {
  return compared.every((column) => before[column] === line[column]);
}

async function add(tx: Queries, lines: readonly Line[], now: Instant): Promise<void> {
  for (let from = 0; from < lines.length; from += batchSize) {
    const rows = lines
      .slice(from, from + batchSize)
      .map((line) => ({ ...line, id: newId<"roster">(), created_at: now, updated_at: now }));
    await tx.insertInto("roster").values(rows).execute();
  }
}

async function change(
  tx: Queries,
  lines: readonly Line[],
  { known, now }: { known: ReadonlyMap<string, Known>; now: Instant },
): Promise<void> {
  for (const { code, ...line } of lines) {
    const before = known.get(keyOf(code));
    if (!before) continue;
    await tx
      .updateTable("roster")
      .set({ ...line, updated_at: now })
      .where("id", "=", before.id)
      .execute();
    if (before.member_id) await applyRoster(tx, { ...line, member_id: before.member_id }, now);
  }
}
