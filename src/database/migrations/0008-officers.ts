import { type Migration, statementsOf } from "../migration.ts";

// Secrets of links, sessions and recovery codes stand here as SHA-256 only; passwords as argon2id.
const tables = `
CREATE TABLE officer (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, login TEXT UNIQUE, role TEXT NOT NULL, unit TEXT, may_send INTEGER NOT NULL,
  status TEXT NOT NULL, password_hash TEXT, totp_secret TEXT, totp_step INTEGER NOT NULL, recovery_hashes TEXT NOT NULL,
  version INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE TABLE officer_link (
  token_hash TEXT PRIMARY KEY, officer_id TEXT NOT NULL REFERENCES officer (id), totp_secret TEXT NOT NULL,
  created_at TEXT NOT NULL, expires_at TEXT NOT NULL);
CREATE INDEX officer_link_by_officer ON officer_link (officer_id);
CREATE TABLE officer_session (
  id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, officer_id TEXT NOT NULL REFERENCES officer (id),
  device TEXT NOT NULL, created_at TEXT NOT NULL, seen_at TEXT NOT NULL, idle_at TEXT NOT NULL, expires_at TEXT NOT NULL);
CREATE INDEX officer_session_by_officer ON officer_session (officer_id);
CREATE TABLE login_failure (subject TEXT PRIMARY KEY, failures INTEGER NOT NULL, last_at TEXT NOT NULL, blocked_until TEXT);
CREATE TABLE officer_request (
  officer_id TEXT NOT NULL, request_key TEXT NOT NULL, route TEXT NOT NULL, answer TEXT, at TEXT NOT NULL,
  PRIMARY KEY (officer_id, request_key));
CREATE INDEX officer_request_by_time ON officer_request (at);
CREATE TABLE audit (
  seq {seq}, officer_id TEXT, officer_name TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
  detail TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX audit_by_officer ON audit (officer_id, seq);
CREATE INDEX audit_by_subject ON audit (subject, seq);
`;

export const officers: Migration = {
  version: 8,
  name: "officers",
  statements: (kind) => statementsOf(tables, kind),
};
