import { type Migration, statementsOf } from "../migration.ts";

const tables = `
CREATE TABLE unit (
  id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, level TEXT NOT NULL,
  parent_id TEXT REFERENCES unit (id), valid_from TEXT, valid_to TEXT, source TEXT, confirmed_by TEXT,
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE INDEX unit_by_parent ON unit (parent_id);
CREATE TABLE unit_old_name (
  unit_id TEXT NOT NULL REFERENCES unit (id), name TEXT NOT NULL, PRIMARY KEY (unit_id, name));
CREATE TABLE unit_successor (
  unit_id TEXT NOT NULL REFERENCES unit (id), successor_id TEXT NOT NULL REFERENCES unit (id),
  PRIMARY KEY (unit_id, successor_id));
CREATE INDEX unit_successor_by_successor ON unit_successor (successor_id);

ALTER TABLE member ADD COLUMN unit_id TEXT REFERENCES unit (id);
ALTER TABLE member ADD COLUMN position TEXT;
ALTER TABLE member ADD COLUMN position_key TEXT;
ALTER TABLE member ADD COLUMN state TEXT;
ALTER TABLE member ADD COLUMN preferred_channel TEXT;
ALTER TABLE member ADD COLUMN merged_into TEXT;
CREATE INDEX member_by_unit ON member (unit_id) WHERE unit_id IS NOT NULL;
CREATE TABLE member_tag (
  member_id TEXT NOT NULL REFERENCES member (id), tag TEXT NOT NULL, origin TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (member_id, tag));
CREATE INDEX member_tag_by_tag ON member_tag (tag, member_id);

CREATE TABLE roster (
  id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, full_name TEXT NOT NULL, unit_id TEXT NOT NULL REFERENCES unit (id),
  position TEXT, tags TEXT NOT NULL, joined_on TEXT, state TEXT NOT NULL, phone TEXT,
  member_id TEXT UNIQUE REFERENCES member (id), linked_at TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE INDEX roster_by_unit ON roster (unit_id);

CREATE TABLE link_code (
  code_hash TEXT PRIMARY KEY, member_id TEXT, roster_id TEXT, channel TEXT, made_at TEXT NOT NULL,
  expires_at TEXT NOT NULL, used_at TEXT);
CREATE INDEX link_code_by_member ON link_code (member_id, made_at);
CREATE TABLE link_miss (seq {seq}, member_id TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX link_miss_by_member ON link_miss (member_id, at);
CREATE TABLE member_merge (
  from_id TEXT PRIMARY KEY, into_id TEXT NOT NULL, channel TEXT NOT NULL, overruled TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX member_merge_by_into ON member_merge (into_id);
CREATE INDEX member_merge_by_at ON member_merge (at);

ALTER TABLE delivery_run ADD COLUMN freeze_after TEXT;
ALTER TABLE delivery_run ADD COLUMN freeze_until TEXT;
ALTER TABLE campaign ADD COLUMN daily_cap INTEGER;
`;

export const people: Migration = {
  version: 3,
  name: "people",
  statements: (kind) => statementsOf(tables, kind),
};
