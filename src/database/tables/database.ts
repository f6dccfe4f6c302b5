import type { Instant } from "../../kit/time.ts";

/** The tables of the room `database`. */
export type DatabaseTables = {
  installation_secret: { name: string; value: string; created_at: Instant };
  /** Bytes kept by their SHA-256; with SQLite the bytes themselves are files under DATA_DIR/blobs. */
  blob: { hash: string; media_type: string; size_bytes: number; created_at: Instant };
  /** With PostgreSQL, the bytes, under the empty name, and what was made of them and stands beside. */
  blob_bytes: { hash: string; name: string; bytes: Uint8Array };

  /**
   * A pair of tokens that a platform rotates: the refresh token works once, so one process at a time holds
   * `lease_by` while it renews, and a new pair replaces only the `version` it was made from. Both tokens are
   * sealed by their channel. `origin` tells which pair of the settings they descend from.
   */
  platform_token: {
    platform: string;
    access: string;
    refresh: string;
    access_expires_at: Instant;
    refreshed_at: Instant;
    version: number;
    status: "ready" | "needs_reconnect";
    why: string | null;
    origin: string;
    lease_by: string | null;
    lease_until: Instant | null;
  };
};
