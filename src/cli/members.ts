import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Failure } from "../kit/failure.ts";
import { sayTime } from "../kit/time.ts";
import { exportMembers } from "../people/export-members.ts";
import { importMembers } from "../people/import-members.ts";
import { makeRosterCode } from "../people/link-code.ts";
import { findRosterEntry } from "../people/roster.ts";
import type { Call, Command, ExitCode } from "./command.ts";
import { withDatabase } from "./stores.ts";
import { dryRun, readBytes, sayImported } from "./units.ts";

export const commands: readonly Command[] = [
  {
    name: "members import",
    operands: ["FILE"],
    options: { "dry-run": dryRun },
    meaning:
      "Take a list of members (CSV or XLSX) into the roster: all of it, or nothing when a row is wrong.",
    details:
      "First row: names of the columns. Needed: Mã đoàn viên, Họ và tên, Đơn vị (code or name). Also read: Chức vụ,\n" +
      "Nhãn, Ngày vào công đoàn, Trạng thái, Số điện thoại (kept only where Đồng ý lưu số điện thoại says có).\n" +
      "Nothing else is read. Members that are not in the file stay as they are.",
    run: take,
  },
  {
    name: "members export",
    operands: ["FILE.csv"],
    meaning: "Write the roster to a new CSV file that `members import` takes back.",
    run: ({ io, operands: [path = ""] }) =>
      withDatabase(io, async (db) => {
        try {
          await pipeline(
            Readable.from(exportMembers(db.read)),
            createWriteStream(path, { flags: "wx", mode: 0o600 }),
          );
        } catch (error) {
          const why = error instanceof Error && "code" in error ? String(error.code) : "";
          if (why === "") throw error;
          throw new Failure("invalid", `${path} cannot be written (${why}).`, { cause: error });
        }
        io.complain(`${path} holds personal data: keep it where only those who need it can read it.\n`);
        return 0;
      }),
  },
  {
    name: "members invite",
    operands: ["CODE"],
    meaning:
      "Print a one-time code by which the person with this member code links their chat to the roster.",
    run: ({ io, operands: [code = ""] }) =>
      withDatabase(io, async (db) => {
        const entry = await findRosterEntry(db.read, code);
        if (!entry) throw new Failure("missing", `${code}: the roster has nobody with this code.`);
        const made = await db.transact((tx) => makeRosterCode(tx, entry.id, io.clock()));
        io.write(`${made.code}\n`);
        io.complain(`Until ${sayTime(made.expiresAt)}; the person sends it to the bot as a message.\n`);
        return 0;
      }),
  },
];

function take(call: Call): Promise<ExitCode> {
  const { io, operands } = call;
  return withDatabase(io, async (db) => {
    const bytes = await readBytes(operands[0] ?? "");
    const isTrial = call.isOn("dry-run");
    const result = await db.transact((tx) => importMembers(tx, bytes, { now: io.clock(), isTrial }));
    const code = sayImported(io, result, { path: operands[0] ?? "", isTrial });
    if (result.phonesLeftOut > 0) {
      io.write(`${result.phonesLeftOut} telephone numbers were left out: no agreement in the list.\n`);
    }
    return code;
  });
}
