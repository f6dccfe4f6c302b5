import type { Queries } from "../../database/database.ts";
import { listExamples } from "../finding/examples.ts";
import { listedOf } from "./list.ts";
import type { HonourRound } from "./round.ts";
import { honourTexts as texts } from "./texts.ts";

/** Told one by one at most; a message is one screen of a telephone. */
const mostTold = 8;

/**
 * A draft of the message that praises a published round: only initiatives whose author agrees now to be named in
 * public and that hold nothing confidential are told of, the others are counted. Undefined while it is not published.
 */
export async function praiseOf(
  queries: Queries,
  round: HonourRound,
): Promise<{ readonly title: string; readonly text: string; readonly named: number } | undefined> {
  if (round.status !== "published") return undefined;
  const listed = await listedOf(queries, round);
  const told = await listExamples(
    queries,
    listed.map(({ number }) => number),
    mostTold,
  );
  const others = listed.length - told.length;
  const lines = [
    texts.praiseLead(listed.length, round.occasion),
    ...told.map(({ title, author, unit }) => texts.praiseLine(plain(title), plain(author), plain(unit))),
    ...(others > 0 && told.length > 0 ? [texts.praiseOthers(others)] : []),
    texts.praiseEnd,
  ];
  return { title: texts.praiseTitle(round.title, round.year), text: lines.join("\n\n"), named: told.length };
}

/** What a campaign file would read as a mark of its own is no part of a name. */
function plain(text: string): string {
  return text
    .replace(/[{}<>`|[\]*_#]/g, "")
    .replace(/https?:\S*/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
