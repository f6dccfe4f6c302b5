import { type Migration, statementsOf } from "../migration.ts";

const tables = `
ALTER TABLE officer_case ADD COLUMN channel TEXT;
ALTER TABLE officer_case ADD COLUMN address_id TEXT;
ALTER TABLE officer_case ADD COLUMN assigned_to TEXT;
ALTER TABLE officer_case ADD COLUMN answered_by TEXT;
ALTER TABLE officer_case ADD COLUMN waiting_since TEXT;
ALTER TABLE officer_case ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
UPDATE officer_case SET waiting_since = opened_at WHERE status = 'open';
CREATE TABLE case_event (
  seq {seq}, case_id TEXT NOT NULL REFERENCES officer_case (id), kind TEXT NOT NULL, by_whom TEXT, note TEXT,
  at TEXT NOT NULL);
CREATE INDEX case_event_by_case ON case_event (case_id, seq);

CREATE TABLE faq (
  seq {seq}, question TEXT NOT NULL, answer TEXT NOT NULL, status TEXT NOT NULL, case_number INTEGER,
  answered_by TEXT NOT NULL, answered_at TEXT NOT NULL, drafted_by TEXT NOT NULL, approved_by TEXT,
  version INTEGER NOT NULL, updated_at TEXT NOT NULL);
CREATE INDEX faq_by_status ON faq (status, seq);
CREATE UNIQUE INDEX faq_once_per_case ON faq (case_number) WHERE status IN ('draft', 'published');
CREATE TABLE faq_event (
  seq {seq}, faq_seq INTEGER NOT NULL REFERENCES faq (seq), kind TEXT NOT NULL, by_whom TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE faq_told (
  faq_seq INTEGER NOT NULL REFERENCES faq (seq), member_id TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (faq_seq, member_id));

ALTER TABLE inbound ADD COLUMN joined_to INTEGER;
CREATE TABLE officer_floor (
  channel TEXT NOT NULL, address_id TEXT NOT NULL, by_whom TEXT, spoke_at TEXT NOT NULL, until TEXT NOT NULL,
  PRIMARY KEY (channel, address_id));
`;

export const handOver: Migration = {
  version: 2,
  name: "hand-over",
  statements: (kind) => statementsOf(tables, kind),
};
