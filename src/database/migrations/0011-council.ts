import { type Migration, statementsOf } from "../migration.ts";

const tables = `
ALTER TABLE proposal ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE proposal ADD COLUMN received_at TEXT;
ALTER TABLE proposal ADD COLUMN accepted_at TEXT;
ALTER TABLE proposal ADD COLUMN merged_into TEXT;
CREATE INDEX proposal_merged ON proposal (merged_into) WHERE merged_into IS NOT NULL;
ALTER TABLE proposal_event ADD COLUMN from_state TEXT;
ALTER TABLE proposal_event ADD COLUMN to_state TEXT;
CREATE TABLE proposal_rule (name TEXT PRIMARY KEY, days INTEGER NOT NULL, set_by TEXT NOT NULL, set_at TEXT NOT NULL);
CREATE TABLE proposal_review (
  id TEXT PRIMARY KEY, proposal_id TEXT NOT NULL REFERENCES proposal (id), reviewer TEXT NOT NULL, due TEXT NOT NULL,
  assigned_by TEXT NOT NULL, assigned_at TEXT NOT NULL, opinion TEXT, done_at TEXT);
CREATE INDEX proposal_review_by_proposal ON proposal_review (proposal_id);

CREATE TABLE proposal_face (
  doc {seq}, proposal_id TEXT NOT NULL UNIQUE REFERENCES proposal (id), year INTEGER NOT NULL, title TEXT NOT NULL,
  author TEXT NOT NULL, unit TEXT NOT NULL, field TEXT NOT NULL, unit_key TEXT NOT NULL, field_key TEXT NOT NULL,
  search TEXT NOT NULL, open_text TEXT, used_from TEXT, used_to TEXT);
CREATE TABLE proposal_word (word TEXT NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (word, doc));
CREATE INDEX proposal_word_by_doc ON proposal_word (doc);

CREATE TABLE council (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL, basis TEXT NOT NULL, rubric TEXT NOT NULL,
  quorum_percent INTEGER NOT NULL, excludes_same_unit INTEGER NOT NULL, created_by TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE council_member (
  id TEXT PRIMARY KEY, council_id TEXT NOT NULL REFERENCES council (id), name TEXT NOT NULL, unit TEXT NOT NULL,
  title TEXT NOT NULL, role TEXT NOT NULL, member_id TEXT, seat INTEGER NOT NULL);
CREATE INDEX council_member_by_council ON council_member (council_id, seat);
CREATE TABLE council_item (
  id TEXT PRIMARY KEY, council_id TEXT NOT NULL REFERENCES council (id), proposal_id TEXT NOT NULL REFERENCES proposal (id),
  status TEXT NOT NULL, opened_at TEXT NOT NULL, closed_at TEXT, closed_by TEXT, tally TEXT, conclusion TEXT);
CREATE UNIQUE INDEX council_item_live ON council_item (proposal_id) WHERE status <> 'left';
CREATE INDEX council_item_by_council ON council_item (council_id);
CREATE TABLE council_score (
  item_id TEXT NOT NULL REFERENCES council_item (id), council_member_id TEXT NOT NULL REFERENCES council_member (id),
  points TEXT NOT NULL, comment TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (item_id, council_member_id));
CREATE TABLE council_conflict (
  item_id TEXT NOT NULL REFERENCES council_item (id), council_member_id TEXT NOT NULL REFERENCES council_member (id),
  kind TEXT NOT NULL, why TEXT NOT NULL, by_whom TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (item_id, council_member_id));

CREATE TABLE decision (
  id TEXT PRIMARY KEY, proposal_id TEXT NOT NULL REFERENCES proposal (id), kind TEXT NOT NULL, reason TEXT NOT NULL, unit TEXT NOT NULL,
  drafted_by TEXT NOT NULL, drafted_at TEXT NOT NULL, publication_id TEXT);
CREATE UNIQUE INDEX decision_drafted ON decision (proposal_id) WHERE publication_id IS NULL;
CREATE INDEX decision_by_proposal ON decision (proposal_id, drafted_at);
CREATE INDEX decision_by_publication ON decision (publication_id) WHERE publication_id IS NOT NULL;
CREATE TABLE decision_paper (
  id TEXT PRIMARY KEY, paper_number TEXT NOT NULL, signed_on TEXT NOT NULL, signer TEXT NOT NULL, unit TEXT NOT NULL,
  published_by TEXT NOT NULL, published_at TEXT NOT NULL);
CREATE TABLE reward (
  id TEXT PRIMARY KEY, proposal_id TEXT NOT NULL REFERENCES proposal (id), kind TEXT NOT NULL, amount INTEGER NOT NULL,
  paid_on TEXT NOT NULL, basis TEXT NOT NULL, base INTEGER, year_of_use INTEGER, recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL);
CREATE INDEX reward_by_proposal ON reward (proposal_id);
`;

export const council: Migration = {
  version: 11,
  name: "council",
  statements: (kind) => statementsOf(tables, kind),
};
