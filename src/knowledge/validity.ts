import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";
import { withHead } from "./ingest/describe.ts";
import { addDocument, publish } from "./publish.ts";
import type { Fault } from "./reading/fault.ts";

/** Hiệu lực — from when until when a document holds (calendar dates), and what came in its place. */
export type Validity = {
  readonly inForceFrom: string | null;
  readonly inForceUntil: string | null;
  readonly replacedBy: string | null;
};

export type ValiditySet =
  | { readonly kind: "published"; readonly version: number }
  | { readonly kind: "missing" }
  /** Another version is published by now. */
  | { readonly kind: "stale" }
  /** A draft of the document waits: its own description has to be changed. */
  | { readonly kind: "drafted" }
  | { readonly kind: "refused"; readonly faults: readonly Fault[] };

/** Publishes the document anew with another validity; its text stays to the letter. */
export async function setValidity(
  tx: Queries,
  asked: {
    readonly id: string;
    readonly version: number;
    readonly validity: Validity;
    readonly now: Instant;
  },
): Promise<ValiditySet> {
  const { id, version, validity, now } = asked;
  const rows = await tx
    .selectFrom("document")
    .select(["version", "status", "body"])
    .where("id", "=", id)
    .where("status", "!=", "retired")
    .execute();
  const published = rows.find(({ status }) => status === "published");
  if (!published) return { kind: "missing" };
  if (published.version !== version) return { kind: "stale" };
  if (rows.length > 1) return { kind: "drafted" };
  const source = withHead(published.body, {
    in_force_from: validity.inForceFrom,
    in_force_until: validity.inForceUntil,
    replaced_by: validity.replacedBy,
  });
  const added = await addDocument(tx, source, now);
  if (added.kind === "refused") return added;
  if (added.kind === "drafted") await publish(tx, id, now);
  return { kind: "published", version: added.version };
}
