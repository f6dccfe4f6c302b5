import { type Migration, statementsOf } from "../migration.ts";

const tables = "";

export const delivery: Migration = {
  version: 4,
  name: "delivery",
  statements: (kind) => statementsOf(tables, kind),
};
