import type { Queries } from "../database/database.ts";
import type { Answer } from "./answer.ts";
import { said } from "./composed.ts";
import { type Faq, faqState, listFaqs } from "./faq.ts";
import { isAlike, readWording, readWordings, type Wording } from "./faq-alike.ts";
import { faqTexts } from "./faq-texts.ts";

/** The published answers of officers, remembered from one question to the next. */
export type FaqBook = {
  /** The answer published for a question like this one, or undefined. */
  find(queries: Queries, question: string): Promise<Faq | undefined>;
};

type Entry = { readonly faq: Faq; readonly wordings: readonly Wording[] };

/**
 * A book over one database. It asks at every question whether something was published or retired since, and
 * reads the answers again only then; the newest of several that fit is given.
 */
export function createFaqBook(): FaqBook {
  let seen = "";
  let entries: readonly Entry[] = [];
  return {
    async find(queries, question) {
      const state = await faqState(queries);
      if (state !== seen) {
        entries = await readEntries(queries);
        seen = state;
      }
      const wording = entries.length > 0 ? readWording(question) : undefined;
      if (!wording) return undefined;
      return entries.find(({ wordings }) => wordings.some((known) => isAlike(known, wording)))?.faq;
    },
  };
}

async function readEntries(queries: Queries): Promise<Entry[]> {
  const published = await listFaqs(queries, "published");
  return published.toReversed().map((faq) => ({ faq, wordings: readWordings(faq.question) }));
}

/**
 * The answer as the bot gives it: the officer's words, with whose they are and from which day. Its citation
 * names the answer itself (`giai-dap#12`): no document stands behind it.
 */
export function curatedAnswer({ number, answer, answeredAt }: Faq, organization: string): Answer {
  const text = faqTexts.curated(answer, answeredAt, organization);
  const label = faqTexts.label(answeredAt, organization);
  return {
    kind: "answer",
    text,
    citations: [{ document: "giai-dap", clause: String(number), label, quote: answer }],
    passages: [said(text)],
    remarks: [],
    closing: null,
    offers: [],
    commands: [],
    nearest: [],
  };
}
