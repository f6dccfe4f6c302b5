import type { Queries } from "../database/database.ts";
import { advance, couldAnswer, opening, remind } from "../intake/advance.ts";
import type { Heard } from "../intake/form.ts";
import { isUntouched } from "../intake/state.ts";
import type { ChannelName, Content } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { isNamedBy } from "../people/belongs.ts";
import { hasConsent, recordConsent } from "../people/consent.ts";
import { type FormTurn, fileAnswer } from "./filing.ts";
import {
  createFormDraft,
  deleteFormDraft,
  type FormDraft,
  findFormDraft,
  holdFormDraft,
  isAnonymous,
  latestFormDraft,
  saveFormDraft,
} from "./form-drafts.ts";
import { findForm, isTaking, listForms, type StoredForm } from "./forms.ts";
import { hasMark } from "./marks.ts";
import { leadOf, prefilled, remarksOn, serviceRefusal } from "./services.ts";
import { tagged, untagged } from "./tags.ts";
import { consentVersion, texts } from "./texts.ts";

type Who = { readonly memberId: string; readonly now: Instant };
type At = { readonly draftId: string; readonly memberId: string };

/** Begins the form of a code for the member, or goes on where they stood in it. `null`: there is nothing to fill. */
export async function beginForm(
  tx: Queries,
  { code, memberId, now }: Who & { code: string },
): Promise<{ draftId: string | null; replies: Content[] }> {
  const form = await findForm(tx, code);
  if (!form || form.status === "draft") return { draftId: null, replies: [texts.unknownCode(code)] };
  const refusal = await refusalFor(tx, form, { memberId, now });
  if (refusal) return { draftId: null, replies: [refusal] };
  const latest = await latestFormDraft(tx, { memberId, formId: form.id, now });
  if (!latest || latest.status === "canceled" || isUntouched(latest.intake)) {
    if (latest) await deleteFormDraft(tx, latest.id);
    const answers = await prefilled(tx, form.definition, memberId);
    const draft = await createFormDraft(tx, form, { memberId, now, answers });
    const lead = await leadOf(tx, form.definition, { memberId, now });
    const begun = await going(tx, draft, { replies: withLead(opening(draft.form, draft.intake), lead), now });
    return { draftId: draft.id, replies: [...begun.replies] };
  }
  return resume(tx, latest, now);
}

/** The forms that take answers now and are meant for this member, as buttons. */
export async function offerForms(tx: Queries, { memberId, now }: Who): Promise<Content[]> {
  const open = (await listForms(tx, { status: "open" })).filter((form) => isTaking(form, now));
  const own: StoredForm[] = [];
  for (const form of open) if (!(await refusalFor(tx, form, { memberId, now }))) own.push(form);
  return [own.length > 0 ? texts.list(own) : texts.noForm()];
}

/**
 * One turn of a draft: saves it, and files it when the member says to send; all in the caller's transaction. As long
 * as the member has not agreed, the summary of a named answer carries the words of consent, and sending below them is
 * the explicit yes.
 */
export async function continueForm(
  tx: Queries,
  turn: At & { channel: ChannelName; said: Heard; now: Instant },
): Promise<FormTurn> {
  const draft = await holdFormDraft(tx, turn);
  const { now } = turn;
  if (!draft) return { draftId: null, replies: [texts.closedAndGone()], outcome: "canceled" };
  if (draft.status === "filed" || draft.status === "canceled")
    return { draftId: null, replies: [texts.already(draft.definition.title)], outcome: draft.status };
  const form = await findForm(tx, draft.formId);
  if (!form || !isTaking(form, now)) return closedMeanwhile(tx, draft, now);
  const heard = heardBy(draft, turn.said);
  const noted = turn.said.files.length > heard.files.length ? [texts.noFiles] : [];
  const { state, replies, outcome } = advance(draft.form, draft.intake, heard, now);
  const next: FormDraft = { ...draft, status: "open", intake: state };
  if (outcome === "confirmed") return sendOrShow(tx, { draft: next, form }, turn);
  if (outcome === "going") return going(tx, next, { replies: withLead(replies, noted), now });
  return leave(tx, next, { replies, outcome, now });
}

/** Puts a draft away; `resumeForm` brings it back. */
export async function pauseForm(tx: Queries, { now, ...at }: At & { now: Instant }): Promise<Content[]> {
  const draft = await holdFormDraft(tx, at);
  if (!draft) return [texts.closedAndGone()];
  const turn = advance(draft.form, draft.intake, { text: "", files: [], choice: "form:leave" }, now);
  await saveFormDraft(tx, { ...draft, status: "paused" }, now);
  return [...turn.replies];
}

/** When the member last touched a draft that can be gone on with; undefined when there is none. */
export async function formTouchedAt(queries: Queries, who: Who): Promise<Instant | undefined> {
  return (await latestFormDraft(queries, who))?.updatedAt;
}

/** Brings back the draft touched last and asks where it stood. */
export async function resumeForm(
  tx: Queries,
  { memberId, now }: Who,
): Promise<{ draftId: string | null; replies: Content[] }> {
  const draft = await latestFormDraft(tx, { memberId, now });
  if (!draft) return { draftId: null, replies: [texts.noDraft()] };
  const form = await findForm(tx, draft.formId);
  if (!form || !isTaking(form, now))
    return { draftId: null, replies: [texts.closed(draft.definition.title)] };
  return resume(tx, draft, now);
}

/** What the draft waits to hear, once more. */
export async function remindForm(queries: Queries, at: At): Promise<Content[]> {
  const draft = await findFormDraft(queries, at);
  if (!draft || draft.status === "filed" || draft.status === "canceled") return [];
  const shown = await atSummary(queries, draft, remind(draft.form, draft.intake));
  return shown.replies.map((content) => tagged(content, draft.id));
}

/** How plausible it is that a text is meant for the draft, from 0 to 1, as `couldAnswer` measures it. */
export async function couldContinueForm(
  queries: Queries,
  { text, now, ...at }: At & { text: string; now: Instant },
): Promise<number> {
  const draft = await findFormDraft(queries, at);
  if (!draft || draft.status === "filed" || draft.status === "canceled") return 1;
  return couldAnswer(draft.form, draft.intake, text, now);
}

/** Whether what is said to this draft belongs to nobody by name: nothing of it may be kept elsewhere. */
export async function isAnonymousForm(queries: Queries, at: At): Promise<boolean> {
  const draft = await findFormDraft(queries, at);
  // Who has not chosen yet may still choose to have no name.
  return draft !== undefined && draft.definition.names !== "named";
}

/** Why the member cannot begin a form now. */
async function refusalFor(
  tx: Queries,
  form: StoredForm,
  { memberId, now }: Who,
): Promise<Content | undefined> {
  const { title, opensAt } = form;
  if (form.status === "open" && opensAt !== null && opensAt > now) return texts.notYet(title, opensAt);
  if (!isTaking(form, now)) return texts.closed(title);
  if (!(await isNamedBy(tx, { memberId, rule: form.definition.who, now }))) return texts.notForYou(title);
  const refusal = await serviceRefusal(tx, form.definition, { memberId, now });
  if (refusal) return refusal;
  const isDone = form.definition.times === "once" && (await hasMark(tx, form.id, memberId));
  return isDone ? texts.already(title) : undefined;
}

async function resume(tx: Queries, draft: FormDraft, now: Instant) {
  const opened: FormDraft = { ...draft, status: "open" };
  const turn = await going(tx, opened, { replies: remind(draft.form, draft.intake), now });
  return { draftId: draft.id, replies: [...turn.replies] };
}

async function closedMeanwhile(tx: Queries, draft: FormDraft, now: Instant): Promise<FormTurn> {
  await saveFormDraft(tx, { ...draft, status: "paused" }, now);
  return { draftId: null, replies: [texts.closedMeanwhile(draft.definition.title)], outcome: "paused" };
}

/** What was said, for the machine: buttons of another draft mean nothing here, files only where they are taken. */
function heardBy(draft: FormDraft, said: Heard): Heard {
  const choice = said.choice === null ? null : untagged(said.choice, draft.id);
  const files = draft.definition.mostFiles > 0 ? said.files : [];
  return { text: said.text, files, choice };
}

function withLead(replies: readonly Content[], lead: readonly string[]): Content[] {
  const [first, ...rest] = replies;
  if (!first || lead.length === 0) return [...replies];
  const parts = [...lead.map((text) => ({ kind: "text" as const, text })), ...first.parts];
  return [{ ...first, parts }, ...rest];
}

/** Saves the draft and says what stands. */
async function going(
  tx: Queries,
  draft: FormDraft,
  { replies, now }: { replies: readonly Content[]; now: Instant },
): Promise<FormTurn> {
  const shown = await atSummary(tx, draft, replies);
  const consentShown = shown.asksConsent ? consentVersion : draft.consentShown;
  await saveFormDraft(tx, { ...draft, consentShown }, now);
  const tell = shown.replies.map((content) => tagged(content, draft.id));
  return { draftId: draft.id, replies: tell, outcome: "going" };
}

/** The replies, where the last is a summary with what belongs below it: what is worth a look, the words of consent. */
async function atSummary(
  queries: Queries,
  draft: FormDraft,
  replies: readonly Content[],
): Promise<{ replies: readonly Content[]; asksConsent: boolean }> {
  const last = replies.at(-1);
  if (draft.intake.step.kind !== "summary" || !last) return { replies, asksConsent: false };
  const asksConsent = !isAnonymous(draft) && !(await hasConsent(queries, draft.memberId, "participation"));
  const below = [
    ...(await remarksOn(queries, draft)),
    ...(asksConsent ? [texts.consent(draft.definition.purpose)] : []),
  ];
  const parts = [...last.parts, ...below.map((text) => ({ kind: "text" as const, text }))];
  return { replies: [...replies.slice(0, -1), { ...last, parts }], asksConsent };
}

async function sendOrShow(
  tx: Queries,
  { draft, form }: { draft: FormDraft; form: StoredForm },
  turn: { channel: ChannelName; now: Instant },
): Promise<FormTurn> {
  const { now, channel } = turn;
  const { memberId } = draft;
  const refusal = await refusalFor(tx, form, { memberId, now });
  if (refusal) {
    await saveFormDraft(tx, { ...draft, status: "paused" }, now);
    return { draftId: null, replies: [refusal], outcome: "paused" };
  }
  if (!isAnonymous(draft) && !(await hasConsent(tx, memberId, "participation"))) {
    if (draft.consentShown === null)
      return going(tx, draft, { replies: remind(draft.form, draft.intake), now });
    const textVersion = draft.consentShown;
    await recordConsent(tx, {
      memberId,
      purpose: "participation",
      isGiven: true,
      textVersion,
      channel,
      at: now,
    });
  }
  return fileAnswer(tx, { draft, form, now });
}

/** An anonymous draft that is given up goes at once, with everything said for it. */
async function leave(
  tx: Queries,
  draft: FormDraft,
  { replies, outcome, now }: { replies: readonly Content[]; outcome: "paused" | "canceled"; now: Instant },
): Promise<FormTurn> {
  if (outcome === "canceled" && draft.definition.names !== "named") {
    await deleteFormDraft(tx, draft.id);
    const forgetSince = draft.createdAt;
    return { draftId: null, replies: [texts.canceledAnonymous()], outcome, forgetSince };
  }
  await saveFormDraft(tx, { ...draft, status: outcome }, now);
  return { draftId: null, replies, outcome };
}
