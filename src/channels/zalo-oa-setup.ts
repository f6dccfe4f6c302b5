import { describeError, Failure, isFailure } from "../kit/failure.ts";
import { type Instant, toMs } from "../kit/time.ts";
import type { Checkup } from "./channel.ts";
import { sayError } from "./zalo-oa-errors.ts";
import { type OaTokens, type StoredPair, withToken } from "./zalo-oa-tokens.ts";
import type { OaWire } from "./zalo-oa-wire.ts";
import { isRecord, ZaloRefusal } from "./zalo-wire.ts";

const dayMs = 24 * 3_600_000;
/** A refresh token dies after three months without use: from here on somebody should look. */
const worryingAgeMs = 60 * dayMs;
const callMs = 10_000;

type Account = { readonly id: string; readonly words: string; readonly name: string };
type Parts = { readonly wire: OaWire; readonly tokens: OaTokens; readonly oaId: string };

/**
 * Puts the first tokens in and asks Zalo for the account; resolves with its name. Throws `Failure("invalid")`
 * when the settings name another account or the application is refused; `"unavailable"` when Zalo is away and
 * when an administrator must connect the account anew, for the other channels go on meanwhile.
 */
export async function setUpOa({ wire, tokens, oaId }: Parts): Promise<string> {
  await tokens.begin();
  try {
    const account = await withToken(tokens, (token) => askAccount(wire, token));
    if (account.id === oaId) return account.name;
    throw new Failure("invalid", sayOtherAccount(account, oaId));
  } catch (error) {
    if (isFailure(error, "forbidden")) throw new Failure("unavailable", error.message, { cause: error });
    if (error instanceof ZaloRefusal) throw new Failure("unavailable", `Zalo OA: ${sayError(error)}.`);
    throw error;
  }
}

async function askAccount(wire: OaWire, token: string): Promise<Account> {
  const account = await wire.get("/v2.0/oa/getoa", { token, signal: AbortSignal.timeout(callMs) });
  if (!isRecord(account)) throw new Failure("unavailable", "Zalo did not say which account this is.");
  const { oaid, oa_id: id = oaid, name, is_verified: isVerified, package_name: packageName } = account;
  const verified = String(isVerified) === "true" ? "verified" : "not verified";
  const words = `${String(name)} (${verified}, package: ${String(packageName ?? "unknown")})`;
  return { id: String(id), name: String(name), words };
}

function sayOtherAccount(account: Account, oaId: string): string {
  return `The Zalo OA tokens belong to the account ${account.id}, but ZALO_OA_ID is ${oaId}.`;
}

/** What the doctor looks through: nothing is renewed, for a renewal burns the token of the running server. */
type CheckParts = {
  readonly wire: OaWire;
  readonly oaId: string;
  readonly stored: StoredPair | undefined;
  /** The access token as it stands; undefined when it cannot be opened. */
  readonly access: string | undefined;
  readonly now: Instant;
};

/** Looks at tokens and account, changing nothing. Never throws. */
export async function checkOa(parts: CheckParts): Promise<Checkup> {
  const { stored, access, now } = parts;
  if (!stored) return fault("No tokens yet: give a pair and start the server once (docs/zalo.md).");
  if (stored.status === "needs_reconnect" || access === undefined) {
    const why = stored.why ?? "the stored tokens cannot be opened with this ZALO_OA_APP_SECRET";
    return fault(`The account must be connected anew (${why}): docs/zalo.md, “Connect anew”.`);
  }
  const ageMs = toMs(now) - toMs(stored.refreshedAt);
  const age = `Tokens renewed ${Math.max(0, Math.floor(ageMs / 3_600_000))} hours ago.`;
  if (now >= stored.accessExpiresAt) {
    return fault(`${age} The access token is over: is the server running? It renews the token.`);
  }
  if (ageMs > worryingAgeMs) return fault(`${age} After 90 days they die: start the server.`);
  return await checkAccount(parts, access, age);
}

async function checkAccount({ wire, oaId }: CheckParts, access: string, age: string): Promise<Checkup> {
  try {
    const account = await askAccount(wire, access);
    if (account.id !== oaId) return fault(sayOtherAccount(account, oaId));
    return { isWell: true, lines: [`Zalo knows the account as ${account.words}.`, age] };
  } catch (error) {
    const why = error instanceof ZaloRefusal ? sayError(error) : describeError(error);
    return fault(`Zalo does not answer for the account: ${why}. ${age}`);
  }
}

function fault(line: string): Checkup {
  return { isWell: false, lines: [line] };
}
