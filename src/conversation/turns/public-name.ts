import { choosePublicName } from "../../proposals/public-name.ts";
import type { Response, Turn } from "./turn.ts";

/** The yes or no to being named in public praise, by the buttons under the news of recognition. */
export async function answerPublicName(turn: Turn, isGiven: boolean): Promise<Response> {
  const { tx, person, now, state } = turn;
  const { channel } = person.address;
  const replies = await choosePublicName(tx, { memberId: person.memberId, channel, isGiven, now });
  return { replies, state };
}
