import type { Queries } from "../database/database.ts";
import { enqueue } from "../delivery/enqueue.ts";
import { releaseHeld } from "../delivery/held.ts";
import { latestChoices, readButton } from "../delivery/transcript.ts";
import { type Said, say } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import type { Library } from "../knowledge/library.ts";
import { meet, setReachable } from "../people/members.ts";
import { countRepeat, loadDialogue, saveDialogue } from "./dialogue.ts";
import type { Fetched } from "./files.ts";
import { takeUp, type Waiting } from "./inbox.ts";
import { route } from "./route.ts";
import { texts } from "./texts.ts";
import { respond } from "./turns/respond.ts";
import type { Response, Turn } from "./turns/turn.ts";

/** Everything one turn starts from. */
export type TurnInput = Waiting & Fetched & { readonly now: Instant; readonly library: Library };

/**
 * Takes one message from waiting to done inside `tx`: what the member now has, the rows to send, and the mark
 * that it is answered commit together or not at all.
 */
export async function takeTurn(tx: Queries, input: TurnInput): Promise<void> {
  const { inbound, said, now, seq } = input;
  if (!(await takeUp(tx, seq, now))) return;
  const address = { channel: inbound.channel, externalId: inbound.from.externalId };
  if (said.kind === "reachable") {
    const why = said.isReachable ? null : "blocked";
    if (said.isReachable) await releaseHeld(tx, address, now);
    return setReachable(tx, address, { isReachable: said.isReachable, why, at: inbound.at });
  }
  const person = await meet(tx, { address, name: inbound.from.name, at: inbound.at });
  await releaseHeld(tx, address, now);
  const state = await loadDialogue(tx, person.memberId);
  const turn: Turn = { tx, person, state, inboundSeq: seq, now, library: input.library };
  const response = await answerSaid(turn, said, input.lostFiles);
  if (response.state !== state) {
    await saveDialogue(tx, person.memberId, { state: response.state, now });
  }
  const letters = response.replies.map((content) => ({
    memberId: person.memberId,
    to: address,
    content,
    inboundSeq: seq,
  }));
  await enqueue(tx, letters, now);
}

async function answerSaid(turn: Turn, said: Said, lostFiles: number): Promise<Response> {
  const guard = countRepeat(turn.state, { text: wordsOf(said), now: turn.now });
  const state = { ...turn.state, repeat: guard.repeat };
  if (guard.isLoop) return { replies: guard.isFirst ? [say(texts.loop)] : [], state };
  const looked = await lookUp(turn, said);
  const response = await respond({ ...turn, state }, route(state, said, looked));
  const before = [
    ...(turn.person.isNew && !isGreeting(response) ? [say(texts.notice)] : []),
    ...(lostFiles > 0 ? [say(texts.fileLost)] : []),
  ];
  return { replies: [...before, ...response.replies], state: response.state };
}

/** A first message that is answered by the welcome has the notice in it already. */
function isGreeting({ replies }: Response): boolean {
  const part = replies[0]?.parts[0];
  return part?.kind === "text" && part.text === texts.welcome;
}

async function lookUp(turn: Turn, said: Said) {
  const { tx, person } = turn;
  if (said.kind === "pressed") {
    return { pressed: await readButton(tx, said.button, person.address), choices: [] };
  }
  const isBareNumber = said.kind === "text" && /^\s*\(?\d{1,2}[.)]?\s*$/.test(said.text);
  return { pressed: undefined, choices: isBareNumber ? await latestChoices(tx, person.address) : [] };
}

function wordsOf(said: Said): string {
  if (said.kind === "text") return `${said.text}|${said.files.map((file) => file.handle).join()}`;
  return said.kind === "pressed" ? said.button : JSON.stringify(said);
}
