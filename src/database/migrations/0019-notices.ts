import { type Migration, statementsOf } from "../migration.ts";

const tables = `
ALTER TABLE delivery ADD COLUMN is_notice INTEGER NOT NULL DEFAULT 0;
`;

export const notices: Migration = {
  version: 19,
  name: "notices",
  statements: (kind) => statementsOf(tables, kind),
};
