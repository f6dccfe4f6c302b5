import type { Queries } from "../database/database.ts";
import { choicesNow } from "../intake/show.ts";
import type { Choice, Content } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { hasConsent } from "../people/consent.ts";
import { type Draft, isWorthDeepening } from "./drafts.ts";
import { comparedText, storedIndex } from "./finding/face.ts";
import { similar } from "./finding/similar.ts";
import { recordOf } from "./record.ts";
import { missingOf, remarks } from "./rules.ts";
import { consentVersion, texts } from "./texts.ts";
import { unitOffer } from "./unit-offer.ts";

/**
 * The replies of a turn, where the last is a summary with what belongs under it: remarks, the consent words as
 * long as the member has not agreed, and the button that grows the draft. `consentShown` is the version of the
 * consent words that the member has seen with this draft after these replies. Without `now` there are no remarks.
 */
export async function atSummary(
  queries: Queries,
  draft: Draft,
  replies: readonly Content[],
  now: Instant | null,
): Promise<{ replies: Content[]; consentShown: string | null }> {
  const last = replies.at(-1);
  const { consentShown } = draft;
  if (draft.intake.step.kind !== "summary" || !last) return { replies: [...replies], consentShown };
  const asksConsent = !(await hasConsent(queries, draft.memberId, "proposal"));
  const unit = now ? await unitOffer(queries, draft, now) : undefined;
  const below = [
    ...(now ? await remarksOn(queries, draft, now) : []),
    ...(unit ? [texts.unitRemark(unit.name)] : []),
    ...(asksConsent ? [texts.consent] : []),
  ];
  const parts = [...last.parts, ...below.map((text) => ({ kind: "text" as const, text }))];
  const choices = [...choicesAtSummary(draft, asksConsent), ...(unit ? [texts.unitChoice(unit)] : [])];
  return {
    replies: [...replies.slice(0, -1), { parts, choices }],
    consentShown: asksConsent ? consentVersion : consentShown,
  };
}

/** The buttons of a summary, in the order in which a bare number means them. */
export function choicesAtSummary(draft: Draft, asksConsent: boolean): Choice[] {
  const choices = choicesNow(draft.form, draft.intake).map((choice) =>
    asksConsent && choice.action === "form:send" ? { ...choice, label: texts.agreeAndSend } : choice,
  );
  return isWorthDeepening(draft) ? [...choices, texts.deepen] : choices;
}

/** What stands under a summary: the law's clocks, what is missing, and filed proposals that look alike. */
async function remarksOn(queries: Queries, draft: Draft, now: Instant): Promise<string[]> {
  const { answers } = recordOf(draft.form, draft.intake);
  const found = await similar(storedIndex(queries), comparedText({ answers }));
  const alike = found.map(texts.similarLine);
  const similarRemark = alike.length > 0 ? [[texts.similarTitle, ...alike].join("\n")] : [];
  const missing = missingOf(draft.form, draft.intake.answers);
  const missingRemark = missing.length > 0 ? [texts.missing(missing)] : [];
  return [...missingRemark, ...remarks(answers, now), ...similarRemark];
}
