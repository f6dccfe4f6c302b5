import { z } from "zod";
import type { Queries } from "../database/database.ts";
import type { Library } from "../knowledge/library.ts";
import { ownNotes, setNote } from "../knowledge/notes.ts";
import { addPhrase, listPhrases, type OfficePhrase, removePhrase } from "../knowledge/phrases.ts";
import { setValidity } from "../knowledge/validity.ts";
import { listUnanswered } from "../questions/asked.ts";
import { editFaq, writeFaq } from "../questions/faq.ts";
import { findGaps, type Gap } from "../questions/gaps.ts";
import { onFaq } from "./knowledge.ts";
import { line, nothing, paragraphs } from "./read-given.ts";
import { rightsOf } from "./rights.ts";
import { type Call, change, done, look, type Outcome, type Refusal, type Route, refused } from "./routes.ts";
import { texts } from "./texts.ts";

export type GapList = { readonly gaps: readonly Gap[] };
export type PhraseList = { readonly rows: readonly OfficePhrase[] };

/** Reading many questions against the library takes the machine's time: the newest are enough to see what is missing. */
const latestQuestions = 200;
const mostGaps = 40;
const day = z.iso.date(texts.badDay).nullable();
const faqWords = { question: paragraphs(1000), answer: paragraphs(3500) };
const note = z
  .string()
  .max(1000)
  .transform((text) => text.normalize("NFC").trim());

/** Tri thức — what officers teach: everyday words, answers of their own, notes on clauses, validity. */
export const knowledgeOfficeRoutes: readonly Route[] = [
  look({
    path: "/knowledge/gaps",
    right: "knowledge.see",
    query: nothing,
    async show({ parts: { db, library }, caller: { officer } }): Promise<GapList> {
      // They are members' words, of every unit: not for who may not read members' questions, or those of one unit alone.
      if (!rightsOf(officer).has("cases.see") || officer.unit !== null) return { gaps: [] };
      return { gaps: await gapsOf(db.read, library()) };
    },
  }),
  look({
    path: "/knowledge/phrases",
    right: "knowledge.see",
    query: nothing,
    async show({ parts: { db } }): Promise<PhraseList> {
      return { rows: await listPhrases(db.read) };
    },
  }),
  change({
    path: "/knowledge/phrases",
    rights: ["knowledge.change"],
    body: z.object({ written: line(300), meaning: line(300) }),
    async run(tx, { parts, given, now }) {
      const { kind } = await addPhrase(tx, parts.library(), given, now);
      if (kind === "unknown") return refusedField("meaning", texts.phraseUnknown);
      if (kind === "unreadable") return refusedField("written", texts.phraseUnreadable);
      return done({ kind }, { action: "phrase.added", subject: "knowledge:phrases", detail: {} });
    },
  }),
  change({
    path: "/knowledge/phrases/remove",
    rights: ["knowledge.change"],
    body: z.object({ written: line(300) }),
    async run(tx, { given }) {
      if ((await removePhrase(tx, given.written)) === 0) return refused(404, "missing", texts.missing);
      return done({}, { action: "phrase.removed", subject: "knowledge:phrases", detail: {} });
    },
  }),
  change({
    path: "/faqs",
    rights: ["knowledge.change"],
    body: z.object(faqWords),
    async run(tx, { caller, given, now }) {
      const { number } = await writeFaq(tx, { ...given, by: caller.officer.id, now });
      return done({ number }, { action: "faq.drafted", subject: `faq:${number}`, detail: {} });
    },
  }),
  change({
    path: "/faqs/:number",
    rights: ["knowledge.change"],
    body: z.object({ ...faqWords, version: z.number().int() }),
    run: (tx, call) => onFaq(call, "edited", (asked) => editFaq(tx, { ...asked, ...call.given })),
  }),
  change({
    path: "/knowledge/documents/:id/note",
    rights: ["knowledge.change"],
    body: z.object({ clause: z.string().max(100), note, before: z.string().max(1000) }),
    run: writeNote,
  }),
  change({
    path: "/knowledge/documents/:id/validity",
    rights: ["knowledge.change"],
    body: z.object({
      version: z.number().int(),
      inForceFrom: day,
      inForceUntil: day,
      replacedBy: line(200).nullable(),
    }),
    run: changeValidity,
  }),
];

/** The groups of one library and newest question, read once however many look. */
let seen: { readonly library: Library; readonly newest: string; readonly gaps: Gap[] } | undefined;

async function gapsOf(queries: Queries, library: Library): Promise<readonly Gap[]> {
  const asked = await listUnanswered(queries, latestQuestions);
  const newest = `${asked[0]?.at ?? ""} ${asked.length}`;
  if (seen?.library !== library || seen.newest !== newest) {
    const questions = asked.map(({ question }) => question);
    seen = { library, newest, gaps: findGaps(library, questions).slice(0, mostGaps) };
  }
  return seen.gaps;
}

type Noted = { clause: string; note: string; before: string };

async function writeNote(tx: Queries, { parts, params, given, now }: Call<Noted>): Promise<Outcome> {
  const document = params.id ?? "";
  const { clause, note: written, before } = given;
  if (!parts.library().clause(document, clause)) return refused(404, "missing", texts.missing);
  const current = (await ownNotes(tx, document)).get(clause) ?? "";
  if (current !== before) return { ...refused(409, "stale", texts.noteStale), found: { note: current } };
  await setNote(tx, { document, clause }, written, now);
  return done({}, { action: "clause.noted", subject: `document:${document}`, detail: { clause } });
}

type Validities = {
  version: number;
  inForceFrom: string | null;
  inForceUntil: string | null;
  replacedBy: string | null;
};

async function changeValidity(tx: Queries, { params, given, now }: Call<Validities>): Promise<Outcome> {
  const id = params.id ?? "";
  const { version, ...validity } = given;
  const { inForceFrom: from, inForceUntil: until } = validity;
  if (from && until && until < from) return refusedField("inForceUntil", texts.untilBeforeFrom);
  const result = await setValidity(tx, { id, version, validity, now });
  if (result.kind === "missing") return refused(404, "missing", texts.missing);
  if (result.kind === "stale") return refused(409, "stale", texts.documentStale);
  if (result.kind === "drafted") return refused(409, "drafted", texts.documentDrafted);
  if (result.kind === "refused")
    return { ...refused(400, "document-refused", texts.documentRefused), found: result };
  const detail = { version: result.version, from, until };
  return done({}, { action: "document.validity-set", subject: `document:${id}`, detail });
}

function refusedField(field: string, words: string): Refusal {
  return { ...refused(400, "invalid", texts.badFields), fields: { [field]: words } };
}
