import { z } from "zod";
import type { Queries } from "../database/database.ts";
import { prepare } from "../database/prepared.ts";
import { sha256 } from "../kit/id.ts";
import type { Address } from "../kit/message.ts";
import { type Instant, toMs } from "../kit/time.ts";

/** What one member's conversation remembers between messages. Kept small: it is written at every turn. */
const dialogueState = z.object({
  v: z.literal(1),
  /** The form that is open: answers go there until it is filed, left or paused. */
  draftId: z.string().nullable(),
  /** The one thing a bare "đồng ý" or the next text would answer. */
  awaiting: z.enum(["news-consent", "erase", "case", "coauthor", "link", "approval", "correct"]).nullable(),
  /** The hash of the code whose link waits for a yes. */
  link: z.string().optional(),
  /** The request for approval that waits for the number of people. */
  approval: z.string().optional(),
  /** Which of their data they want to correct: the next text is what it should say. */
  correct: z.enum(["name", "unit", "phone"]).optional(),
  /** The latest question, for follow-ups and for handing it to an officer. */
  asked: z.object({ question: z.string(), clauses: z.array(z.string()), at: z.string() }).nullable(),
  /** How often the same words came in a row, for the loop guard. */
  repeat: z.object({ hash: z.string(), count: z.number(), since: z.string() }).nullable(),
});
export type DialogueState = z.infer<typeof dialogueState>;

const fresh: DialogueState = { v: 1, draftId: null, awaiting: null, asked: null, repeat: null };

const readState = prepare((queries, given: { memberId: string; channel: string; externalId: string }) =>
  queries.selectNoFrom((eb) => {
    const dialogue = eb.selectFrom("dialogue").where("member_id", "=", given.memberId);
    const floor = eb
      .selectFrom("officer_floor")
      .where("channel", "=", given.channel)
      .where("address_id", "=", given.externalId);
    return [
      dialogue.select("state").as("state"),
      dialogue.select("updated_at").as("updated_at"),
      floor.select("spoke_at").as("spoke_at"),
      floor.select("until").as("until"),
    ];
  }),
);

const writeState = prepare((queries, given: { memberId: string; state: string; now: Instant }) =>
  queries
    .insertInto("dialogue")
    .values({ member_id: given.memberId, state: given.state, updated_at: given.now })
    .onConflict((conflict) =>
      conflict.column("member_id").doUpdateSet({ state: given.state, updated_at: given.now }),
    ),
);

/** Where a conversation stands, and whether an officer has it, so that the bot is silent. */
export type Standing = { readonly state: DialogueState; readonly isOfficers: boolean };

/**
 * Where the member's conversation stands; a new one starts empty. What the bot waited for before an officer
 * spoke is not waited for any more: a "đồng ý" said to the officer must not erase anything.
 */
export async function loadDialogue(
  queries: Queries,
  memberId: string,
  at: { readonly address: Address; readonly now: Instant },
): Promise<Standing> {
  const [row] = await readState(queries, { memberId, ...at.address });
  const state = row?.state ? dialogueState.parse(JSON.parse(row.state)) : fresh;
  const isOfficers = (row?.until ?? "") > at.now;
  const isStale = isOfficers && (row?.spoke_at ?? "") > (row?.updated_at ?? "");
  return { state: isStale ? { ...state, awaiting: null } : state, isOfficers };
}

export async function saveDialogue(
  tx: Queries,
  memberId: string,
  saved: { state: DialogueState; now: Instant },
): Promise<void> {
  await writeState(tx, { memberId, state: JSON.stringify(saved.state), now: saved.now });
}

/** Takes away where a member's conversation stood, for they are part of another now, and returns it. */
export async function forgetDialogue(tx: Queries, memberId: string): Promise<DialogueState | undefined> {
  const row = await tx
    .deleteFrom("dialogue")
    .where("member_id", "=", memberId)
    .returning("state")
    .executeTakeFirst();
  return row && dialogueState.parse(JSON.parse(row.state));
}

/** Two programs answering each other look like this; a person never does. */
const loopCount = 20;
const loopWindowMs = 5 * 60_000;

/**
 * Counts equal messages in a row. `isLoop` says this one must not be answered; `isFirst` that it is the one
 * at which the guard closed, which still gets a line.
 */
export function countRepeat(
  state: DialogueState,
  said: { text: string; now: Instant },
): { repeat: DialogueState["repeat"]; isLoop: boolean; isFirst: boolean } {
  const hash = sha256(said.text).slice(0, 16);
  const before = state.repeat;
  const continues = before?.hash === hash && toMs(said.now) - toMs(before.since as Instant) < loopWindowMs;
  const count = continues && before ? before.count + 1 : 1;
  const since = continues && before ? before.since : said.now;
  return { repeat: { hash, count, since }, isLoop: count >= loopCount, isFirst: count === loopCount };
}
