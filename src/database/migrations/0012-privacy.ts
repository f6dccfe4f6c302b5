import type { Database } from "../database.ts";
import { type Migration, statementsOf } from "../migration.ts";

const tables = `
CREATE TABLE data_request (
  number INTEGER PRIMARY KEY, member_id TEXT NOT NULL, kind TEXT NOT NULL, about TEXT, wanted TEXT, status TEXT NOT NULL,
  channel TEXT NOT NULL, address_id TEXT, received_at TEXT NOT NULL, acknowledge_by TEXT NOT NULL, acknowledged_at TEXT,
  due TEXT NOT NULL, is_extended INTEGER NOT NULL, closed_at TEXT, closed_by TEXT, reason TEXT, has_rest INTEGER NOT NULL);
CREATE INDEX data_request_by_status ON data_request (status, due);
CREATE INDEX data_request_by_member ON data_request (member_id);
CREATE INDEX data_request_rest ON data_request (number) WHERE has_rest = 1;
CREATE TABLE data_breach (
  number INTEGER PRIMARY KEY, what TEXT NOT NULL, kinds TEXT NOT NULL, people INTEGER, found_at TEXT NOT NULL,
  notify_by TEXT NOT NULL, measures TEXT, notified_at TEXT, status TEXT NOT NULL, added_by TEXT NOT NULL, closed_at TEXT);
CREATE INDEX data_breach_by_status ON data_breach (status, notify_by);
CREATE TABLE data_log (seq {seq}, subject TEXT NOT NULL, kind TEXT NOT NULL, by_whom TEXT NOT NULL, note TEXT, at TEXT NOT NULL);
CREATE INDEX data_log_by_subject ON data_log (subject, seq);
`;

/** The log proves what was done and when: the database itself refuses to change or delete a row of it. */
const guards: Readonly<Record<Database["kind"], readonly string[]>> = {
  sqlite: ["UPDATE", "DELETE"].map(
    (act) => `CREATE TRIGGER data_log_no_${act.toLowerCase()} BEFORE ${act} ON data_log
      BEGIN SELECT RAISE(ABORT, 'data_log is never changed'); END`,
  ),
  postgres: [
    `CREATE FUNCTION data_log_stays() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'data_log is never changed'; END $$`,
    `CREATE TRIGGER data_log_no_change BEFORE UPDATE OR DELETE ON data_log
      FOR EACH ROW EXECUTE FUNCTION data_log_stays()`,
  ],
};

export const privacy: Migration = {
  version: 12,
  name: "privacy",
  statements: (kind) => [...statementsOf(tables, kind), ...guards[kind]],
};
