import { type Migration, statementsOf } from "../migration.ts";

const tables = "";

export const outlets: Migration = {
  version: 7,
  name: "outlets",
  statements: (kind) => statementsOf(tables, kind),
};
