import { type Migration, statementsOf } from "../migration.ts";

const tables = `
ALTER TABLE campaign ADD COLUMN embargo TEXT;

CREATE TABLE article (
  run_id TEXT PRIMARY KEY REFERENCES campaign_run (id), campaign_id TEXT NOT NULL REFERENCES campaign (id),
  slug TEXT NOT NULL UNIQUE, title TEXT NOT NULL, lead TEXT NOT NULL, parts TEXT NOT NULL, sources TEXT NOT NULL,
  embargo TEXT, changed_at TEXT NOT NULL, withdrawn_at TEXT, withdrawn_why TEXT);
CREATE INDEX article_by_campaign ON article (campaign_id, run_id);
CREATE INDEX article_by_change ON article (changed_at);
CREATE TABLE article_correction (
  seq {seq}, run_id TEXT NOT NULL REFERENCES article (run_id), note TEXT NOT NULL, by_whom TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX article_correction_by_run ON article_correction (run_id, seq);

CREATE TABLE publication (
  id TEXT PRIMARY KEY, run_id TEXT NOT NULL REFERENCES article (run_id), outlet TEXT NOT NULL, status TEXT NOT NULL,
  not_before TEXT, give_up_at TEXT NOT NULL, attempts INTEGER NOT NULL, shown INTEGER NOT NULL, external_id TEXT,
  url TEXT, why TEXT, detail TEXT, created_at TEXT NOT NULL, published_at TEXT, settled_at TEXT,
  UNIQUE (run_id, outlet));
CREATE INDEX publication_due ON publication (not_before) WHERE not_before IS NOT NULL;
CREATE INDEX publication_shown ON publication (outlet, published_at) WHERE status = 'published';
CREATE INDEX publication_under_way ON publication (id) WHERE status = 'publishing';
`;

export const outlets: Migration = {
  version: 7,
  name: "outlets",
  statements: (kind) => statementsOf(tables, kind),
};
