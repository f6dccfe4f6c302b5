import type { Updateable } from "kysely";
import { addMs, type Instant } from "../kit/time.ts";
import type { Database, Queries } from "./database.ts";
import type { Schema } from "./schema.ts";

/** A pair as it stands: both tokens sealed by whoever uses them, and unreadable here. */
type StoredTokens = {
  readonly access: string;
  readonly refresh: string;
  readonly accessExpiresAt: Instant;
  readonly refreshedAt: Instant;
  readonly version: number;
  readonly status: "ready" | "needs_reconnect";
  readonly why: string | null;
  readonly origin: string;
};

type NewTokens = Pick<StoredTokens, "access" | "refresh" | "accessExpiresAt" | "refreshedAt">;

/** The rotating tokens of one platform, shared by every process on this database. */
export type PlatformTokens = {
  read(): Promise<StoredTokens | undefined>;
  /** Puts in a first pair, or one the operator gave anew (another `origin`); else changes nothing. */
  begin(pair: NewTokens & { readonly origin: string }): Promise<void>;
  /** Takes the right to renew until `until`; false while somebody else has it. */
  lease(holder: string, term: { readonly now: Instant; readonly until: Instant }): Promise<boolean>;
  release(holder: string): Promise<void>;
  /** Replaces the pair of `version` and gives the lease back; false when another pair stands there by now. */
  replace(version: number, pair: NewTokens): Promise<boolean>;
  /** Notes that only a person can help, unless another pair than `version` stands there by now. */
  giveUp(version: number, why: string): Promise<boolean>;
};

/** Opens the tokens of `platform` (`zalo-oa:<id>`). Every change is one atomic statement of its own. */
export function openPlatformTokens(db: Database, platform: string): PlatformTokens {
  const change = (version: number, set: Updateable<Schema["platform_token"]>) =>
    db.transact(async (tx) => {
      const result = await tx
        .updateTable("platform_token")
        .set(set)
        .where("platform", "=", platform)
        .where("version", "=", version)
        .executeTakeFirst();
      return Number(result.numUpdatedRows) > 0;
    });
  return {
    read: () => readTokens(db.read, platform),
    begin: ({ origin, ...pair }) =>
      db.transact(async (tx) => {
        const stands = await readTokens(tx, platform);
        if (stands?.origin === origin) return;
        const row = { ...toRow(pair), origin, version: (stands?.version ?? 0) + 1 };
        const values = { platform, ...row, lease_by: null, lease_until: null };
        await tx
          .insertInto("platform_token")
          .values(values)
          .onConflict((conflict) => conflict.column("platform").doUpdateSet(row))
          .execute();
      }),
    lease: (holder, { now, until }) => db.transact((tx) => takeLease(tx, platform, { holder, now, until })),
    release: (holder) =>
      db.transact(async (tx) => {
        await tx
          .updateTable("platform_token")
          .set({ lease_by: null, lease_until: null })
          .where("platform", "=", platform)
          .where("lease_by", "=", holder)
          .execute();
      }),
    replace: (version, pair) =>
      change(version, { ...toRow(pair), version: version + 1, lease_by: null, lease_until: null }),
    giveUp: (version, why) => change(version, { status: "needs_reconnect", why }),
  };
}

/** A platform's tokens that are of no use: `reconnect`, only a person can help; `token`, none could be renewed yet. */
export type TokenTrouble = { readonly platform: string; readonly kind: "reconnect" | "token" };

/** A token is renewed hours before its end: one that ended an hour ago could not be. */
const overdueMs = 3_600_000;

/** Every platform whose tokens are of no use now. */
export async function tokensInTrouble(queries: Queries, now: Instant): Promise<TokenTrouble[]> {
  const rows = await queries
    .selectFrom("platform_token")
    .select(["platform", "status", "access_expires_at"])
    .orderBy("platform")
    .execute();
  return rows.flatMap(({ platform, status, access_expires_at }): TokenTrouble[] => {
    if (status === "needs_reconnect") return [{ platform, kind: "reconnect" }];
    return access_expires_at < addMs(now, -overdueMs) ? [{ platform, kind: "token" }] : [];
  });
}

/** Platforms an administrator has to connect again by hand: nothing leaves on them until then. */
export async function countToReconnect(queries: Queries): Promise<number> {
  const { count } = await queries
    .selectFrom("platform_token")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("status", "=", "needs_reconnect")
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function readTokens(queries: Queries, platform: string): Promise<StoredTokens | undefined> {
  const row = await queries
    .selectFrom("platform_token")
    .selectAll()
    .where("platform", "=", platform)
    .executeTakeFirst();
  if (!row) return undefined;
  const { access, refresh, version, status, why, origin } = row;
  const { access_expires_at: accessExpiresAt, refreshed_at: refreshedAt } = row;
  return { access, refresh, accessExpiresAt, refreshedAt, version, status, why, origin };
}

function toRow({ access, refresh, accessExpiresAt, refreshedAt }: NewTokens) {
  const at = { access_expires_at: accessExpiresAt, refreshed_at: refreshedAt };
  return { access, refresh, ...at, status: "ready" as const, why: null };
}

async function takeLease(
  tx: Queries,
  platform: string,
  { holder, now, until }: { holder: string; now: Instant; until: Instant },
): Promise<boolean> {
  const result = await tx
    .updateTable("platform_token")
    .set({ lease_by: holder, lease_until: until })
    .where("platform", "=", platform)
    .where((eb) => eb.or([eb("lease_until", "is", null), eb("lease_until", "<=", now)]))
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}
