import { type Migration, statementsOf } from "../migration.ts";

const tables = `
ALTER TABLE delivery ADD COLUMN wrote_at TEXT;
ALTER TABLE delivery ADD COLUMN code TEXT;
ALTER TABLE delivery_run ADD COLUMN topic TEXT;
CREATE INDEX delivery_held ON delivery (channel, address_id, seq) WHERE status = 'held';
CREATE INDEX delivery_held_until ON delivery (expires_at) WHERE status = 'held' AND expires_at IS NOT NULL;
CREATE INDEX delivery_sending ON delivery (claimed_by) WHERE status = 'sending';
CREATE TABLE allotment (
  channel TEXT NOT NULL, kind TEXT NOT NULL, period TEXT NOT NULL, used INTEGER NOT NULL,
  PRIMARY KEY (channel, kind, period));
CREATE TABLE channel_sign (
  channel TEXT NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL, words TEXT,
  PRIMARY KEY (channel, kind));
`;

export const delivery: Migration = {
  version: 4,
  name: "delivery",
  statements: (kind) => statementsOf(tables, kind),
};
