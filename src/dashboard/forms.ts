import { z } from "zod";
import type { Queries } from "../database/database.ts";
import { type Instant, localTime } from "../kit/time.ts";
import { countAnswers } from "../participation/answers.ts";
import { type FormDefinition, readDefinition } from "../participation/definition.ts";
import { countSeats, doorCode } from "../participation/event-seats.ts";
import {
  closeForm,
  createForm,
  editForm,
  type FormChange,
  findForm,
  isTaking,
  listForms,
  openForm,
  type StoredForm,
} from "../participation/forms.ts";
import { previewTurn } from "../participation/preview.ts";
import { readyForms } from "../participation/ready-forms.ts";
import { faultWords } from "../participation/texts.ts";
import { sayRule } from "../people/audience-rule.ts";
import type { FormRecord, FormRow, PreviewTurn, ReadyRow } from "./forms-shapes.ts";
import { formTexts } from "./forms-texts.ts";
import { count, nothing } from "./read-given.ts";
import { type Call, change, done, look, type Outcome, type Refusal, type Route, refused } from "./routes.ts";

const largestForm = 300_000;
const defined = z.object({ definition: z.unknown() });
const edited = defined.extend({ version: count(1, 1_000_000) });
const tried = defined.extend({
  state: z.unknown().default(null),
  text: z.string().max(20_000).default(""),
  choice: z.string().max(200).nullable().default(null),
});

/** Tham gia — forms: writing one, trying it as a chat, opening and closing it. */
export const formRoutes: readonly Route[] = [
  look({
    path: "/forms",
    right: "forms.see",
    query: nothing,
    async show({ parts: { db }, now }): Promise<{ rows: FormRow[] }> {
      const forms = await listForms(db.read);
      return { rows: await Promise.all(forms.map((form) => rowOf(db.read, form, now))) };
    },
  }),
  look({
    path: "/forms-ready",
    right: "forms.change",
    query: nothing,
    async show(): Promise<{ rows: ReadyRow[] }> {
      return { rows: readyForms.flatMap(({ id, name, definition }) => readyRow(id, name, definition)) };
    },
  }),
  look({ path: "/forms/:id", right: "forms.see", query: nothing, show: oneForm }),
  look({
    path: "/forms-preview",
    right: "forms.change",
    query: tried,
    bodyBytes: largestForm,
    async show({ given, now }): Promise<PreviewTurn> {
      const reading = readDefinition(given.definition);
      if (reading.kind === "faulty") return { kind: "faulty", faults: inWords(reading.faults) };
      return { kind: "turn", ...previewTurn(reading.definition, { ...given, now }) };
    },
  }),
  change({
    path: "/forms",
    rights: ["forms.change"],
    body: defined,
    bodyBytes: largestForm,
    run: (tx, { caller, given, now }) =>
      withDefinition(given.definition, async (definition) =>
        answer(await createForm(tx, definition, { by: caller.officer.name, now }), "added"),
      ),
  }),
  change({
    path: "/forms/:id",
    rights: ["forms.change"],
    body: edited,
    bodyBytes: largestForm,
    run: (tx, { caller, params, given, now }) =>
      withDefinition(given.definition, async (definition) => {
        const asked = { id: params.id ?? "", version: given.version, definition };
        return answer(await editForm(tx, asked, { by: caller.officer.name, now }), "edited");
      }),
  }),
  change({
    path: "/forms/:id/open",
    rights: ["forms.change"],
    body: nothing,
    run: async (tx, { params, now }) => answer(await openForm(tx, params.id ?? "", now), "opened"),
  }),
  change({
    path: "/forms/:id/close",
    rights: ["forms.change"],
    body: nothing,
    run: async (tx, { params, now }) => answer(await closeForm(tx, params.id ?? "", now), "closed"),
  }),
];

async function rowOf(queries: Queries, form: StoredForm, now: Instant): Promise<FormRow> {
  const { id, code, title, status, version, opensAt, closesAt } = form;
  const { named, nameless, drafts } = await countAnswers(queries, id);
  return {
    ...{ id, code, title, status, version, opensAt, closesAt, drafts, answers: named + nameless },
    ...{ service: form.definition.service.kind, isTaking: isTaking(form, now) },
    isEarly: opensAt !== null && opensAt > now,
  };
}

async function oneForm({ parts: { db }, params, now }: Call<unknown>): Promise<FormRecord | undefined> {
  const form = await findForm(db.read, params.id ?? "");
  if (!form) return undefined;
  return {
    ...(await rowOf(db.read, form, now)),
    definition: editable(form.definition),
    whoInWords: form.definition.who === "all" ? "" : sayRule(form.definition.who),
    event: await eventOf(db.read, form),
  };
}

async function eventOf(queries: Queries, form: StoredForm): Promise<FormRecord["event"]> {
  const door = await doorCode(queries, form);
  if (door === undefined) return null;
  const { toString: drawQr } = await import("qrcode");
  const qr = await drawQr(formTexts.attend(door), { type: "svg", margin: 2, errorCorrectionLevel: "M" });
  return { ...(await countSeats(queries, form.id)), door, qr };
}

function readyRow(id: string, name: string, given: object): ReadyRow[] {
  const reading = readDefinition(given);
  return reading.kind === "read" ? [{ id, name, definition: editable(reading.definition) }] : [];
}

/** Moments as a page's field has them; reading takes them back. */
function editable(definition: FormDefinition): FormDefinition {
  const { opens, closes, service } = definition;
  const terms =
    service.kind === "event"
      ? { ...service, starts: local(service.starts), ends: local(service.ends) }
      : service;
  return { ...definition, opens: local(opens), closes: local(closes), service: terms };
}

function local(at: Instant | null): Instant | null {
  if (at === null) return null;
  const { year, month, day, hour, minute } = localTime(at);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}` as Instant;
}

function inWords(faults: readonly { path: string; rule: string }[]) {
  return faults.map(({ path, rule }) => ({ path, words: faultWords[rule] ?? formTexts.faulty }));
}

async function withDefinition(
  given: unknown,
  work: (definition: FormDefinition) => Promise<Outcome>,
): Promise<Outcome> {
  const reading = readDefinition(given);
  if (reading.kind === "read") return work(reading.definition);
  const fields = Object.fromEntries(inWords(reading.faults).map(({ path, words }) => [path || "_", words]));
  return { ...refused(400, "invalid", formTexts.faulty), fields };
}

function answer(changed: FormChange, action: string): Outcome {
  if (changed.kind !== "done") return refusalOf(changed.kind);
  const { id, code, version } = changed.form;
  return done({ id, version }, { action: `form.${action}`, subject: `form:${code}`, detail: { version } });
}

function refusalOf(kind: Exclude<FormChange["kind"], "done">): Refusal {
  if (kind === "codeTaken")
    return { ...refused(409, kind, formTexts[kind]), fields: { code: formTexts[kind] } };
  return refused(kind === "missing" ? 404 : 409, kind, formTexts[kind]);
}
