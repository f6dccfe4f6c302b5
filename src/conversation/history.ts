import type { Queries } from "../database/database.ts";
import { sentTo } from "../delivery/transcript.ts";
import type { Address, Content, Said } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";

/** One line of a conversation as its owner sees it again after a reload. */
export type HistoryItem =
  | { readonly from: "member"; readonly id: string; readonly said: Said; readonly at: Instant }
  | {
      readonly from: "bot";
      readonly seq: number;
      readonly cursor: string;
      readonly content: Content;
      readonly at: Instant;
    };

/**
 * The newest `limit` messages of one conversation in both directions, oldest first. What was pressed appears
 * as the words of the button.
 */
export async function history(queries: Queries, address: Address, limit: number): Promise<HistoryItem[]> {
  const rows = await queries
    .selectFrom("inbound")
    .select(["external_id", "said", "received_at"])
    .where("channel", "=", address.channel)
    .where("sender_id", "=", address.externalId)
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();
  const sent = await sentTo(queries, address, { limit });
  const labels = new Map(
    sent.flatMap(({ seq, content }) => content.choices.map(({ label }, index) => [`${seq}.${index}`, label])),
  );
  const said: HistoryItem[] = rows.flatMap((row) => {
    const spoken = inWords(JSON.parse(row.said) as Said, labels);
    return spoken ? [{ from: "member", id: row.external_id, said: spoken, at: row.received_at }] : [];
  });
  const replies = sent.map(({ seq, cursor, content, at }) => ({
    from: "bot" as const,
    seq,
    cursor,
    content,
    at,
  }));
  return [...said, ...replies].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).slice(-limit);
}

function inWords(said: Said, labels: ReadonlyMap<string, string>): Said | undefined {
  if (said.kind === "text") return said;
  if (said.kind !== "pressed") return undefined;
  const label = labels.get(said.button);
  return label === undefined ? undefined : { kind: "text", text: label, files: [] };
}
