import { type Migration, statementsOf } from "../migration.ts";

const tables = "";

export const people: Migration = {
  version: 3,
  name: "people",
  statements: (kind) => statementsOf(tables, kind),
};
