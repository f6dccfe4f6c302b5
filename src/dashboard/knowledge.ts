import { z } from "zod";
import type { Queries } from "../database/database.ts";
import { fold } from "../kit/vietnamese.ts";
import { check } from "../knowledge/check.ts";
import { toKnowledgeFile } from "../knowledge/ingest/describe.ts";
import { readDocument } from "../knowledge/ingest/read-document.ts";
import type { Clause, Library } from "../knowledge/library.ts";
import { ownNotes } from "../knowledge/notes.ts";
import { addDocument, listDocuments, publish, withdraw } from "../knowledge/publish.ts";
import { search } from "../knowledge/retrieve.ts";
import { listOfficers, type Officer } from "../people/officers.ts";
import { membersInScope } from "../people/officers-scope.ts";
import { listUnanswered } from "../questions/asked.ts";
import { approveFaq, draftFaq, type FaqChanged, listFaqs, retireFaq } from "../questions/faq.ts";
import type {
  DocumentView,
  FaqRow,
  FaultRow,
  FileRead,
  KnowledgeList,
  SearchHit,
} from "./knowledge-shapes.ts";
import { nothing, paragraphs } from "./read-given.ts";
import { rightsOf } from "./rights.ts";
import { type Call, change, done, look, type Outcome, type Route, refused } from "./routes.ts";
import { texts } from "./texts.ts";

/** Bytes of a file that is read in the dashboard; larger ones are taken by `caunoi knowledge add`. */
const largestUpload = 20_000_000;
const longestDocument = 900_000;
const version = z.number().int();

/** Tri thức — documents and their clauses, a test search, what found no answer, and curated answers. */
export const knowledgeRoutes: readonly Route[] = [
  look({ path: "/knowledge", right: "knowledge.see", query: nothing, show: list }),
  look({
    path: "/knowledge/documents/:id",
    right: "knowledge.see",
    query: nothing,
    show: ({ parts, params }) => documentView(parts, params.id ?? ""),
  }),
  look({
    path: "/knowledge/search",
    right: "knowledge.see",
    query: z.object({ q: z.string().max(500) }),
    async show({ parts, given }): Promise<{ hits: SearchHit[] }> {
      const { hits } = search(parts.library(), given.q, { limit: 8 });
      return {
        hits: hits.map(({ clause, p }) => ({ label: clause.label, text: clause.text, confidence: p })),
      };
    },
  }),
  look({
    path: "/knowledge/read",
    right: "knowledge.change",
    query: z.object({ name: z.string().min(1).max(200), base64: z.string().min(1) }),
    bodyBytes: largestUpload * 1.4,
    async show({ given }): Promise<FileRead> {
      const read = await readDocument(Buffer.from(given.base64, "base64"), given.name);
      if (read.kind === "refused") return { kind: "refused", why: read.why };
      const notes = read.faults.map(({ what, fix }) => `${what} ${fix}`.trim());
      return { kind: "read", source: toKnowledgeFile(read), notes };
    },
  }),
  change({
    path: "/knowledge/documents",
    rights: ["knowledge.change"],
    body: z.object({ source: z.string().min(1).max(longestDocument) }),
    run: add,
  }),
  change({
    path: "/knowledge/documents/:id/publish",
    rights: ["knowledge.change"],
    body: nothing,
    async run(tx, { params, now }) {
      const result = await publish(tx, params.id ?? "", now);
      if (result.kind === "missing") return refused(404, "missing", texts.missing);
      const { document, version: published } = result;
      return done(
        {},
        { action: "document.published", subject: `document:${document}`, detail: { version: published } },
      );
    },
  }),
  change({
    path: "/knowledge/documents/:id/withdraw",
    rights: ["knowledge.change"],
    body: nothing,
    async run(tx, { params }) {
      const id = params.id ?? "";
      if (!(await listDocuments(tx)).some((one) => one.id === id))
        return refused(404, "missing", texts.missing);
      await withdraw(tx, id);
      return done({}, { action: "document.withdrawn", subject: `document:${id}`, detail: {} });
    },
  }),
  change({
    path: "/cases/:number/faq",
    rights: ["knowledge.change"],
    body: z.object({ question: paragraphs(1000), answer: paragraphs(3500) }),
    async run(tx, { caller, params, given, now }) {
      const drafted = await draftFaq(tx, {
        caseNumber: Number(params.number) || 0,
        by: caller.officer.id,
        now,
        ...given,
      });
      if (drafted.kind === "missing") return refused(404, "missing", texts.missing);
      if (drafted.kind !== "drafted") return refused(409, drafted.kind, texts.faqRefusals[drafted.kind]);
      return done({}, { action: "faq.drafted", subject: `faq:${drafted.drafted.number}`, detail: {} });
    },
  }),
  change({
    path: "/faqs/:number/approve",
    rights: ["knowledge.change"],
    body: z.object({ version }),
    run: (tx, call) =>
      onFaq(call, "approved", (asked) => approveFaq(tx, { ...asked, organization: call.parts.organization })),
  }),
  change({
    path: "/faqs/:number/retire",
    rights: ["knowledge.change"],
    body: z.object({ version }),
    run: (tx, call) => onFaq(call, "retired", (asked) => retireFaq(tx, asked)),
  }),
];

async function list({ parts: { db, library }, caller }: Call<unknown>): Promise<KnowledgeList> {
  const shelf = library();
  const counts = new Map<string, number>();
  for (const { document } of shelf.clauses) counts.set(document, (counts.get(document) ?? 0) + 1);
  const documents = (await listDocuments(db.read)).map((one) => ({
    ...one,
    clauses: one.status === "published" ? (counts.get(one.id) ?? 0) : null,
  }));
  return { documents, unanswered: await unanswered(db.read, caller.officer), faqs: await faqs(db.read) };
}

/**
 * The latest questions without an answer, the same words counted once however they were typed. They are members'
 * words: only who may see members' questions reads them, and an officer of one unit those of its members.
 */
async function unanswered(queries: Queries, officer: Officer): Promise<KnowledgeList["unanswered"]> {
  if (!rightsOf(officer).has("cases.see")) return [];
  const scope = await membersInScope(queries, officer.unit);
  const asked = (await listUnanswered(queries, 300)).filter(({ memberId }) => scope?.has(memberId) ?? true);
  const groups = Map.groupBy(asked, ({ question }) =>
    fold(question)
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim(),
  );
  return [...groups.values()]
    .flatMap((group) => {
      const [newest] = group;
      if (!newest) return [];
      const { question, kind, at } = newest;
      return [{ question, kind, at, count: group.length }];
    })
    .sort((a, b) => b.count - a.count || Number(a.at < b.at) - Number(a.at > b.at))
    .slice(0, 50);
}

async function faqs(queries: Queries): Promise<FaqRow[]> {
  const officers = new Map((await listOfficers(queries)).map(({ id, name }) => [String(id), name]));
  const rows = (await listFaqs(queries)).filter(({ status }) => status !== "retired");
  return rows.map(({ number, question, answer, status, version: seen, answeredBy, draftedBy }) => ({
    number,
    question,
    answer,
    status,
    version: seen,
    answeredBy: officers.get(answeredBy) ?? answeredBy,
    draftedBy: officers.get(draftedBy) ?? draftedBy,
  }));
}

async function documentView(
  { db, library: shelf }: Call<unknown>["parts"],
  id: string,
): Promise<DocumentView | undefined> {
  const library = shelf();
  const document = library.documents.get(id);
  if (!document) return undefined;
  const { name, title, authority, inForceFrom, inForceUntil, replacedBy } = document;
  const notes = await ownNotes(db.read, id);
  const listed = (await listDocuments(db.read)).find((one) => one.id === id && one.status === "published");
  const own = library.clauses.filter((clause) => clause.document === id);
  const clauses = own.map((clause) => ({
    id: clause.id,
    label: clause.label,
    depth: depthOf(library, clause),
    text: clause.text,
    note: clause.note,
    ownNote: notes.get(clause.id) ?? "",
  }));
  return {
    id,
    version: listed?.version ?? 0,
    name,
    title,
    authority,
    inForceFrom,
    inForceUntil,
    replacedBy,
    clauses,
  };
}

function depthOf(library: Library, { document, parent }: Clause): number {
  const above = parent === null ? undefined : library.clause(document, parent);
  return above ? depthOf(library, above) + 1 : 0;
}

async function add(tx: Queries, { given, now }: Call<{ source: string }>): Promise<Outcome> {
  const added = await addDocument(tx, given.source, now);
  if (added.kind === "refused") {
    const faults: FaultRow[] = added.faults.map(faultRow);
    return { ...refused(400, "document-refused", texts.documentRefused), found: { faults } };
  }
  const { document, version: stored } = added;
  const faults = added.kind === "drafted" ? added.faults.map(faultRow) : [];
  const answer = { id: document.id, version: stored, faults, report: check(given.source).report };
  return done(answer, {
    action: "document.added",
    subject: `document:${document.id}`,
    detail: { version: stored },
  });
}

function faultRow({
  line,
  severity,
  what,
  fix,
}: {
  line: number;
  severity: string;
  what: string;
  fix: string;
}): FaultRow {
  return { line, isError: severity === "error", what, fix };
}

/** Changes one curated answer for an officer; what stands in the way is said in words. */
export async function onFaq(
  { caller, params, given, now }: Call<{ version: number }>,
  what: string,
  work: (asked: { number: number; by: string; now: typeof now; version: number }) => Promise<FaqChanged>,
): Promise<Outcome> {
  const number = Number(params.number) || 0;
  const result = await work({ number, by: caller.officer.id, now, version: given.version });
  if (result.kind === "missing") return refused(404, "missing", texts.missing);
  if (result.kind !== "changed")
    return { ...refused(409, result.kind, texts.faqRefusals[result.kind]), found: result.found };
  return done({}, { action: `faq.${what}`, subject: `faq:${number}`, detail: {} });
}
