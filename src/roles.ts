import type { Config } from "./config.ts";
import type { Database } from "./database/database.ts";
import { takeSeat } from "./database/seats.ts";
import type { LoopName } from "./engine.ts";
import { Failure } from "./kit/failure.ts";
import { sleep } from "./kit/time.ts";

/** How often a process that stands by looks whether the role is free. */
const standByMs = 2_000;

/** The loops this process is to run. */
export function loopsOf(config: Config): LoopName[] {
  return config.roles.filter((role) => role !== "web");
}

/**
 * Takes a seat for each loop of which several processes may run one. On SQLite one process does everything. Throws
 * `Failure("conflict")` when there is no place.
 */
export async function takeSeats(db: Database, config: Config): Promise<ReadonlyMap<LoopName, string>> {
  const seats = new Map<LoopName, string>();
  const isSqlite = db.kind === "sqlite";
  if (isSqlite && !(await db.takeRole("server"))) throw serverTaken(config);
  for (const loop of loopsOf(config)) {
    if (loop === "schedule") continue;
    const seat = isSqlite ? "server" : await takeSeat(db, loop);
    if (seat === undefined) throw seatsTaken(loop);
    seats.set(loop, seat);
  }
  return seats;
}

/**
 * Waits until this process alone has a role of the database, standing by for the one that has it; false when `signal`
 * aborted before. Who stands by lets two looks pass at a free role: a process whose connection broke, as all do when the
 * server is restarted, takes it again in a moment. On SQLite there is no other process.
 */
export async function awaitRole(db: Database, role: string, signal: AbortSignal): Promise<boolean> {
  if (db.kind === "sqlite") return !signal.aborted;
  const take = () => db.takeRole(role).catch(() => false);
  let wasFree = true;
  while (!signal.aborted) {
    const isFree = await db.heldRoles([role]).then(
      (held) => !held.has(role),
      () => false,
    );
    if (isFree && wasFree && (await take())) return true;
    wasFree = isFree;
    await sleep(standByMs, signal);
  }
  return false;
}

function serverTaken(config: Config): Failure {
  return new Failure(
    "conflict",
    `Another Cầu Nối process already serves this database (${config.database.url}). Stop it first, or give this one another DATABASE_URL.`,
  );
}

function seatsTaken(loop: LoopName): Failure {
  return new Failure(
    "conflict",
    `As many processes as there may be already run the role "${loop}" on this database. Stop one first, or leave the role out of ROLES.`,
  );
}
