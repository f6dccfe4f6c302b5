import { type Migration, statementsOf } from "../migration.ts";

const tables = "";

export const officers: Migration = {
  version: 8,
  name: "officers",
  statements: (kind) => statementsOf(tables, kind),
};
