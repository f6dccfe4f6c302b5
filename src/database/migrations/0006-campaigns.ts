import { type Migration, statementsOf } from "../migration.ts";

const tables = "";

export const campaigns: Migration = {
  version: 6,
  name: "campaigns",
  statements: (kind) => statementsOf(tables, kind),
};
