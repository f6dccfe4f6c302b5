import { type Migration, statementsOf } from "../migration.ts";

const tables = `
  CREATE TABLE clause_vector (
    model TEXT NOT NULL,
    key TEXT NOT NULL,
    vector TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (model, key)
  );
  CREATE TABLE office_phrase (
    written TEXT NOT NULL,
    meaning TEXT NOT NULL,
    added_at TEXT NOT NULL,
    PRIMARY KEY (written, meaning)
  );
`;

export const knowledge: Migration = {
  version: 9,
  name: "knowledge",
  statements: (kind) => statementsOf(tables, kind),
};
