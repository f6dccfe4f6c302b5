import { type Migration, statementsOf } from "../migration.ts";

const tables = `
ALTER TABLE officer_case ADD COLUMN snoozed_until TEXT;
CREATE TABLE canned_reply (
  number {seq}, name TEXT NOT NULL, text TEXT NOT NULL, version INTEGER NOT NULL, updated_by TEXT NOT NULL,
  updated_at TEXT NOT NULL);
CREATE UNIQUE INDEX canned_reply_name ON canned_reply (name);
CREATE TABLE set_up_step (step TEXT PRIMARY KEY, state TEXT NOT NULL, by_whom TEXT NOT NULL, at TEXT NOT NULL);
ALTER TABLE member ADD COLUMN name_key TEXT;
CREATE INDEX member_newest ON member (created_at, id);
`;

export const office: Migration = {
  version: 15,
  name: "office",
  statements: (kind) => statementsOf(tables, kind),
};
