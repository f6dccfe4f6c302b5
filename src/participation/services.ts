import type { Queries } from "../database/database.ts";
import type { Answers } from "../intake/answer.ts";
import { type Content, say } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import type { FormDefinition } from "./definition.ts";
import { takeEmulation } from "./emulation.ts";
import { takeSeat } from "./event-seats.ts";
import type { FormDraft } from "./form-drafts.ts";
import type { StoredForm } from "./forms.ts";
import { fromRoster, takeCorrection } from "./roster-form.ts";
import { rosterTexts } from "./roster-texts.ts";
import { texts } from "./texts.ts";
import { reportFor, reportLead, reportRemarks, takeReport } from "./unit-report.ts";

/** A named answer that is being filed. */
export type NamedAnswer = {
  readonly id: string;
  readonly number: number;
  readonly memberId: string;
  readonly answers: Answers;
  /** When the member began to answer. */
  readonly begunAt: Instant;
};

/** How an answer stands from the beginning, and what the member reads after the receipt. */
export type Served = {
  readonly state: string;
  readonly detail: object;
  readonly replies: readonly Content[];
};

/** What each service does with an answer when it comes in. The form's row is held: one answer after the other. */
export async function serve(
  tx: Queries,
  { form, answer, now }: { form: StoredForm; answer: NamedAnswer; now: Instant },
): Promise<Served> {
  const { service } = form.definition;
  switch (service.kind) {
    case "plain":
      return { state: "filed", detail: {}, replies: [] };
    case "policy":
      return { state: "filed", detail: {}, replies: [say(texts.moreComments, [texts.again(form.code)])] };
    case "roster": {
      const detail = await takeCorrection(tx, service, { formId: form.id, memberId: answer.memberId, now });
      return { state: "waiting", detail, replies: [say(rosterTexts.waits)] };
    }
    case "emulation":
      return takeEmulation(tx, { form, memberId: answer.memberId, answers: answer.answers, now });
    case "report": {
      const taken = await takeReport(tx, service, { form, answer, now });
      return { state: "filed", ...taken };
    }
    case "event":
      return takeSeat(tx, { form, service });
  }
}

/** What is known before a form begins, so that nobody is asked what is known. */
export async function prefilled(
  queries: Queries,
  definition: FormDefinition,
  memberId: string,
): Promise<Answers> {
  const { service } = definition;
  return service.kind === "roster" ? fromRoster(queries, { ...definition, service }, memberId) : {};
}

type Who = { readonly memberId: string; readonly now: Instant };

/** Why a service has nothing for this member to fill in, beyond whom the form names. */
export async function serviceRefusal(
  queries: Queries,
  { service }: FormDefinition,
  who: Who,
): Promise<Content | undefined> {
  if (service.kind !== "report") return undefined;
  const found = await reportFor(queries, service, who);
  return found.kind === "none" ? found.reply : undefined;
}

/** What is said before the first question. */
export async function leadOf(queries: Queries, { service }: FormDefinition, who: Who): Promise<string[]> {
  return service.kind === "report" ? reportLead(queries, service, who) : [];
}

/** What is worth a look before an answer is sent. */
export async function remarksOn(queries: Queries, draft: FormDraft): Promise<string[]> {
  const { definition, formId, memberId, createdAt: begunAt, intake } = draft;
  const { service } = definition;
  if (service.kind !== "report") return [];
  const given = { memberId, begunAt, answers: intake.answers };
  return reportRemarks(queries, { definition: { ...definition, service }, formId }, given);
}
