import { Failure, isFailure } from "../kit/failure.ts";
import { newId, sha256 } from "../kit/id.ts";
import { addMs, type Clock, type Instant, sleep } from "../kit/time.ts";
import { LostCall } from "./line.ts";
import type { Seal } from "./zalo-oa-seal.ts";
import { callMs, type NewPair, type OaWire } from "./zalo-oa-wire.ts";
import { describeRefusal, ZaloRefusal } from "./zalo-wire.ts";

/** Where the pair is kept for every process; both tokens are sealed. See `database/platform-tokens.ts`. */
export type TokenStore = {
  read(): Promise<StoredPair | undefined>;
  begin(pair: SealedPair & { readonly origin: string }): Promise<void>;
  lease(holder: string, term: { readonly now: Instant; readonly until: Instant }): Promise<boolean>;
  release(holder: string): Promise<void>;
  replace(version: number, pair: SealedPair): Promise<boolean>;
  giveUp(version: number, why: string): Promise<boolean>;
};

type SealedPair = {
  readonly access: string;
  readonly refresh: string;
  readonly accessExpiresAt: Instant;
  readonly refreshedAt: Instant;
};

export type StoredPair = SealedPair & {
  readonly version: number;
  readonly status: "ready" | "needs_reconnect";
  readonly why: string | null;
};

/** An access token lives 25 hours; it is renewed with this much left, so a day of outage harms nobody. */
const renewAheadMs = 5 * 3_600_000;
/** What a token lives when the answer does not say. */
const usualLifeS = 90_000;
/** Outlasts both calls of one renewal: nobody else may begin while its holder still waits for an answer. */
const leaseMs = 3 * callMs;
/** How soon another process's renewal is looked for: at first often, for most take a fraction of a second. */
const lookAgainMs = { first: 20, longest: 250 };
/** A first pair's age is unknown: it counts as nearly over, so that it is renewed at once. */
const unknownLifeMs = 3_600_000;
/** When a token that could not be renewed in time still works: how long until renewing is tried again. */
const retryMs = 60_000;

/** Codes by which the OAuth server says that the refresh token itself is dead (none is in official pages). */
const deadTokenCodes = new Set([-14014, -14020, -118]);
const deadTokenWords = /invalid.{0,3}refresh|refresh.{0,3}token.*(expired|invalid)|invalid_grant/i;

/** Codes by which the Open API says that the access token is not good (any more). */
const refusedTokenCodes = new Set([-216, -220]);

export type OaTokens = {
  /** Puts the settings' pair in when it is not the one that the stored pair descends from. */
  begin(): Promise<void>;
  /** Puts in a pair that an administrator has just consented to. */
  accept(pair: NewPair): Promise<void>;
  /**
   * An access token that should work; `rejected` is one that Zalo has just refused. Renews when it is time,
   * once for everybody: the others wait for the result.
   *
   * Throws `Failure("forbidden")` when an administrator must connect the account anew, `Failure("invalid")`
   * when the settings of the application are refused, `"unavailable"` when it may work later.
   */
  access(rejected?: string): Promise<string>;
};

type Parts = {
  readonly store: TokenStore;
  readonly seal: Seal;
  readonly wire: OaWire;
  readonly clock: Clock;
  /** The pair in the settings. */
  readonly first: { readonly access: string; readonly refresh: string } | undefined;
};

/** Keeps the account's tokens fresh. The refresh token works once: what is written here is written carefully. */
export function createOaTokens(parts: Parts): OaTokens {
  const { store, seal, clock, first } = parts;
  const holder = newId<"process">();
  let renewal: Promise<Known> | undefined;
  let known: Known | undefined;

  async function access(rejected?: string): Promise<string> {
    if (known && known.access !== rejected && clock() < known.renewAt) return known.access;
    renewal ??= obtain(parts, { holder, rejected }).finally(() => {
      renewal = undefined;
    });
    try {
      known = await renewal;
    } catch (error) {
      known = await fallBack(parts, error, rejected);
    }
    // Somebody else's question, asked before Zalo refused this one, may have brought it back.
    return known.access === rejected ? await access(rejected) : known.access;
  }

  return {
    access,
    async begin() {
      if (!first) return;
      const now = clock();
      const sealed = { access: seal.close(first.access), refresh: seal.close(first.refresh) };
      const times = { accessExpiresAt: addMs(now, unknownLifeMs), refreshedAt: now };
      await store.begin({ ...sealed, ...times, origin: sha256(first.refresh) });
    },
    async accept(pair) {
      const stored = await store.read();
      const sealed = sealPair(pair, seal, clock());
      // The settings' old pair must not come back at the next start: what is stored descends from it.
      if (!stored) await store.begin({ ...sealed, origin: first ? sha256(first.refresh) : "consent" });
      else if (!(await store.replace(stored.version, sealed))) {
        throw new Failure("conflict", "The server has renewed the tokens meanwhile: ask for a new code.");
      }
    },
  };
}

type Wish = { readonly holder: string; readonly rejected: string | undefined };
type Known = { readonly access: string; readonly renewAt: Instant };

/** A token that is not over yet serves on while the renewal has to wait. */
async function fallBack(parts: Parts, error: unknown, rejected: string | undefined): Promise<Known> {
  if (!isFailure(error, "unavailable")) throw error;
  const pair = await readPair(parts);
  const now = parts.clock();
  if (pair.access === rejected || now >= pair.stored.accessExpiresAt) throw error;
  return { access: pair.access, renewAt: addMs(now, retryMs) };
}

/** Takes what another process renewed, or the right to renew, whichever comes first. */
async function obtain(parts: Parts, wish: Wish): Promise<Known> {
  const { store, clock } = parts;
  let waitMs = lookAgainMs.first;
  for (let waitedMs = 0; waitedMs <= leaseMs; waitedMs += waitMs) {
    const good = usable(await readPair(parts), wish, clock());
    if (good) return good;
    const now = clock();
    if (await store.lease(wish.holder, { now, until: addMs(now, leaseMs) })) return await renew(parts, wish);
    waitMs = Math.min(lookAgainMs.longest, waitMs * 2);
    await sleep(waitMs);
  }
  throw new Failure("unavailable", "Another process is renewing the Zalo OA token and does not finish.");
}

type OpenPair = { readonly stored: StoredPair; readonly access: string; readonly refresh: string };

async function readPair({ store, seal }: Parts): Promise<OpenPair> {
  const stored = await store.read();
  if (!stored) {
    throw new Failure(
      "unavailable",
      "Zalo OA has no tokens yet: put a pair into ZALO_OA_ACCESS_TOKEN and ZALO_OA_REFRESH_TOKEN (docs/zalo.md).",
    );
  }
  const access = seal.open(stored.access);
  const refresh = seal.open(stored.refresh);
  if (stored.status === "ready" && access !== undefined && refresh !== undefined) {
    return { stored, access, refresh };
  }
  throw mustReconnect(stored.why ?? "the stored tokens cannot be opened with this ZALO_OA_APP_SECRET");
}

function mustReconnect(why: string): Failure {
  return new Failure("forbidden", `Zalo OA must be connected anew (${why}): docs/zalo.md, “Connect anew”.`);
}

function usable({ stored, access }: OpenPair, { rejected }: Wish, now: Instant): Known | undefined {
  const renewAt = addMs(stored.accessExpiresAt, -renewAheadMs);
  return access !== rejected && now < renewAt ? { access, renewAt } : undefined;
}

/** Renews under the lease, after looking once more: somebody may have renewed in between. */
async function renew(parts: Parts, wish: Wish): Promise<Known> {
  const { store, seal, clock } = parts;
  try {
    const pair = await readPair(parts);
    const good = usable(pair, wish, clock());
    if (good) return good;
    const fresh = await trade(parts, pair);
    const sealed = sealPair(fresh, seal, clock());
    const isOurs = await store.replace(pair.stored.version, sealed);
    // Another pair stands there by now: an operator put it in, and it counts.
    const { access, stored } = isOurs ? { ...fresh, stored: sealed } : await readPair(parts);
    return { access, renewAt: addMs(stored.accessExpiresAt, -renewAheadMs) };
  } finally {
    await store.release(wish.holder);
  }
}

function sealPair(pair: NewPair, seal: Seal, now: Instant): SealedPair {
  return {
    access: seal.close(pair.access),
    refresh: seal.close(pair.refresh),
    accessExpiresAt: addMs(now, (pair.expiresInS > 0 ? pair.expiresInS : usualLifeS) * 1000),
    refreshedAt: now,
  };
}

/** Asks for a new pair, twice at most: a lost answer may have burnt the token, which the second try tells. */
async function trade(parts: Parts, pair: OpenPair): Promise<NewPair> {
  const ask = () => parts.wire.renew(pair.refresh);
  try {
    return await ask().catch((error: unknown) => {
      if (error instanceof LostCall && error.hasLeft) return ask();
      throw error;
    });
  } catch (error) {
    if (error instanceof ZaloRefusal) throw await readRefusal(parts, pair, error);
    throw new Failure("unavailable", "The Zalo OA token could not be renewed.", { cause: error });
  }
}

async function readRefusal({ store }: Parts, { stored }: OpenPair, refusal: ZaloRefusal): Promise<Failure> {
  const words = describeRefusal(refusal);
  if (!deadTokenCodes.has(refusal.errorCode) && !deadTokenWords.test(refusal.words)) {
    const what = "check ZALO_OA_APP_ID and ZALO_OA_APP_SECRET";
    return new Failure("invalid", `Zalo refuses to renew the OA token (${words}): ${what}.`);
  }
  if (await store.giveUp(stored.version, words)) return mustReconnect(words);
  return new Failure("unavailable", "Another pair of Zalo OA tokens came in between.");
}

/** Runs a call with a token, and once more with a new one when Zalo does not accept the first. */
export async function withToken<T>(tokens: OaTokens, work: (token: string) => Promise<T>): Promise<T> {
  const token = await tokens.access();
  try {
    return await work(token);
  } catch (error) {
    if (!(error instanceof ZaloRefusal) || !refusedTokenCodes.has(error.errorCode)) throw error;
    return await work(await tokens.access(token));
  }
}
