import { renameSync } from "node:fs";
import { join } from "node:path";
import { moveDatabase } from "../backup/move.ts";
import { migrate } from "../database/migrate.ts";
import { openDatabase, sqlitePath } from "../database/open.ts";
import { openPostgres } from "../database/postgres.ts";
import { holdRole } from "../database/sqlite.ts";
import { Failure } from "../kit/failure.ts";
import type { Call, Command, ExitCode } from "./command.ts";

export const commands: readonly Command[] = [
  {
    name: "move",
    operands: ["POSTGRES_URL"],
    meaning: "Move everything from SQLite into an empty PostgreSQL database; the server must be stopped.",
    details:
      "Every row is copied and then compared. An interrupted move goes on where it was when the command is run again;\n" +
      "until it ends no server starts on the PostgreSQL database. Stored files are copied into it as well. At the\n" +
      "end the SQLite file is renamed, so that nobody starts a second server on it by mistake. Leave the password out\n" +
      "of the address and put it into PGPASSWORD: others on this machine can read a command's arguments.",
    run,
  },
];

async function run({ io, operands }: Call): Promise<ExitCode> {
  const [url = ""] = operands;
  const config = io.config();
  const path = sqlitePath(config.database.url);
  if (path === undefined)
    throw new Failure("invalid", "DATABASE_URL names PostgreSQL: set it to the SQLite file to move from.");
  if (!/^postgres(ql)?:\/\//.test(url))
    throw new Failure("invalid", "Give the address of the new database as postgres://host/name.");
  const role = holdRole(path, "server");
  if (!role) throw new Failure("conflict", `The server runs on ${path}: stop it first. Nothing was changed.`);
  try {
    await moveInto({ path, folder: join(config.dataDir, "blobs") }, url, io.complain);
  } finally {
    role.release();
  }
  const kept = `${path}.moved-${io.clock().slice(0, 10)}`;
  renameSync(path, kept);
  io.write(`Everything is in PostgreSQL now. The SQLite file is kept as ${kept}.\n`);
  io.write("Set DATABASE_URL to the PostgreSQL address and start the server.\n");
  return 0;
}

async function moveInto(
  { path, folder }: { path: string; folder: string },
  url: string,
  complain: (text: string) => void,
): Promise<void> {
  const source = await openDatabase(`file:${path}`);
  const target = openPostgres(url);
  try {
    await migrate(target);
    const tell = (words: string) => complain(`${words}\n`);
    const moved = await moveDatabase(source, target, { folder, tell });
    const rows = Object.values(moved.rows).reduce((sum, count) => sum + count, 0);
    const before = moved.before > 0 ? `, ${moved.before} of them before it was interrupted` : "";
    complain(`${rows} rows moved and compared${before}.\n`);
  } finally {
    await source.close();
    await target.close();
  }
}
