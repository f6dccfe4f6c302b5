import type { Queries } from "../database/database.ts";
import type { Heard } from "../intake/form.ts";
import { choicesNow } from "../intake/show.ts";
import { type Instant, localDate } from "../kit/time.ts";
import { findUnit, type Unit } from "../people/units.ts";
import { type Draft, isWorthDeepening } from "./drafts.ts";

type Offered = Pick<Unit, "name" | "code">;

/**
 * The unit of the federation's list the member's own words may mean, to be confirmed: the one that bears the name,
 * or the only one that holds all its words; of a unit that ended the one that took over. Undefined when none or
 * several may be meant, and when the member said which it is already.
 */
export async function unitOffer(queries: Queries, draft: Draft, now: Instant): Promise<Offered | undefined> {
  const { unit } = draft.intake.answers;
  if (unit?.kind !== "unit" || unit.code !== undefined) return undefined;
  const candidates = await findUnit(queries, unit.name, localDate(now));
  const meant = candidates.flatMap((each) => (each.isCurrent ? [each.unit] : each.now));
  const only = new Map(meant.map((each) => [each.code, each]));
  const [first] = only.values();
  return only.size === 1 && first ? { name: first.name, code: first.code } : undefined;
}

/** The unit a turn confirms, by its button or the number of it; undefined when it is about something else. */
export async function takesUnit(
  queries: Queries,
  draft: Draft,
  { said, now }: { said: Heard; now: Instant },
): Promise<Offered | undefined> {
  if (draft.intake.step.kind !== "summary") return undefined;
  const place = choicesNow(draft.form, draft.intake).length + (isWorthDeepening(draft) ? 2 : 1);
  const isMeant = said.choice?.startsWith("form:unit:") ?? said.text.trim() === String(place);
  const offered = isMeant ? await unitOffer(queries, draft, now) : undefined;
  return said.choice === null || said.choice === `form:unit:${offered?.code}` ? offered : undefined;
}

/** The draft with the confirmed unit beside the member's own words. */
export function withUnit(draft: Draft, { code }: Offered): Draft {
  const { unit } = draft.intake.answers;
  if (unit?.kind !== "unit") return draft;
  const answers = { ...draft.intake.answers, unit: { ...unit, code } };
  return { ...draft, status: "open", asking: null, intake: { ...draft.intake, answers } };
}
