import { type Migration, statementsOf } from "../migration.ts";

const tables = "";

export const knowledge: Migration = {
  version: 9,
  name: "knowledge",
  statements: (kind) => statementsOf(tables, kind),
};
