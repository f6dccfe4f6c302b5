import { application } from "./layouts/application.ts";
import { coauthors, description, receipt } from "./layouts/author-papers.ts";
import { minutes, review, score, scores } from "./layouts/council-papers.ts";
import { certificate, decision, decline, list, rewards } from "./layouts/decision-papers.ts";
import type { Paper } from "./write-docx.ts";

/** The official papers by their name on the command line, in the order a dossier has them. */
export const layouts = {
  application,
  description,
  coauthors,
  receipt,
  review,
  score,
  scores,
  minutes,
  decision,
  list,
  certificate,
  rewards,
  decline,
} as const satisfies Readonly<Record<string, () => Paper>>;

export type PaperKind = keyof typeof layouts;

export const paperKinds = Object.keys(layouts) as readonly PaperKind[];

/** Whether a word names a kind of paper. */
export function isPaperKind(word: string): word is PaperKind {
  return Object.hasOwn(layouts, word);
}
