import { type Migration, statementsOf } from "../migration.ts";

// The table of officers comes later, so their ids stand here without a reference.
const tables = `
ALTER TABLE campaign_event ADD COLUMN officer_id TEXT;
CREATE TABLE campaign_approval (
  seq {seq}, campaign_id TEXT NOT NULL REFERENCES campaign (id), fingerprint TEXT NOT NULL, plan TEXT NOT NULL,
  by_whom TEXT NOT NULL, officer_id TEXT, way TEXT NOT NULL, reached INTEGER NOT NULL, at TEXT NOT NULL);
CREATE INDEX campaign_approval_by_campaign ON campaign_approval (campaign_id, seq);
CREATE TABLE approval_request (
  id TEXT PRIMARY KEY, campaign_id TEXT NOT NULL REFERENCES campaign (id), officer_id TEXT NOT NULL,
  channel TEXT NOT NULL, address_id TEXT NOT NULL, fingerprint TEXT NOT NULL, secret TEXT NOT NULL, large_from INTEGER NOT NULL,
  status TEXT NOT NULL, created_at TEXT NOT NULL, expires_at TEXT NOT NULL, decided_at TEXT);
CREATE INDEX approval_request_open ON approval_request (channel, address_id) WHERE status = 'open';
CREATE INDEX approval_request_by_campaign ON approval_request (campaign_id);

CREATE TABLE officer_chat (
  channel TEXT NOT NULL, external_id TEXT NOT NULL, officer_id TEXT NOT NULL, linked_at TEXT NOT NULL,
  PRIMARY KEY (channel, external_id));
CREATE INDEX officer_chat_by_officer ON officer_chat (officer_id);
CREATE TABLE officer_chat_code (
  code_hash TEXT PRIMARY KEY, officer_id TEXT NOT NULL, made_at TEXT NOT NULL, expires_at TEXT NOT NULL, used_at TEXT);
CREATE INDEX officer_chat_code_by_officer ON officer_chat_code (officer_id);

CREATE TABLE quiz (
  id TEXT PRIMARY KEY, campaign_id TEXT NOT NULL UNIQUE REFERENCES campaign (id), title TEXT NOT NULL, kind TEXT NOT NULL,
  opens_at TEXT NOT NULL, closes_at TEXT NOT NULL, explains TEXT NOT NULL, ties TEXT NOT NULL, units_by TEXT NOT NULL,
  questions TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE quiz_attempt (
  quiz_id TEXT NOT NULL REFERENCES quiz (id), member_id TEXT NOT NULL, started_at TEXT NOT NULL,
  finished_at TEXT, PRIMARY KEY (quiz_id, member_id));
CREATE INDEX quiz_attempt_by_member ON quiz_attempt (member_id);
CREATE TABLE quiz_answer (
  quiz_id TEXT NOT NULL REFERENCES quiz (id), member_id TEXT NOT NULL, question INTEGER NOT NULL,
  choice INTEGER NOT NULL, is_right INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (quiz_id, member_id, question));
CREATE INDEX quiz_answer_by_member ON quiz_answer (member_id);
`;

export const campaigns: Migration = {
  version: 6,
  name: "campaigns",
  statements: (kind) => statementsOf(tables, kind),
};
