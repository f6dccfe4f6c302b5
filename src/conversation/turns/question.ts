import { type Answer, answer, contentOf } from "../../questions/answer.ts";
import { recordAsked } from "../../questions/asked.ts";
import { curatedAnswer } from "../../questions/faq-book.ts";
import { preparedFor } from "../prepared.ts";
import type { Response, Turn } from "./turn.ts";

/** Answers a question from the documents, remembers it for follow-ups, and logs it. */
export async function answerQuestion(turn: Turn, question: string): Promise<Response> {
  const given = await findAnswer(turn, question);
  await logAnswer(turn, question, given);
  return { replies: [contentOf(given)], state: remember(turn, question, given) };
}

/**
 * The answer alone, without a trace: to decide what a message in the middle of a form is. What officers
 * published for a question goes before anything composed.
 */
export async function findAnswer(turn: Turn, question: string): Promise<Answer> {
  const { asked } = turn.state;
  const curated = await turn.faqs.find(turn.tx, question);
  if (curated) return curatedAnswer(curated, turn.organization);
  const prepared = preparedFor(turn.prepared, question, asked);
  if (prepared) return prepared;
  return answer(turn.library, question, {
    now: turn.now,
    ...(asked ? { previous: { question: asked.question, clauses: asked.clauses } } : {}),
  });
}

export async function logAnswer(turn: Turn, question: string, given: Answer): Promise<void> {
  const { tx, person, inboundSeq, now } = turn;
  await recordAsked(tx, { memberId: person.memberId, inboundSeq, question, answer: given, now });
}

/** Small talk is no question to hand over or to follow up on. */
export function remember(turn: Turn, question: string, given: Answer): Turn["state"] {
  const state = { ...turn.state, awaiting: null };
  if (given.kind === "smalltalk") return state;
  const cited = given.citations.map(({ document, clause }) => `${document}#${clause}`);
  const clauses = cited.length > 0 ? cited : [...given.nearest];
  return { ...state, asked: { question: question.slice(0, 1000), clauses, at: turn.now } };
}
