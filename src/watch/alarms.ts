import type { Queries } from "../database/database.ts";
import { enqueue } from "../delivery/enqueue.ts";
import { say } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { chatsOf } from "../people/officer-chat.ts";
import { listOfficers } from "../people/officers.ts";
import { watchTexts as texts } from "./texts.ts";

/** What is wrong now, and since when. */
export type Alarm = { readonly key: string; readonly words: string; readonly raisedAt: Instant };

/** Everything that is wrong now, longest first. */
export async function listAlarms(queries: Queries): Promise<Alarm[]> {
  const rows = await queries.selectFrom("alarm").selectAll().orderBy("raised_at").orderBy("key").execute();
  return rows.map(({ key, words, raised_at }) => ({ key, words, raisedAt: raised_at }));
}

/**
 * Compares what is wrong now with what was told, writes the difference down, and tells it once to the officers who
 * look after the machine: what is new, and what is over. Returns the names of both.
 */
export async function noteTrouble(
  tx: Queries,
  trouble: ReadonlyMap<string, string>,
  now: Instant,
): Promise<{ readonly raised: readonly string[]; readonly cleared: readonly string[] }> {
  const told = await listAlarms(tx);
  const known = new Set(told.map(({ key }) => key));
  const raised = [...trouble].filter(([key]) => !known.has(key));
  const cleared = told.filter(({ key }) => !trouble.has(key));
  for (const [key, words] of raised)
    await tx.insertInto("alarm").values({ key, words, raised_at: now }).execute();
  for (const { key } of cleared) await tx.deleteFrom("alarm").where("key", "=", key).execute();
  const letters = [
    ...(raised.length > 0 ? [texts.raised(raised.map(([, words]) => words))] : []),
    ...(cleared.length > 0 ? [texts.cleared(cleared.map(({ words }) => words))] : []),
  ];
  const down = [...trouble.keys()].flatMap((key) => (key.startsWith("channel:") ? [key.slice(8)] : []));
  if (letters.length > 0) await tell(tx, letters, { down, now });
  return { raised: raised.map(([key]) => key), cleared: cleared.map(({ key }) => key) };
}

/** Administrators who tied a chat; where none did, those who lead. A chat on a channel that is down comes last. */
async function tell(
  tx: Queries,
  letters: readonly string[],
  { down, now }: { down: readonly string[]; now: Instant },
): Promise<void> {
  const active = (await listOfficers(tx)).filter(({ status }) => status === "active");
  for (const role of ["admin", "lead"] as const) {
    let reached = 0;
    for (const officer of active.filter((one) => one.role === role)) {
      const chats = await chatsOf(tx, officer.id);
      const chat = chats.find(({ address }) => !down.includes(address.channel)) ?? chats[0];
      if (!chat) continue;
      reached += 1;
      const { memberId, address: to } = chat;
      const rows = letters.map((words) => ({ memberId, to, content: say(words), inboundSeq: null }));
      await enqueue(tx, rows, now);
    }
    if (reached > 0) return;
  }
}
