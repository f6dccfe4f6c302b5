import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Queries } from "../database/database.ts";
import { sha256 } from "../kit/id.ts";
import type { Instant } from "../kit/time.ts";
import type { Document } from "./library.ts";
import { importNotes } from "./notes.ts";
import { isAccepted, type Parsed, parse } from "./parse.ts";
import type { Fault } from "./reading/fault.ts";
import { texts } from "./texts.ts";

/** A knowledge file that could not be taken over; what was published before stays as it is. */
export type Refused = { readonly kind: "refused"; readonly file: string; readonly faults: readonly Fault[] };

export type Imported =
  | { readonly kind: "imported"; readonly file: string; readonly document: string; readonly version: number }
  /** Officers publish their own version of this document: the new file waits as a draft. */
  | { readonly kind: "waiting"; readonly file: string; readonly document: string; readonly version: number }
  | { readonly kind: "unchanged"; readonly file: string; readonly document: string }
  | Refused;

export type Added =
  | {
      readonly kind: "drafted";
      readonly document: Document;
      readonly version: number;
      readonly faults: readonly Fault[];
    }
  /** The very same content is already a draft or published. */
  | { readonly kind: "unchanged"; readonly document: Document; readonly version: number }
  | Refused;

export type Published =
  | { readonly kind: "published"; readonly document: string; readonly version: number }
  | { readonly kind: "missing"; readonly document: string };

/** A version of a document as `knowledge list` shows it. */
export type Listed = {
  readonly id: string;
  readonly version: number;
  readonly status: "draft" | "published";
  readonly origin: "shipped" | "added";
  readonly name: string;
  readonly title: string;
  readonly at: Instant;
};

/**
 * Takes over the Markdown files of a folder that are new or changed since they were last seen (by content hash).
 * A changed file becomes the next version and is published, the version before retires. A broken file changes
 * nothing. `notes.yaml` in the folder gives the first notes on clauses; what officers wrote stays.
 */
export async function importShipped(tx: Queries, folder: string, now: Instant): Promise<Imported[]> {
  const outcomes: Imported[] = [];
  const taken = new Map<string, string>();
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .sort()) {
    const source = readFileSync(join(folder, file), "utf8");
    const parsed = parse(source);
    const other = parsed.document && taken.get(parsed.document.id);
    if (other !== undefined) {
      const fault: Fault = { line: 1, severity: "error", ...texts.sameDocument(other) };
      outcomes.push({ kind: "refused", file, faults: [fault] });
      continue;
    }
    if (parsed.document) taken.set(parsed.document.id, file);
    outcomes.push(await importFile(tx, { file, source, parsed }, now));
  }
  await importNotes(tx, join(folder, "notes.yaml"), now);
  return outcomes;
}

type ShippedFile = { readonly file: string; readonly source: string; readonly parsed: Parsed };

async function importFile(
  tx: Queries,
  { file, source, parsed }: ShippedFile,
  now: Instant,
): Promise<Imported> {
  if (!isAccepted(parsed)) return { kind: "refused", file, faults: parsed.faults };
  const { id } = parsed.document;
  const versions = await versionsOf(tx, id);
  const known = versions.filter(({ origin }) => origin === "shipped").at(-1);
  if (known?.content_hash === sha256(source)) return { kind: "unchanged", file, document: id };
  const isTheirs = versions.some(({ status, origin }) => status === "published" && origin === "added");
  const version = await keep(tx, { parsed, source, origin: "shipped", now });
  if (isTheirs) return { kind: "waiting", file, document: id, version };
  await publish(tx, id, now);
  return { kind: "imported", file, document: id, version };
}

/** Takes a knowledge file as a draft: nothing of it is quoted before `publish`. */
export async function addDocument(tx: Queries, source: string, now: Instant): Promise<Added> {
  const parsed = parse(source);
  if (!isAccepted(parsed)) return { kind: "refused", file: "", faults: parsed.faults };
  const { document, faults } = parsed;
  const same = (await versionsOf(tx, document.id)).find(
    ({ status, content_hash }) => status !== "retired" && content_hash === sha256(source),
  );
  if (same) return { kind: "unchanged", document, version: same.version };
  const version = await keep(tx, { parsed, source, origin: "added", now });
  return { kind: "drafted", document, version, faults };
}

/** Publishes the newest draft of a document, or its published version again; the one before retires. */
export async function publish(tx: Queries, id: string, now: Instant): Promise<Published> {
  const versions = (await versionsOf(tx, id)).filter(({ status }) => status !== "retired");
  const chosen = versions.findLast(({ status }) => status === "draft") ?? versions.at(-1);
  if (!chosen) return { kind: "missing", document: id };
  await tx
    .updateTable("document")
    .set({ status: "retired" })
    .where("id", "=", id)
    .where("version", "!=", chosen.version)
    .where("status", "!=", "retired")
    .execute();
  await tx
    .updateTable("document")
    .set({ status: "published", published_at: now })
    .where("id", "=", id)
    .where("version", "=", chosen.version)
    .where("status", "!=", "published")
    .execute();
  return { kind: "published", document: id, version: chosen.version };
}

/** Takes a document out of use: it is no longer quoted. Its versions and notes are kept. */
export async function withdraw(tx: Queries, id: string): Promise<void> {
  await tx.updateTable("document").set({ status: "retired" }).where("id", "=", id).execute();
}

/** Drafts and published versions, by document. */
export async function listDocuments(queries: Queries): Promise<Listed[]> {
  const rows = await queries
    .selectFrom("document")
    .select(["id", "version", "status", "origin", "meta", "created_at", "published_at"])
    .where("status", "!=", "retired")
    .orderBy("id")
    .orderBy("version")
    .execute();
  return rows.map(({ id, version, status, origin, meta, created_at, published_at }) => {
    const { name, title }: Document = JSON.parse(meta);
    const shown = status === "published" ? "published" : "draft";
    return { id, version, status: shown, origin, name, title, at: published_at ?? created_at };
  });
}

async function versionsOf(tx: Queries, id: string) {
  return tx
    .selectFrom("document")
    .select(["version", "status", "origin", "content_hash"])
    .where("id", "=", id)
    .orderBy("version")
    .execute();
}

type Kept = {
  readonly parsed: Parsed & { readonly document: Document };
  readonly source: string;
  readonly origin: "shipped" | "added";
  readonly now: Instant;
};

/** Stores the next version as a draft; a draft that was never published gives way to it. */
async function keep(tx: Queries, { parsed, source, origin, now }: Kept): Promise<number> {
  const { id } = parsed.document;
  const version = ((await versionsOf(tx, id)).at(-1)?.version ?? 0) + 1;
  await tx
    .updateTable("document")
    .set({ status: "retired" })
    .where("id", "=", id)
    .where("status", "=", "draft")
    .execute();
  await tx
    .insertInto("document")
    .values({
      id,
      version,
      status: "draft",
      meta: JSON.stringify(parsed.document),
      body: source,
      content_hash: sha256(source),
      origin,
      created_at: now,
      published_at: null,
    })
    .execute();
  return version;
}
