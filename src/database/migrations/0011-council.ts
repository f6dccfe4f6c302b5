import { type Migration, statementsOf } from "../migration.ts";

const tables = "";

export const council: Migration = {
  version: 11,
  name: "council",
  statements: (kind) => statementsOf(tables, kind),
};
