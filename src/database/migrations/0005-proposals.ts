import { type Migration, statementsOf } from "../migration.ts";

const tables = "";

export const proposals: Migration = {
  version: 5,
  name: "proposals",
  statements: (kind) => statementsOf(tables, kind),
};
