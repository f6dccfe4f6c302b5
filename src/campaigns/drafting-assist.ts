import type { Queries } from "../database/database.ts";
import { Failure } from "../kit/failure.ts";
import { plainText } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import type { Library } from "../knowledge/library.ts";
import { search } from "../knowledge/retrieve.ts";
import { deadlineIn } from "../llm/deadline.ts";
import { createMask } from "../llm/deidentify.ts";
import type { ModelSettings } from "../llm/model.ts";
import { type Campaign, listCampaigns } from "./campaign.ts";
import { clausesCalled, type Draft, draftByTemplate, type Guard, type Proposed, sift } from "./drafting.ts";
import { type AssistantTool, runAgent } from "./drafting-agent.ts";
import { draftingTexts as texts } from "./drafting-texts.ts";
import { sayMoment } from "./texts.ts";

/** A draft, or in words for the officer why there is none. */
export type Assisted =
  | ({ readonly kind: "draft" } & Draft)
  | { readonly kind: "none"; readonly words: string };

export type Assisting = {
  readonly queries: Queries;
  readonly library: Library;
  readonly guard: Guard;
  readonly now: Instant;
  /** Undefined without a model. */
  readonly settings: ModelSettings | undefined;
};

/** An officer waits for it; no member ever does. */
const patienceMs = 60_000;
const mostCalls = 6;
const longestRequest = 2_000;
const mostShown = 8;

/**
 * Drafts a campaign for an officer who says in words what it should be about. The model looks through published
 * clauses and earlier campaigns by itself; of what it writes only sentences that name published clauses and pass
 * the guard stay, the others are listed. The officer's words leave without personal data. Throws
 * `Failure("invalid")` for an empty request.
 */
export async function assistDraft(request: string, asked: Assisting): Promise<Assisted> {
  const { library, guard, settings, now } = asked;
  const wanted = request.trim().slice(0, longestRequest);
  if (wanted === "") throw new Failure("invalid", "Say in a sentence what the message should be about.");
  const model = settings?.answers;
  if (!settings || model === undefined) return { kind: "none", words: texts.notSet };
  const mask = createMask();
  const reply = await runAgent({
    settings: { ...settings, model },
    instruction: texts.instruction,
    request: mask.mask(wanted),
    tools: toolsOf(library, await listCampaigns(asked.queries)),
    deadline: deadlineIn(patienceMs),
    mostCalls,
  });
  if (reply.kind === "not-installed") return { kind: "none", words: texts.notInstalled };
  if (reply.kind === "none") return { kind: "none", words: texts.unreachable(reply.why) };
  const proposed = readSentences(mask.restore(reply.text));
  const { kept, dropped } = sift(library, proposed, { guard, isAllowed: () => true });
  if (kept.length === 0) return { kind: "none", words: texts.nothing };
  const cited = [...new Set(kept.flatMap(({ cites }) => cites))];
  const file = draftByTemplate(library, clausesCalled(library, cited), {
    kind: "notice",
    now,
    sentences: kept,
  });
  return { kind: "draft", file, dropped };
}

/** `A sentence. [kh-360#II.3.4]`, one or several a line; words that cite nothing come out with no citation. */
export function readSentences(reply: string): Proposed[] {
  return reply
    .replace(/<think>[\s\S]*?<\/think>/g, "")
    .split("\n")
    .flatMap((line) => [...line.matchAll(/([^[\]]+)((?:\s*\[[^[\]]*\])*)/g)])
    .map(([, text = "", marks = ""]) => ({
      text: text.replace(/^[\s.\-–•*\d)]*(?=\p{L})/u, "").trim(),
      cites: [...marks.matchAll(/\[([^[\]]*)\]/g)].flatMap(([, inside = ""]) => inside.split(/\s*[,;]\s*/)),
    }))
    .filter(({ text }) => /\p{L}/u.test(text));
}

function toolsOf(library: Library, campaigns: readonly Campaign[]): AssistantTool[] {
  return [
    {
      name: "find_clauses",
      description: "Tìm điều khoản đã công bố theo từ khoá; trả về mã và đoạn đầu của từng điều khoản.",
      input: "từ khoá tiếng Việt",
      run: (words) => {
        const hits = search(library, words.slice(0, 300), { limit: mostShown }).hits;
        const shown = hits.map(({ clause }) => ({
          id: `${clause.document}#${clause.id}`,
          label: clause.label,
          text: clause.text.slice(0, 300).toWellFormed(),
        }));
        return JSON.stringify(shown);
      },
    },
    {
      name: "read_clause",
      description: "Nguyên văn một điều khoản đã công bố.",
      input: "mã điều khoản, ví dụ kh-360#II.3.4",
      run: (reference) => {
        const [document = "", id = ""] = reference.trim().split("#");
        const clause = library.clause(document, id);
        return clause
          ? JSON.stringify({ label: clause.label, text: clause.text.slice(0, 4000) })
          : "không có điều khoản này";
      },
    },
    {
      name: "past_campaigns",
      description: "Các tin đã soạn gần đây: tiêu đề, giờ gửi tới và nội dung.",
      input: "từ khoá trong tiêu đề, hoặc để trống",
      run: (words) => {
        const wanted = words.trim().toLowerCase();
        const found = campaigns
          .filter(({ title }) => title.toLowerCase().includes(wanted))
          .slice(0, mostShown);
        const shown = found.map(({ title, nextSlot, content }) => ({
          title,
          next: sayMoment(nextSlot),
          text: plainText({ ...content, choices: [] })
            .slice(0, 500)
            .toWellFormed(),
        }));
        return JSON.stringify(shown);
      },
    },
  ];
}
