import { readFile } from "node:fs/promises";
import { Failure } from "../kit/failure.ts";
import { localDate } from "../kit/time.ts";
import { type Imported, importUnits, sayLevel } from "../people/import-units.ts";
import type { RowFault } from "../people/rows.ts";
import { isCurrent, loadUnits } from "../people/units.ts";
import { type Call, type Command, columns, type ExitCode, type Io, type Option } from "./command.ts";
import { withDatabase } from "./stores.ts";

/** Only check the file. */
export const dryRun = {
  type: "boolean",
  meaning: "Only check the file and say what would change.",
} as const satisfies Option;

export const commands: readonly Command[] = [
  {
    name: "units import",
    operands: ["FILE"],
    options: { "dry-run": dryRun },
    meaning: "Take a list of union units (CSV or XLSX): all of it, or nothing when a row is wrong.",
    details:
      "First row: names of the columns. Needed: Mã, Tên, Cấp (tỉnh, cấp trên cơ sở, xã, cơ sở, tổ). Also read:\n" +
      "Mã cấp trên, Tên cũ, Từ ngày, Đến ngày, Đơn vị kế tục, Nguồn, Người xác nhận. Several values in one cell are\n" +
      "separated by semicolons. Units that are not in the file stay as they are. docs/people.md has an example.",
    run: takeUnits,
  },
  {
    name: "units list",
    operands: [],
    meaning: "List every unit with its level, the unit above it, and since or until when it exists.",
    run: ({ io }) =>
      withDatabase(io, async (db) => {
        const { all } = await loadUnits(db.read);
        const today = localDate(io.clock());
        const rows = all.map((unit) => [
          unit.code,
          sayLevel(unit.level),
          unit.parent ?? "—",
          isCurrent(unit, today)
            ? ""
            : `${unit.validFrom ?? ""}…${unit.validTo ?? ""} → ${unit.successors.join(", ")}`,
          unit.name,
        ]);
        io.write(columns(rows));
        return 0;
      }),
  },
  {
    name: "units find",
    operands: ["TEXT"],
    meaning: "Show which units a name may mean, with or without marks, old names included.",
    run: ({ io, operands: [text = ""] }) =>
      withDatabase(io, async (db) => {
        const units = await loadUnits(db.read);
        const found = units.find(text, localDate(io.clock()));
        const rows = found.map(({ unit, matched, isCurrent: isThere, now }) => {
          const instead = now.map(({ code }) => code).join(", ") || "nobody named";
          return [
            unit.code,
            unit.name,
            matched === unit.name ? "" : `(${matched})`,
            isThere ? "" : `ended → ${instead}`,
          ];
        });
        io.write(columns(rows));
        return found.length > 0 ? 0 : 1;
      }),
  },
];

function takeUnits(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  return withDatabase(io, async (db) => {
    const bytes = await readBytes(operands[0] ?? "");
    const isTrial = call.isOn("dry-run");
    const result = await db.transact((tx) => importUnits(tx, bytes, { now: io.clock(), isTrial }));
    return sayImported(io, result, { path: operands[0] ?? "", isTrial });
  });
}

/** A file somebody named; throws `Failure("invalid")` when it cannot be read. */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new Failure("invalid", `${path} cannot be read (${why}).`, { cause: error });
  }
}

/** Faults shown; a list with more has one fault many times. */
const mostShown = 100;

/** Says what became of a list: counts, or every fault with its row and column. */
export function sayImported(
  io: Io,
  result: Imported,
  { path, isTrial }: { path: string; isTrial: boolean },
): ExitCode {
  if (result.kind === "refused") {
    for (const fault of result.faults.slice(0, mostShown)) io.complain(`${sayFault(path, fault)}\n`);
    io.complain(`caunoi: nothing was taken from ${path}: ${result.faults.length} faults.\n`);
    return 1;
  }
  const { added, changed, unchanged, unread } = result;
  const would = isTrial ? "Checked only; would be" : "Taken:";
  io.write(`${would} ${added} new, ${changed} changed, ${unchanged} unchanged.\n`);
  if (unread.length > 0) io.write(`Columns that were not read: ${unread.join(", ")}.\n`);
  return 0;
}

function sayFault(path: string, { row, column, what }: RowFault): string {
  return `${path}:${row}: [${column}] ${what}`;
}
