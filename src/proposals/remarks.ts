import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";
import { canDeepen, type Draft } from "./drafts.ts";
import { readRecord, recordOf, startOf, textOf } from "./record.ts";
import { remarks } from "./rules.ts";
import { type Known, similar } from "./similar.ts";
import { texts } from "./texts.ts";

/** How many of the newest proposals a candidate is compared with while a member waits. */
const compared = 1000;

/** What stands under a summary: the law's clocks, what is missing, and filed proposals that look alike. */
export async function remarksOn(queries: Queries, draft: Draft, now: Instant): Promise<string[]> {
  const { answers } = recordOf(draft.form, draft.intake);
  const alike = similar(await known(queries), comparedText(answers)).map(texts.similarLine);
  const similarRemark = alike.length > 0 ? [[texts.similarTitle, ...alike].join("\n")] : [];
  const deepen = canDeepen(draft) ? [texts.deepenOffer] : [];
  return [...remarks(answers, now), ...similarRemark, ...deepen];
}

async function known(queries: Queries): Promise<Known[]> {
  const rows = await queries
    .selectFrom("proposal")
    .select(["number", "answers"])
    .orderBy("filed_at", "desc")
    .limit(compared)
    .execute();
  return rows.flatMap(({ number, answers: json }) => {
    const { answers } = readRecord(json);
    // What its author wants kept secret is not shown to others, not even by its first words.
    if (textOf(answers, "confidential") !== "") return [];
    return [{ number, start: startOf(answers), text: comparedText(answers) }];
  });
}

function comparedText(answers: Parameters<typeof textOf>[0]): string {
  return `${textOf(answers, "problem")}\n${textOf(answers, "solution")}`;
}
