import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { clean, fold, words } from "../src/kit/vietnamese.ts";
import { type Entry, openCorpus, searchCorpus } from "../src/knowledge/evaluate.ts";
import { readLexicon } from "../src/knowledge/search/lexicon.ts";

/** A search engine to hold beside ours. `open` indexes a corpus; the search gives at most ten ids, best first. */
export type Peer = { readonly name: string; open(corpus: readonly Entry[]): Promise<Find> };
export type Find = (question: string) => Promise<readonly string[]> | readonly string[];

const depth = 10;

/** Cầu Nối's own search, as `caunoi eval retrieval` runs it. */
export const ours: Peer = {
  name: "Cầu Nối",
  async open(corpus) {
    const searched = openCorpus(corpus);
    const lexicon = readLexicon();
    return (question) => searchCorpus(searched, question, lexicon);
  },
};

/** The others, each set up as its manual says for full text; two also with every text folded in our code. */
export const peers: readonly Peer[] = [
  { name: "MiniSearch", open: (corpus) => openMiniSearch(corpus, clean) },
  { name: "MiniSearch, folded", open: (corpus) => openMiniSearch(corpus, fold) },
  { name: "SQLite FTS5, marks kept", open: (corpus) => openFts5(corpus, 0, clean) },
  { name: "SQLite FTS5, folded", open: (corpus) => openFts5(corpus, 2, fold) },
  { name: "Orama, split at spaces", open: openOrama },
  { name: "FlexSearch, folded", open: openFlexSearch },
  { name: "LangChain BM25Retriever", open: openLangChain },
];

async function openMiniSearch(corpus: readonly Entry[], prepare: (text: string) => string): Promise<Find> {
  const { default: MiniSearch } = await import("minisearch");
  const index = new MiniSearch<Entry>({ fields: ["title", "text"], searchOptions: { boost: { title: 2 } } });
  index.addAll(corpus.map(({ id, title, text }) => ({ id, title: prepare(title), text: prepare(text) })));
  return (question) =>
    index
      .search(prepare(question))
      .slice(0, depth)
      .map(({ id }) => String(id));
}

async function openFts5(
  corpus: readonly Entry[],
  marks: 0 | 2,
  prepare: (text: string) => string,
): Promise<Find> {
  const database = new DatabaseSync(":memory:");
  database.exec(
    `CREATE VIRTUAL TABLE entry USING fts5(id UNINDEXED, title, text, tokenize="unicode61 remove_diacritics ${marks}")`,
  );
  const insert = database.prepare("INSERT INTO entry VALUES (?, ?, ?)");
  for (const { id, title, text } of corpus) insert.run(id, prepare(title), prepare(text));
  const select = database.prepare(
    `SELECT id FROM entry WHERE entry MATCH ? ORDER BY bm25(entry, 0, 2, 1) LIMIT ${depth}`,
  );
  return (question) => {
    const match = (prepare(question).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])
      .map((word) => `"${word}"`)
      .join(" OR ");
    return match === "" ? [] : select.all(match).map(({ id }) => String(id));
  };
}

async function openOrama(corpus: readonly Entry[]): Promise<Find> {
  const { create, insertMultiple, search } = await import("@orama/orama");
  // Its own tokenizer cuts Vietnamese words at every letter with a mark; like it, this one gives each word once.
  const tokenize = (text: string) => [...new Set(words(text))];
  const tokenizer = {
    language: "vietnamese",
    normalizationCache: new Map(),
    tokenize,
  };
  const database = create({
    schema: { id: "string", title: "string", text: "string" } as const,
    components: { tokenizer },
  });
  await insertMultiple(
    database,
    corpus.map((entry) => ({ ...entry })),
  );
  return async (question) => {
    const { hits } = await search(database, {
      term: question,
      properties: ["title", "text"],
      boost: { title: 2 },
      limit: depth,
    });
    return hits.map(({ document }) => String(document.id));
  };
}

async function openFlexSearch(corpus: readonly Entry[]): Promise<Find> {
  const { default: FlexSearch } = await import("flexsearch");
  // With neighbours counted it finds 85 % first instead of 68 %.
  const context = { resolution: 9, depth: 2, bidirectional: true };
  const index = new FlexSearch.Index({ tokenize: "strict", resolution: 20, context });
  for (const [at, { title, text }] of corpus.entries()) index.add(at, fold(`${title} ${text}`));
  return (question) => {
    const found = index.search(fold(question), { limit: depth, suggest: true });
    return [...found].map((at) => corpus[Number(at)]?.id ?? "");
  };
}

type BM25 = { invoke(question: string): Promise<{ metadata: Record<string, unknown> }[]> };
type BM25Class = { fromDocuments(documents: unknown[], options: { k: number }): BM25 };

/** Its peers disagree with the project's, so it is installed apart, when it is first measured. */
const peersFolder = join(import.meta.dirname, "peers");

async function openLangChain(corpus: readonly Entry[]): Promise<Find> {
  if (!existsSync(join(peersFolder, "node_modules"))) {
    const install = ["ci", "--prefix", peersFolder, "--ignore-scripts", "--no-audit", "--no-fund"];
    const { status } = spawnSync("npm", install, { stdio: ["ignore", "ignore", "inherit"] });
    if (status !== 0) throw new Error(`npm ${install.join(" ")} ended with ${status}.`);
  }
  const load = createRequire(join(peersFolder, "package.json"));
  const { BM25Retriever }: { BM25Retriever: BM25Class } = load("@langchain/community/retrievers/bm25");
  const documents = corpus.map(({ id, title, text }) => ({
    pageContent: `${title} ${text}`,
    metadata: { id },
  }));
  const retriever = BM25Retriever.fromDocuments(documents, { k: depth });
  return async (question) => (await retriever.invoke(question)).map(({ metadata }) => String(metadata.id));
}
