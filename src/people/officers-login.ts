import type { Selectable } from "kysely";
import type { Database, Queries } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import { sha256 } from "../kit/id.ts";
import type { Instant } from "../kit/time.ts";
import { type Officer, readOfficer } from "./officers.ts";
import { checkPassword } from "./officers-password.ts";
import { blockedUntil, forgetFailures, noteFailure, type Subject } from "./officers-throttle.ts";
import { matchTotp } from "./officers-totp.ts";
import { openSession } from "./sessions.ts";

export type Login = {
  readonly login: string;
  readonly password: string;
  /** Six digits of the authenticator app, or a recovery code. */
  readonly code: string;
  /** The network address it comes from, and what the browser calls itself. */
  readonly from: string;
  readonly device: string;
};

export type LoggedIn =
  | {
      readonly kind: "in";
      readonly officer: Officer;
      readonly token: string;
      readonly codesLeft: number | null;
    }
  /** Nothing says which of the three was wrong. */
  | { readonly kind: "wrong" }
  | { readonly kind: "wait"; readonly until: Instant };

/**
 * Checks login, password and code, and opens a session. Too many failures of an account or from an address close
 * the door for a while: even the right password is not looked at then.
 */
export async function logIn(db: Database, given: Login, now: Instant): Promise<LoggedIn> {
  const login = normalizeLogin(given.login);
  const subjects: Subject[] = [`login:${login}`, `from:${given.from}`];
  const until = await blockedUntil(db.read, subjects, now);
  if (until) return { kind: "wait", until };
  const row = await db.read.selectFrom("officer").selectAll().where("login", "=", login).executeTakeFirst();
  const isRight = await checkPassword(given.password, row?.password_hash ?? null);
  return db.transact(async (tx) => {
    const entered =
      isRight && row?.status === "active" ? await spendCode(tx, row, given.code, now) : undefined;
    if (!row || !entered) {
      await noteFailure(tx, subjects, now);
      return { kind: "wrong" };
    }
    await forgetFailures(tx, `login:${login}`);
    const token = await openSession(tx, { officerId: row.id, device: given.device, now });
    return { kind: "in", officer: readOfficer(row), token, codesLeft: entered.codesLeft };
  });
}

/** Logins are told apart without case. */
export function normalizeLogin(login: string): string {
  return login.normalize("NFC").trim().toLowerCase();
}

/** Uses up the code, whichever kind it is; `codesLeft` when it was a recovery code. */
async function spendCode(
  tx: Queries,
  row: Selectable<Schema["officer"]>,
  typed: string,
  now: Instant,
): Promise<{ codesLeft: number | null } | undefined> {
  const code = typed.replace(/\s/g, "").toLowerCase();
  const step = matchTotp(row.totp_secret ?? "", code, { now, usedStep: row.totp_step });
  const hashes: string[] = JSON.parse(row.recovery_hashes);
  const rest = hashes.filter((hash) => hash !== sha256(code));
  if (step === undefined && rest.length === hashes.length) return undefined;
  // The old values are part of the condition: of two that use one code at once, one gets in.
  const used = await tx
    .updateTable("officer")
    .set(step === undefined ? { recovery_hashes: JSON.stringify(rest) } : { totp_step: step })
    .where("id", "=", row.id)
    .where("totp_step", "=", row.totp_step)
    .where("recovery_hashes", "=", row.recovery_hashes)
    .where("status", "=", "active")
    .returning("id")
    .executeTakeFirst();
  return used && { codesLeft: step === undefined ? rest.length : null };
}
