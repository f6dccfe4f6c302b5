import { type Migration, statementsOf } from "../migration.ts";

const tables = "";

export const handOver: Migration = {
  version: 2,
  name: "hand-over",
  statements: (kind) => statementsOf(tables, kind),
};
