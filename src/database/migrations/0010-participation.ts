import { type Migration, statementsOf } from "../migration.ts";

const tables = "";

export const participation: Migration = {
  version: 10,
  name: "participation",
  statements: (kind) => statementsOf(tables, kind),
};
