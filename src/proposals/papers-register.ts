import { join } from "node:path";
import type { Queries } from "../database/database.ts";
import { type CalendarDate, type Instant, localDate } from "../kit/time.ts";
import { type Sheet, type SheetValue, writeSheets } from "../papers/sheet.ts";
import { sayDay } from "../papers/words.ts";
import { authorsOf, fieldOf, recipientOf, unitOf } from "./authors.ts";
import { countUnfiled, type Heading, headingOf } from "./finding/counts.ts";
import { readState } from "./life/transitions.ts";
import { sayAuthors, toldOf } from "./papers-answers.ts";
import {
  portalColumns,
  type RegisterColumn,
  type RegisterField,
  readColumns,
  registerColumns,
  registerFields,
} from "./papers-columns.ts";
import { paperTexts, registerGroups, registerTexts } from "./papers-texts.ts";
import { readRecord } from "./record.ts";
import { texts } from "./texts.ts";

/** A proposal as the register shows it. */
type Entry = {
  readonly group: Heading;
  readonly isMerged: boolean;
  readonly values: Readonly<Record<Exclude<RegisterField, "index">, SheetValue>>;
};

/**
 * Sổ đăng ký sáng kiến as XLSX: proposals, ideas and what is unclear on sheets of their own, what was recognized in
 * the columns of the national portal, and every figure by itself. A proposal merged into another stands there with a
 * note and is not counted. What is confidential is masked unless `withConfidential`. Operators change the columns in
 * `DATA_DIR/templates/register.json` and `portal.json`.
 */
export async function exportRegister(
  queries: Queries,
  given: { dataDir: string; withConfidential: boolean; now: Instant },
): Promise<Uint8Array> {
  const folder = join(given.dataDir, "templates");
  const columns = await readColumns(join(folder, "register.json"), registerColumns);
  const portal = await readColumns(join(folder, "portal.json"), portalColumns);
  const entries = await readEntries(queries, given.withConfidential);
  const asOf = registerTexts.asOf(sayDay(localDate(given.now)));
  const sheet = (name: string, title: string, shown: readonly Entry[], by = columns): Sheet => ({
    name,
    heading: [title, asOf],
    columns: by.map(({ title: head, width, field }) => ({ title: head, width, kind: registerFields[field] })),
    rows: shown.map((entry, index) => by.map((column) => cellOf(entry, index, column))),
  });
  const of = (...groups: Heading[]) => entries.filter(({ group }) => groups.includes(group));
  const recognized = of("recognized").filter(({ isMerged }) => !isMerged);
  const words = registerTexts;
  return writeSheets([
    sheet(words.register, words.registerTitle, of("filed", "valid", "recognized", "declined", "withdrawn")),
    sheet(words.ideas, words.ideasTitle, of("ideas")),
    sheet(words.unclear, words.unclearTitle, of("unclear")),
    sheet(words.portal, words.portalTitle, recognized, portal),
    figuresSheet(entries, await countUnfiled(queries), asOf),
  ]);
}

function cellOf({ values }: Entry, index: number, { field }: RegisterColumn): SheetValue {
  return field === "index" ? index + 1 : values[field];
}

function figuresSheet(entries: readonly Entry[], drafts: number, asOf: string): Sheet {
  const counted = entries.filter(({ isMerged }) => !isMerged);
  const groups = Object.entries(registerGroups) as [Heading, string][];
  const [what = "", many = ""] = registerTexts.figureColumns;
  return {
    name: registerTexts.figures,
    heading: [registerTexts.figuresTitle, asOf],
    columns: [
      { title: what, width: 60, kind: "text" },
      { title: many, width: 14, kind: "number" },
    ],
    rows: [
      [registerTexts.drafts, drafts],
      ...groups.map(([group, words]) => [words, counted.filter((entry) => entry.group === group).length]),
      [registerTexts.merged, entries.length - counted.length],
    ],
  };
}

async function readEntries(queries: Queries, withConfidential: boolean): Promise<Entry[]> {
  const rows = await queries
    .selectFrom("proposal")
    .leftJoin("proposal as survivor", "survivor.id", "proposal.merged_into")
    .select(["proposal.id", "proposal.number", "proposal.state", "proposal.answers", "proposal.member_id"])
    .select(["proposal.filed_at", "proposal.received_at", "proposal.accepted_at"])
    .select("survivor.number as into")
    .orderBy("proposal.filed_at")
    .orderBy("proposal.number")
    .execute();
  const decisions = await readDecisions(queries);
  const rewards = await readRewards(queries);
  return rows.map((row) => {
    const record = readRecord(row.answers);
    const state = readState(row.state);
    const { annexes: _, confidential: __, ...told } = toldOf(record, withConfidential);
    return {
      group: headingOf(state),
      isMerged: row.into !== null,
      values: {
        ...told,
        number: row.number,
        authors: sayAuthors(authorsOf(record, row.member_id)),
        unit: unitOf(record),
        recipient: recipientOf(record),
        domain: fieldOf(record),
        filedOn: localDate(row.filed_at),
        receivedOn: row.received_at && localDate(row.received_at),
        acceptedOn: row.accepted_at && localDate(row.accepted_at),
        state: texts.state(state),
        ...(decisions.get(row.id) ?? { decisionNumber: null, decidedOn: null, signer: null }),
        rewards: rewards.get(row.id) ?? null,
        note: row.into === null ? null : paperTexts.mergedInto(row.into),
      },
    };
  });
}

type Decided = { decisionNumber: string; decidedOn: CalendarDate; signer: string };

/** The latest published decision of each proposal; drafts are nobody's business yet. */
async function readDecisions(queries: Queries): Promise<ReadonlyMap<string, Decided>> {
  const rows = await queries
    .selectFrom("decision")
    .innerJoin("decision_paper", "decision_paper.id", "decision.publication_id")
    .select(["decision.proposal_id as id", "decision_paper.paper_number as decisionNumber"])
    .select(["decision_paper.signed_on as decidedOn", "decision_paper.signer"])
    .orderBy("decision_paper.published_at")
    .execute();
  return new Map(rows.map(({ id, ...decided }) => [id, decided]));
}

async function readRewards(queries: Queries): Promise<ReadonlyMap<string, number>> {
  const rows = await queries
    .selectFrom("reward")
    .select((eb) => ["proposal_id as id", eb.fn.sum("amount").as("sum")])
    .groupBy("proposal_id")
    .execute();
  return new Map(rows.map(({ id, sum }) => [id, Number(sum)]));
}
