import { type Migration, statementsOf } from "../migration.ts";

const tables = `
CREATE TABLE installation_secret (name TEXT PRIMARY KEY, value TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE blob (hash TEXT PRIMARY KEY, media_type TEXT NOT NULL, size_bytes INTEGER NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE platform_token (
  platform TEXT PRIMARY KEY, access TEXT NOT NULL, refresh TEXT NOT NULL, access_expires_at TEXT NOT NULL,
  refreshed_at TEXT NOT NULL, version INTEGER NOT NULL, status TEXT NOT NULL, why TEXT, origin TEXT NOT NULL,
  lease_by TEXT, lease_until TEXT);

CREATE TABLE member (id TEXT PRIMARY KEY, display_name TEXT, created_at TEXT NOT NULL);
CREATE TABLE address (
  channel TEXT NOT NULL, external_id TEXT NOT NULL, member_id TEXT NOT NULL REFERENCES member (id),
  name TEXT, is_reachable INTEGER NOT NULL, unreachable_why TEXT, last_inbound_at TEXT, created_at TEXT NOT NULL,
  PRIMARY KEY (channel, external_id));
CREATE INDEX address_by_member ON address (member_id, channel);
CREATE TABLE consent (
  member_id TEXT NOT NULL REFERENCES member (id), purpose TEXT NOT NULL, is_given INTEGER NOT NULL,
  text_version TEXT NOT NULL, channel TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (member_id, purpose));
CREATE INDEX consent_by_purpose ON consent (purpose, is_given);
CREATE TABLE consent_event (
  seq {seq}, member_id TEXT NOT NULL, purpose TEXT NOT NULL, is_given INTEGER NOT NULL,
  text_version TEXT NOT NULL, channel TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX consent_event_by_member ON consent_event (member_id);

CREATE TABLE inbound (
  seq {seq}, channel TEXT NOT NULL, external_id TEXT NOT NULL, sender_id TEXT NOT NULL, sender_name TEXT,
  said TEXT NOT NULL, said_at TEXT NOT NULL, received_at TEXT NOT NULL, status TEXT NOT NULL,
  attempts INTEGER NOT NULL, not_before TEXT NOT NULL, fault TEXT, done_at TEXT,
  UNIQUE (channel, external_id));
CREATE INDEX inbound_waiting ON inbound (seq) WHERE status = 'waiting';
CREATE INDEX inbound_waiting_by_sender ON inbound (channel, sender_id, seq) WHERE status = 'waiting';
CREATE INDEX inbound_parked ON inbound (seq) WHERE status = 'parked';
CREATE INDEX inbound_by_sender ON inbound (channel, sender_id, seq);
CREATE TABLE dialogue (member_id TEXT PRIMARY KEY REFERENCES member (id), state TEXT NOT NULL, updated_at TEXT NOT NULL);

CREATE TABLE delivery (
  seq {seq}, member_id TEXT NOT NULL, channel TEXT NOT NULL, address_id TEXT NOT NULL, run_id TEXT,
  inbound_seq INTEGER, content TEXT, status TEXT NOT NULL, not_before TEXT NOT NULL, expires_at TEXT,
  claimed_by TEXT, claimed_at TEXT, attempts INTEGER NOT NULL, external_id TEXT, why TEXT,
  created_at TEXT NOT NULL, settled_at TEXT);
CREATE UNIQUE INDEX delivery_once_per_run ON delivery (run_id, member_id) WHERE run_id IS NOT NULL;
CREATE INDEX delivery_replies ON delivery (seq) WHERE status = 'pending' AND run_id IS NULL;
CREATE INDEX delivery_by_run ON delivery (run_id, status, channel, seq) WHERE run_id IS NOT NULL;
CREATE INDEX delivery_uncertain ON delivery (seq) WHERE status = 'uncertain';
CREATE INDEX delivery_open_by_address ON delivery (channel, address_id, seq) WHERE status IN ('pending', 'sending');
CREATE INDEX delivery_by_address ON delivery (channel, address_id, settled_at, seq) WHERE settled_at IS NOT NULL;
CREATE TABLE delivery_run (
  run_id TEXT PRIMARY KEY, content TEXT NOT NULL, is_open INTEGER NOT NULL, is_stopped INTEGER NOT NULL,
  expires_at TEXT, created_at TEXT NOT NULL);
CREATE INDEX delivery_run_open ON delivery_run (created_at) WHERE is_open = 1;
CREATE TABLE lane (channel TEXT PRIMARY KEY, paused_until TEXT, is_stopped INTEGER NOT NULL, why TEXT, updated_at TEXT NOT NULL);

CREATE TABLE document (
  id TEXT NOT NULL, version INTEGER NOT NULL, status TEXT NOT NULL, meta TEXT NOT NULL, body TEXT NOT NULL,
  content_hash TEXT NOT NULL, origin TEXT NOT NULL, created_at TEXT NOT NULL, published_at TEXT,
  PRIMARY KEY (id, version));
CREATE TABLE clause_note (
  document_id TEXT NOT NULL, clause_id TEXT NOT NULL, note TEXT NOT NULL, updated_at TEXT NOT NULL,
  PRIMARY KEY (document_id, clause_id));

CREATE TABLE asked (
  seq {seq}, member_id TEXT NOT NULL, inbound_seq INTEGER, question TEXT NOT NULL, kind TEXT NOT NULL,
  cited TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX asked_by_kind ON asked (kind, seq);
CREATE TABLE officer_case (
  id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, member_id TEXT NOT NULL, question TEXT NOT NULL,
  nearest TEXT NOT NULL, status TEXT NOT NULL, opened_at TEXT NOT NULL, due_at TEXT NOT NULL, answer TEXT,
  answered_at TEXT);
CREATE INDEX officer_case_by_status ON officer_case (status, opened_at);
CREATE INDEX officer_case_by_member ON officer_case (member_id);

CREATE TABLE draft (
  id TEXT PRIMARY KEY, member_id TEXT NOT NULL, form TEXT NOT NULL, form_version INTEGER NOT NULL, state TEXT NOT NULL,
  status TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE INDEX draft_by_member ON draft (member_id, status);
CREATE TABLE proposal (
  id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, member_id TEXT NOT NULL, draft_id TEXT NOT NULL UNIQUE,
  depth TEXT NOT NULL, state TEXT NOT NULL, answers TEXT NOT NULL, filed_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE INDEX proposal_by_member ON proposal (member_id);
CREATE TABLE proposal_event (
  seq {seq}, proposal_id TEXT NOT NULL REFERENCES proposal (id), kind TEXT NOT NULL, by_whom TEXT NOT NULL,
  note TEXT, at TEXT NOT NULL);
CREATE INDEX proposal_event_by_proposal ON proposal_event (proposal_id, seq);
CREATE TABLE number_series (series TEXT PRIMARY KEY, last INTEGER NOT NULL);

CREATE TABLE campaign (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, topic TEXT NOT NULL, content TEXT NOT NULL, audience TEXT NOT NULL,
  channels TEXT NOT NULL, outlets TEXT NOT NULL, schedule TEXT NOT NULL, status TEXT NOT NULL, sources TEXT NOT NULL,
  fingerprint TEXT NOT NULL, approved_by TEXT, approved_at TEXT, next_slot TEXT, grace_minutes INTEGER NOT NULL, created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL);
CREATE INDEX campaign_due ON campaign (next_slot) WHERE status = 'scheduled';
CREATE TABLE campaign_run (
  id TEXT PRIMARY KEY, campaign_id TEXT NOT NULL REFERENCES campaign (id), slot TEXT NOT NULL, status TEXT NOT NULL,
  why TEXT, repeat_key TEXT NOT NULL, fingerprint TEXT NOT NULL, approved_by TEXT NOT NULL, approved_at TEXT NOT NULL,
  planned INTEGER NOT NULL, launched_at TEXT NOT NULL, finished_at TEXT, UNIQUE (campaign_id, slot));
CREATE INDEX campaign_run_by_status ON campaign_run (status);
CREATE INDEX campaign_run_by_repeat_key ON campaign_run (repeat_key, launched_at);
CREATE TABLE campaign_event (
  seq {seq}, campaign_id TEXT NOT NULL REFERENCES campaign (id), run_id TEXT, kind TEXT NOT NULL, by_whom TEXT NOT NULL,
  note TEXT, at TEXT NOT NULL);
CREATE INDEX campaign_event_by_campaign ON campaign_event (campaign_id, seq);
`;

export const first: Migration = {
  version: 1,
  name: "first",
  statements: (kind) => statementsOf(tables, kind),
};
