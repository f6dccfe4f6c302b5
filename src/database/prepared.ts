import type { CompiledQuery } from "kysely";
import type { Queries } from "./database.ts";

/** What a prepared query can be given. */
type Value = string | number | null;

/** Stands in a query for a value that comes later. */
class Gap {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Every name read from it is a gap of that name. */
const gaps: unknown = new Proxy({}, { get: (_target, name) => new Gap(String(name)) });

/**
 * A query that is built and compiled once per kind of database and from then on only given its values: for
 * the few queries of every message, where building costs more than SQLite needs to answer.
 *
 * `build` gets stand-ins instead of values: it may place them, not look at them. Returns the rows (none for a
 * statement without `returning`).
 */
export function prepare<Given extends Readonly<Record<string, Value>>, Row>(
  build: (queries: Queries, given: Given) => { compile(): CompiledQuery<Row> },
): (queries: Queries, given: Given) => Promise<Row[]> {
  const compiled = new WeakMap<object, CompiledQuery<Row>>();
  return async (queries, given) => {
    const { adapter } = queries.getExecutor();
    let query = compiled.get(adapter);
    if (!query) {
      query = build(queries, gaps as Given).compile();
      compiled.set(adapter, query);
    }
    const { sql, query: node, queryId } = query;
    const parameters = fill(query.parameters, given);
    return (await queries.executeQuery<Row>({ sql, query: node, queryId, parameters })).rows;
  };
}

/** Puts what is given into the gaps. */
function fill(parameters: readonly unknown[], given: Readonly<Record<string, Value>>): unknown[] {
  const filled: unknown[] = [];
  for (const value of parameters) filled.push(value instanceof Gap ? given[value.name] : value);
  return filled;
}
