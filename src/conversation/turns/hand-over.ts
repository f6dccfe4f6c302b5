import { say } from "../../kit/message.ts";
import { type Instant, toMs } from "../../kit/time.ts";
import { caseStatus } from "../../questions/case-status.ts";
import { caseOpened, openCase } from "../../questions/cases.ts";
import { texts } from "../texts.ts";
import { remindOpen } from "./open-form.ts";
import type { Response, Turn } from "./turn.ts";

/** A question older than this is no longer what "gặp cán bộ" means. */
const freshMs = 30 * 60_000;

/** `/canbo`: hands the question just asked to an officer, or asks what to hand over. */
export async function askOfficer(turn: Turn): Promise<Response> {
  const { asked } = turn.state;
  const isFresh = asked && toMs(turn.now) - toMs(asked.at as Instant) < freshMs;
  if (isFresh) return hand(turn, asked.question, asked.clauses);
  return { replies: [say(texts.askCase)], state: { ...turn.state, awaiting: "case" } };
}

/** "Phiếu số 12": where the question stands. */
export async function showCase(turn: Turn, number: number): Promise<Response> {
  const reply = await caseStatus(turn.tx, turn.person.memberId, number);
  return { replies: [reply], state: turn.state };
}

/** The words the member wants an officer to read. */
export function answerCaseText(turn: Turn, text: string): Promise<Response> {
  return hand(turn, text, []);
}

async function hand(turn: Turn, question: string, nearest: readonly string[]): Promise<Response> {
  const { tx, person, state, now } = turn;
  const { memberId, address } = person;
  const { opened } = await openCase(tx, { memberId, askedFrom: address, question, nearest, now });
  // An open form goes on where it stood.
  const form = state.draftId === null ? [] : await remindOpen(tx, { draftId: state.draftId, memberId });
  return { replies: [caseOpened(opened), ...form], state: { ...state, awaiting: null, asked: null } };
}
