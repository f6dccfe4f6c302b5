import type { Database } from "../../src/database/database.ts";
import type { Instant } from "../../src/kit/time.ts";
import { addOfficer, type Officer } from "../../src/people/officers.ts";
import { finishSetUp, makeLink, readLink } from "../../src/people/officers-link.ts";
import { hashPassword } from "../../src/people/officers-password.ts";
import { stepOf, totpAt } from "../../src/people/officers-totp.ts";
import { openSession } from "../../src/people/sessions.ts";

export const password = "mây trắng trên đèo";

let hash: Promise<string> | undefined;

/** Somebody who is set up and logged in: with the secret of their authenticator app and their session. */
export type MadeOfficer = {
  readonly officer: Officer;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  readonly token: string;
};

export type Terms = Partial<Pick<Officer, "role" | "unit" | "maySend" | "name">>;

export async function makeOfficer(
  db: Database,
  login: string,
  { now, ...terms }: Terms & { now: Instant },
): Promise<MadeOfficer> {
  hash ??= hashPassword(password);
  const passwordHash = await hash;
  return db.transact(async (tx) => {
    const usual = { name: `Cán bộ ${login}`, role: "admin", unit: null, maySend: true } as const;
    const added = await addOfficer(tx, { ...usual, ...terms }, now);
    const link = await makeLink(tx, added.id, now);
    const secret = (await readLink(tx, link, now))?.totpSecret ?? "";
    const code = totpAt(secret, stepOf(now));
    const ready = await finishSetUp(tx, { token: link, name: added.name, login, passwordHash, code, now });
    if (ready.kind !== "ready") throw new Error(`${login} could not be set up: ${ready.kind}`);
    const token = await openSession(tx, { officerId: added.id, device: "Firefox", now });
    return { officer: ready.officer, secret, recoveryCodes: ready.recoveryCodes, token };
  });
}
