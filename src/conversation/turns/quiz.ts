import { playQuiz, type QuizStep, resumeQuiz } from "../../campaigns/quiz/play.ts";
import { quizTexts } from "../../campaigns/quiz/texts.ts";
import { type Response, type Turn, withMenu } from "./turn.ts";

/** A button of a quiz or poll. An open form stays open: the quiz has its own place. */
export async function stepQuiz(turn: Turn, to: { quizId: string; step: QuizStep }): Promise<Response> {
  return { replies: await playQuiz(turn.tx, to, playerOf(turn)), state: turn.state };
}

/** “làm bài”: the question that is open in the quiz begun last. */
export async function goOnWithQuiz(turn: Turn): Promise<Response> {
  const replies = await resumeQuiz(turn.tx, playerOf(turn));
  return { replies: replies ?? [withMenu(quizTexts.nothingOpen)], state: turn.state };
}

function playerOf({ person, now, library }: Turn) {
  return { memberId: person.memberId, channel: person.address.channel, now, library };
}
