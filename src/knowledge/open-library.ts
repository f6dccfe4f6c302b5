import type { Database } from "../database/database.ts";
import { describeError } from "../kit/failure.ts";
import type { Log } from "../kit/log.ts";
import { type Clock, sleep } from "../kit/time.ts";
import type { Library } from "./library.ts";
import { fingerprint, loadLibrary } from "./load-library.ts";
import { type Imported, importShipped } from "./publish.ts";
import { type Lexicon, readLexicon } from "./search/lexicon.ts";

/** How soon a document published by another process (the command line) is answered from. */
const lookEveryMs = 3_000;

/** The library of a running program. */
export type OpenLibrary = {
  /** The library as of now; keep it for one piece of work, ask again for the next. */
  readonly current: () => Library;
  /** Indexes what was published since; resolves when `current` has it. */
  readonly refresh: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Takes over the shipped documents, indexes what is published, and from then on follows the database: what
 * changes is indexed beside the library in use, which is then replaced in one step.
 */
export async function openLibrary(
  db: Database,
  parts: { shippedFolder: string; clock: Clock; log: Log; lexicon?: Lexicon },
): Promise<OpenLibrary> {
  const { shippedFolder, clock, log, lexicon = readLexicon() } = parts;
  const imported = await db.transact((tx) => importShipped(tx, shippedFolder, clock()));
  for (const outcome of imported) logImport(outcome, log);
  let seen = await fingerprint(db.read);
  let library = await loadLibrary(db.read, lexicon);
  const refresh = async () => {
    const now = await fingerprint(db.read);
    if (now === seen) return;
    library = await loadLibrary(db.read, lexicon);
    seen = now;
    log.info("knowledge.indexed", { documents: library.documents.size, clauses: library.clauses.length });
  };
  const closing = new AbortController();
  const following = follow(refresh, closing.signal, log);
  return {
    current: () => library,
    refresh,
    async close() {
      closing.abort();
      await following;
    },
  };
}

async function follow(refresh: () => Promise<void>, signal: AbortSignal, log: Log): Promise<void> {
  for (;;) {
    await sleep(lookEveryMs, signal);
    if (signal.aborted) return;
    await refresh().catch((error: unknown) =>
      log.warn("knowledge.notRefreshed", { why: describeError(error) }),
    );
  }
}

function logImport(outcome: Imported, log: Log): void {
  if (outcome.kind === "refused") {
    const { file, faults } = outcome;
    log.error("knowledge.refused", { file, line: faults[0]?.line, faults: faults.length });
  } else if (outcome.kind !== "unchanged") {
    log.info(`knowledge.${outcome.kind}`, { document: outcome.document, version: outcome.version });
  }
}
