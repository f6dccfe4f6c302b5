import { z } from "zod";
import type { Queries } from "../database/database.ts";
import {
  allAnswers,
  columnsOf,
  namedAnswers,
  type ReadAnswer,
  tallyAnswers,
} from "../participation/answers.ts";
import { decideEmulation } from "../participation/emulation.ts";
import { fillSeats, markAttended } from "../participation/event-seats.ts";
import { findForm, holdForm, type StoredForm } from "../participation/forms.ts";
import { decideCorrection } from "../participation/roster-form.ts";
import { stateWords } from "../participation/sheet-texts.ts";
import { membersInScope } from "../people/officers-scope.ts";
import { drawBars } from "./charts.ts";
import type { AnswerList, AnswerRow, TallyRow } from "./forms-shapes.ts";
import { formTexts } from "./forms-texts.ts";
import { count, nothing, paragraphs } from "./read-given.ts";
import {
  type Call,
  change,
  done,
  type FileAnswer,
  file,
  look,
  type Outcome,
  type Route,
  refused,
} from "./routes.ts";

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const decision = z.object({ accepted: z.array(z.string().max(40)).max(40), reason: paragraphs(500, 0) });
const step = z.object({
  step: z.enum(["confirmed", "returned", "achieved", "notAchieved"]),
  reason: paragraphs(500, 0),
});
const page = z.object({ from: count(0, 1_000_000).default(0) });
/** Answers shown at once. */
const pageSize = 100;

/**
 * Answers of forms, and what is done with them. Officers bound to a unit see those of its members; answers without a
 * name, whose unit nobody knows, are for those who are bound to none.
 */
export const formAnswerRoutes: readonly Route[] = [
  look({ path: "/forms/:id/answers", right: "forms.see", query: page, show: list }),
  look({
    path: "/forms/:id/tally",
    right: "forms.see",
    query: z.object({ dark: z.enum(["yes", "no"]).default("no") }),
    show: tally,
  }),
  file({ path: "/forms/:id/files/:kind", right: "forms.see", query: nothing, show: fileOf }),
  change({
    path: "/forms/:id/answers/:answer/decide",
    rights: ["forms.decide"],
    body: decision,
    run: decide,
  }),
  file({
    path: "/forms/:id/answers/:answer/files/:at",
    right: "forms.see",
    query: nothing,
    show: attachment,
  }),
  change({ path: "/forms/:id/answers/:answer/step", rights: ["forms.decide"], body: step, run: takeStep }),
  change({
    path: "/forms/:id/answers/:answer/attended",
    rights: ["forms.decide"],
    body: nothing,
    run: attended,
  }),
];

type Read = { readonly form: StoredForm; readonly answers: readonly ReadAnswer[] };

async function readAll({ parts: { db }, caller, params }: Call<unknown>): Promise<Read | undefined> {
  const form = await findForm(db.read, params.id ?? "");
  if (!form) return undefined;
  const scope = await membersInScope(db.read, caller.officer.unit);
  return { form, answers: await allAnswers(db.read, form, { scope }) };
}

async function list(call: Call<z.output<typeof page>>): Promise<AnswerList | undefined> {
  const read = await readAll(call);
  if (!read) return undefined;
  const { from } = call.given;
  // The newest come first; those without a name have no place in time.
  const rows = read.answers.toReversed().slice(from, from + pageSize);
  const columns = await columnsOf(call.parts.db.read, read.form);
  return {
    columns: columns.map(({ id, label }) => ({ id, label })),
    rows: rows.map(rowOf),
    total: read.answers.length,
  };
}

function rowOf(answer: ReadAnswer): AnswerRow {
  const { id, number, who, filedAt, state, version, said, annexes, files, detail } = answer;
  const before = z.record(z.string(), z.string()).safeParse(detail.before);
  return {
    ...{ id, number, name: who?.name ?? null, unit: who?.unit ?? null, filedAt, state, version },
    ...{
      stateWords: stateWords(state),
      said,
      annexes,
      files: files.map(({ name }) => name ?? ""),
      before: before.success ? before.data : {},
    },
  };
}

async function tally(call: Call<{ dark: "yes" | "no" }>): Promise<{ rows: TallyRow[] } | undefined> {
  const read = await readAll(call);
  if (!read) return undefined;
  const rows = await tallyAnswers(call.parts.db.read, read.form, read.answers);
  const isDark = call.given.dark === "yes";
  return {
    rows: await Promise.all(
      rows.map(async (row) => ({
        ...row,
        svg:
          row.choices.length > 0 && row.choices.length <= 12
            ? await drawBars(
                row.choices.map(({ label, count: value }) => ({ label: shorten(label), value })),
                isDark,
              )
            : null,
      })),
    ),
  };
}

const longestLabel = 28;

function shorten(label: string): string {
  return label.length > longestLabel ? `${label.slice(0, longestLabel - 1)}…` : label;
}

async function fileOf(call: Call<unknown>): Promise<FileAnswer | undefined> {
  const read = await readAll(call);
  if (!read) return undefined;
  const { form, answers } = read;
  const { params, now, caller, parts } = call;
  const given = { answers, columns: await columnsOf(parts.db.read, form), now };
  const { kind } = form.definition.service;
  const named = (
    word: keyof typeof formTexts.files,
    ending: "xlsx" | "docx",
    bytes: Uint8Array,
  ): FileAnswer => ({
    ...{
      name: `${form.code}-${formTexts.files[word]}.${ending}`,
      mediaType: ending === "xlsx" ? xlsx : docx,
      bytes,
    },
  });
  if (params.kind === "answers") {
    const { answersXlsx } = await import("../participation/answers-file.ts");
    return named("answers", "xlsx", await answersXlsx(parts.db.read, form, given));
  }
  if (kind === "policy" && (params.kind === "comments-docx" || params.kind === "comments-xlsx")) {
    const { commentsDocx, commentsXlsx } = await import("../participation/policy-file.ts");
    return params.kind === "comments-docx"
      ? named("comments", "docx", await commentsDocx(form, given))
      : named("comments", "xlsx", await commentsXlsx(form, given));
  }
  if (kind === "roster" && params.kind === "roster") {
    const { rosterXlsx } = await import("../participation/roster-file.ts");
    const scope = await membersInScope(parts.db.read, caller.officer.unit);
    const bytes = await rosterXlsx(parts.db.read, form, { scope, now });
    return bytes && named("roster", "xlsx", bytes);
  }
  if (kind === "emulation" && (params.kind === "commendation-docx" || params.kind === "commendation-xlsx")) {
    const { commendationDocx, commendationXlsx } = await import("../participation/emulation-file.ts");
    return params.kind === "commendation-docx"
      ? named("commendation", "docx", await commendationDocx(form, given))
      : named("commendation", "xlsx", await commendationXlsx(form, given));
  }
  if (kind !== "event" || params.kind !== "papers") return undefined;
  const people = answers.filter(({ state }) => state === "attended");
  const { attendancePapers } = await import("../participation/event-papers.ts");
  return people.length === 0
    ? undefined
    : named("papers", "docx", await attendancePapers(form, { people, now }));
}

/** Whether an answer is this officer's to work on. */
async function findInScope(tx: Queries, { caller, params }: Call<unknown>): Promise<StoredForm | undefined> {
  const form = await findForm(tx, params.id ?? "");
  if (!form) return undefined;
  const scope = await membersInScope(tx, caller.officer.unit);
  const own = await namedAnswers(tx, form, { scope });
  return own.some(({ id }) => id === params.answer) ? form : undefined;
}

async function decide(tx: Queries, call: Call<z.output<typeof decision>>): Promise<Outcome> {
  const { params, given, caller, now } = call;
  const form = await findInScope(tx, call);
  if (!form) return refused(404, "missing", formTexts.missing);
  const answerId = params.answer ?? "";
  const decided = await decideCorrection(tx, { form, answerId, ...given, by: caller.officer.name, now });
  if (decided.kind === "faulty") return refused(409, "faulty", formTexts.faultyField);
  if (decided.kind !== "done") return refused(409, decided.kind, formTexts[decided.kind]);
  const detail = { fields: given.accepted.length };
  return done(decided, { action: `form.${decided.state}`, subject: `form-answer:${answerId}`, detail });
}

async function attended(tx: Queries, call: Call<unknown>): Promise<Outcome> {
  const { params, caller, now } = call;
  const found = await findInScope(tx, call);
  const form = found && (await holdForm(tx, found.id));
  const answerId = params.answer ?? "";
  const by = { answerId, officer: caller.officer.name };
  if (!form || !(await markAttended(tx, { form, by, now })))
    return refused(409, "not-registered", formTexts.notRegistered);
  await fillSeats(tx, form, now);
  return done({}, { action: "form.attended", subject: `form-answer:${answerId}`, detail: {} });
}

/** A file somebody sent with their answer; one that never came here has no hash. */
async function attachment(call: Call<unknown>): Promise<FileAnswer | undefined> {
  const { params, parts } = call;
  const read = await readAll(call);
  const answer = read?.answers.find(({ id }) => id === params.answer);
  const kept = /^\d{1,2}$/.test(params.at ?? "") ? answer?.files[Number(params.at)] : undefined;
  const hash = kept && /^blob:([0-9a-f]{64})$/.exec(kept.handle)?.[1];
  const known = hash ? await parts.blobs.describe(hash) : undefined;
  if (!hash || !known) return undefined;
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(kept.name ?? "")?.[0] ?? "";
  const name = `${answer?.number ?? "tep"}-${Number(params.at) + 1}${ending}`;
  return { name, mediaType: known.mediaType, bytes: await parts.blobs.read(hash) };
}

/** A unit's officer confirms registrations of its members; results are decided for the whole federation. */
async function takeStep(tx: Queries, call: Call<z.output<typeof step>>): Promise<Outcome> {
  const { params, given, caller, now } = call;
  const form = await findInScope(tx, call);
  if (!form) return refused(404, "missing", formTexts.missing);
  const isResult = given.step === "achieved" || given.step === "notAchieved";
  if (isResult && caller.officer.unit !== null) return refused(403, "whole", formTexts.resultsOfAll);
  const answerId = params.answer ?? "";
  const decided = await decideEmulation(tx, { form, answerId, ...given, by: caller.officer.name, now });
  if (decided.kind !== "done") return refused(409, decided.kind, formTexts[decided.kind]);
  return done({}, { action: `form.${given.step}`, subject: `form-answer:${answerId}`, detail: {} });
}
