import type { Queries } from "../database/database.ts";
import { enqueue } from "../delivery/enqueue.ts";
import { Failure } from "../kit/failure.ts";
import { type Address, type Content, say } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { addressesOf } from "../people/members.ts";
import { type Case, caseAnswered, findCase } from "../questions/cases.ts";
import { answerCase, type CaseChange, type Changed } from "../questions/cases-change.ts";
import { handBack, officerSpoke } from "./floor.ts";
import { texts } from "./texts.ts";

export type MemberAnswered = Changed | { readonly kind: "unreachable"; readonly found: Case };

/**
 * An officer's answer to a case, on its way to where the member asked, in one transaction: the case is
 * answered, the message is in the ledger, and the bot is silent there (unless `handsBack`). Where the platform
 * takes no message now, the ledger holds it until the member writes; `readThread` shows it as `held`.
 *
 * Nothing happens when the case is missing, settled, another officer's or newer than `version`, or when the
 * member has no address any more (`unreachable`).
 */
export async function answerMember(
  tx: Queries,
  asked: CaseChange & { readonly answer: string; readonly handsBack?: boolean },
): Promise<MemberAnswered> {
  const found = await findCase(tx, asked.number);
  const to = found && (await addressOf(tx, found));
  if (found && !to) return { kind: "unreachable", found };
  const result = await answerCase(tx, asked);
  if (result.kind !== "changed" || !to) return result;
  const { memberId } = result.changed;
  const isStaying = asked.handsBack !== true;
  await send(tx, { memberId, to, now: asked.now }, withWayBack(caseAnswered(result.changed), isStaying));
  if (isStaying) await officerSpoke(tx, { address: to, at: asked.now, by: asked.by });
  else await handBack(tx, { memberId, now: asked.now });
  return result;
}

/**
 * One more message from an officer in a member's conversation; the bot is silent there from now on. Throws
 * `Failure("invalid")` when the text is empty, `"missing"` when the member has no address.
 */
export async function speakToMember(
  tx: Queries,
  spoken: {
    readonly memberId: string;
    readonly text: string;
    readonly by: string;
    readonly now: Instant;
    /** Where; the member's first address when left out. */
    readonly to?: Address;
  },
): Promise<void> {
  const { memberId, by, now } = spoken;
  const text = spoken.text.trim();
  if (text === "") throw new Failure("invalid", "The message is empty: write at least a word.");
  const to = await chooseAddress(tx, memberId, spoken.to ?? null);
  if (!to) throw new Failure("missing", "This member has no address any more.");
  await send(tx, { memberId, to, now }, say(texts.officerSays(text)));
  await officerSpoke(tx, { address: to, at: now, by });
}

/** Where the words of a case go: where it was asked, else the address known longest. */
export function addressOf(
  queries: Queries,
  { memberId, askedFrom }: Pick<Case, "memberId" | "askedFrom">,
): Promise<Address | undefined> {
  return chooseAddress(queries, memberId, askedFrom);
}

async function chooseAddress(
  queries: Queries,
  memberId: string,
  wanted: Address | null,
): Promise<Address | undefined> {
  const all = await addressesOf(queries, memberId);
  const same = all.find(
    ({ channel, externalId }) => channel === wanted?.channel && externalId === wanted.externalId,
  );
  return same ?? all[0];
}

function withWayBack(content: Content, isStaying: boolean): Content {
  if (!isStaying) return content;
  return { ...content, parts: [...content.parts, { kind: "text", text: texts.wayBack }] };
}

function send(
  tx: Queries,
  { memberId, to, now }: { memberId: string; to: Address; now: Instant },
  content: Content,
): Promise<void> {
  return enqueue(tx, [{ memberId, to, content, inboundSeq: null }], now);
}
