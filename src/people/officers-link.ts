import { randomBytes } from "node:crypto";
import type { Queries } from "../database/database.ts";
import { sha256 } from "../kit/id.ts";
import { addMs, type Instant } from "../kit/time.ts";
import { addOfficer, hasActiveAdmin, listOfficers, type Officer, readOfficer } from "./officers.ts";
import { matchTotp, newTotpSecret } from "./officers-totp.ts";

/** How long a set-up link works. */
const linkMs = 3 * 24 * 3_600_000;
const recoveryCodes = 10;

/**
 * Makes a one-time set-up link for an officer and returns its token; only its hash is kept. Links made for them
 * before stop working.
 */
export async function makeLink(tx: Queries, officerId: string, now: Instant): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  await tx.deleteFrom("officer_link").where("officer_id", "=", officerId).execute();
  const row = {
    token_hash: sha256(token),
    officer_id: officerId,
    totp_secret: newTotpSecret(),
    created_at: now,
    expires_at: addMs(now, linkMs),
  };
  await tx.insertInto("officer_link").values(row).execute();
  return token;
}

/**
 * A link for the first administrator while nobody can manage officers, undefined as soon as somebody can. Each
 * call makes a new one: a lost link is mended by starting the program again.
 */
export async function makeFirstLink(tx: Queries, name: string, now: Instant): Promise<string | undefined> {
  if (await hasActiveAdmin(tx)) return undefined;
  const invited = (await listOfficers(tx)).find(
    ({ role, status }) => role === "admin" && status === "invited",
  );
  const first = invited ?? (await addOfficer(tx, { name, role: "admin", unit: null, maySend: true }, now));
  return makeLink(tx, first.id, now);
}

/** Whose link a token is, with the secret for their authenticator app; undefined: used, too old or made up. */
export async function readLink(
  queries: Queries,
  token: string,
  now: Instant,
): Promise<{ officer: Officer; totpSecret: string } | undefined> {
  const link = await queries
    .selectFrom("officer_link")
    .select(["officer_id", "totp_secret"])
    .where("token_hash", "=", sha256(token))
    .where("expires_at", ">", now)
    .executeTakeFirst();
  if (!link) return undefined;
  const row = await queries
    .selectFrom("officer")
    .selectAll()
    .where("id", "=", link.officer_id)
    .where("status", "!=", "disabled")
    .executeTakeFirst();
  return row && { officer: readOfficer(row), totpSecret: link.totp_secret };
}

export type SetUp =
  | { readonly kind: "ready"; readonly officer: Officer; readonly recoveryCodes: readonly string[] }
  | { readonly kind: "link-gone" }
  | { readonly kind: "wrong-code" }
  | { readonly kind: "login-taken" };

/**
 * Uses a link up: the officer has the given login, password and authenticator app, new recovery codes (shown this
 * once), and no session from before. `passwordHash` comes from `hashPassword`, made outside of the transaction.
 */
export async function finishSetUp(
  tx: Queries,
  given: { token: string; name: string; login: string; passwordHash: string; code: string; now: Instant },
): Promise<SetUp> {
  const { now } = given;
  const link = await readLink(tx, given.token, now);
  if (!link) return { kind: "link-gone" };
  const step = matchTotp(link.totpSecret, given.code, { now, usedStep: 0 });
  if (step === undefined) return { kind: "wrong-code" };
  const { id } = link.officer;
  const twin = await tx
    .selectFrom("officer")
    .select("id")
    .where("login", "=", given.login)
    .where("id", "!=", id)
    .executeTakeFirst();
  if (twin) return { kind: "login-taken" };
  const codes = Array.from({ length: recoveryCodes }, newRecoveryCode);
  const row = await tx
    .updateTable("officer")
    .set((eb) => ({
      name: given.name,
      login: given.login,
      status: "active",
      password_hash: given.passwordHash,
      totp_secret: link.totpSecret,
      totp_step: step,
      recovery_hashes: JSON.stringify(codes.map(sha256)),
      version: eb("version", "+", 1),
      updated_at: now,
    }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await tx.deleteFrom("officer_link").where("officer_id", "=", id).execute();
  await tx.deleteFrom("officer_session").where("officer_id", "=", id).execute();
  return { kind: "ready", officer: readOfficer(row), recoveryCodes: codes };
}

/** Ten letters and digits that cannot be mistaken for one another, in two groups: 50 random bits. */
function newRecoveryCode(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789x";
  const code = [...randomBytes(10)].map((byte) => letters[byte & 31]).join("");
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}
