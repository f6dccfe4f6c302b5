import type { Queries } from "../../database/database.ts";
import type { Instant } from "../../kit/time.ts";
import { knownAuthors } from "../coauthors/invite.ts";
import { hold, type NotActed, noteChange } from "../life/act.ts";
import { readRecord, startOf } from "../record.ts";
import type { Minutes, Tally } from "../record-types.ts";
import { findItem, type Item } from "./item.ts";
import { councilTexts, sayPoints } from "./texts.ts";

/** The first draft of what a council concludes, from its sheet. It states figures; the council judges. */
export function conclusionOf(tally: Tally): string {
  const { counted, entitled, mean, spread, excluded } = tally;
  return councilTexts.conclusion({
    counted: counted.length,
    entitled,
    excluded: excluded.length,
    mean: sayPoints(mean ?? 0),
    spread: spread === null ? null : sayPoints(spread),
  });
}

/** Why there are no minutes. */
type NoMinutes =
  | { readonly kind: "missing"; readonly number: string }
  | { readonly kind: "notBeforeCouncil"; readonly number: string }
  | { readonly kind: "stillScoring"; readonly number: string };

/** The minutes of a proposal whose scoring is closed, or why there are none. */
export async function minutesOf(
  queries: Queries,
  number: string,
): Promise<{ kind: "minutes"; minutes: Minutes } | NoMinutes> {
  const row = await queries
    .selectFrom("proposal")
    .select(["id", "answers", "member_id"])
    .where("number", "=", number)
    .executeTakeFirst();
  if (!row) return { kind: "missing", number };
  const item = await findItem(queries, row.id);
  if (!item) return { kind: "notBeforeCouncil", number };
  if (item.closedAt === null) return { kind: "stillScoring", number };
  const record = readRecord(row.answers);
  return {
    kind: "minutes",
    minutes: {
      number,
      start: startOf(record.answers),
      authors: await knownAuthors(queries, { proposalId: row.id, memberId: row.member_id, record }),
      council: item.council,
      tally: item.tally,
      conclusion: item.conclusion ?? "",
      closedAt: item.closedAt as Instant,
    },
  };
}

/** Replaces the drafted conclusion by the council's own words; the figures stay. */
export async function rewordConclusion(
  tx: Queries,
  given: { number: string; conclusion: string; by: string; now: Instant },
): Promise<{ kind: "reworded"; item: Item } | NotActed | NoMinutes> {
  const { number } = given;
  const found = await hold(tx, number);
  if (found.kind !== "held") return found;
  const item = await findItem(tx, found.held.id);
  if (!item) return { kind: "notBeforeCouncil", number };
  if (item.status === "open") return { kind: "stillScoring", number };
  const conclusion = given.conclusion.trim();
  if (conclusion === "") return { kind: "needsReason", number };
  await tx.updateTable("council_item").set({ conclusion }).where("id", "=", item.id).execute();
  await noteChange(tx, found.held, { kind: "minutes", by: given.by, note: conclusion, now: given.now });
  return { kind: "reworded", item: { ...item, conclusion } };
}

/** The minutes as plain text, as they are read out before they are signed. */
export function minutesText(minutes: Minutes): string {
  const { council, tally, authors } = minutes;
  const nameOf = (id: string) => council.members.find((member) => member.id === id)?.name ?? id;
  const rows = council.rubric.map(({ id, label, weight }) =>
    councilTexts.criterionLine(label, sayPoints(tally.means[id] ?? 0), weight),
  );
  const excluded = tally.excluded.map(({ councilMemberId, why }) =>
    councilTexts.excludedLine(nameOf(councilMemberId), why),
  );
  return [
    councilTexts.minutesTitle(minutes.number, council.name, council.unit),
    councilTexts.minutesAbout(minutes.start, authors.map(({ name }) => name).join(", ")),
    councilTexts.present(tally.counted.map(({ councilMemberId }) => nameOf(councilMemberId)).join(", ")),
    ...(tally.missing.length > 0 ? [councilTexts.absent(tally.missing.map(nameOf).join(", "))] : []),
    ...(excluded.length > 0 ? [[councilTexts.excludedTitle, ...excluded].join("\n")] : []),
    [councilTexts.pointsTitle, ...rows].join("\n"),
    minutes.conclusion,
  ].join("\n\n");
}
