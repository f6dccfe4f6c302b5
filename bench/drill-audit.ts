import type { Queries } from "../src/database/database.ts";
import type { TelegramServer } from "../test/support/telegram-server.ts";

/** What the ledger and the platform say when everything is quiet again. */
export type Audit = {
  readonly updates: number;
  readonly answered: number;
  readonly repliesSent: number;
  /** Replies that arrived twice: a first try in doubt is repeated once, by design. */
  readonly repliesTwice: number;
  readonly repliesUncertain: number;
  readonly planned: number;
  readonly campaignSent: number;
  readonly campaignUncertain: number;
  /** Of the uncertain campaign rows, those that had arrived. */
  readonly uncertainArrived: number;
  /** Every promise that was broken, in words; empty is the goal. */
  readonly faults: readonly string[];
};

type Row = {
  seq: number;
  address_id: string;
  run_id: string | null;
  inbound_seq: number | null;
  status: string;
  external_id: string | null;
};

/** Compares every row of inbox and ledger with what the platform saw. `marker` stands in the campaign's text. */
export async function audit(
  queries: Queries,
  server: TelegramServer,
  expected: { updates: number; recipients: readonly string[]; marker: string },
): Promise<Audit> {
  const inbound = await queries.selectFrom("inbound").select(["seq", "status", "joined_to"]).execute();
  const rows: Row[] = await queries
    .selectFrom("delivery")
    .select(["seq", "address_id", "run_id", "inbound_seq", "status", "external_id"])
    .orderBy("seq")
    .execute();
  const replies = rows.filter((row) => row.run_id === null);
  const campaign = rows.filter((row) => row.run_id !== null);
  const arrivals = countArrivals(server, expected.marker);
  const answered = new Set(replies.map((row) => row.inbound_seq));
  // Words that came in a burst are answered by the turn of the first of them.
  const isAnswered = (row: { seq: number; status: string; joined_to: number | null }) =>
    row.status === "done" && answered.has(row.joined_to ?? row.seq);
  const uncertain = campaign.filter((row) => row.status === "uncertain");
  return {
    updates: inbound.length,
    answered: inbound.filter(isAnswered).length,
    repliesSent: count(replies, "sent"),
    repliesTwice: sum(arrivals.replies) - replies.filter((row) => arrivals.ids.has(idOf(row))).length,
    repliesUncertain: count(replies, "uncertain"),
    planned: campaign.length,
    campaignSent: count(campaign, "sent"),
    campaignUncertain: uncertain.length,
    uncertainArrived: uncertain.filter((row) => (arrivals.campaign.get(row.address_id) ?? 0) > 0).length,
    faults: [
      ...inbound.flatMap((row) =>
        isAnswered(row) ? [] : [`inbound ${row.seq} is ${row.status}, unanswered`],
      ),
      ...(inbound.length === expected.updates
        ? []
        : [`${expected.updates} updates were sent, ${inbound.length} are stored`]),
      ...rows.flatMap((row) => faultsOfRow(row, arrivals)),
      ...faultsOfCampaign(campaign, expected.recipients, arrivals),
      ...faultsOfOrder(replies),
    ],
  };
}

type Arrivals = {
  /** Message ids as `chat/message`. */
  readonly ids: ReadonlySet<string>;
  readonly campaign: ReadonlyMap<string, number>;
  readonly replies: ReadonlyMap<string, number>;
};

function countArrivals(server: TelegramServer, marker: string): Arrivals {
  const ids = new Set<string>();
  const campaign = new Map<string, number>();
  const replies = new Map<string, number>();
  for (const [chat, { messages }] of server.world.chats) {
    for (const { message, visible } of messages) {
      ids.add(`${chat}/${message.message_id}`);
      const which = visible.includes(marker) ? campaign : replies;
      which.set(String(chat), (which.get(String(chat)) ?? 0) + 1);
    }
  }
  return { ids, campaign, replies };
}

function faultsOfRow(row: Row, arrivals: Arrivals): string[] {
  if (row.status !== "sent" && row.status !== "uncertain") return [`row ${row.seq} ended as ${row.status}`];
  if (row.status === "sent" && !arrivals.ids.has(idOf(row))) {
    return [`row ${row.seq} is sent, but the platform has no message ${idOf(row)}`];
  }
  return [];
}

function faultsOfCampaign(rows: readonly Row[], recipients: readonly string[], arrivals: Arrivals): string[] {
  const addressed = new Set(rows.map((row) => row.address_id));
  const forgotten = recipients.filter((id) => !addressed.has(id));
  const twice = [...arrivals.campaign].filter(([, times]) => times > 1);
  const unknown = [...arrivals.campaign.keys()].filter((id) => !addressed.has(id));
  return [
    ...(rows.length === addressed.size ? [] : ["a recipient has two campaign rows"]),
    ...forgotten.map((id) => `recipient ${id} has no campaign row`),
    ...twice.map(([id, times]) => `recipient ${id} got the campaign ${times} times`),
    ...unknown.map((id) => `${id} got the campaign without a row`),
  ];
}

/** One person's messages are answered in the order they came, and the answers arrive in that order. */
function faultsOfOrder(replies: readonly Row[]): string[] {
  const faults: string[] = [];
  const before = new Map<string, { inbound: number; message: number }>();
  for (const row of replies) {
    const last = before.get(row.address_id) ?? { inbound: 0, message: 0 };
    const inbound = row.inbound_seq ?? last.inbound;
    const message = row.status === "sent" ? Number(idOf(row).split("/")[1]) : last.message;
    if (inbound < last.inbound)
      faults.push(`row ${row.seq} answers inbound ${inbound} after ${last.inbound}`);
    if (message < last.message) faults.push(`row ${row.seq} arrived before an earlier reply`);
    before.set(row.address_id, { inbound, message });
  }
  return faults;
}

/** A message in several pieces is known by the last of them. */
function idOf(row: Row): string {
  return `${row.address_id}/${row.external_id?.split(",").at(-1) ?? ""}`;
}

function count(rows: readonly Row[], status: string): number {
  return rows.filter((row) => row.status === status).length;
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, times) => total + times, 0);
}
