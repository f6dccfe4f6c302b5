import { type Migration, statementsOf } from "../migration.ts";

const tables = `
CREATE TABLE coauthor_invite (
  id TEXT PRIMARY KEY, proposal_id TEXT NOT NULL REFERENCES proposal (id), seat INTEGER NOT NULL, name TEXT NOT NULL,
  share INTEGER, code_hash TEXT NOT NULL UNIQUE, status TEXT NOT NULL, shown_to TEXT, answered_by TEXT,
  created_at TEXT NOT NULL, expires_at TEXT NOT NULL, answered_at TEXT);
CREATE INDEX coauthor_invite_by_proposal ON coauthor_invite (proposal_id, seat);
CREATE INDEX coauthor_invite_shown ON coauthor_invite (shown_to) WHERE shown_to IS NOT NULL;
`;

export const proposals: Migration = {
  version: 5,
  name: "proposals",
  statements: (kind) => statementsOf(tables, kind),
};
