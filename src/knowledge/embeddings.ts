import type { Database, Queries } from "../database/database.ts";
import { describeError } from "../kit/failure.ts";
import { sha256 } from "../kit/id.ts";
import type { Log } from "../kit/log.ts";
import { type Clock, sleep } from "../kit/time.ts";
import { type Deadline, deadlineIn } from "../llm/deadline.ts";
import type { Masked } from "../llm/deidentify.ts";
import type { Model } from "../llm/model.ts";
import type { Clause, Library } from "./library.ts";

/** Clauses read by one call, and how much of each: models read no more, and the start says what it is about. */
const batchSize = 32;
const longestText = 6_000;
const batchMs = 60_000;
const lookEveryMs = 3_000;
/** After a failure the clauses that are left wait this long; searching goes on with words alone. */
const restMs = 60_000;
const mostNear = 50;

/** Search by meaning, beside the words; never needed. */
export type Meaning = {
  /**
   * The library with what is nearest to `question` in meaning, for one message; the library itself when the
   * clauses are not read yet or the model does not answer in time.
   */
  withMeaning(library: Library, question: Masked, deadline: Deadline): Promise<Library>;
  /** Reads what is new now; resolves with how many clauses were read, and how many still have to wait. */
  catchUp(): Promise<Progress>;
  close(): Promise<void>;
};

type Progress = { readonly read: number; readonly left: number };

type Vectors = readonly (Float32Array | undefined)[];

/**
 * Keeps a vector for every published clause: in the background, in batches, and only for words not read before.
 * `name` is the embedding model: vectors of different models are never compared.
 */
export function openMeaning(parts: {
  db: Database;
  model: Model;
  name: string;
  library: () => Library;
  clock: Clock;
  log: Log;
}): Meaning {
  const { model, library } = parts;
  // A library is replaced as a whole, so its vectors are found by it and go with it.
  const vectors = new WeakMap<readonly Clause[], Vectors>();
  const closing = new AbortController();
  let running: Promise<Progress> | undefined;
  const catchUp = () => {
    running ??= readClauses(library(), { ...parts, vectors, signal: closing.signal }).finally(() => {
      running = undefined;
    });
    return running;
  };
  const following = follow(catchUp, closing.signal, parts.log);
  return {
    catchUp,
    async withMeaning(asked, question, deadline) {
      const known = vectors.get(asked.clauses);
      if (!known) return asked;
      const outcome = await model.embed([question], deadline);
      const [vector] = outcome.kind === "said" ? outcome.value : [];
      return vector ? { ...asked, near: nearest(known, vector) } : asked;
    },
    async close() {
      closing.abort();
      await following;
    },
  };
}

async function follow(catchUp: () => Promise<Progress>, signal: AbortSignal, log: Log): Promise<void> {
  while (!signal.aborted) {
    const left = await catchUp().then(
      (progress) => progress.left,
      (error: unknown) => {
        log.warn("knowledge.notEmbedded", { why: describeError(error) });
        return 1;
      },
    );
    await sleep(left === 0 ? lookEveryMs : restMs, signal);
  }
}

/** Reads the clauses of a library that have no vector yet; throws nothing but what the database throws. */
async function readClauses(
  library: Library,
  parts: {
    db: Database;
    model: Model;
    name: string;
    clock: Clock;
    log: Log;
    vectors: WeakMap<readonly Clause[], Vectors>;
    signal: AbortSignal;
  },
): Promise<Progress> {
  const { db, model, name, clock, log, vectors, signal } = parts;
  if (vectors.get(library.clauses)?.every((vector) => vector !== undefined)) return { read: 0, left: 0 };
  const texts = library.clauses.map((clause) => textOf(library, clause));
  const keys = texts.map(sha256);
  const stored = await readVectors(db.read, name);
  const missing = new Map(keys.flatMap((key, at) => (stored.has(key) ? [] : [[key, texts[at] ?? ""]])));
  let read = 0;
  for (const batch of batchesOf([...missing])) {
    const deadline = deadlineIn(batchMs, signal);
    const outcome = await model.embed(
      batch.map(([, text]) => text),
      deadline,
    );
    if (outcome.kind === "none") {
      if (!signal.aborted)
        log.warn("knowledge.embeddingWaits", { why: outcome.why, left: missing.size - read });
      break;
    }
    const fresh = batch.map(([key], at) => ({ key, vector: outcome.value[at] ?? new Float32Array() }));
    await db.transact((tx) => storeVectors(tx, fresh, { model: name, created_at: clock() }));
    for (const { key, vector } of fresh) stored.set(key, vector);
    read += fresh.length;
  }
  vectors.set(
    library.clauses,
    keys.map((key) => stored.get(key)),
  );
  await forget(db, name, { kept: new Set(keys), stored: [...stored.keys()] });
  if (read > 0) log.info("knowledge.embedded", { clauses: read, model: name });
  return { read, left: missing.size - read };
}

/** What is read of a clause: its words under the headings that say what they are about. */
function textOf(library: Library, clause: Clause): string {
  const title = library.documents.get(clause.document)?.title ?? "";
  return [title, ...clause.headings, clause.text].join("\n").slice(0, longestText);
}

function batchesOf<One>(all: readonly One[]): One[][] {
  return Array.from({ length: Math.ceil(all.length / batchSize) }, (_, at) =>
    all.slice(at * batchSize, (at + 1) * batchSize),
  );
}

async function readVectors(queries: Queries, model: string): Promise<Map<string, Float32Array>> {
  const rows = await queries
    .selectFrom("clause_vector")
    .select(["key", "vector"])
    .where("model", "=", model)
    .execute();
  return new Map(rows.map(({ key, vector }) => [key, unpack(vector)]));
}

async function storeVectors(
  tx: Queries,
  fresh: readonly { key: string; vector: Float32Array }[],
  common: { model: string; created_at: ReturnType<Clock> },
): Promise<void> {
  const rows = fresh.map(({ key, vector }) => ({ ...common, key, vector: pack(vector) }));
  await tx
    .insertInto("clause_vector")
    .values(rows)
    .onConflict((conflict) => conflict.columns(["model", "key"]).doNothing())
    .execute();
}

/** Vectors of words that are published no more. */
async function forget(
  db: Database,
  model: string,
  { kept, stored }: { kept: ReadonlySet<string>; stored: readonly string[] },
): Promise<void> {
  for (const batch of batchesOf(stored.filter((key) => !kept.has(key)))) {
    await db.transact((tx) =>
      tx.deleteFrom("clause_vector").where("model", "=", model).where("key", "in", batch).execute(),
    );
  }
}

function pack(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString("base64");
}

function unpack(text: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(text, "base64"));
  return new Float32Array(bytes.buffer, 0, Math.floor(bytes.byteLength / 4));
}

/** The positions of the nearest vectors by the cosine of their angle, nearest first. */
function nearest(vectors: Vectors, wanted: Float32Array): number[] {
  const rated = vectors.flatMap((vector, at) => {
    const rate = vector ? cosine(vector, wanted) : 0;
    return rate > 0 ? [{ at, rate }] : [];
  });
  return rated
    .sort((one, other) => other.rate - one.rate || one.at - other.at)
    .slice(0, mostNear)
    .map(({ at }) => at);
}

function cosine(one: Float32Array, other: Float32Array): number {
  // A model that was changed under the same name gives vectors of another length: they say nothing.
  if (one.length !== other.length) return 0;
  let dot = 0;
  let ones = 0;
  let others = 0;
  for (let at = 0; at < one.length; at++) {
    const [a = 0, b = 0] = [one[at], other[at]];
    dot += a * b;
    ones += a * a;
    others += b * b;
  }
  return ones > 0 && others > 0 ? dot / Math.sqrt(ones * others) : 0;
}
