import { type Migration, statementsOf } from "../migration.ts";

const tables = `
CREATE TABLE honour_round (
  id TEXT PRIMARY KEY, year INTEGER NOT NULL, title TEXT NOT NULL, occasion TEXT NOT NULL,
  council_id TEXT NOT NULL REFERENCES council (id), since TEXT NOT NULL, until TEXT NOT NULL, least INTEGER NOT NULL,
  most INTEGER NOT NULL, status TEXT NOT NULL, paper_number TEXT, signed_on TEXT, signer TEXT, created_by TEXT NOT NULL,
  created_at TEXT NOT NULL, closed_at TEXT, published_at TEXT, published_by TEXT);
CREATE UNIQUE INDEX honour_round_once ON honour_round (year, title);
CREATE TABLE honour_candidate (
  id TEXT PRIMARY KEY, round_id TEXT NOT NULL REFERENCES honour_round (id),
  proposal_id TEXT NOT NULL REFERENCES proposal (id), status TEXT NOT NULL, why TEXT, tally TEXT, place INTEGER,
  added_by TEXT NOT NULL, added_at TEXT NOT NULL, UNIQUE (round_id, proposal_id));
CREATE INDEX honour_candidate_by_proposal ON honour_candidate (proposal_id);
CREATE TABLE honour_score (
  candidate_id TEXT NOT NULL REFERENCES honour_candidate (id),
  council_member_id TEXT NOT NULL REFERENCES council_member (id), points TEXT NOT NULL, comment TEXT NOT NULL,
  at TEXT NOT NULL, PRIMARY KEY (candidate_id, council_member_id));
CREATE TABLE honour_conflict (
  candidate_id TEXT NOT NULL REFERENCES honour_candidate (id),
  council_member_id TEXT NOT NULL REFERENCES council_member (id), kind TEXT NOT NULL, why TEXT NOT NULL,
  by_whom TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (candidate_id, council_member_id));
`;

export const honours: Migration = {
  version: 14,
  name: "honours",
  statements: (kind) => statementsOf(tables, kind),
};
