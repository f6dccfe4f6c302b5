import type { Queries } from "../database/database.ts";
import { enqueue } from "../delivery/enqueue.ts";
import { say } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { addressesOf } from "../people/members.ts";
import { type Case, listCases, waitingStates } from "./cases.ts";
import { answerCase } from "./cases-change.ts";
import { isAlike, readWording, readWordings } from "./faq-alike.ts";
import { faqTexts } from "./faq-texts.ts";

/** What was published, as far as those who asked are concerned. */
type Published = {
  readonly number: number;
  readonly question: string;
  readonly answer: string;
  readonly answeredAt: Instant;
};

/** More than ever wait at once. */
const mostCases = 100_000;

/**
 * Tells everybody whose case asks what was just published and still waits, and settles those cases. They asked
 * an officer for this answer, which is the consent to get it; each person is told once by the key of
 * `faq_told`, however many of their cases ask it. Returns how many were told.
 */
export async function tellAskers(
  tx: Queries,
  faq: Published,
  { by, now, organization }: { readonly by: string; readonly now: Instant; readonly organization: string },
): Promise<number> {
  const wordings = readWordings(faq.question);
  const waiting = await listCases(tx, { states: waitingStates, limit: mostCases });
  let told = 0;
  for (const one of waiting) {
    const wording = readWording(one.question);
    // What was answered already waits for something else by now.
    if (one.answer !== null || !wording || !wordings.some((known) => isAlike(known, wording))) continue;
    // Another officer's case is settled in that officer's name: nothing of theirs is overwritten by it.
    const officer = one.assignedTo ?? by;
    const settled = await answerCase(tx, { number: one.number, answer: faq.answer, by: officer, now });
    if (settled.kind === "changed" && (await tellOnce(tx, faq, { asker: one, organization, now }))) told += 1;
  }
  return told;
}

async function tellOnce(
  tx: Queries,
  faq: Published,
  { asker, organization, now }: { asker: Case; organization: string; now: Instant },
): Promise<boolean> {
  const { memberId, askedFrom } = asker;
  const addresses = await addressesOf(tx, memberId);
  const isSame = (to: (typeof addresses)[number]) =>
    to.channel === askedFrom?.channel && to.externalId === askedFrom.externalId;
  const to = addresses.find(isSame) ?? addresses[0];
  if (!to) return false;
  const first = await tx
    .insertInto("faq_told")
    .values({ faq_seq: faq.number, member_id: memberId, at: now })
    .onConflict((conflict) => conflict.columns(["faq_seq", "member_id"]).doNothing())
    .returning("member_id")
    .executeTakeFirst();
  if (!first) return false;
  const answer = faqTexts.curated(faq.answer, faq.answeredAt, organization);
  const content = say(faqTexts.told(asker.number, asker.question, answer));
  await enqueue(tx, [{ memberId, to, content, inboundSeq: null, isNotice: true }], now);
  return true;
}
