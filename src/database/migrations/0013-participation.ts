import type { Database } from "../database.ts";
import { type Migration, statementsOf } from "../migration.ts";

const tables = `
CREATE TABLE form (
  id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, service TEXT NOT NULL, title TEXT NOT NULL, status TEXT NOT NULL,
  version INTEGER NOT NULL, opens_at TEXT, closes_at TEXT, secret TEXT, last_number INTEGER NOT NULL,
  created_by TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE TABLE form_version (
  form_id TEXT NOT NULL, version INTEGER NOT NULL, definition TEXT NOT NULL, by_whom TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (form_id, version));
CREATE TABLE form_draft (
  id TEXT PRIMARY KEY, form_id TEXT NOT NULL, version INTEGER NOT NULL, member_id TEXT NOT NULL, state TEXT NOT NULL,
  status TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE INDEX form_draft_by_member ON form_draft (member_id, updated_at);
CREATE INDEX form_draft_by_form ON form_draft (form_id);
CREATE TABLE form_answer (
  id TEXT PRIMARY KEY, form_id TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER NOT NULL, member_id TEXT,
  answers TEXT NOT NULL, state TEXT NOT NULL, detail TEXT NOT NULL, filed_at TEXT NOT NULL, updated_at TEXT NOT NULL,
  updated_by TEXT);
CREATE UNIQUE INDEX form_answer_number ON form_answer (form_id, number);
CREATE INDEX form_answer_by_member ON form_answer (member_id);
CREATE TABLE form_anonymous_answer (
  id TEXT NOT NULL PRIMARY KEY, form_id TEXT NOT NULL, version INTEGER NOT NULL, answers TEXT NOT NULL){by key};
CREATE INDEX form_anonymous_answer_by_form ON form_anonymous_answer (form_id, id);
CREATE TABLE form_report (
  form_id TEXT NOT NULL, period TEXT NOT NULL, unit_id TEXT NOT NULL, answer_id TEXT NOT NULL, filed_at TEXT NOT NULL,
  PRIMARY KEY (form_id, period, unit_id));
CREATE TABLE form_figure (
  form_id TEXT NOT NULL, period TEXT NOT NULL, unit_id TEXT NOT NULL, field TEXT NOT NULL, value DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (form_id, period, unit_id, field));
CREATE TABLE form_chase (
  form_id TEXT NOT NULL, period TEXT NOT NULL, member_id TEXT NOT NULL, step INTEGER NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (form_id, period, member_id, step));
CREATE TABLE form_mark (form_id TEXT NOT NULL, mark TEXT NOT NULL, PRIMARY KEY (form_id, mark)){by key};
`;

/** Rows of these tables lie in the order of their random keys where the database allows it, not as they came. */
const byKey = { sqlite: " WITHOUT ROWID", postgres: "" } as const satisfies Record<Database["kind"], string>;

export const participation: Migration = {
  version: 13,
  name: "participation",
  statements: (kind) => statementsOf(tables.replaceAll("{by key}", byKey[kind]), kind),
};
