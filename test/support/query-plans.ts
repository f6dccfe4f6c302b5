import { CompiledQuery, type KyselyPlugin, type RootOperationNode, SqliteQueryCompiler } from "kysely";
import type { Database, Queries } from "../../src/database/database.ts";

/** A SQLite database that remembers how each query was carried out. */
export type PlannedDatabase = Database & {
  /** One line per step of every query so far, as SQLite's EXPLAIN QUERY PLAN says it. */
  plans(): Promise<string[]>;
};

export function watchPlans(real: Database): PlannedDatabase {
  const nodes: RootOperationNode[] = [];
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      nodes.push(node);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return {
    ...real,
    read: real.read.withPlugin(plugin),
    transact: (work) => real.transact((tx) => work(tx.withPlugin(plugin) as Queries)),
    async plans() {
      const lines: string[] = [];
      for (const node of nodes.splice(0)) lines.push(...(await explain(real.read, node)));
      return lines;
    },
  };
}

async function explain(queries: Queries, node: RootOperationNode): Promise<string[]> {
  const { sql, parameters } = new SqliteQueryCompiler().compileQuery(node, { queryId: "plan" });
  // A prepared query is seen with stand-ins for its values; the plan is the same for any.
  const values = parameters.map((value) => (typeof value === "object" ? null : value));
  const question = CompiledQuery.raw(`EXPLAIN QUERY PLAN ${sql}`, values);
  const { rows } = await queries.executeQuery<{ detail: string }>(question);
  return rows.map(({ detail }) => detail);
}
